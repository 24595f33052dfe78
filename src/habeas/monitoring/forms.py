"""The shapes of input of monitoring."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Compartment, User
from habeas.access.queries import units_of
from habeas.core.actors import Actor
from habeas.core.forms import day_input, with_fields
from habeas.mandate.models import Article
from habeas.mandate.queries import articles, citable_tasks
from habeas.monitoring.choices import Access
from habeas.monitoring.models import Finding, Observation, Visit
from habeas.monitoring.queries import observations_of
from habeas.places.queries import sites


@with_fields(Visit, "site", "activity", "kind", "unit", "task", "planned_for", "announced", "purpose")
class VisitForm(forms.Form):
    """Planning a visit."""

    members = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("members of the team"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    compartment = forms.ModelChoiceField(Compartment.objects.none(), label=_("compartment"))

    def __init__(self, *args: Any, actor: Actor, colleagues: Any, compartments: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites().filter(closed_on=None)
        self.fields["unit"].queryset = units_of(actor)
        self.fields["task"].queryset = citable_tasks(timezone.localdate())
        self.fields["members"].queryset = colleagues
        self.fields["compartment"].queryset = compartments
        if len(compartments) == 1:
            self.fields["compartment"].initial = compartments[0].pk


class CarryOutForm(forms.Form):
    """Saying that a visit took place."""

    carried_out_on = forms.DateField(label=_("carried out on"), widget=day_input())
    access = forms.ChoiceField(label=_("access"), choices=Access.choices, widget=forms.RadioSelect)
    restriction = forms.CharField(
        label=_("restriction of movement or access"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class CancelForm(forms.Form):
    """Cancelling a visit."""

    why = forms.CharField(label=_("why it was cancelled"), max_length=250)


@with_fields(Observation, "kind", "area", "source", "connection", "reliability", "text")
class ObservationForm(forms.Form):
    """Writing down an observation."""


@with_fields(
    Finding,
    "title",
    "observation",
    "analysis",
    "conclusion",
    "proof",
    "duty_bearer_type",
    "duty_bearer_level",
    "duty_bearer",
    "ground",
    "community",
    "remedy_kind",
    "remedy",
)
class FindingForm(forms.Form):
    """Writing a finding."""

    observations = forms.ModelMultipleChoiceField(
        Observation.objects.none(),
        label=_("rests on the observations"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    articles = forms.ModelMultipleChoiceField(
        Article.objects.none(),
        label=_("standard breached"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Articles, by instrument. Hold Ctrl to choose several."),
    )

    def __init__(self, *args: Any, actor: Actor, visit: Visit | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["observations"].queryset = observations_of(actor, visit)
        self.fields["observations"].label_from_instance = lambda one: (
            f"{one.number}. {Truncator(one.text).chars(160)}"
        )
        self.fields["articles"].queryset = articles()


class ReviewForm(forms.Form):
    """Reviewing a finding."""

    note = forms.CharField(
        label=_("note to the author"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    decision = forms.ChoiceField(
        label=_("decision"),
        choices=[("confirm", _("Confirm the finding")), ("return", _("Return it to its author"))],
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("decision") == "return" and not data.get("note", "").strip():
            self.add_error("note", _("Say what the author should change."))
        return data
