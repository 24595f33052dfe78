"""Choosing the best model again in every bootstrap sample, without fitting models that cannot win.

A model without a term has a deviance of at least that of the largest model without it, and a criterion
of at least that plus the
penalty of its size. So with the deviances of these largest models in hand most models are passed over;
the choice is exact.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from habeas.science.recapture.compiled import compiled, in_parallel
from habeas.science.recapture.faces import face
from habeas.science.recapture.kernels import Floats, Ints, newton
from habeas.science.recapture.lattice import Model, interactions
from habeas.science.recapture.loglinear import ModelSet, terms_array
from habeas.science.recapture.resampling import SEED, Bootstrap, bca
from habeas.science.recapture.tables import CaptureTable

MANY_MODELS = 500


@compiled
def least_deviances(counts: Floats, terms: Ints, sizes: Ints, found: Floats) -> None:
    """Deviance of each model whether or not its N is finite: bounds for everything inside it."""
    keep = np.empty(counts.size, np.bool_)
    means = np.empty(counts.size)
    for row in range(sizes.size):
        p = sizes[row]
        free = np.empty(p, np.bool_)
        beta = np.zeros(p)
        face(counts, terms[row, :p], keep, free)
        deviance, _, done = newton(counts, keep, terms[row, :p], free, beta, means, False)
        found[row] = deviance - 1e-6 if done else 0.0


@compiled
def least_deviance(missing: int, bounds: Floats) -> float:
    least = 0.0
    for term in range(bounds.size):
        if missing >> term & 1:
            least = max(least, bounds[term])
    return least


@compiled
def choose_rows(
    patterns: Ints,
    samples: Ints,
    cells: int,
    terms: Ints,
    sizes: Ints,
    missing: Ints,
    wide: Ints,
    wide_sizes: Ints,
    by_bic: bool,
    start: int,
    step: int,
    totals: Floats,
    choices: Ints,
) -> None:
    """Best finite model of each sample start, start + step, …: N into `totals`, its number into `choices`."""
    keep = np.empty(cells, np.bool_)
    means = np.empty(cells)
    bounds = np.zeros(wide_sizes.size)
    counts = np.zeros(cells)
    for row in range(start, samples.shape[0], step):
        n = 0.0
        for i in range(patterns.size):
            counts[patterns[i]] = samples[row, i]
            n += samples[row, i]
        penalty = np.log(n) if by_bic else 2.0
        least_deviances(counts, wide, wide_sizes, bounds)
        best = np.inf
        totals[row] = np.inf
        choices[row] = -1
        for model in range(sizes.size):
            p = sizes[model]
            floor = penalty * p
            if floor >= best or floor + least_deviance(missing[model], bounds) >= best:
                continue
            free = np.empty(p, np.bool_)
            if not face(counts, terms[model, :p], keep, free):
                continue
            beta = np.zeros(p)
            deviance, _, done = newton(counts, keep, terms[model, :p], free, beta, means, False)
            if done and deviance + floor < best:
                best = deviance + floor
                totals[row] = n + np.exp(beta[0])
                choices[row] = model


def missing_terms(models: Sequence[Model], size: int) -> tuple[Ints, list[Model]]:
    """For each model the bits of the interactions it lacks, and for each interaction the largest model without it."""
    terms = interactions(size, size - 1)
    lacks = np.array(
        [sum(1 << k for k, t in enumerate(terms) if t not in model) for model in models], np.int64
    )
    base = (0, *(1 << j for j in range(size)))
    wide = [(*base, *(t for t in terms if t & term != term)) for term in terms]
    return lacks, wide


def choose_again(found: ModelSet, criterion: str, samples: Ints) -> tuple[Floats, Ints]:
    """Estimates (B,) and chosen models (B,) of many samples; models that fit the table best are tried first."""
    order = np.argsort(np.where(found.finite, found.criterion(criterion), np.inf), kind="stable")
    models = [found.models[i] for i in order]
    terms, sizes = terms_array(models)
    missing = np.zeros(len(models), np.int64)
    wide, wide_sizes = np.zeros((0, 1), np.int64), np.zeros(0, np.int64)
    if len(models) > MANY_MODELS:
        missing, largest = missing_terms(models, found.table.size)
        wide, wide_sizes = terms_array(largest)
    totals, choices = np.empty(len(samples)), np.empty(len(samples), np.int64)
    patterns, cells = found.table.patterns, 1 << found.table.size
    by_bic = criterion == "bic"
    in_parallel(
        lambda part, parts: choose_rows(
            patterns,
            samples,
            cells,
            terms,
            sizes,
            missing,
            wide,
            wide_sizes,
            by_bic,
            part,
            parts,
            totals,
            choices,
        ),
        len(samples),
    )
    return totals, np.where(choices >= 0, order[choices], -1)


def bootstrap_choice(
    found: ModelSet, criterion: str = "bic", *, count: int = 1000, level: float = 0.95, seed: int = SEED
) -> Bootstrap | None:
    """Interval of the best model that includes the uncertainty of having chosen it; None without a finite estimate."""
    best = found.best(criterion)
    if best is None:
        return None
    table: CaptureTable = found.table
    return bca(
        table,
        best.total,
        lambda samples: choose_again(found, criterion, samples),
        count=count,
        level=level,
        seed=seed,
    )
