"""Capture tables: how many persons are on exactly these lists and no other.

A capture pattern is an integer mask: bit `j` is set when the person is on list `j`. The pattern 0 (on no
list) is what is estimated and never part of a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from habeas.science.recapture.errors import RecaptureError

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

LARGEST_COUNT = 10**12
DENSE_LISTS = 16
MOST_LISTS = 62


@dataclass(frozen=True)
class CaptureTable:
    """Persons by capture pattern.

    `lists`: names, K of them. `patterns`: int64 (m,), masks 1 … 2^K − 1, ascending, without repeats.
    `counts`: int64 (m,), persons, each above 0. `notes`: what was changed or missing while reading.
    """

    lists: tuple[str, ...]
    patterns: Ints
    counts: Ints
    notes: tuple[str, ...] = ()

    @property
    def n(self) -> int:
        """Persons documented on at least one list."""
        return int(self.counts.sum())

    @property
    def size(self) -> int:
        return len(self.lists)

    def dense(self) -> Floats:
        """Counts by mask, float64 (2^K,), entry 0 is 0. Refuses more than 16 lists (memory)."""
        if self.size > DENSE_LISTS:
            raise RecaptureError(
                "too-many-lists", value=self.size, limit=DENSE_LISTS, method="a log-linear model"
            )
        cells = np.zeros(1 << self.size)
        cells[self.patterns] = self.counts
        return cells

    def on_list(self) -> Ints:
        """Persons on each list, int64 (K,)."""
        return np.array([self.counts[self.patterns >> j & 1 == 1].sum() for j in range(self.size)], np.int64)

    def overlaps(self) -> Ints:
        """Persons on both lists i and j, int64 (K, K); the diagonal holds the list sizes."""
        member = self.patterns[:, None] >> np.arange(self.size) & 1
        result: Ints = member.T @ (member * self.counts[:, None])
        return result

    def without_list(self, index: int) -> CaptureTable:
        """The table as if list `index` had never been collected; persons only on it disappear."""
        low = self.patterns & ((1 << index) - 1)
        high = self.patterns >> (index + 1) << index
        names = self.lists[:index] + self.lists[index + 1 :]
        return from_masks(names, low | high, self.counts)

    def within_list(self, index: int) -> CaptureTable:
        """Members of list `index` seen by the other lists: their total is known, so methods can be tried on
        it.
        """
        inside = self.patterns >> index & 1 == 1
        return from_masks(self.lists, self.patterns[inside], self.counts[inside]).without_list(index)

    def with_counts(self, counts: Ints) -> CaptureTable:
        """The same patterns with other counts (a bootstrap sample)."""
        return from_masks(self.lists, self.patterns, counts)


def from_masks(
    lists: Sequence[str], masks: Iterable[int] | Ints, counts: Iterable[int] | Ints, notes: Sequence[str] = ()
) -> CaptureTable:
    """Adds up repeated masks, drops zero counts and persons on no list."""
    masks = np.asarray(masks, np.int64)
    counts = np.asarray(counts, np.int64)
    seen, where = np.unique(masks, return_inverse=True)
    total = np.zeros(len(seen), np.int64)
    np.add.at(total, where, counts)
    kept = (total > 0) & (seen > 0)
    return CaptureTable(tuple(lists), seen[kept], total[kept], tuple(notes))


def from_patterns(
    lists: Sequence[str], rows: Iterable[tuple[Sequence[int], object]], *, where: str = "table"
) -> CaptureTable:
    """From rows (membership of 0 and 1, count); every value is checked, errors name row and value."""
    check_names(lists, where)
    found: dict[int, int] = {}
    listed: list[int] = []
    for number, (membership, value) in enumerate(rows, start=1):
        place = f"{where}, row {number}"
        mask = mask_of(membership, lists, place)
        count = whole_count(value, place)
        if mask == 0 and count:
            raise RecaptureError("all-zeros", where=place, value=count)
        listed.append(mask)
        found[mask] = found.get(mask, 0) + count
    return checked(lists, found, pattern_notes(lists, listed), where)


def from_people(
    lists: Sequence[str], people: Mapping[int, int] | Iterable[int], *, where: str = "persons"
) -> CaptureTable:
    """From one mask per person (or masks with counts), as a register gives them."""
    found: dict[int, int] = {}
    pairs = people.items() if isinstance(people, Mapping) else ((mask, 1) for mask in people)
    for mask, count in pairs:
        found[int(mask)] = found.get(int(mask), 0) + int(count)
    nowhere = found.pop(0, 0)
    notes = [f"{nowhere:,} persons are on no list and were left out."] if nowhere else []
    return checked(lists, found, notes, where)


def checked(lists: Sequence[str], found: Mapping[int, int], notes: Sequence[str], where: str) -> CaptureTable:
    check_names(lists, where)
    if sum(found.values()) == 0:
        raise RecaptureError("empty-table", where=where)
    return from_masks(lists, list(found), list(found.values()), notes)


def check_names(lists: Sequence[str], where: str) -> None:
    for name in lists:
        if list(lists).count(name) > 1:
            raise RecaptureError("duplicate-name", where=where, value=name)
    if not lists:
        raise RecaptureError("no-lists", where=where, value="none")
    if len(lists) == 1:
        raise RecaptureError("one-list", value=lists[0])
    if len(lists) > MOST_LISTS:
        raise RecaptureError("too-many-lists", value=len(lists), limit=MOST_LISTS, method="any method")


def mask_of(membership: Sequence[object], lists: Sequence[str], place: str) -> int:
    mask = 0
    for j, value in enumerate(membership):
        if value not in (0, 1):
            raise RecaptureError("not-membership", where=place, value=value, column=lists[j])
        mask |= int(value == 1) << j
    return mask


def whole_count(value: object, place: str) -> int:
    """The count as whole persons; negative, fractional and unreadable counts are errors."""
    try:
        number = float(str(value).strip().replace("\u00a0", "").replace(" ", ""))
    except ValueError:
        raise RecaptureError("not-a-count", where=place, value=value) from None
    if not np.isfinite(number):
        raise RecaptureError("not-a-count", where=place, value=value)
    if number < 0:
        raise RecaptureError("negative-count", where=place, value=value)
    if number != int(number):
        raise RecaptureError("fractional-count", where=place, value=value)
    if number > LARGEST_COUNT:
        raise RecaptureError("overflow", where=place, value=value, limit=LARGEST_COUNT)
    return int(number)


def pattern_notes(lists: Sequence[str], listed: Sequence[int]) -> list[str]:
    """Patterns that are absent or repeated in a pattern table; absent ones count as nobody."""
    notes = []
    given = set(listed) - {0}
    absent = (1 << len(lists)) - 1 - len(given)
    if len(given) + int(0 in listed) < len(listed):
        notes.append(
            f"{len(listed) - len(set(listed))} patterns stand in more than one row; their counts were added."
        )
    if absent and len(lists) <= DENSE_LISTS:
        notes.append(
            f"{absent:,} of {(1 << len(lists)) - 1:,} possible patterns are not in the table; "
            "nobody was counted there."
        )
    return notes
