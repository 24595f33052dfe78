"""Stepwise choice of pairs for sparse tables: Chan, Silverman & Vincent 2021 (JASA 116, 1297–1306).

From independent lists, the pair whose overlap is least probable under the present fit (Poisson tail) is
added while that
probability is below the threshold. A pair that nobody is on both of has the estimate −∞: its cells are
taken out. A pair is only added when the estimate stays finite and unique.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from habeas.science.recapture.compiled import compiled, in_parallel
from habeas.science.recapture.errors import RecaptureError
from habeas.science.recapture.faces import exists_fully, face
from habeas.science.recapture.kernels import Flags, Floats, Ints, newton, superset_sums
from habeas.science.recapture.lattice import closed, model_name, pairs
from habeas.science.recapture.resampling import SEED, Bootstrap, bca
from habeas.science.recapture.tables import CaptureTable

THRESHOLD = 0.02


@dataclass(frozen=True)
class SparseFit:
    """`total` persons (infinite without an estimate); `chosen` pairs as masks in the order they were added."""

    total: float
    chosen: tuple[int, ...]
    threshold: float
    size: int

    @property
    def name(self) -> str:
        return model_name(closed(self.chosen, self.size))


@compiled
def tail(seen: float, mean: float) -> float:
    """The smaller Poisson tail: P(X ≤ seen) below the mean, P(X ≥ seen) above."""
    if mean <= 0.0:
        return 1.0 if seen == 0.0 else 0.0
    term = math.exp(seen * math.log(mean) - mean - math.lgamma(seen + 1.0))
    total = term
    value = seen
    while term > 1e-18 * total:
        if seen < mean:
            if value <= 0.0:
                break
            term *= value / mean
            value -= 1.0
        else:
            value += 1.0
            term *= mean / value
        total += term
    return min(total, 1.0)


@compiled
def can_add(counts: Floats, alive: Flags, terms: Ints, pair: int, overlap: float) -> bool:
    """Whether the model with this pair still has a finite and unique estimate."""
    if overlap > 0.0:
        wider = np.empty(terms.size + 1, np.int64)
        wider[: terms.size] = terms
        wider[terms.size] = pair
        return exists_fully(counts, alive, wider)
    left = alive.copy()
    for cell in range(left.size):
        if cell & pair == pair:
            left[cell] = False
    return exists_fully(counts, left, terms)


@compiled
def refit(counts: Floats, alive: Flags, terms: Ints, means: Floats) -> float:
    """Fits on the cells still alive; persons on no list."""
    free = np.ones(terms.size, np.bool_)
    beta = np.zeros(terms.size)
    newton(counts, alive, terms, free, beta, means, False)
    return math.exp(beta[0])


@compiled
def fit_independence(counts: Floats, terms: Ints, means: Floats) -> float:
    keep = np.empty(counts.size, np.bool_)
    free = np.empty(terms.size, np.bool_)
    beta = np.zeros(terms.size)
    finite = face(counts, terms, keep, free)
    newton(counts, keep, terms, free, beta, means, False)
    return math.exp(beta[0]) if finite else np.inf


@compiled
def search(counts: Floats, base: Ints, joined: Ints, threshold: float, chosen: Ints) -> tuple[float, int]:
    """Persons on no list and the number of pairs added; `chosen` gets their positions in order."""
    overlaps = counts.copy()
    superset_sums(overlaps)
    alive = np.ones(counts.size, np.bool_)
    alive[0] = False
    terms = base.copy()
    means = np.empty(counts.size)
    unseen = fit_independence(counts, terms, means)
    open_pairs = np.ones(joined.size, np.bool_)
    added = 0
    while added < joined.size:
        expected = means.copy()
        superset_sums(expected)
        chance = np.full(joined.size, 2.0)
        for k in range(joined.size):
            if open_pairs[k]:
                chance[k] = tail(overlaps[joined[k]], expected[joined[k]])
        best = np.argmin(chance)
        while chance[best] < threshold and not can_add(
            counts, alive, terms, joined[best], overlaps[joined[best]]
        ):
            chance[best] = 2.0
            best = np.argmin(chance)
        if chance[best] >= threshold:
            break
        pair = joined[best]
        open_pairs[best] = False
        chosen[added] = best
        added += 1
        if overlaps[pair] > 0.0:
            terms = np.append(terms, pair)
        else:
            for cell in range(alive.size):
                if cell & pair == pair:
                    alive[cell] = False
        unseen = refit(counts, alive, terms, means)
    return unseen, added


@compiled
def search_rows(
    patterns: Ints,
    samples: Ints,
    cells: int,
    base: Ints,
    joined: Ints,
    threshold: float,
    start: int,
    step: int,
    totals: Floats,
    choices: Ints,
) -> None:
    counts = np.zeros(cells)
    chosen = np.empty(joined.size, np.int64)
    for row in range(start, samples.shape[0], step):
        n = 0.0
        for i in range(patterns.size):
            counts[patterns[i]] = samples[row, i]
            n += samples[row, i]
        unseen, added = search(counts, base, joined, threshold, chosen)
        totals[row] = n + unseen
        picked = 0
        for k in range(added):
            if chosen[k] < 62:
                picked |= 1 << chosen[k]
        choices[row] = picked


def sparse_stepwise(table: CaptureTable, threshold: float = THRESHOLD) -> SparseFit:
    """The stepwise estimate of one table, up to sixteen lists."""
    if not 0 <= threshold <= 1:
        raise RecaptureError("bad-setting", name="threshold", value=threshold, expected="between 0 and 1")
    base, joined = bases(table.size)
    chosen = np.empty(len(joined), np.int64)
    unseen, added = search(table.dense(), base, joined, threshold, chosen)
    return SparseFit(table.n + unseen, tuple(int(joined[k]) for k in chosen[:added]), threshold, table.size)


def bases(size: int) -> tuple[Ints, Ints]:
    return np.array([0, *(1 << j for j in range(size))], np.int64), np.array(pairs(size), np.int64)


def estimate_samples(table: CaptureTable, samples: Ints, threshold: float) -> tuple[Floats, Ints]:
    base, joined = bases(table.size)
    totals, choices = np.empty(len(samples)), np.empty(len(samples), np.int64)
    cells = 1 << table.size
    in_parallel(
        lambda part, parts: search_rows(
            table.patterns, samples, cells, base, joined, threshold, part, parts, totals, choices
        ),
        len(samples),
    )
    return totals, choices


def bootstrap_sparse(
    table: CaptureTable,
    fit: SparseFit,
    *,
    count: int = 1000,
    level: float = 0.95,
    seed: int = SEED,
) -> Bootstrap:
    """Interval that repeats the stepwise choice in every sample."""
    return bca(
        table,
        fit.total,
        lambda samples: estimate_samples(table, samples, fit.threshold),
        count=count,
        level=level,
        seed=seed,
    )
