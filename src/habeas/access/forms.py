"""Shape of what is entered on the pages of access."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from habeas.access import queries
from habeas.access.choices import VERB_LABELS, CompartmentKind
from habeas.access.models import Compartment, Organisation, User


class InCompartment(forms.Form):
    """A form that asks first in which compartment the record is to live; chosen already when there is only one."""

    compartment = forms.ModelChoiceField(Compartment.objects.none(), label=_("compartment"))

    def __init__(self, *args: Any, compartments: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["compartment"].queryset = compartments
        rows = list(compartments[:2])
        if len(rows) == 1:
            self.fields["compartment"].initial = rows[0].pk


def choices_of(name: str) -> list[tuple[str, str]]:
    """The choices of a field of the account."""
    field: Any = User._meta.get_field(name)
    return list(field.choices)


class LinkPasswordForm(forms.Form):
    """A new password, twice."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. A few words are better than many signs."),
    )
    again = forms.CharField(
        label=_("The same once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, str]:
        given = self.cleaned_data
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", _("The two are not the same."))
        return given


class SecondFactorCodeForm(forms.Form):
    """The code that was handed over in person."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        help_text=_(
            "Eight letters and digits. Who made your account, or owns what it reaches, tells it to you."
        ),
    )


class PreferencesForm(forms.Form):
    """Language, place names, colours."""

    language = forms.ChoiceField(label=_("Language of the pages"), required=False)
    place_order = forms.ChoiceField(label=_("Order of place names"), choices=choices_of("place_order"))
    place_script = forms.ChoiceField(
        label=_("Script of Serbian place names"), choices=choices_of("place_script")
    )
    theme = forms.ChoiceField(label=_("Colours"), choices=choices_of("theme"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["language"].choices = [("", _("as the browser asks")), *choices_of("language")]  # type: ignore[attr-defined]


class UserForm(forms.Form):
    """A new account."""

    username = forms.CharField(
        label=_("User name"), max_length=60, help_text=_("Small letters, digits, dots, hyphens.")
    )
    full_name = forms.CharField(label=_("Full name"), max_length=150)
    email = forms.EmailField(label=_("E-mail"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["language"].choices = [("", _("as the browser asks")), *choices_of("language")]  # type: ignore[attr-defined]


class AccountForm(forms.Form):
    """Name and address of an account."""

    full_name = forms.CharField(label=_("Full name"), max_length=150)
    email = forms.EmailField(label=_("E-mail"), required=False)


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Reason"), max_length=250)


class ResetForm(ReasonForm):
    """Why an account is reset, and whether the second factor goes too."""

    second_factor = forms.BooleanField(label=_("Remove the second factor too"), required=False)


class AppointmentForm(forms.Form):
    """A role in an organisation or a unit."""

    role = forms.ModelChoiceField(queries.roles(), label=_("Role"))
    organisation = forms.ModelChoiceField(queries.organisations(), label=_("Organisation"))
    unit = forms.ModelChoiceField(queries.units(), label=_("Unit"), required=False)
    valid_from = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    valid_to = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class GrantForm(forms.Form):
    """Verbs for a person, or for a role in a unit."""

    user = forms.ModelChoiceField(
        queries.active_people(), label=_("Person"), required=False, help_text=_("Or a unit and a role in it.")
    )
    unit = forms.ModelChoiceField(queries.units(), label=_("Unit"), required=False)
    role = forms.ModelChoiceField(queries.grantable_roles(), label=_("Role in the unit"), required=False)
    verbs = forms.MultipleChoiceField(
        label=_("May"), choices=list(VERB_LABELS.items()), widget=forms.CheckboxSelectMultiple
    )
    expires_at = forms.DateTimeField(
        label=_("Until"), required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    reason = forms.CharField(label=_("Reason"), max_length=250)


class CompartmentForm(forms.Form):
    """A new compartment."""

    code = forms.SlugField(label=_("Code"), max_length=40)
    name_en = forms.CharField(label=_("Name in English"), max_length=120)
    name_sq = forms.CharField(label=_("Name in Albanian"), max_length=120, required=False)
    name_sr = forms.CharField(label=_("Name in Serbian"), max_length=120, required=False)
    organisation = forms.ModelChoiceField(queries.nothing(Organisation), label=_("Organisation"))
    kind = forms.ChoiceField(label=_("Holds"), choices=CompartmentKind.choices)
    owner = forms.ModelChoiceField(queries.nothing(User), label=_("First owner"))

    def offer(self, organisations: object, owners: object) -> None:
        """Fill the choices for a reader."""
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]


class EmergencyForm(forms.Form):
    """Which compartment, why, for how long."""

    compartment = forms.ModelChoiceField(queries.nothing(Compartment), label=_("Compartment"))
    reason = forms.CharField(
        label=_("What happened, and why you cannot wait"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )
    hours = forms.IntegerField(label=_("Hours"), min_value=1, max_value=24, initial=4)

    def offer(self, compartments: object) -> None:
        """Fill the choices for a reader."""
        self.fields["compartment"].queryset = compartments  # type: ignore[attr-defined]


class ExportForm(forms.Form):
    """Why a large export is needed."""

    reason = forms.CharField(
        label=_("What it is for, who will see it, and when it will be destroyed"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )


class ShareForm(forms.Form):
    """To which compartment a record goes, on what, why and until when."""

    code = forms.SlugField(
        label=_("Code of the compartment"),
        help_text=_("Its owners tell it to you; compartments are not listed here."),
    )
    basis = forms.ChoiceField(label=_("On what"))
    reason = forms.CharField(label=_("Reason"), max_length=250)
    expires_at = forms.DateTimeField(
        label=_("Until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=_("At the latest until the consent or decision ends."),
    )

    def __init__(self, *args: Any, bases: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["basis"].choices = [("", _("choose")), *bases]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """Yes or no, with a note."""

    note = forms.CharField(label=_("Note"), required=False, max_length=500)
