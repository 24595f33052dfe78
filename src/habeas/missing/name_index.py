"""Names of missing persons in memory, one index a compartment, for suggestions while somebody types.

Only compartments that the reader reads are asked, so that nothing hidden takes a place among the best. An index is
read again when its compartment changed, looked at every few seconds; what is newer is found by the search of pages.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Max

from habeas.core.actors import Actor
from habeas.missing.models import Person
from habeas.science.linkage.lookup import Hit, NameIndex

FRESH_FOR_SECONDS = 10.0
COLUMNS = ("given_name", "family_name", "fathers_name")


@dataclass
class _Held:
    """An index, what its compartment looked like when it was read, and when that was last asked."""

    index: NameIndex
    state: Any
    looked_at: float


_held: dict[UUID, _Held] = {}
_lock = threading.Lock()


def forget() -> None:
    """Read every index again at the next question (another database is opened)."""
    _held.clear()


def find(actor: Actor, text: str, *, year: int = 0, best: int = 20) -> list[Hit]:
    """Persons of the compartments that the actor reads whose names fit what was typed, best first."""
    with _lock:  # an index counts in arrays of its own while it searches
        found: Iterable[Hit] = [
            hit
            for place in actor.compartments("read")
            for hit in _index_of(actor, place).find(text, year=year, best=best)
        ]
    return sorted(found, key=lambda hit: -hit.score)[:best]


def _index_of(actor: Actor, place: UUID) -> NameIndex:
    held, now = _held.get(place), time.monotonic()
    if held is not None and now - held.looked_at < FRESH_FOR_SECONDS:
        return held.index
    rows = Person.objects.visible_to(actor).filter(compartment=place, merged_into=None)
    state = rows.aggregate(count=Count("pk"), changed=Max("changed_at"))
    if held is None or held.state != state:
        held = _held[place] = _Held(_read(rows), state, now)
    held.looked_at = now
    return held.index


def _read(rows: Any) -> NameIndex:
    told = list(rows.values_list("pk", *COLUMNS, "born_earliest", "municipality__code"))
    columns = list(zip(*told, strict=True)) or [()] * 6
    keys, given, family, father, born, towns = columns
    return NameIndex.of(
        [str(key) for key in keys],
        [given, family, father],
        [day.year if day else 0 for day in born],
        [town or "" for town in towns],
    )
