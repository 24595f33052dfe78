"""Persons from pairs: the best merge first, and each merge judged over all records on both sides.

Two groups become one when the mean log odds over every pair between them is above the threshold, pairs that were
never candidates included, so a chain of near matches cannot join strangers. Decisions of reviewers stand above any
score: records decided to be the same start in one group, and no group ever holds two that were decided to differ.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from habeas.science.linkage.compiled import compiled, cores, each
from habeas.science.linkage.levels import Evidenced
from habeas.science.linkage.scoring import model_of, score_one, scratch
from habeas.science.linkage.weights import Weights

CLIP: Final = 10.0
LOWEST: Final = -4.0
LARGEST: Final = 64
Ints = NDArray[np.int32]


@dataclass(frozen=True)
class Merges:
    """Merges in order: the two records whose groups were joined, and the mean log odds between the groups."""

    one: Ints
    other: Ints
    height: NDArray[np.float64]
    start: Ints
    """Group of each record before any merge."""

    def cut(self, threshold: float) -> Ints:
        """Groups (n,) when only merges above the threshold are made; numbered by their first record."""
        parent = self.start.copy()
        made = self.height > threshold
        join_all(parent, self.one[made], self.other[made])
        return parent


@compiled
def root(parent: Any, at: int) -> int:
    while parent[at] != at:
        parent[at] = parent[parent[at]]
        at = parent[at]
    return at


@compiled
def join_all(parent: Any, one: Any, other: Any) -> None:
    """Joins groups in place; at the end every record names the first record of its group."""
    for k in range(one.shape[0]):
        a, b = root(parent, one[k]), root(parent, other[k])
        if a != b:
            parent[max(a, b)] = min(a, b)
    for k in range(parent.shape[0]):
        parent[k] = root(parent, k)


@compiled
def holds(sorted_pairs: Any, i: int, j: int) -> bool:
    pair = np.int64(min(i, j)) << 32 | np.int64(max(i, j))
    at = np.searchsorted(sorted_pairs, pair)
    return bool(at < sorted_pairs.shape[0] and sorted_pairs[at] == pair)


@compiled
def between(
    data: Any, model: Any, following: Any, a: int, b: int, apart: Any, fixed: Any, clip: float, own: Any
) -> float:
    """Mean clipped log odds between the groups that begin with a and b; -inf when they must stay apart."""
    table, forms, letters, nicks, inside, rare_words, rare_places, rare_days, days = data
    person, household, prior, shares = model
    memo, marks, levels, rarity = own
    total, count = 0.0, 0
    settled_a, settled_b = False, False
    i = a
    while i >= 0:
        settled_a = settled_a or fixed[i]
        j = b
        settled_b = False
        while j >= 0:
            settled_b = settled_b or fixed[j]
            if apart.shape[0] and holds(apart, i, j):
                return -np.inf
            found = score_one(
                table, forms, letters, nicks, inside, rare_words, rare_places, rare_days, days,
                person, household, prior, shares, i, j, memo, marks, levels, rarity,
            )  # fmt: skip
            total += min(max(found, -clip), clip)
            count += 1
            j = following[j]
        i = following[i]
    if settled_a and settled_b:
        return -np.inf
    return total / count


@compiled
def agglomerate(
    data: Any, model: Any, one: Any, other: Any, score: Any, parent: Any, following: Any, last: Any, size: Any,
    apart: Any, fixed: Any, clip: float, lowest: float, own: Any, out_one: Any, out_other: Any, out_height: Any,
) -> int:  # fmt: skip
    """Average linkage, best first, over candidate pairs; returns how many merges were written."""
    heap = [(-np.float64(score[k]), k) for k in range(one.shape[0])]
    heapq.heapify(heap)
    made = 0
    while len(heap):
        told, k = heapq.heappop(heap)
        a, b = root(parent, one[k]), root(parent, other[k])
        if a == b or size[a] + size[b] > 64:
            continue
        height = between(data, model, following, a, b, apart, fixed, clip, own)
        if height < lowest:
            continue
        if height < min(-told, clip) - 1e-6:
            heapq.heappush(heap, (-np.float64(height), k))
            continue
        first, second = min(a, b), max(a, b)
        parent[second] = first
        following[last[first]] = second
        last[first] = last[second]
        size[first] += size[second]
        out_one[made], out_other[made], out_height[made] = one[k], other[k], height
        made += 1
    return made


def _chained(start: Ints) -> tuple[Ints, Ints, Ints]:
    """Next record of a group, last record of a group by its first, and sizes."""
    count = len(start)
    following, last, size = (
        np.full(count, -1, np.int32),
        np.arange(count, dtype=np.int32),
        np.ones(count, np.int32),
    )
    for at in np.flatnonzero(start != np.arange(count)).tolist():
        first = int(start[at])
        following[last[first]] = at
        last[first] = at
        size[first] += 1
    return following, last, size


def cluster(
    data: Evidenced,
    weights: Weights,
    pairs: tuple[Ints, Ints, NDArray[np.float32]],
    *,
    together: Ints,
    apart: NDArray[np.int64],
    fixed: NDArray[np.bool_] | None = None,
) -> Merges:
    """Groups of records.

    `together` (n,) names a first record for records already known to be one person, `apart` are sorted pairs
    `low << 32 | high` that must never meet, `fixed` (n,) marks records of persons that
    must not be joined to each other.
    """
    following, last, size = _chained(together)
    settled = np.zeros(len(together), np.bool_) if fixed is None else fixed
    parent = together.copy()

    def part(which: NDArray[np.int64]) -> tuple[Ints, Ints, NDArray[np.float64]]:
        one, other, score = (column[which] for column in pairs)
        out = np.zeros(len(which), np.int32), np.zeros(len(which), np.int32), np.zeros(len(which))
        made = agglomerate(
            data.arrays, model_of(weights), one, other, score, parent, following, last, size, apart, settled,
            CLIP, LOWEST, scratch(), *out,
        ) if len(which) else 0  # fmt: skip
        return out[0][:made], out[1][:made], out[2][:made]

    merged = each(part, _halves(together, *pairs))
    one, other, height = (np.concatenate(columns) for columns in zip(*merged, strict=True))
    return Merges(one, other, height, together)


def _halves(together: Ints, one: Ints, other: Ints, score: NDArray[np.float32]) -> list[NDArray[np.int64]]:
    """Pairs above the lowest score, shared out to the cores; pairs that may come to one group stay in one share."""
    wanted = np.flatnonzero(score > LOWEST)
    island = together.copy()
    join_all(island, one[wanted], other[wanted])
    share = island[one[wanted]] // 64 % cores()
    return [wanted[share == number] for number in range(cores())]
