"""Scores of pairs: the natural log odds that two records are one person, against a household or strangers."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from habeas.science.linkage.blocking import Rows
from habeas.science.linkage.compiled import compiled, in_parallel, woven
from habeas.science.linkage.levels import Evidenced, compare, compare_facts, compare_names, memory
from habeas.science.linkage.weights import HOUSEHOLD_SHARES, Weights

CHUNK: Final = 8192


@woven
def odds(person: Any, household: Any, prior: Any, shares: Any, levels: Any, rarity: Any) -> float:
    """Log odds of M against H and U together, from levels and rarities of one pair."""
    m, h = prior[0], prior[1]
    for f in range(levels.shape[0]):
        m += person[f, levels[f]] - rarity[f]
        h += household[f, levels[f]] - shares[f] * rarity[f]
    top = max(h, 0.0)
    return float(m - (top + math.log(math.exp(h - top) + math.exp(-top))))


@woven
def score_one(
    table: Any, forms: Any, letters: Any, nicks: Any, inside: Any, rare_words: Any, rare_places: Any, rare_days: Any,
    days: Any, person: Any, household: Any, prior: Any, shares: Any, i: int, j: int,
    memo: Any, marks: Any, levels: Any, rarity: Any,
) -> float:  # fmt: skip
    """Log odds of one pair of records. The last four are scratch, as `scratch()` makes them."""
    compare(
        table, forms, letters, nicks, inside, rare_words, rare_places, rare_days, days,
        i, j, memo, marks, levels, rarity,
    )  # fmt: skip
    return odds(person, household, prior, shares, levels, rarity)


@compiled
def score_pairs(data: Any, model: Any, one: Any, other: Any, scratch: Any, found: Any) -> None:
    table, forms, letters, nicks, inside, rare_words, rare_places, rare_days, days = data
    person, household, prior, shares = model
    memo, marks, levels, rarity = scratch
    for k in range(one.shape[0]):
        found[k] = score_one(
            table, forms, letters, nicks, inside, rare_words, rare_places, rare_days, days,
            person, household, prior, shares, one[k], other[k], memo, marks, levels, rarity,
        )  # fmt: skip


@woven
def ceiling(
    table: Any, inside: Any, rare_words: Any, rare_places: Any, rare_days: Any, days: Any, person: Any, near: Any,
    prior: float, i: int, j: int, levels: Any, rarity: Any,
) -> float:  # fmt: skip
    """What the log odds cannot exceed, without comparing letters: names that are not the same word count as `near`.

    Writes levels and rarities of everything but names."""
    compare_facts(table, inside, rare_places, rare_days, days, i, j, levels, rarity)
    most = prior
    for f in range(3, levels.shape[0]):
        most += person[f, levels[f]] - rarity[f]
    for f in range(3):
        one, other = table[i, f], table[j, f]
        if one >= 0 and other >= 0:
            if one == other:
                most += person[f, 1] - rare_words[one, f]
            else:
                most += near[f] - min(0.0, rare_words[one, f], rare_words[other, f])
    return most


@compiled
def score_neighbours(
    data: Any, model: Any, near: Any, order: Any, ends: Any, fresh: Any, window: int, start: int, end: int,
    least: float, scratch: Any, one: Any, other: Any, score: Any,
) -> tuple[int, int]:  # fmt: skip
    """Scores neighbours of one order from place `start` to `end`, one of them fresh (all are when it is empty).

    Keeps those above `least`; returns how many were kept and compared."""
    table, forms, letters, nicks, inside, rare_words, rare_places, rare_days, days = data
    person, household, prior, shares = model
    memo, marks, levels, rarity = scratch
    some = fresh.shape[0] > 0
    kept = compared = 0
    for at in range(start, end):
        row = order[at]
        for beside in range(at + 1, min(at + 1 + window, ends[at])):
            close = order[beside]
            if some and not (fresh[row] or fresh[close]):
                continue
            compared += 1
            most = ceiling(
                table, inside, rare_words, rare_places, rare_days, days, person, near, prior[0],
                row, close, levels, rarity,
            )  # fmt: skip
            if most < least:
                continue
            compare_names(table, forms, letters, nicks, rare_words, row, close, memo, marks, levels, rarity)
            found = odds(person, household, prior, shares, levels, rarity)
            if found > least:
                one[kept], other[kept], score[kept] = min(row, close), max(row, close), found
                kept += 1
    return kept, compared


def scratch() -> tuple[Any, ...]:
    """What one thread writes into while it scores."""
    return *memory(), np.zeros(9, np.int8), np.zeros(9)


def model_of(weights: Weights) -> tuple[Any, ...]:
    """Weights as the kernels take them."""
    return weights.person, weights.household, weights.start, HOUSEHOLD_SHARES


def scores(
    data: Evidenced, weights: Weights, one: NDArray[np.int32], other: NDArray[np.int32]
) -> NDArray[np.float64]:
    """Log odds (n,) of pairs of rows."""
    found = np.zeros(len(one))

    def part(start: int, end: int) -> None:
        score_pairs(
            data.arrays, model_of(weights), one[start:end], other[start:end], scratch(), found[start:end]
        )

    in_parallel(part, len(one))
    return found


class Found:
    """Pairs that were kept, and how many were compared."""

    def __init__(self) -> None:
        self.pairs: list[NDArray[np.int64]] = []
        self.scores: list[NDArray[np.float32]] = []
        self.compared = 0

    def add(self, one: NDArray[np.int32], other: NDArray[np.int32], score: NDArray[np.float64]) -> None:
        self.pairs.append(one.astype(np.int64) << 32 | other)
        self.scores.append(score.astype(np.float32))

    def distinct(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]:
        """Each pair once."""
        if not self.pairs:
            return np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.float32)
        pairs, first = np.unique(np.concatenate(self.pairs), return_index=True)
        score = np.concatenate(self.scores)[first]
        self.pairs, self.scores = [pairs], [score]
        return (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32), score


def score_rule(
    data: Evidenced,
    weights: Weights,
    rows: Rows,
    least: float,
    found: Found,
    fresh: NDArray[np.bool_] | None = None,
) -> None:
    """Scores neighbours under one rule and keeps those above `least`; with `fresh` (n,) only pairs of a new record."""
    model = model_of(weights)
    near = np.maximum(weights.person[:3, 2:10].max(axis=1), 0.0)
    new = np.zeros(0, np.bool_) if fresh is None else fresh

    def part(start: int, end: int) -> None:
        room = CHUNK * rows.window
        one, other, score = np.zeros(room, np.int32), np.zeros(room, np.int32), np.zeros(room)
        own = scratch()
        for at in range(start, end, CHUNK):
            kept, compared = score_neighbours(
                data.arrays, model, near, rows.order, rows.ends, new, rows.window, at, min(at + CHUNK, end),
                least, own, one, other, score,
            )  # fmt: skip
            found.add(one[:kept], other[:kept], score[:kept])
            found.compared += compared

    in_parallel(part, len(rows.order))
