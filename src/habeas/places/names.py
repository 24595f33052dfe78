"""How a reader wants places named: which language first, Serbian in which script.

The order and the script stand in the account; a middleware keeps them for the time of a request, so that `str(place)`
is right in every list, form and export.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from habeas.core.i18n.double_names import NamePart, Order, Script, double_name, written

LATIN: Final = "Latn"
CYRILLIC: Final = "Cyrl"


@dataclass(frozen=True)
class Preference:
    """`order` is "sq-sr" or "sr-sq"; `script` is that of Serbian names, "Latn" or "Cyrl"."""

    order: Order = "sq-sr"
    script: Script = LATIN


_chosen: ContextVar[Preference | None] = ContextVar("habeas_place_names", default=None)


@contextmanager
def using(preference: Preference | None) -> Iterator[None]:
    """Name places this way inside (a request, a job of somebody)."""
    token = _chosen.set(preference)
    try:
        yield
    finally:
        _chosen.reset(token)


def preference_of(user: Any) -> Preference | None:
    """What the account says; None for nobody."""
    if not getattr(user, "is_authenticated", False):
        return None
    return Preference(user.place_order, user.place_script)


def preferred() -> Preference:
    """The reader's choice; for a reader without an account, what suits the language of the page."""
    chosen = _chosen.get()
    if chosen is not None:
        return chosen
    language = get_language() or "en"
    if not language.startswith("sr"):
        return Preference()
    return Preference("sr-sq", LATIN if language == "sr-latn" else CYRILLIC)


def parts_of(place: Any, preference: Preference | None = None) -> tuple[NamePart, ...]:
    """The names in the reader's order, each with its language tag; one where both are spelled alike."""
    wanted = preference or preferred()
    return double_name(
        place.name_sq, place.name_sr_latn, order=wanted.order, script=wanted.script, cyrillic=place.name_sr
    )


def name_of(place: Any, preference: Preference | None = None) -> str:
    """`Gjakovë/Đakovica`, `Ђаковица/Gjakovë`, or one name where both are the same."""
    return written(parts_of(place, preference))


def marked_name_of(place: Any, preference: Preference | None = None) -> SafeString:
    """The names as HTML, each in its language, so that they are spoken and broken rightly."""
    marked = ((part.lang, part.text) for part in parts_of(place, preference))
    return format_html(
        '<span class="place">{}</span>', format_html_join("/", '<span lang="{}">{}</span>', marked)
    )
