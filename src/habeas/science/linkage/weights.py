"""Weights learned without labels: three kinds of pairs, not two.

A pair of records is one person (M), two persons of one household who disappeared together (H), or strangers (U).
Surname, father's name, home, place and day of last sight agree in H as they do in M: what tells M from H is the given
name, the birth and the sex. With a kind of its own, household evidence is not counted as if its parts were
independent. Expectation–maximisation (Dempster, Laird & Rubin 1977; Fellegi & Sunter 1969) finds the shares and the
level probabilities of M and H over candidate pairs; those of U come from random pairs.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from habeas.science.linkage.compiled import compiled, in_parallel
from habeas.science.linkage.errors import LinkageError
from habeas.science.linkage.levels import FIELDS, LEVELS, Evidenced, compare, memory

Table = NDArray[np.float64]
TYPICAL: Final = 400.0
"""How many random pairs the starting values of strangers are worth."""
ROUNDS: Final = 25
RANDOM: Final = 300_000
STRENGTH: Final = 60.0
"""How many pairs the starting values are worth: a small list leans on them, a large one forgets them."""

SAME_PERSON: Final = {
    0: (0, 0.80, 0.05, 0.01, 0.07, 0.02, 0.01, 0.02, 0.01),
    1: (0, 0.84, 0.03, 0.03, 0.05, 0.015, 0.005, 0.008, 0.012, 0.005),
    2: (0, 0.85, 0.05, 0.01, 0.05, 0.01, 0.005, 0.02),
    3: (0, 0.56, 0.18, 0.03, 0.06, 0.01, 0.04, 0.005, 0.03, 0.04, 0.01, 0.03),
    4: (0, 0.985, 0.015),
    5: (0, 0.66, 0.22, 0.03, 0.04, 0.05),
    6: (0, 0.70, 0.20, 0.10, 0.55, 0.28, 0.12, 0.03, 0.02),
    7: (0, 0.62, 0.10, 0.10, 0.08, 0.01, 0.09),
    8: (0, 0.985, 0.015),
}
HOUSEHOLD: Final = {
    0: (0, 0.004, 0.002, 0.004, 0.03, 0.04, 0.03, 0.886, 0.004),
    1: (0, 0.84, 0.03, 0.03, 0.05, 0.015, 0.005, 0.02, 0.005, 0.002),
    2: (0, 0.55, 0.03, 0.006, 0.03, 0.01, 0.01, 0.36),
    3: (0, 0.0004, 0.03, 0.0002, 0.0006, 0.001, 0.01, 0.03, 0.04, 0.07, 0.03, 0.79),
    4: (0, 0.72, 0.28),
    5: (0, 0.66, 0.22, 0.03, 0.04, 0.05),
    6: (0, 0.70, 0.20, 0.10, 0.50, 0.30, 0.15, 0.03, 0.02),
    7: (0, 0.62, 0.10, 0.10, 0.08, 0.01, 0.09),
    8: (0, 0.80, 0.20),
}
STRANGERS: Final = {
    0: (0, 0.004, 0.0005, 0.001, 0.004, 0.004, 0.02, 0.96, 0.0005),
    1: (0, 0.0025, 0.0005, 0.001, 0.002, 0.004, 0.02, 0.95, 0.02, 0.0005),
    2: (0, 0.005, 0.0005, 0.001, 0.004, 0.004, 0.02, 0.965),
    3: (0, 0.00006, 0.006, 0.00002, 0.0002, 0.0012, 0.002, 0.013, 0.01, 0.02, 0.03, 0.917),
    4: (0, 0.7, 0.3),
    5: (0, 0.007, 0.015, 0.015, 0.9, 0.063),
    6: (0, 0.01, 0.025, 0.965, 0.4, 0.4, 0.03, 0.05, 0.12),
    7: (0, 0.005, 0.02, 0.02, 0.06, 0.001, 0.894),
    8: (0, 0.8, 0.2),
}
GROUPS: Final = tuple(
    (field, tuple(range(1, 4)) if field == 6 else tuple(range(1, LEVELS))) for field in range(len(FIELDS))
) + ((6, tuple(range(4, LEVELS))),)
"""Levels that sum to one: those of the place of last sight depend on whether the homes agree."""
HOUSEHOLD_SHARES: Final = np.array([0, 1, 1, 0, 0, 1, 1, 1, 0], np.float64)
"""Fields where a household shares the value itself, so that a rare value speaks for M and H alike."""
RAREST: Final = 1e-7


@dataclass(frozen=True)
class Weights:
    """Natural logarithms (9, 16) of level probabilities over those of strangers, for one person and for one household;
    a missing value is 0. `prior` are log shares of M and H among all pairs of records. `caution` is taken off every
    score: how much commoner coincidences are than the weights say."""

    person: Table
    household: Table
    prior: tuple[float, float]
    caution: float = 0.0

    @property
    def start(self) -> Table:
        """Log odds (2,) of M and H before two records are looked at."""
        return np.array([self.prior[0] - self.caution, self.prior[1]])

    def text(self) -> str:
        """As JSON, to keep beside a decision and to link later lists with the same weights."""
        told = {
            "person": self.person.tolist(),
            "household": self.household.tolist(),
            "prior": list(self.prior),
            "caution": self.caution,
        }
        return json.dumps({"schema": "linkage-weights/1", **told})


def weights_from(text: str, where: str = "weights") -> Weights:
    """What `Weights.text` wrote."""
    try:
        told = json.loads(text)
        person, household = np.array(told["person"], float), np.array(told["household"], float)
        m, h = (float(share) for share in told["prior"])
        caution = float(told.get("caution", 0.0))
    except (ValueError, KeyError, TypeError) as error:
        raise LinkageError("bad-model", where=where, value=error) from error
    if person.shape != (len(FIELDS), LEVELS) or household.shape != person.shape:
        raise LinkageError("bad-model", where=where, value=f"tables of {person.shape} and {household.shape}")
    return Weights(person, household, (m, h), caution)


def starting(table: dict[int, tuple[float, ...]]) -> Table:
    """Level probabilities (9, 16) of a kind before anything is learned."""
    found = np.zeros((len(FIELDS), LEVELS))
    for field, told in table.items():
        found[field, : len(told)] = told
    return _normal(found)


def _normal(table: Table) -> Table:
    made = np.zeros_like(table)
    for field, levels in GROUPS:
        part = table[field, list(levels)]
        made[field, list(levels)] = part / max(part.sum(), 1e-300)
    return made


@compiled
def compare_pairs(data: Any, one: Any, other: Any, levels: Any, rarity: Any, memo: Any, marks: Any) -> None:
    """Levels (n, 9) and rarities (n, 9) of pairs."""
    table, forms, letters, nicks, inside, rare_words, rare_places, rare_days, days = data
    for k in range(one.shape[0]):
        compare(
            table, forms, letters, nicks, inside, rare_words, rare_places, rare_days, days,
            one[k], other[k], memo, marks, levels[k], rarity[k],
        )  # fmt: skip


def compared(
    data: Evidenced, one: NDArray[np.int32], other: NDArray[np.int32]
) -> tuple[NDArray[np.int8], Table]:
    """Levels and rarities of pairs, as arrays (n, 9)."""
    levels = np.zeros((len(one), len(FIELDS)), np.int8)
    rarity = np.zeros((len(one), len(FIELDS)))

    def part(start: int, end: int) -> None:
        here = slice(start, end)
        compare_pairs(data.arrays, one[here], other[here], levels[here], rarity[here], *memory())

    in_parallel(part, len(one))
    return levels, rarity


def _counted(levels: NDArray[np.int8], weight: Table | None = None) -> Table:
    found = np.zeros((len(FIELDS), LEVELS))
    for field in range(len(FIELDS)):
        found[field] = np.bincount(levels[:, field], weight, minlength=LEVELS)[:LEVELS]
    return found


def strangers(data: Evidenced, count: int, rng: np.random.Generator) -> Table:
    """Level counts (9, 16) of random pairs; the place of last sight also among pairs of one home."""
    rows = len(data.table)
    one = rng.integers(0, rows, count).astype(np.int32)
    other = ((one + rng.integers(1, rows, count)) % rows).astype(np.int32)
    found = _counted(compared(data, one, other)[0])
    home = data.table[:, 8]
    order = np.argsort(home, kind="stable")[np.count_nonzero(home < 0) :].astype(np.int32)
    if len(order) > 1:
        at = rng.integers(0, len(order) - 1, min(count, 200_000))
        step = rng.integers(1, 60, len(at))
        beside = np.minimum(at + step, len(order) - 1)
        shared = (home[order[at]] == home[order[beside]]) & (at != beside)
        near = _counted(compared(data, order[at[shared]], order[beside[shared]])[0])
        found[6, 4:] = near[6, 4:]
    return found


@dataclass(frozen=True)
class Reviewed:
    """Pairs that people decided: rows (n,), rows (n,), and whether they are one person (n,)."""

    one: NDArray[np.int32]
    other: NDArray[np.int32]
    same: NDArray[np.bool_]


def learn(
    data: Evidenced,
    one: NDArray[np.int32],
    other: NDArray[np.int32],
    share: float,
    rng: np.random.Generator,
    reviewed: Reviewed | None = None,
) -> Weights:
    """Weights from candidate pairs, of which `share` were drawn, from random pairs, and from what people decided."""
    rows = len(data.table)
    every = max(rows * (rows - 1) / 2, 1.0)
    random_counts = strangers(data, int(min(RANDOM, 4 * every)), rng) if rows > 1 else np.zeros((9, LEVELS))
    levels, rarity = compared(data, one, other)
    decided = reviewed or Reviewed(one[:0], other[:0], np.zeros(0, np.bool_))
    decided_levels, decided_rarity = compared(data, decided.one, decided.other)
    m, h = starting(SAME_PERSON), starting(HOUSEHOLD)
    base = _normal(random_counts + TYPICAL * starting(STRANGERS) + RAREST)
    shares = np.minimum(np.array([0.4, 0.2]) * max(rows, 1) / every, 0.2)
    u = base
    for _ in range(ROUNDS):
        u = _cleaned(base, m, h, shares)
        learnt_m, learnt_h, total = _expected(levels, rarity, m, h, u, shares)
        sure = _responsibilities(decided_levels, decided_rarity, m, h, u, shares)
        brothers = np.where(decided.same, 0.0, sure[1] / np.maximum(sure[1] + sure[2], 1e-12))
        counted = learnt_m + _counted(decided_levels, decided.same.astype(float))
        m = _normal(counted + STRENGTH * starting(SAME_PERSON))
        h = _normal(learnt_h + _counted(decided_levels, brothers) + STRENGTH * starting(HOUSEHOLD))
        shares = np.clip(total / max(share, 1e-9), 0.02 * max(rows, 1), 0.3 * every) / every
    return Weights(_ratio(m, u), _ratio(h, u), (float(np.log(shares[0])), float(np.log(shares[1]))))


def _cleaned(base: Table, m: Table, h: Table, shares: Table) -> Table:
    """Random pairs without the few that are one person or one household."""
    return _normal(np.maximum(base - shares[0] * m - shares[1] * h, 0.25 * base))


def _ratio(kind: Table, u: Table) -> Table:
    known = (kind > 0) & (u > 0)
    return np.where(known, np.log(np.where(known, kind, 1.0)) - np.log(np.where(known, u, 1.0)), 0.0)


@compiled
def expect(
    levels: Any, rarity: Any, person: Any, household: Any, shared: Any, start: Any, m: Any, h: Any, total: Any
) -> None:
    """Adds up the chances of every pair to be of kind M and H: by level into `m` and `h` (9, 16), all into `total`."""
    for k in range(levels.shape[0]):
        one, two = start[0], start[1]
        for f in range(levels.shape[1]):
            one += person[f, levels[k, f]] - rarity[k, f]
            two += household[f, levels[k, f]] - shared[f] * rarity[k, f]
        top = max(one, two, 0.0)
        one, two = math.exp(one - top), math.exp(two - top)
        every = one + two + math.exp(-top)
        one, two = one / every, two / every
        total[0] += one
        total[1] += two
        for f in range(levels.shape[1]):
            m[f, levels[k, f]] += one
            h[f, levels[k, f]] += two


def _expected(
    levels: NDArray[np.int8], rarity: Table, m: Table, h: Table, u: Table, shares: Table
) -> tuple[Table, Table, Table]:
    """Expected counts (9, 16) of M and H by level, and of both (2,)."""
    person, household, start = _ratio(m, u), _ratio(h, u), np.log(shares)

    def part(begin: int, end: int) -> tuple[Table, Table, Table]:
        counts = np.zeros_like(person), np.zeros_like(person), np.zeros(2)
        expect(levels[begin:end], rarity[begin:end], person, household, HOUSEHOLD_SHARES, start, *counts)
        return counts

    parts = in_parallel(part, len(levels))
    return sum(p[0] for p in parts), sum(p[1] for p in parts), sum(p[2] for p in parts)  # type: ignore[return-value]


def _responsibilities(
    levels: NDArray[np.int8], rarity: Table, m: Table, h: Table, u: Table, shares: Table
) -> Table:
    person, household = _ratio(m, u), _ratio(h, u)
    one, two = np.log(shares)
    for field in range(len(FIELDS)):
        one = one + person[field, levels[:, field]] - rarity[:, field]
        two = two + household[field, levels[:, field]] - HOUSEHOLD_SHARES[field] * rarity[:, field]
    odds = np.stack([one, two, np.zeros_like(one)])
    odds -= odds.max(0)
    chance = np.exp(odds)
    found: Table = chance / chance.sum(0)
    return found
