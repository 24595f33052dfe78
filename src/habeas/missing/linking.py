"""The register's way to science.linkage: entries in, scored pairs with their reasons out."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast

from habeas.places.models import Municipality
from habeas.science.names.places import Gazetteer

SUGGEST_FROM, LIKELY_FROM = 0.2, 0.95
"""Pairs at least this probable are shown to reviewers; from the second on, one reviewer is enough."""
LEAST_ENTRIES = 2
COLUMNS = (
    "source__code",
    "given_name",
    "family_name",
    "fathers_name",
    "sex",
    "birth_place",
    "municipality__code",
    "place",
    "born_precision",
    "disappeared_precision",
)
"""What is compared of an entry, as its table names it, beside its key and dates."""
HEADER = (
    "record_id",
    "list",
    "given_name",
    "surname",
    "father_name",
    "sex",
    "birthplace",
    "municipality",
    "last_seen_place",
    "birth_date",
    "birth_year",
    "last_seen_date",
)
"""The names that linkage gives them."""
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
Told = tuple[Any, ...]


def told_of(entries: Any) -> list[Told]:
    """Entries as `score_pairs` takes them, in the order of their keys: key, compartment, dates, `COLUMNS`.

    Keys and dates come as the texts that the database makes of them: of a hundred thousand entries each, that saves
    seconds.
    """
    asked = {
        name: Cast(column, TextField())
        for name, column in (
            ("key_told", "pk"),
            ("home_told", "compartment"),
            ("born_told", "born_earliest"),
            ("seen_told", "disappeared_earliest"),
        )
    }
    return list(entries.order_by("pk").annotate(**asked).values_list(*asked, *COLUMNS))


def key_of(told: Told) -> UUID:
    """The key of an entry that was told."""
    return UUID(told[0])


def home_of(told: Told) -> UUID:
    """The compartment of an entry that was told."""
    return UUID(told[1])


@dataclass(frozen=True)
class Scores:
    """Pairs that may speak of one person, surest first, and the weights with which they were scored."""

    pairs: list[Scored]
    weights: str


def score_pairs(
    entries: Sequence[Told],
    *,
    same: Pairs = (),
    different: Pairs = (),
    fresh: Collection[UUID] | None = None,
    weights: str = "",
) -> Scores:
    """Pairs of entries, given as `told_of` tells them, that may speak of one person.

    `same` and `different` are pairs that reviewers decided: they teach the weights and are not suggested again. With
    `weights` that were learned before only what they say is used; with `fresh` too, only pairs of which one is among
    these entries are looked at.
    """
    from habeas.science.linkage.columns import from_cells  # its machine code takes a second to load
    from habeas.science.linkage.decisions import decisions
    from habeas.science.linkage.evidence import Explainer
    from habeas.science.linkage.linking import compare
    from habeas.science.linkage.weights import weights_from

    if len(entries) < LEAST_ENTRIES or (fresh is not None and not fresh):
        return Scores([], weights)
    compared = compare(
        from_cells(HEADER, [*map(_cells, entries)]),
        fresh=_marks(entries, fresh),
        gazetteer=gazetteer(),
        decisions=decisions(_texts(same), _texts(different)),
        weights=weights_from(weights) if weights else None,
    )
    pairs, at = list(compared.suggestions(math.log(SUGGEST_FROM / (1 - SUGGEST_FROM)))), compared.row
    places = [at[pair.one] for pair in pairs], [at[pair.other] for pair in pairs]
    reasons = Explainer(compared.data, compared.weights).explain_all(*places)
    found = [
        Scored(UUID(pair.one), UUID(pair.other), pair.score, _reasons(explained.evidence))
        for pair, explained in zip(pairs, reasons, strict=True)
    ]
    return Scores(found, compared.weights.text())


def _marks(entries: Sequence[Told], fresh: Collection[UUID] | None) -> Any:
    """Which entries are fresh (n,); None when all are compared."""
    if fresh is None:
        return None
    import numpy as np

    new = {key.hex for key in fresh}
    return np.array([told[0].replace("-", "") in new for told in entries], np.bool_)


def _reasons(evidence: Iterable[Any]) -> tuple[Evidence, ...]:
    found = [Evidence(one.weight, one.text, one.field, one.level, one.one_in) for one in evidence]
    return tuple(sorted(found, key=lambda one: -abs(one.weight)))


def _texts(pairs: Pairs) -> list[tuple[str, str]]:
    return [(one.hex, other.hex) for one, other in pairs]


def _cells(told: Told) -> tuple[str, ...]:
    """An entry in the order of `HEADER`."""
    key, _home, born, seen, *plain, town, place, exact, exactly = told
    return (
        key.replace("-", ""), *plain, town or "", place,
        born if born and exact == "day" else "", born[:4] if born else "", seen if seen and exactly == "day" else "",
    )  # fmt: skip


def gazetteer() -> Gazetteer:
    """Municipalities by every name they have, and by their code."""
    made = Gazetteer()
    for place in Municipality.objects.all():
        names = [str(getattr(place, name, "") or "") for name in PLACE_NAMES]
        made.add(place.code, [place.code, *filter(None, names)])
    return made
