"""The side navigation: apps register their entries; a reader sees those that lead somewhere for them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor

SECTIONS = {
    "work": _("Work"),
    "missing": _("Missing persons"),
    "sessions": _("Sessions and requests"),
    "overview": _("Overview"),
    "people": _("People"),
    "tools": _("Tools"),
    "reference": _("Reference"),
    "management": _("Management"),
}

LINE: dict[str, Any] = {"icon": "", "active": False, "count": 0, "key": ""}
"""What a line may have beside label and url."""


def anybody(actor: Actor) -> bool:
    return actor.is_somebody


def case_reader(actor: Actor) -> bool:
    """Somebody who reads at least one compartment."""
    return actor.everywhere or bool(actor.compartments("read"))


APART = frozenset(("missing.keep", "session.attend", "session.chair"))
"""Callings whose work is the mechanism alone: nothing of visits and findings is theirs."""


def monitors(actor: Actor) -> bool:
    """Somebody who reads cases and is not here for the mechanism alone; asked for every page, of the actor alone."""
    return case_reader(actor) and not (actor.callings & APART)


@dataclass(frozen=True)
class Entry:
    """One line of the navigation."""

    section: str
    label: Any
    url_name: str
    order: int = 50
    shown_to: Callable[[Actor], bool] = case_reader
    icon: str = ""


_entries: list[Entry] = []


def register(entry: Entry) -> None:
    """Add a line; called from an app's `ready`."""
    if entry not in _entries:
        _entries.append(entry)


def sections_for(request: HttpRequest) -> list[dict[str, Any]]:
    """The sections with the lines that this reader sees; the current one is marked."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found: dict[str, list[dict[str, Any]]] = {}
    for entry, url in _in_order():
        if entry.shown_to(actor):
            active = request.path == url or (url != "/" and request.path.startswith(url))
            line = {"label": entry.label, "url": url, "active": active, "icon": entry.icon}
            found.setdefault(entry.section, []).append(line)
    return [{"label": label, "lines": found[key]} for key, label in SECTIONS.items() if key in found]


def _in_order() -> list[tuple[Entry, str]]:
    return [
        (entry, address_of(entry.url_name))
        for entry in sorted(_entries, key=lambda e: (e.order, str(e.url_name)))
    ]


@functools.cache
def address_of(url_name: str) -> str:
    """The address of a page without arguments; it is the same for everybody, in every language."""
    return reverse(url_name)


def drawn(sections: Iterable[Mapping[str, Any]]) -> SafeString:
    """The navigation as html; the same lines in the same language are drawn once."""
    frozen = tuple((str(section["label"]), tuple(map(_frozen, section["lines"]))) for section in sections)
    return _html(get_language() or "", frozen)


def _frozen(line: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((name, str(value) if name == "label" else value) for name, value in line.items())


@functools.lru_cache(maxsize=1_000)
def _html(language: str, sections: tuple[Any, ...]) -> SafeString:
    told = [{"label": label, "lines": [LINE | dict(line) for line in lines]} for label, lines in sections]
    return render_to_string("core/components/nav.html", {"nav": told})
