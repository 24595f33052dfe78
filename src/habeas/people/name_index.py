"""Searching people by name: an index in memory, one a compartment, decrypted by a system action, never on disk.

A search looks only into compartments where the reader may open identities, and only at people whom one reader
may open alone: the best are taken after that, so nobody learns that there was more.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max
from rapidfuzz import fuzz, process

from habeas.core.actions import audited_read
from habeas.core.actors import Actor, system_actor
from habeas.core.i18n.fold import words
from habeas.core.rules import is_system
from habeas.core.vault.fields import open_many
from habeas.people.choices import TWO_PERSON_STANDINGS
from habeas.people.models import PersonName
from habeas.people.models.identities import NAME_PARTS
from habeas.people.naming import NameTold

BEST = 20
CHUNK = 2000
NEAR = 80.0
"""How alike (per cent of rapidfuzz `ratio`) a misspelt word must be to count."""

Stamp = tuple[int, datetime | None]


@dataclass(frozen=True)
class Hit:
    """One person found: by which name, and how well (1.0 is every word whole)."""

    person: UUID
    name: NameTold
    score: float

    def __repr__(self) -> str:
        return f"Hit({self.person} ••• {self.score:.2f})"


@dataclass(frozen=True)
class NameEntry:
    """One name row as it was read."""

    person: UUID
    name: NameTold
    changed_at: datetime


@dataclass
class CompartmentIndex:
    """The names of one compartment: name rows by key, and every folded word in order."""

    stamp: Stamp = (-1, None)
    names: dict[UUID, NameEntry] = field(default_factory=dict)
    entries: list[tuple[str, UUID]] = field(default_factory=list)
    distinct: list[str] = field(default_factory=list)

    def rebuild(self) -> None:
        """Put the words in order after names came or went."""
        self.entries = sorted(
            (word, row) for row, entry in self.names.items() for word in _words_of(entry.name)
        )
        self.distinct = sorted({word for word, _row in self.entries})

    def rows_with(self, wanted: str) -> dict[UUID, float]:
        """Name rows with a word that is `wanted` (1.0), begins with it (0.8), or is spelt nearly so (below)."""
        found = {row: 1.0 if word == wanted else 0.8 for word, row in self._beginning(wanted)}
        if found or len(wanted) < 4:
            return found
        near = process.extract(wanted, self.distinct, scorer=fuzz.ratio, score_cutoff=NEAR, limit=10)
        for word, likeness, _position in near:
            for row in self._exactly(word):
                found[row] = max(found.get(row, 0.0), 0.7 * likeness / 100)
        return found

    def _beginning(self, wanted: str) -> list[tuple[str, UUID]]:
        low = bisect_left(self.entries, wanted, key=_word)
        high = bisect_left(self.entries, wanted + "\U0010ffff", key=_word)
        return sorted(self.entries[low:high], key=lambda entry: entry[0] == wanted)

    def _exactly(self, word: str) -> list[UUID]:
        low = bisect_left(self.entries, word, key=_word)
        high = bisect_left(self.entries, word + "\x00", key=_word)
        return [row for _word_found, row in self.entries[low:high]]


def _word(entry: tuple[str, UUID]) -> str:
    return entry[0]


def _words_of(name: NameTold) -> set[str]:
    return {word for part in name.parts().values() for word in words(part)}


_indexes: dict[UUID, CompartmentIndex] = {}
_lock = threading.Lock()


def forget() -> None:
    """Drop every index from memory."""
    with _lock:
        _indexes.clear()


def search(actor: Actor, query: str, best: int = BEST) -> list[Hit]:
    """The best matches of a name written in any script, over the compartments whose identities `actor` opens.

    Every word of the query must meet a word of the name. Called inside an audited read.
    """
    wanted = words(query)
    if not wanted or max(map(len, wanted)) < 2:
        return []
    found: dict[UUID, Hit] = {}
    for compartment in sorted(actor.compartments("identify")):
        index = _current(compartment)
        for row, score in _matching(index, wanted).items():
            entry = index.names[row]
            if entry.person not in found or found[entry.person].score < score:
                found[entry.person] = Hit(entry.person, entry.name, score)
    return sorted(found.values(), key=lambda hit: (-hit.score, str(hit.name)))[:best]


def _matching(index: CompartmentIndex, wanted: list[str]) -> dict[UUID, float]:
    each = [index.rows_with(word) for word in wanted]
    common = set.intersection(*(set(rows) for rows in each))
    return {row: sum(rows[row] for rows in each) / len(each) for row in common}


def _current(compartment: UUID) -> CompartmentIndex:
    """The compartment's index, brought up to date when names changed since it was read."""
    system = system_actor("keep the index of names")
    with _lock:
        index = _indexes.setdefault(compartment, CompartmentIndex())
        if _stamp(system, compartment) != index.stamp:
            _refresh_index(system, compartment, index=index)
        return index


def _searchable(actor: Actor, compartment: UUID) -> Any:
    rows = PersonName.objects.visible_to(actor).filter(compartment=compartment)
    return rows.exclude(person__standing__in=TWO_PERSON_STANDINGS)


def _stamp(actor: Actor, compartment: UUID) -> Stamp:
    """Count and newest change: any name added, changed or gone, or a person become a source, moves it."""
    seen = _searchable(actor, compartment).aggregate(n=Count("id"), at=Max("changed_at"))
    return seen["n"], seen["at"]


@audited_read("people.index", rule=is_system)
def _refresh_index(actor: Actor, compartment: UUID, *, index: CompartmentIndex) -> None:
    """Decrypt the names of a compartment that came or changed since the last look, and drop those gone."""
    stamp = _stamp(actor, compartment)
    changed = dict(_searchable(actor, compartment).values_list("pk", "changed_at"))
    stale = [
        row for row, at in changed.items() if row not in index.names or index.names[row].changed_at != at
    ]
    index.names = {row: entry for row, entry in index.names.items() if row in changed}
    for start in range(0, len(stale), CHUNK):
        _read_names(actor, stale[start : start + CHUNK], index)
    index.rebuild()
    index.stamp = stamp


def _read_names(actor: Actor, keys: list[UUID], index: CompartmentIndex) -> None:
    rows = list(PersonName.objects.visible_to(actor).filter(pk__in=keys))
    for row, parts in zip(rows, open_many(rows, *NAME_PARTS), strict=True):
        told = dict(zip(NAME_PARTS, parts, strict=True))
        name = NameTold(script=row.script, language=row.language, **told)
        index.names[row.pk] = NameEntry(row.person_id, name, row.changed_at)
