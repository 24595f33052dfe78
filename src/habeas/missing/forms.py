"""The shapes of input of the register of the missing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from habeas.access.models import User
from habeas.coordination.forms import InCompartment
from habeas.core.dates import UncertainDateField
from habeas.core.forms import day_input, with_fields
from habeas.core.terms import lookup
from habeas.missing.choices import (
    VERDICTS,
    AdministrativeReason,
    Sex,
    SiteState,
    SiteStepKind,
    SupportState,
)
from habeas.missing.fields import case_field, person_field
from habeas.missing.models import (
    Association,
    CaseAction,
    CourtDeclaration,
    Edition,
    EnquiryFile,
    Entry,
    FamilyContact,
    GraveSite,
    Handover,
    Identification,
    Information,
    Participation,
    Person,
    Signature,
    SiteStep,
    Source,
    SupportRequest,
)
from habeas.missing.values import shown
from habeas.people.choices import EnquiryChannel, NameLanguage
from habeas.places.queries import municipalities_of_today

PROVED = _("it is proved that one list names the person twice")


class ReasonForm(forms.Form):
    """Why something sealed is opened."""

    reason = forms.CharField(
        label=_("reason"), min_length=5, max_length=300, help_text=_("Written down; names nobody.")
    )


@with_fields(Source, "code", "name", "owner", "language", "licence", "legal_basis", "note")
class SourceForm(InCompartment):
    """Registering a list."""


@with_fields(Edition, "label", "dated", "received_on")
class EditionForm(forms.Form):
    """Opening an edition."""


@with_fields(Person, "family_name", "given_name", "fathers_name", "sex")
class PersonForm(InCompartment):
    """Registering a person without a list."""

    born = UncertainDateField(label=_("born"), required=False)
    birth_place = forms.CharField(label=_("place of birth"), max_length=120, required=False)
    disappeared = UncertainDateField(label=_("last seen"), required=False)
    municipality = Person._meta.get_field("municipality").formfield(required=False)
    place = forms.CharField(label=_("place where last seen"), max_length=160, required=False)
    field_order = ["compartment"]


class EntryChoice(forms.ModelChoiceField):
    """Entries, each by what it says of one field."""

    field = ""

    def label_from_instance(self, entry: Any) -> str:
        return f"{shown(entry, self.field) or '–'} ({entry.source.code} {entry.key})"


class PreferForm(forms.Form):
    """Choosing the value of a field: an entry's, or as written."""

    entry = EntryChoice(
        Entry.objects.none(),
        label=_("as this entry has it"),
        required=False,
        empty_label=_("as written below"),
    )
    value = forms.CharField(label=_("value"), max_length=160, required=False)
    reason = forms.CharField(label=_("reason"), max_length=300)

    def __init__(self, *args: Any, entries: Any, field: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entry"].queryset, self.fields["entry"].field = entries, field
        if field == "sex":
            self.fields["value"] = forms.ChoiceField(label=_("value"), choices=Sex.choices, required=False)
        if field == "municipality":
            self.fields["value"] = forms.ModelChoiceField(
                municipalities_of_today(),
                label=_("value"),
                required=False,
                to_field_name="code",
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        value = data.get("value")
        data["value"] = str(getattr(value, "code", value or ""))
        return data


class DecideForm(forms.Form):
    """A reviewer's verdict."""

    verdict = forms.ChoiceField(label=_("verdict"), choices=VERDICTS)
    reason = forms.CharField(label=_("reason"), max_length=300, required=False)
    duplicates_proved = forms.BooleanField(label=PROVED, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class MergeForm(forms.Form):
    """Merging another person into this one."""

    reason = forms.CharField(label=_("reason"), max_length=300)
    duplicates_proved = forms.BooleanField(label=PROVED, required=False)
    field_order = ["absorbed", "reason", "duplicates_proved"]

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["absorbed"] = person_field(others, label=_("the other person"))
        self.order_fields(self.field_order)


class AttachForm(forms.Form):
    """Saying whom an entry speaks of."""

    duplicates_proved = forms.BooleanField(label=PROVED, required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = person_field(people, label=_("the person"))
        self.order_fields(["person", "duplicates_proved"])


class TakeBackForm(forms.Form):
    """Taking a decision back."""

    reason = forms.CharField(label=_("why the decision is taken back"), max_length=300)


class RegisterPersonsForm(InCompartment):
    """Making persons of an edition's entries."""

    opened_on = forms.DateField(label=_("on the list since"), widget=day_input())


class UndoForm(forms.Form):
    """Undoing a merge."""

    why = forms.CharField(label=_("why it is undone"), max_length=300)


class FoundAliveForm(forms.Form):
    """Closing because the person is alive."""

    on = forms.DateField(label=_("on"), widget=day_input())
    reason = forms.CharField(label=_("how this was made sure of"), max_length=300)


class AdministrativeForm(forms.Form):
    """Closing as the body rules."""

    why = forms.ChoiceField(
        label=_("reason of the administrative closure"), choices=AdministrativeReason.choices
    )
    on = forms.DateField(label=_("on"), widget=day_input())
    reason = forms.CharField(label=_("ruling of the body"), max_length=300)


class ReopenForm(forms.Form):
    """Reopening as the body rules, or because the closing was a mistake."""

    on = forms.DateField(label=_("on"), widget=day_input())
    reason = forms.CharField(label=_("ruling of the body, or what the mistake was"), max_length=300)


@with_fields(CaseAction, "kind", "on", "text")
class ActionForm(forms.Form):
    """Something done in a case."""


@with_fields(CourtDeclaration, "court", "number", "on")
class DeclarationForm(forms.Form):
    """A declaration of death."""


class FocalPointForm(forms.Form):
    """Who answers for a case."""

    focal_point = forms.ModelChoiceField(User.objects.none(), label=_("focal point"))

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["focal_point"].queryset = colleagues


@with_fields(FamilyContact, "relation", "language", "consent_level", "safe_use")
class FamilyContactForm(InCompartment):
    """A relative who may be told."""

    name = forms.CharField(label=_("name"), max_length=200)
    contact = forms.CharField(label=_("how to reach them"), max_length=200, required=False)
    field_order = ["compartment", "name", "contact", "relation", "language", "consent_level", "safe_use"]


@with_fields(Information, "text", "received_on", "reliability", "verification")
class InformationForm(InCompartment):
    """Information on a case."""

    site = forms.ModelChoiceField(
        GraveSite.objects.none(), label=_("possible site"), required=False, empty_label="—"
    )
    field_order = ["compartment", "text", "site", "received_on", "reliability", "verification"]

    def __init__(self, *args: Any, sites: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites


@with_fields(Identification, "remains", "method", "laboratory", "report", "reported_on")
class IdentificationForm(forms.Form):
    """Remains identified as the person of a case."""


@with_fields(Signature, "capacity")
class SignForm(forms.Form):
    """Standing for an identification; the day is today's unless the paper was signed earlier."""

    on = forms.DateField(
        label=_("signed on"),
        widget=day_input(),
        required=False,
        help_text=_("Today, unless the paper was signed earlier."),
    )


@with_fields(Handover, "on", "place", "to")
class HandoverForm(forms.Form):
    """Handing over to the family."""


class WithdrawForm(forms.Form):
    """Withdrawing an identification."""

    on = forms.DateField(label=_("on"), widget=day_input())
    why = forms.CharField(label=_("why it was wrong"), widget=forms.Textarea(attrs={"rows": 4}))


@with_fields(GraveSite, "name", "municipality", "description")
class SiteForm(InCompartment):
    """Registering a site."""


@with_fields(SiteStep, "on", "text")
class StepForm(forms.Form):
    """A step at a site."""

    kind = forms.ChoiceField(
        label=_("step"), choices=[pair for pair in SiteStepKind.choices if pair[0] != SiteStepKind.RESULT]
    )
    field_order = ["kind", "on", "text"]


@with_fields(GraveSite, "remains_found")
class ResultForm(forms.Form):
    """What a site turned out to be."""

    state = forms.ChoiceField(
        label=_("result"),
        choices=[
            pair
            for pair in SiteState.choices
            if pair[0] in (SiteState.CONFIRMED, SiteState.EXCAVATED, SiteState.RULED_OUT)
        ],
    )
    on = forms.DateField(label=_("on"), widget=day_input())
    text = forms.CharField(label=_("what was done and seen"), widget=forms.Textarea(attrs={"rows": 4}))
    field_order = ["state", "on", "text", "remains_found"]


class PositionForm(InCompartment):
    """Where a site lies; choose the stricter compartment."""

    position = forms.CharField(
        label=_("latitude and longitude"), max_length=60, help_text=_("In degrees, as in 42.6, 20.9.")
    )
    precision = forms.CharField(label=_("how exact"), max_length=80, required=False)


@with_fields(Association, "name", "community", "municipality", "since", "co_chairs")
class AssociationForm(InCompartment):
    """A family association."""

    contact = forms.CharField(label=_("contact"), max_length=200, required=False)


@with_fields(SupportRequest, "subject", "asked_on", "text")
class SupportForm(forms.Form):
    """What an association asks for."""


class SupportAnswerForm(forms.Form):
    """What the centre answers."""

    state = forms.ChoiceField(label=_("state"), choices=SupportState.choices[1:])
    answered_on = forms.DateField(label=_("answered on"), widget=day_input())
    answer = forms.CharField(label=_("answer"), widget=forms.Textarea(attrs={"rows": 4}))


@with_fields(Participation, "meeting", "on", "people")
class ParticipationForm(forms.Form):
    """How many took part."""


def consent_levels() -> list[tuple[str, str]]:
    """The levels of consent, the lowest first."""
    return list(lookup.choices("consent_level"))


PLAIN_CONSENT = [
    ("0", _("Only answer me. Do nothing else with it.")),
    ("1", _("You may use it yourselves to look for the person.")),
    ("2", _("You may count it, so that nobody can be recognised.")),
    ("3", _("You may pass on what I know to those who search, without my name.")),
    ("4", _("You may pass it on with my name, to those who search.")),
]
"""The levels of consent as a family reads them; public use with a name is agreed to in person only."""


class QuestionForm(forms.Form):
    """A question of a family, on the public page: nothing but the question is needed."""

    about = forms.CharField(
        label=_("whom you are looking for"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Name, father's name, year of birth, where and when last seen: whatever you know."),
    )
    question = forms.CharField(
        label=_("your question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    asker = forms.CharField(label=_("your name"), max_length=120, required=False)
    contact = forms.CharField(
        label=_("how to reach you safely"),
        max_length=200,
        required=False,
        help_text=_("A telephone number or an address that only you, or somebody you trust, answers."),
    )
    consent_level = forms.ChoiceField(
        label=_("what we may do with what you tell us"),
        choices=PLAIN_CONSENT,
        initial="0",
        widget=forms.RadioSelect,
        help_text=_("You can change your mind at any time: tell us."),
    )


class IntakeForm(QuestionForm, InCompartment):
    """A question that came on paper, by telephone or in person."""

    channel = forms.ChoiceField(label=_("received by"), choices=EnquiryChannel.choices[1:])
    language = forms.ChoiceField(label=_("language"), choices=NameLanguage.choices)
    field_order = ["compartment", "channel", "language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in OF_THE_ASKER.items():
            self.fields[name].label = label
        self.fields["contact"].help_text = _("Ask whether it is safe, and who else answers.")
        self.fields["consent_level"] = forms.ChoiceField(
            label=_("consent"), choices=consent_levels(), initial="0", help_text=READ_ALOUD
        )


OF_THE_ASKER = {
    "about": _("about whom"),
    "question": _("question"),
    "asker": _("who asks"),
    "contact": _("how to reach them"),
}
READ_ALOUD = _("Read the levels to the asker; where nothing was agreed, leave the first.")


class LookUpForm(forms.Form):
    """Finding an answer again."""

    code = forms.CharField(label=_("reference number"), max_length=20)
    passphrase = forms.CharField(label=_("passphrase"), max_length=60, help_text=_("Four short words."))


class VerifyForm(forms.Form):
    """How identity was verified in person."""

    how = forms.CharField(
        label=_("how identity was verified"),
        max_length=160,
        help_text=_("Which kind of document, or who knows them. No copy, no number of a document."),
    )


@with_fields(EnquiryFile, "consent_level")
class ConsentForm(forms.Form):
    """How far an asker or a relative agrees now."""

    how = forms.CharField(
        label=_("how they said so"), max_length=300, help_text=_("Written down; names nobody.")
    )


class AboutForm(forms.Form):
    """Which case a question is about."""

    def __init__(self, *args: Any, cases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case"] = case_field(cases, label=_("case"), required=False)


class TellForm(forms.Form):
    """What was told in person."""

    told = forms.CharField(label=_("what was told in person"), widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, cases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case"] = case_field(cases, label=_("case"), required=False)
