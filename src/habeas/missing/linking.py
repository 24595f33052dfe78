"""The register's way to science.linkage: entries in, scored pairs with their reasons out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from habeas.missing.values import DATES
from habeas.places.models import Municipality
from habeas.science.linkage.columns import from_rows
from habeas.science.linkage.decisions import decisions
from habeas.science.linkage.linking import link
from habeas.science.names.places import Gazetteer

SUGGEST_FROM, LIKELY_FROM = 0.2, 0.95
"""Pairs at least this probable are shown to reviewers; from the second on, one reviewer is enough."""
LEAST_ENTRIES = 2
PLACE_NAMES = (
    "name_sq",
    "name_sq_definite",
    "name_sr",
    "name_sr_latn",
    "name_double_osce",
    "name_un_english",
)


@dataclass(frozen=True)
class Evidence:
    """One reason for or against; `weight` in natural log odds; `field`, `level` and `one_in` name it for programs."""

    weight: float
    reason: str
    field: str = ""
    level: int = 0
    one_in: int = 0


@dataclass(frozen=True)
class Scored:
    """Two entries, the log odds that they speak of one person, and why, the strongest reason first."""

    one: UUID
    other: UUID
    score: float
    evidence: tuple[Evidence, ...]

    @property
    def probability(self) -> float:
        return 1 / (1 + math.exp(-max(min(self.score, 700.0), -700.0)))


Pairs = Iterable[tuple[UUID, UUID]]


def score_pairs(entries: Iterable[Any], *, same: Pairs = (), different: Pairs = ()) -> Iterator[Scored]:
    """Pairs of entries that may speak of one person, surest first.

    `same` and `different` are pairs that reviewers decided: they teach the weights and are not suggested again.
    """
    rows = list(entries)
    if len(rows) < LEAST_ENTRIES:
        return
    decided = decisions(_texts(same), _texts(different))
    linked = link(from_rows(_row(entry) for entry in rows), gazetteer=gazetteer(), decisions=decided)
    for pair in linked.suggestions(math.log(SUGGEST_FROM / (1 - SUGGEST_FROM))):
        explained = linked.explain(pair.one, pair.other)
        yield Scored(UUID(pair.one), UUID(pair.other), pair.score, _reasons(explained.evidence))


def _reasons(evidence: Iterable[Any]) -> tuple[Evidence, ...]:
    found = [Evidence(one.weight, one.text, one.field, one.level, one.one_in) for one in evidence]
    return tuple(sorted(found, key=lambda one: -abs(one.weight)))


def _texts(pairs: Pairs) -> list[tuple[str, str]]:
    return [(str(one), str(other)) for one, other in pairs]


def _row(entry: Any) -> dict[str, str]:
    """An entry with the names that linkage gives its columns."""
    told = {field: getattr(entry, field) for field in DATES}
    born, seen = told["born"], told["disappeared"]
    return {
        "record_id": str(entry.pk),
        "list": entry.source.code,
        "given_name": entry.given_name,
        "surname": entry.family_name,
        "father_name": entry.fathers_name,
        "sex": entry.sex,
        "birth_date": born.earliest.isoformat() if born and born.precision == "day" else "",
        "birth_year": str(born.earliest.year) if born else "",
        "birthplace": entry.birth_place,
        "municipality": entry.municipality.code if entry.municipality else "",
        "last_seen_date": seen.earliest.isoformat() if seen and seen.precision == "day" else "",
        "last_seen_place": entry.place,
    }


def gazetteer() -> Gazetteer:
    """Municipalities by every name they have, and by their code."""
    made = Gazetteer()
    for place in Municipality.objects.all():
        names = [str(getattr(place, name, "") or "") for name in PLACE_NAMES]
        made.add(place.code, [place.code, *filter(None, names)])
    return made
