"""The shapes of input about interviews."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.access.forms import InCompartment
from habeas.access.models import Organisation
from habeas.core.actors import Actor
from habeas.core.forms import with_fields
from habeas.core.terms import lookup
from habeas.monitoring.choices import RiskLevel
from habeas.monitoring.forms.incidents import ByCode, PersonCodeField
from habeas.monitoring.models import Interview
from habeas.monitoring.queries import recent_incidents, recent_visits
from habeas.people.actions import UseAgreed
from habeas.people.choices import NAMED_BODY_USES, ConsentForm, NameLanguage, Use
from habeas.people.queries import bodies

ASKED_HERE = [use for use in Use.choices if use[0] != Use.PUBLIC]
"""Public use with identity needs a second person first: it is recorded on the person's page."""


@with_fields(
    Interview,
    "held_on",
    "municipality",
    "visit",
    "incident",
    "risk_measures",
    "setting",
    "language",
    "interpreter",
    "interpreter_code",
    "explained",
    "safe_contact",
    "connection",
    "reliability",
    "consistent",
    "summary",
)
class InterviewForm(ByCode, InCompartment):
    """Recording an interview with what the person agreed to."""

    person = PersonCodeField(label=_("code of the person interviewed"))
    risk_level = forms.ChoiceField(
        label=_("risk of harm to the person"),
        choices=RiskLevel.choices,
        widget=forms.RadioSelect,
        help_text=_("Weighed before talking: could the person be harmed for it, then or later?"),
    )
    consent_level = forms.ChoiceField(label=_("consent"), widget=forms.RadioSelect)
    uses = forms.MultipleChoiceField(
        label=_("uses agreed to"),
        choices=ASKED_HERE,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ask about each; nothing follows from another."),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("named body"),
        required=False,
        help_text=_("For facts or identity that go to somebody."),
    )
    purpose = forms.CharField(label=_("purpose"), max_length=200, required=False)
    consent_language = forms.ChoiceField(label=_("explained in"), choices=NameLanguage.choices)
    consent_form = forms.ChoiceField(label=_("how it was given"), choices=ConsentForm.choices)
    contact_how = forms.CharField(
        label=_("how to reach the person safely"),
        max_length=300,
        required=False,
        help_text=_("Sealed; opened with the identity only."),
    )
    testimony = forms.CharField(
        label=_("testimony"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Sealed, and kept apart from the identity. Empty without consent."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["visit"].queryset = recent_visits(actor, self.initial.get("visit"))
        self.fields["incident"].queryset = recent_incidents(actor, self.initial.get("incident"))
        self.fields["organisation"].queryset = bodies()
        self.fields["consent_level"].choices = list(lookup.choices("consent_level"))
        self.fields["consent_level"].initial = "0"
        self.fields["held_on"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        body, purpose = data.pop("organisation", None), data.pop("purpose", "")
        data["consent_level"] = int(data.get("consent_level") or 0)
        data["uses"] = [
            UseAgreed(use, body, purpose) if use in NAMED_BODY_USES else UseAgreed(use)
            for use in data.get("uses", [])
        ]
        return data


class QuoteForm(forms.Form):
    """Keeping words of the testimony."""

    words = forms.CharField(
        label=_("in the person's words"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Sealed until somebody makes a usable wording of it."),
    )


class WordingForm(forms.Form):
    """A wording that may be used."""

    wording = forms.CharField(
        label=_("wording that may be used"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Nothing in it may tell who spoke."),
    )


class UnmaskForm(forms.Form):
    """Why an interview is joined to an identity."""

    reason = forms.CharField(
        label=_("reason"),
        max_length=300,
        help_text=_("It stands in the audit trail: write no name, the code is enough."),
    )
