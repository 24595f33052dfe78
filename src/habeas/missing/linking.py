"""The register's way to science.linkage: entries in, scored pairs with their reasons out."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from habeas.places.models import Municipality
from habeas.science.names.places import Gazetteer

SUGGEST_FROM, LIKELY_FROM = 0.2, 0.95
"""Pairs at least this probable are shown to reviewers; from the second on, one reviewer is enough."""
LEAST_ENTRIES = 2
COLUMNS = (
    "pk",
    "source__code",
    "given_name",
    "family_name",
    "fathers_name",
    "sex",
    "birth_place",
    "municipality__code",
    "place",
    "born_earliest",
    "born_precision",
    "disappeared_earliest",
    "disappeared_precision",
)
"""What is compared of an entry, as its table names it."""
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


def score_pairs(
    entries: Iterable[Sequence[Any]],
    *,
    same: Pairs = (),
    different: Pairs = (),
    fresh: Collection[UUID] | None = None,
) -> Iterator[Scored]:
    """Pairs of entries, given by their `COLUMNS` first, that may speak of one person, surest first.

    `same` and `different` are pairs that reviewers decided: they teach the weights and are not suggested again.
    With `fresh` only pairs of which one is among these entries.
    """
    from habeas.science.linkage.columns import from_rows  # its machine code takes a second to load
    from habeas.science.linkage.decisions import decisions
    from habeas.science.linkage.evidence import Explainer
    from habeas.science.linkage.linking import link

    rows = list(entries)
    if len(rows) < LEAST_ENTRIES or (fresh is not None and not fresh):
        return
    decided = decisions(_texts(same), _texts(different))
    linked = link(from_rows(map(_row, rows)), gazetteer=gazetteer(), decisions=decided)
    pairs, at = list(linked.suggestions(math.log(SUGGEST_FROM / (1 - SUGGEST_FROM)))), linked.row
    if fresh is not None:
        new = set(map(str, fresh))
        pairs = [pair for pair in pairs if pair.one in new or pair.other in new]
    places = [at[pair.one] for pair in pairs], [at[pair.other] for pair in pairs]
    reasons = Explainer(linked.data, linked.weights).explain_all(*places)
    for pair, explained in zip(pairs, reasons, strict=True):
        yield Scored(UUID(pair.one), UUID(pair.other), pair.score, _reasons(explained.evidence))


def _reasons(evidence: Iterable[Any]) -> tuple[Evidence, ...]:
    found = [Evidence(one.weight, one.text, one.field, one.level, one.one_in) for one in evidence]
    return tuple(sorted(found, key=lambda one: -abs(one.weight)))


def _texts(pairs: Pairs) -> list[tuple[str, str]]:
    return [(str(one), str(other)) for one, other in pairs]


def _row(entry: Sequence[Any]) -> dict[str, str]:
    """An entry, by its `COLUMNS`, with the names that linkage gives them."""
    key, source, given, family, father, sex, birthplace, town, place, born, exact, seen, exactly = entry[
        : len(COLUMNS)
    ]
    return {
        "record_id": str(key),
        "list": source,
        "given_name": given,
        "surname": family,
        "father_name": father,
        "sex": sex,
        "birth_date": born.isoformat() if born and exact == "day" else "",
        "birth_year": str(born.year) if born else "",
        "birthplace": birthplace,
        "municipality": town or "",
        "last_seen_date": seen.isoformat() if seen and exactly == "day" else "",
        "last_seen_place": place,
    }


def gazetteer() -> Gazetteer:
    """Municipalities by every name they have, and by their code."""
    made = Gazetteer()
    for place in Municipality.objects.all():
        names = [str(getattr(place, name, "") or "") for name in PLACE_NAMES]
        made.add(place.code, [place.code, *filter(None, names)])
    return made
