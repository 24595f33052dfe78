"""Form fields that read a place as people write it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from habeas.core import epochs
from habeas.core.i18n.fold import fold
from habeas.places import names
from habeas.places.models import Municipality, Site
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


WORD, MOST_KEPT = "places", 40
_kept: dict[tuple[Any, ...], tuple[str, list[tuple[Any, str]]]] = {}


def watch_places() -> None:
    """Name the tables whose rows stand in the choices that are kept."""
    epochs.watch(WORD, Municipality, Site)


class KeptChoices(ModelChoiceIterator):
    """The choices of all places of a kind, made once for each language and way of naming while no place changes."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        yield from self._places()

    def __len__(self) -> int:
        return len(self._places()) + (self.field.empty_label is not None)

    def _places(self) -> list[tuple[Any, str]]:
        key = (self.queryset.model, get_language(), names.preferred())
        word = epochs.word(WORD)
        kept = _kept.get(key)
        if kept is None or word is None or kept[0] != word:
            rows = self.queryset.model.objects.all()
            kept = (word or "", [(row.pk, self.field.label_from_instance(row)) for row in rows])
            if len(_kept) >= MOST_KEPT:
                _kept.clear()
            _kept[key] = kept
        return kept[1]


class PlaceChoiceField(forms.ModelChoiceField):
    """A filter by one of all municipalities or sites, which everybody signed in may know of."""

    iterator = KeptChoices

    def __init__(self, model: type[Municipality | Site], **kwargs: Any) -> None:
        told: dict[str, Any] = {"label": model._meta.verbose_name, "empty_label": _("all"), **kwargs}
        super().__init__(model._default_manager.all(), **told)
