"""The shapes of input about incidents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.access.forms import InCompartment
from habeas.core.actors import Actor
from habeas.core.dates import UncertainDateField
from habeas.core.forms import with_fields
from habeas.core.terms import lookup
from habeas.core.terms.fields import TermChoiceField
from habeas.monitoring.models import Incident, IncidentAct, IncidentSource, Involved
from habeas.monitoring.queries import incidents, person_called, recent_visits
from habeas.places.queries import settlements, sites

SOURCE_FIELDS = ("source", "connection", "reliability")


class TermsField(forms.MultipleChoiceField):
    """Several terms of one list; a code that left the list is refused with what to use instead."""

    def __init__(self, *, vocabulary: str, **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        super().__init__(choices=lambda: list(lookup.choices(vocabulary)), **kwargs)

    def valid_value(self, value: Any) -> bool:
        """Every code passes the form: the action refuses with the reason."""
        return True


@with_fields(
    Incident,
    "title",
    "kind",
    "hour",
    "municipality",
    "settlement",
    "site",
    "precision",
    "community",
    "account",
    "reported_on",
    "visit",
)
class IncidentEditForm(forms.Form):
    """What is said of an incident."""

    happened = UncertainDateField(label=_("when"))
    grounds = TermsField(
        vocabulary="equality_ground",
        label=_("grounds of unequal treatment"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["settlement"].queryset = settlements()
        self.fields["site"].queryset = sites()
        self.fields["visit"].queryset = recent_visits(actor, self.initial.get("visit"))


@with_fields(IncidentSource, *SOURCE_FIELDS)
class IncidentForm(IncidentEditForm, InCompartment):
    """Recording an incident, with its acts and its first source."""

    acts = TermsField(
        vocabulary="act_type",
        label=_("what was done"),
        widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text=_("Hold Ctrl to choose several. Who did it to whom is said on the next page."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reported_on"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        data["source"] = {name: data.pop(name, "") for name in SOURCE_FIELDS}
        return data


class PersonCodeField(forms.CharField):
    """The code of a registered person."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)
        kwargs.setdefault("help_text", _("As on the person's page, such as P-7K3F-92QX."))
        super().__init__(**kwargs)


class ByCode(forms.Form):
    """A form with the code of a person, read for one actor."""

    person_field = "person"

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        code = (data.pop("person", "") or "").strip()
        data["person"] = person_called(self.actor, code) if code else None
        if code and data["person"] is None:
            why = _(
                "Nobody is registered here under “%(code)s”. Check the code, or register the person first."
            )
            self.add_error("person", forms.ValidationError(why, params={"code": code}))
        return data


@with_fields(Involved, "role", "description", "persons", "community", "body", "organisation")
class InvolvedForm(ByCode):
    """Saying who stands in an incident."""

    person = PersonCodeField(label=_("code of the person"), required=False)
    situations = TermsField(
        vocabulary="situation_of_risk",
        label=_("vulnerable situations"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ["role", "person", "description", "persons", "community", "body", "organisation"]


@with_fields(IncidentAct, "act", "form", "involvement")
class ActForm(forms.Form):
    """Saying what somebody is said to have done to somebody."""

    victim = forms.ModelChoiceField(Involved.objects.none(), label=_("done to"), required=False)
    perpetrator = forms.ModelChoiceField(
        Involved.objects.none(), label=_("said to be done by"), required=False
    )
    field_order = ["act", "victim", "perpetrator", "involvement", "form"]

    def __init__(self, *args: Any, involved: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("victim", "perpetrator"):
            self.fields[name].queryset = involved
            self.fields[name].label_from_instance = lambda one: f"{one} ({one.get_role_display()})"


@with_fields(IncidentSource, *SOURCE_FIELDS, "told_on", "consistent", "text")
class SourceForm(ByCode):
    """Recording a source of an incident."""

    person = PersonCodeField(
        label=_("code of the person"),
        required=False,
        help_text=_("Only when the source is registered; the identity stays sealed."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told_on"].initial = timezone.localdate


class AssessForm(forms.Form):
    """Moving the verification of an incident."""

    verification = TermChoiceField(vocabulary="verification", label=_("verification"))
    reason = forms.CharField(label=_("reason"), widget=forms.Textarea(attrs={"rows": 4}))


class DuplicateForm(forms.Form):
    """Saying that an incident is the same as another."""

    of = forms.ModelChoiceField(Incident.objects.none(), label=_("the incident that stays"))

    def __init__(self, *args: Any, actor: Actor, incident: Incident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        same_place = incidents(actor).filter(municipality=incident.municipality_id, duplicate_of=None)
        self.fields["of"].queryset = same_place.filter(compartment=incident.compartment).exclude(
            pk=incident.pk
        )
