"""The shapes of input of recommendations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.access.forms import InCompartment
from habeas.access.models import Organisation
from habeas.core.forms import with_fields
from habeas.monitoring.choices import Level
from habeas.monitoring.models import Visit
from habeas.places.queries import sites
from habeas.recommendations.models import (
    Addressee,
    Cluster,
    Consequence,
    FollowUp,
    Measure,
    Recommendation,
    Response,
)
from habeas.recommendations.queries import addressable, grades_of

DAYS_TO_REPLY = timedelta(days=60)
"""When a reply is usually due; silence counts from that day."""


@with_fields(Recommendation, "kind", "text", "deadline", "follow_up_on", "reply_by")
class RecommendationForm(forms.Form):
    """Making a recommendation."""

    lead = forms.ModelChoiceField(Organisation.objects.none(), label=_("who leads"))
    lead_level = forms.ChoiceField(label=_("level of the lead"), choices=Level.choices)
    others = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("other addressees"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("lead", "others"):
            self.fields[name].queryset = addressable()
        self.fields["reply_by"].initial = timezone.localdate() + DAYS_TO_REPLY

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("lead") in list(data.get("others") or []):
            self.add_error("others", _("The lead is named twice. Remove it from the other addressees."))
        return data


@with_fields(Recommendation, "kind", "text", "deadline", "follow_up_on", "reply_by")
class EditForm(forms.Form):
    """Changing a draft."""


@with_fields(
    Recommendation,
    *("body", "document", "issued_on", "municipality", "site"),
    required=("body", "issued_on"),
)
class OtherBodyForm(RecommendationForm, InCompartment):
    """Recording what another body recommended."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites().filter(closed_on=None)


@with_fields(Measure, "text", "due_on", "state")
class MeasureForm(forms.Form):
    """Recording a measure."""

    addressee = forms.ModelChoiceField(Addressee.objects.none(), label=_("by whom"), required=False)

    def __init__(self, *args: Any, addressees: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addressee"].queryset = addressees


@with_fields(Measure, "state")
class MoveMeasureForm(forms.Form):
    """How far a measure came."""


@with_fields(Consequence, "effect", "note", required=("effect",))
class EffectForm(forms.Form):
    """What a later visit showed of an activity."""

    follow_up = forms.ModelChoiceField(FollowUp.objects.none(), label=_("seen at the follow-up"))
    field_order = ["follow_up", "effect", "note"]

    def __init__(self, *args: Any, follow_ups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["follow_up"].queryset = follow_ups
        self.fields["follow_up"].label_from_instance = lambda one: str(one.visit)


class ClusterForm(forms.Form):
    """Putting a recommendation into a cluster."""

    cluster = forms.ModelChoiceField(Cluster.objects.none(), label=_("cluster"), required=False)
    title = forms.CharField(label=_("or a new one, called"), max_length=200, required=False)

    def __init__(self, *args: Any, clusters: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cluster"].queryset = clusters


class AddresseeForm(forms.Form):
    """Adding an addressee."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("institution"))
    level = forms.ChoiceField(label=_("level"), choices=Level.choices)
    is_lead = forms.BooleanField(label=_("leads"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = addressable()


@with_fields(Response, "received_on", "kind", "text")
class ResponseForm(forms.Form):
    """Recording an answer."""

    addressee = forms.ModelChoiceField(Addressee.objects.none(), label=_("from"))
    field_order = ["addressee", "received_on", "kind", "text"]

    def __init__(self, *args: Any, addressees: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addressee"].queryset = addressees


@with_fields(FollowUp, "text")
class FollowUpForm(forms.Form):
    """Recording what a later visit showed."""

    visit = forms.ModelChoiceField(Visit.objects.none(), label=_("follow-up visit"))
    field_order = ["visit", "text"]

    def __init__(self, *args: Any, visits: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visit"].queryset = visits


class GradeForm(forms.Form):
    """Grading a recommendation; the grades are told with their scale."""

    follow_up = forms.ModelChoiceField(FollowUp.objects.none(), label=_("follow-up it rests on"))
    grade = forms.ChoiceField(label=_("grade"))
    reason = forms.CharField(label=_("reason"), widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, follow_ups: Any, scales: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["follow_up"].queryset = follow_ups
        self.fields["follow_up"].label_from_instance = lambda one: str(one.visit)
        self.fields["grade"].choices = [
            (scale.label, [(f"{scale.value}:{code}", label) for code, label in grades_of(scale)])
            for scale in scales
        ]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "grade" in data:
            data["scale"], data["value"] = data.pop("grade").split(":", 1)
        return data


class ChecksForm(forms.Form):
    """Choosing what a visit is to check."""

    recommendations = forms.ModelMultipleChoiceField(
        Recommendation.objects.none(),
        label=_("recommendations to check"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    everywhere = forms.ModelMultipleChoiceField(
        Recommendation.objects.none(),
        label=_("recommendations that concern the whole territory"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Not graded yet, those with the nearest deadlines."),
    )

    def __init__(self, *args: Any, offered: Any, everywhere: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("recommendations", offered), ("everywhere", everywhere)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            if not rows:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        chosen = [*data.pop("recommendations", []), *data.pop("everywhere", [])]
        if not chosen:
            raise forms.ValidationError(_("Choose at least one recommendation."))
        return {"recommendations": chosen}
