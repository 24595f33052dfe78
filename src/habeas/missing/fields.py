"""Form fields that find a person or a case by its number, with offers by name: no list of the whole register."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.missing.models import Case
from habeas.missing.queries.choosing import described


class LookupInput(forms.TextInput):
    """A line of text; what it may mean is offered below while somebody types, from the page `address`."""

    template_name = "missing/lookup_input.html"
    address = ""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        told = {**(attrs or {}), "autocomplete": "off", "spellcheck": "false"}
        offers = f"{told.get('id', name)}-offers"
        told |= {
            "hx-get": reverse(self.address),
            "hx-trigger": "input changed delay:300ms",
            "hx-target": f"#{offers}",
            "hx-params": name,
        }
        context = super().get_context(name, value, told)
        context["widget"]["offers"] = offers
        return context


class LookupField(forms.CharField):
    """A row by its reference; `find(text)` gives what a text may mean, best first. The value is the row."""

    widget = LookupInput
    default_error_messages = {
        "unknown": _(
            "“%(value)s” is not known here. Write the number, or a name and choose from what is offered."
        ),
        "several": _("“%(value)s” may mean %(names)s. Write the number."),
    }

    def __init__(self, *, find: Callable[[str], Sequence[Any]], address: str, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Its number, or a name: choose from what is offered."))
        super().__init__(max_length=100, **kwargs)
        self.find = find
        self.widget.address = address

    def to_python(self, value: Any) -> Any:
        """The row, or None."""
        if value in self.empty_values or not isinstance(value, str):
            return value or None
        number = value.split(":")[0].strip().upper()
        found = list(self.find(number)) or list(self.find(value.strip()))
        exact = [row for row in found if row.reference == number]
        if len(exact) == 1:
            return exact[0]
        told = {"value": value.strip(), "names": "; ".join(described(row) for row in found[:4])}
        raise ValidationError(
            self.error_messages["several" if found else "unknown"], "several" if found else "unknown", told
        )

    def run_validators(self, value: Any) -> None:
        """The row was found; what was typed needs no further look."""

    def prepare_value(self, value: Any) -> Any:
        return value.reference if hasattr(value, "reference") else value


def person_field(find: Callable[[str], Sequence[Any]], **kwargs: Any) -> LookupField:
    """A person by reference."""
    return LookupField(find=find, address="missing:persons-offered", **kwargs)


def case_field(find: Callable[[str], Sequence[Case]], **kwargs: Any) -> LookupField:
    """A case by its number, or by the name of its person."""
    return LookupField(find=find, address="missing:cases-offered", **kwargs)
