"""Which place was meant: a name in any language, script, old form, or slightly wrong.

Every suggestion carries its reason; a name that fits several places gives them all, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from habeas.core.i18n.fold import fold
from habeas.places import names
from habeas.places.models import Municipality, Settlement

EXACT, WITHIN = 100.0, 90.0
LEAST = 72.0
CLOSE_BEHIND = 6.0


@dataclass(frozen=True)
class Spelling:
    """One way a place is written, and what kind of name that is."""

    text: str
    kind: str

    @property
    def folded(self) -> str:
        return fold(self.text)


@dataclass(frozen=True)
class Suggestion:
    """A place that may be meant, with a score up to 100 and the reason."""

    place: Any
    score: float
    reason: str
    spelling: str

    @property
    def name(self) -> str:
        return names.name_of(self.place)


def spellings(place: Any) -> Iterator[Spelling]:
    """Every spelling of a place, official ones first."""
    told = [
        (place.name_sq, _("Albanian name")),
        (place.name_sq_definite, _("Albanian name, definite form")),
        (place.name_sr, _("Serbian name in Cyrillic")),
        (place.name_sr_latn, _("Serbian name in Latin script")),
        (getattr(place, "name_double_osce", ""), _("double name")),
        (getattr(place, "name_un_english", ""), _("name used by the United Nations in English")),
        *((part, _("part of the English name")) for part in _english_parts(place)),
        *((name, _("other name")) for name in place.others),
    ]
    yield from (Spelling(text, str(kind)) for text, kind in told if text)


def _english_parts(place: Any) -> list[str]:
    return [part for part in getattr(place, "name_un_english", "").split("/") if part]


def by_spelling(places: Iterable[Any]) -> dict[str, Any]:
    """Places by every folded spelling, for lists in which the same names come again and again."""
    return {spelling.folded: place for place in places for spelling in spellings(place)}


def meant(told: str, places: Mapping[str, Any]) -> Any:
    """The place of `by_spelling` that a text names alone, or as one of two names side by side; else None."""
    parts = (told, *re.split(r"[/,]", told))
    return next((places[one] for part in parts if (one := fold(part)) in places), None)


def suggest_municipality(text: str, limit: int = 5) -> list[Suggestion]:
    """The municipalities that a spelling may mean, best first; empty when none is near."""
    return suggest(text, Municipality.objects.current(), limit)


def suggest_settlement(
    text: str, municipality: Municipality | None = None, limit: int = 5
) -> list[Suggestion]:
    """The settlements that a spelling may mean, within one municipality where it is known."""
    places = Settlement.objects.current().select_related("municipality")
    return suggest(text, places if municipality is None else places.filter(municipality=municipality), limit)


def suggest(text: str, places: Iterable[Any], limit: int = 5) -> list[Suggestion]:
    """Compare `text` with every spelling of every place.

    An exact spelling leaves only places that bear the whole name inside a longer one beside it; otherwise
    everything within a few points of the best is told.
    """
    wanted = fold(text)
    if not wanted:
        return []
    found = [best for place in places if (best := _best(wanted, text, place)) is not None]
    found.sort(key=lambda s: (-s.score, s.name))
    if not found:
        return []
    floor = WITHIN if found[0].score >= WITHIN else found[0].score - CLOSE_BEHIND
    return [suggestion for suggestion in found if suggestion.score >= floor][:limit]


def _best(wanted: str, text: str, place: Any) -> Suggestion | None:
    best: Suggestion | None = None
    for spelling in spellings(place):
        score, reason = _compare(wanted, text, spelling)
        if score >= LEAST and (best is None or score > best.score):
            best = Suggestion(place, score, reason, spelling.text)
    return best


def _compare(wanted: str, text: str, spelling: Spelling) -> tuple[float, str]:
    there = spelling.folded
    values = {"kind": spelling.kind, "spelling": spelling.text}
    if there == wanted:
        same = spelling.text == text.strip()
        told = _("%(kind)s") if same else _("%(kind)s “%(spelling)s” in another spelling")
        return EXACT, told % values
    if set(wanted.split()) <= set(there.split()):
        return WITHIN, _("within the %(kind)s “%(spelling)s”") % values
    letters = OSA.distance(wanted, there)
    told = ngettext(
        "one letter differs from the %(kind)s “%(spelling)s”",
        "%(count)d letters differ from the %(kind)s “%(spelling)s”",
        letters,
    )
    return min(fuzz.ratio(wanted, there), WITHIN - 1), told % {**values, "count": letters}
