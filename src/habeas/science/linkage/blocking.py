"""Which pairs are looked at: records that share a key, each key made of what typing errors and gaps leave whole.

Every rule sorts the records by its key and, inside a key, by a second order; a record meets at most so many
neighbours that follow it. The number of pairs therefore grows with the number of records, whatever the lists hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from habeas.science.linkage.compiled import compiled, each
from habeas.science.linkage.records import (
    DAY,
    FAMILY,
    FATHER,
    GIVEN,
    HOME,
    SEEN,
    SEEN_DAY,
    TOWN,
    YEAR,
    Records,
)

Keys = NDArray[np.uint64]
WINDOW: Final = 24

NARROW: Final = 12
"""Neighbours under keys that very many records share: beyond the nearest they bring little."""

RULES: Final = (
    ("given family", "birth", WINDOW),
    ("given family", "place", NARROW),
    ("given family", "seen", NARROW),
    ("given father home", "birth", WINDOW),
    ("given birth", "place", WINDOW),
    ("family birth", "place", WINDOW),
    ("father birth", "place", WINDOW),
    ("given home", "seen", NARROW),
    ("given town seen", "birth", WINDOW),
    ("given place seen", "birth", WINDOW),
    ("given father", "birth", NARROW),
    ("family father year", "place", WINDOW),
    ("family home seen", "birth", WINDOW),
    ("exact birth town", "place", WINDOW),
    ("given year town", "place", WINDOW),
    ("family given3", "birth", WINDOW),
)
"""Key, order inside the key, and how many neighbours that follow a record meets."""


def parts(records: Records) -> dict[str, Keys]:
    """What keys are made of, by record: 0 where missing."""
    table, vocabulary = records.table, records.vocabulary
    keys = vocabulary.key if len(vocabulary.key) else np.zeros(1, np.int32)

    def sound(column: int) -> Keys:
        words = table[:, column]
        return np.where(words >= 0, keys[words] + 1, 0).astype(np.uint64)

    def place(column: int) -> Keys:
        return (table[:, column] + 1).astype(np.uint64)

    year, day = table[:, YEAR].astype(np.uint64), table[:, DAY].astype(np.uint64)
    seen_day = table[:, SEEN_DAY].astype(np.uint64)
    whole = (table[:, DAY] > 33) & (table[:, DAY] % 32 > 0)
    letters = vocabulary.letters if len(vocabulary.letters) else np.zeros((1, 24), np.uint8)
    first = letters[:, 0].astype(np.uint64) * np.uint64(256) + letters[:, 1]
    return {
        "given": sound(GIVEN),
        "family": sound(FAMILY),
        "father": sound(FATHER),
        "given3": np.where(table[:, GIVEN] >= 0, first[table[:, GIVEN]], 0).astype(np.uint64),
        "birth": np.where(whole, year * np.uint64(512) + day, 0).astype(np.uint64),
        "exact": np.where(whole, year * np.uint64(512) + day, 0).astype(np.uint64),
        "day": np.where(whole, day, 0).astype(np.uint64),
        "year": year,
        "town": place(TOWN),
        "home": place(HOME),
        "place": place(SEEN),
        "seen": seen_day,
    }


def _mixed(columns: list[Keys]) -> Keys:
    """One number of several, 0 where one of them is missing."""
    found = np.zeros(len(columns[0]), np.uint64)
    known = np.ones(len(columns[0]), np.bool_)
    for column in columns:
        found = (found ^ column) * np.uint64(0x9E3779B97F4A7C15)
        found ^= found >> np.uint64(29)
        known &= column > 0
    return np.where(known, found | np.uint64(1), 0).astype(np.uint64)


def rule_key(parts_of: dict[str, Keys], rule: str) -> Keys:
    """The key of every record under a rule, 0 where it has none."""
    return _mixed([parts_of[name] for name in dict.fromkeys(rule.split())])


def sorted_by(key: Keys, second: Keys) -> NDArray[np.int32]:
    """Rows with a key, in the order of key and second order."""
    rank = (key & np.uint64(0xFFFFFFFFFF000000)) | (second & np.uint64(0xFFFFFF))
    rows = np.flatnonzero(key).astype(np.int32)
    return rows[np.argsort(rank[rows], kind="stable")]


@dataclass(frozen=True)
class Rows:
    """Rows in the order of one rule, without those that have no neighbour: place k is to meet the places from k + 1
    up to `ends[k]`, the end of its block, and no more than `window` of them."""

    order: NDArray[np.int32]
    ends: NDArray[np.int32]
    window: int


def rows_of(keys: dict[str, Keys], number: int) -> Rows:
    """Rows under one rule. Blocks whose pairs an earlier rule with the same key has all met are left out."""
    rule, second, window = RULES[number]
    key = rule_key(keys, rule)
    order = sorted_by(key, keys[second])
    sorted_key = key[order]
    starts = np.flatnonzero(np.concatenate([[True], sorted_key[1:] != sorted_key[:-1]]))[: len(order)]
    sizes = np.diff(np.append(starts, len(order)))
    met = max([1, *(near + 1 for earlier, _second, near in RULES[:number] if earlier == rule)])
    wanted = sizes > met
    kept = np.repeat(wanted, sizes)
    ends = np.cumsum(sizes[wanted]).astype(np.int32)
    return Rows(order[kept], np.repeat(ends, sizes[wanted]), window)


def all_rows(keys: dict[str, Keys]) -> list[Rows]:
    """Rows under every rule, made by both cores."""
    return each(lambda number: rows_of(keys, number), range(len(RULES)))


@compiled
def _neighbours(order: Any, ends: Any, window: int, drawn: Any, found: Any) -> int:
    """Pairs whose lower row is drawn; counts them, and writes them when there is room."""
    count = 0
    for at in range(order.shape[0]):
        row = order[at]
        for beside in range(at + 1, min(at + 1 + window, ends[at])):
            near = order[beside]
            low, high = min(row, near), max(row, near)
            if drawn[low]:
                if count < found.shape[0]:
                    found[count] = np.int64(low) << 32 | np.int64(high)
                count += 1
    return count


def neighbours_of(rows: Rows, drawn: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Distinct pairs `low << 32 | high` of neighbours under one rule whose lower row is drawn."""
    count = _neighbours(rows.order, rows.ends, rows.window, drawn, np.zeros(0, np.int64))
    found = np.zeros(count, np.int64)
    _neighbours(rows.order, rows.ends, rows.window, drawn, found)
    return np.unique(found)
