"""The side navigation: apps register their entries; a reader sees those that lead somewhere for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor

SECTIONS = {
    "work": _("Work"),
    "people": _("People"),
    "reference": _("Reference"),
    "management": _("Management"),
}


def anybody(actor: Actor) -> bool:
    return actor.is_somebody


def case_reader(actor: Actor) -> bool:
    """Somebody who reads at least one compartment."""
    return actor.everywhere or bool(actor.compartments("read"))


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
    for entry in sorted(_entries, key=lambda e: (e.order, str(e.url_name))):
        if entry.shown_to(actor):
            url = reverse(entry.url_name)
            active = request.path == url or (url != "/" and request.path.startswith(url))
            line = {"label": entry.label, "url": url, "active": active, "icon": entry.icon}
            found.setdefault(entry.section, []).append(line)
    return [{"label": label, "items": found[key]} for key, label in SECTIONS.items() if key in found]
