"""The shapes of input of people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.access.forms import InCompartment
from habeas.access.models import Organisation
from habeas.core.dates import UncertainDateField
from habeas.core.forms import day_input, with_fields
from habeas.core.terms import lookup
from habeas.people.actions import UseAgreed
from habeas.people.choices import NAMED_BODY_USES, NameLanguage, Script, Use
from habeas.people.models import Consent, Contact, Person, Relation, Situation
from habeas.people.naming import NameTold
from habeas.people.queries import bodies

PARTS = ("given", "fathers_name", "family", "former_family", "nickname")


class NameForm(forms.Form):
    """A name in parts."""

    given = forms.CharField(label=_("given name"), max_length=100, required=False)
    fathers_name = forms.CharField(label=_("father's name"), max_length=100, required=False)
    family = forms.CharField(label=_("family name"), max_length=100, required=False)
    former_family = forms.CharField(label=_("former family name"), max_length=100, required=False)
    nickname = forms.CharField(label=_("nickname"), max_length=100, required=False)
    script = forms.ChoiceField(label=_("script"), choices=Script.choices)
    language = forms.ChoiceField(label=_("told in"), choices=NameLanguage.choices)


def told(data: dict[str, Any]) -> NameTold:
    """The name that was written."""
    return NameTold(**{part: data[part] for part in PARTS}, script=data["script"], language=data["language"])


@with_fields(Person, "standing")
class RegisterForm(NameForm, InCompartment):
    """Registering a person; everything but the compartment may be unknown."""

    birth_date = UncertainDateField(label=_("date of birth"), required=False)
    birth_place = forms.CharField(label=_("place of birth"), max_length=200, required=False)
    documents = forms.CharField(
        label=_("documents and their numbers"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    sex = forms.ChoiceField(label=_("sex"), required=False)
    community = forms.ChoiceField(label=_("community, as the person says"), required=False)
    situations = forms.MultipleChoiceField(
        label=_("situations"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sex"].choices = Person._meta.get_field("sex").get_choices(include_blank=False)
        self.fields["community"].choices = [("", "—"), *lookup.choices("community")]
        self.fields["situations"].choices = list(lookup.choices("situation_of_risk"))

    def clean_birth_date(self) -> str:
        told = self.cleaned_data["birth_date"]
        return told.isoformat() if told else ""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        name = told({**dict.fromkeys((*PARTS, "script", "language"), ""), **data})
        data["names"] = [name] if name.parts() else []
        return {name: value for name, value in data.items() if name not in (*PARTS, "script", "language")}


class StandingForm(forms.Form):
    """How the person stands to us."""

    standing = Person._meta.get_field("standing").formfield()


class ReasonForm(forms.Form):
    """Why an identity is opened."""

    reason = forms.CharField(
        label=_("reason"),
        max_length=300,
        help_text=_("It stands in the audit trail: write no name, the code is enough."),
    )


class AskForm(forms.Form):
    """Asking a second person."""

    reason = forms.CharField(
        label=_("why the identity is needed"),
        max_length=300,
        help_text=_("The second person reads this. Write no name."),
    )


class NameSearchForm(forms.Form):
    """A name in any script."""

    q = forms.CharField(
        label=_("name"), max_length=100, help_text=_("In any script and order; beginnings are enough.")
    )


@with_fields(Contact, "kind", "safe_use")
class ContactForm(forms.Form):
    """A way to reach the person."""

    value = forms.CharField(label=_("number, address or whom to ask"), max_length=300)
    how = forms.CharField(label=_("how to use it safely"), max_length=300, required=False)
    field_order = ["kind", "value", "safe_use", "how"]


@with_fields(Situation, "code")
class SituationForm(forms.Form):
    """A situation that makes the person vulnerable."""

    since = UncertainDateField(label=_("since"), required=False)


@with_fields(Relation, "kind")
class RelationForm(forms.Form):
    """How the person is related to another."""

    code = forms.CharField(label=_("code of the other person"), max_length=20)


@with_fields(Consent, "language", "form", "given_on", "expires_on", "scope_note")
class ConsentForm(forms.Form):
    """What the person agreed to."""

    level = forms.ChoiceField(label=_("level"), widget=forms.RadioSelect)
    uses = forms.MultipleChoiceField(
        label=_("uses"), choices=Use.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("named body"),
        required=False,
        help_text=_("For facts or identity that go to somebody."),
    )
    purpose = forms.CharField(label=_("purpose"), max_length=200, required=False)
    field_order = ["level", "uses", "organisation", "purpose"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = list(lookup.choices("consent_level"))
        self.fields["level"].initial = "0"
        self.fields["organisation"].queryset = bodies()
        self.fields["given_on"].initial = timezone.localdate
        self.fields["given_on"].widget = day_input()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        body, purpose = data.pop("organisation", None), data.pop("purpose", "")
        data["uses"] = [
            UseAgreed(use, body, purpose) if use in NAMED_BODY_USES else UseAgreed(use)
            for use in data.get("uses", [])
        ]
        data["level"] = int(data.get("level") or 0)
        return data


class RevokeForm(forms.Form):
    """Taking a consent back."""

    why = forms.CharField(label=_("in the person's words"), max_length=250, required=False)
