"""Form fields that read a place as people write it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from habeas.core.i18n.fold import fold
from habeas.places import names
from habeas.places.models import Municipality
from habeas.places.queries import municipalities_of_today, municipality_of
from habeas.places.suggest import EXACT, Suggestion, suggest_municipality

ORDERS: tuple[Any, ...] = ("sq-sr", "sr-sq")
SCRIPTS: tuple[Any, ...] = (names.LATIN, names.CYRILLIC)


def told_names(municipality: Municipality) -> set[str]:
    """Every double name under which a page may have offered the municipality, folded."""
    preferences = [names.Preference(order, script) for order in ORDERS for script in SCRIPTS]
    return {fold(names.name_of(municipality, preference)) for preference in preferences}


class MunicipalityInput(forms.TextInput):
    """A line of text that offers the names as the reader chose them; any other spelling may be typed."""

    template_name = "places/municipality_input.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        listed = {**(attrs or {}), "list": f"{(attrs or {}).get('id', name)}-names", "autocomplete": "off"}
        context = super().get_context(name, value, listed)
        context["widget"]["names"] = sorted(names.name_of(row) for row in municipalities_of_today())
        return context


class MunicipalityField(forms.CharField):
    """A municipality by name in any language, script or old form, or by code; the value is the row.

    A name that fits several municipalities, or none, is refused with what may be meant.
    """

    widget = MunicipalityInput
    default_error_messages = {
        "unknown": _("“%(value)s” is no municipality that is known. Did you mean %(names)s?"),
        "nothing": _("“%(value)s” is no municipality that is known, and none has a similar name."),
        "ambiguous": _("“%(value)s” may mean %(names)s. Write the whole name."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Municipality"))
        kwargs.setdefault("help_text", _("In Albanian, Serbian or English; in either script."))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """The Municipality, or None."""
        if value in self.empty_values or isinstance(value, Municipality):
            return value or None
        text = str(super().to_python(value)).strip()
        found = municipality_of(text)
        return found if found is not None else self._by_name(text)

    def _by_name(self, text: str) -> Municipality:
        whole = [row for row in municipalities_of_today() if fold(text) in told_names(row)]
        if len(whole) == 1:
            return whole[0]
        suggestions = suggest_municipality(text)
        exact = [s for s in suggestions if s.score == EXACT]
        if len(exact) == 1 and len(suggestions) == 1:
            return exact[0].place
        raise self._refusal(text, suggestions, "ambiguous" if exact else "unknown")

    def _refusal(self, text: str, suggestions: list[Suggestion], code: str) -> ValidationError:
        code = code if suggestions else "nothing"
        told = [f"{s.name} ({s.reason})" if code == "unknown" else s.name for s in suggestions]
        values = {"value": text, "names": ", ".join(told)}
        return ValidationError(self.error_messages[code], code=code, params=values)

    def prepare_value(self, value: Any) -> Any:
        return names.name_of(value) if isinstance(value, Municipality) else value
