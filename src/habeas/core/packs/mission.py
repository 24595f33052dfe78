"""What the pack that was loaded last says of the mission, kept in memory: every page carries some of it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

from django.db import DatabaseError

from habeas.core.i18n.labels import pick_label
from habeas.core.packs.models import PackLoad

FRESH_FOR_SECONDS = 60.0


@dataclass
class _Memory:
    """The newest loading, and when it was looked at."""

    loaded: PackLoad | None = None
    looked_at: float = 0.0


_memory = _Memory()


def forget() -> None:
    """Read it again at the next question (a pack was loaded, another database is opened)."""
    _memory.loaded, _memory.looked_at = None, 0.0


def mission_name() -> str:
    """The mission's name in the reader's language; empty without a pack."""
    loaded = _loaded()
    return "" if loaded is None else pick_label(loaded, "mission")


def status_note() -> str:
    """The note that every page, print and export carries, in the reader's language; empty when there is none.

    A page that says that the database is out of reach carries what was read last.
    """
    try:
        loaded = _loaded()
    except DatabaseError:
        loaded = _memory.loaded
    return "" if loaded is None else pick_label(loaded, "status_note")


def period() -> tuple[date, date] | None:
    """The first and the last day of disappearances that the mission's mechanism takes; None takes any."""
    loaded = _loaded()
    if loaded is None or loaded.period_from is None or loaded.period_until is None:
        return None
    return loaded.period_from, loaded.period_until


def leaderships() -> list[tuple[str, str]]:
    """The leaderships with which the mission's contacts are balanced: code and label in the reader's language."""
    loaded = _loaded()
    told = [] if loaded is None else loaded.leaderships
    rows = [(one["code"], {f"label_{name}": text for name, text in one.items()}) for one in told]
    return [(code, pick_label(SimpleNamespace(**labels))) for code, labels in rows]


def leadership_choices() -> list[tuple[str, str]]:
    """The leaderships for a form, none of them first."""
    return [("", "—"), *leaderships()]


def _loaded() -> PackLoad | None:
    """The pack that was loaded last; asked for again after a minute."""
    if _memory.loaded is None or time.monotonic() - _memory.looked_at > FRESH_FOR_SECONDS:
        _memory.loaded = PackLoad.objects.order_by("-created_at").first()
        _memory.looked_at = time.monotonic()
    return _memory.loaded
