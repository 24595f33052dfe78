"""The register's view of linkage: entries in, scored pairs with their reasons out."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from uuid import UUID

from habeas.core.i18n.fold import fold
from habeas.missing.values import DATES

SUGGEST_FROM, LIKELY_FROM = 0.2, 0.95
"""Pairs at least this probable are shown to reviewers; from the second on, one reviewer is enough."""
PRIOR = math.log(1 / 400)
WEIGHTS = {
    "family_name": 4.0,
    "given_name": 4.2,
    "fathers_name": 3.4,
    "born": 3.6,
    "municipality": 1.6,
    "place": 2.2,
}
AGAINST = {"family_name": -3.5, "given_name": -4.5, "fathers_name": -2.8, "born": -3.0, "municipality": -1.2}
MOST_IN_A_BLOCK = 60


@dataclass(frozen=True)
class Evidence:
    """One reason for or against; `weight` in natural log odds."""

    weight: float
    reason: str


@dataclass(frozen=True)
class Scored:
    """Two entries, the log odds that they speak of one person, and why, the strongest reason first."""

    one: UUID
    other: UUID
    score: float
    evidence: tuple[Evidence, ...]

    @property
    def probability(self) -> float:
        return 1 / (1 + math.exp(-self.score))


def score_pairs(entries: Iterable[Any]) -> Iterator[Scored]:
    """Pairs of entries that may speak of one person."""
    rows = list(entries)
    for one, other in _candidates(rows):
        evidence = tuple(sorted(_compare(one, other), key=lambda found: -abs(found.weight)))
        yield Scored(one.pk, other.pk, PRIOR + sum(found.weight for found in evidence), evidence)


def _candidates(rows: list[Any]) -> Iterator[tuple[Any, Any]]:
    blocks: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    for row in rows:
        family, given = fold(row.family_name), fold(row.given_name)
        blocks["family", family[:5], given[:1]].append(row)
        if row.born is not None:
            blocks["born", given[:3], str(row.born.earliest.year)].append(row)
    seen = set()
    for block in blocks.values():
        for one, other in combinations(block[:MOST_IN_A_BLOCK], 2):
            pair = frozenset((one.pk, other.pk))
            if one.source_id != other.source_id and pair not in seen:
                seen.add(pair)
                yield one, other


def _compare(one: Any, other: Any) -> Iterator[Evidence]:
    for field, weight in WEIGHTS.items():
        first, second = getattr(one, field), getattr(other, field)
        if not first or not second:
            continue
        same = first.overlaps(second.earliest, second.latest) if field in DATES else _same(first, second)
        if same:
            yield Evidence(weight, f"same {field.replace('_', ' ')}")
        elif field in AGAINST:
            yield Evidence(AGAINST[field], f"other {field.replace('_', ' ')}")


def _same(first: Any, second: Any) -> bool:
    return fold(str(first)) == fold(str(second))
