"""Machine-code kernels for Poisson log-linear models on the lattice of capture patterns.

The design matrix is never formed: `x[cell, term] = 1` when the term is part of the cell, so `Xβ` is a sum
over subsets, `Xᵀy` a sum over supersets, and `XᵀWX[a, b]` the superset sum of the weights at `a | b`. Each
costs K·2^(K−1) additions.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from habeas.science.recapture.compiled import compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

TINY = 1e-9
MOST_STEPS = 200


@compiled
def superset_sums(values: Floats) -> None:
    """In place: every cell becomes the sum over the cells that contain it."""
    bit = 1
    while bit < values.size:
        for block in range(0, values.size, 2 * bit):
            for cell in range(block, block + bit):
                values[cell] += values[cell + bit]
        bit *= 2


@compiled
def subset_sums(values: Floats) -> None:
    """In place: every cell becomes the sum over the terms it contains."""
    bit = 1
    while bit < values.size:
        for block in range(0, values.size, 2 * bit):
            for cell in range(block, block + bit):
                values[cell + bit] += values[cell]
        bit *= 2


@compiled
def fill_gram(sums: Floats, terms: Ints, gram: Floats) -> None:
    for a in range(terms.size):
        for b in range(a + 1):
            gram[a, b] = sums[terms[a] | terms[b]]


@compiled
def factor(gram: Floats, free: Flags) -> int:
    """Cholesky in place over the lower triangle; a column that depends on earlier ones is cleared in `free`.

    Returns the number of dependent columns. Solves may then skip them.
    """
    dependent = 0
    for a in range(gram.shape[0]):
        size = gram[a, a]
        rest = size
        for b in range(a):
            if not free[b]:
                gram[a, b] = 0.0
                continue
            total = gram[a, b]
            for c in range(b):
                total -= gram[a, c] * gram[b, c]
            gram[a, b] = total / gram[b, b]
            rest -= gram[a, b] * gram[a, b]
        if not free[a] or rest <= 1e-11 * size or size <= 0.0:
            free[a] = False
            dependent += 1
            for b in range(a + 1):
                gram[a, b] = 0.0
            gram[a, a] = 1.0
        else:
            gram[a, a] = math.sqrt(rest)
    return dependent


@compiled
def solve(lower: Floats, free: Flags, right: Floats) -> None:
    """Solves with the factor in place; dependent columns get 0."""
    p = right.size
    for a in range(p):
        if not free[a]:
            right[a] = 0.0
            continue
        total = right[a]
        for b in range(a):
            total -= lower[a, b] * right[b]
        right[a] = total / lower[a, a]
    for a in range(p - 1, -1, -1):
        if not free[a]:
            continue
        total = right[a]
        for b in range(a + 1, p):
            total -= lower[b, a] * right[b]
        right[a] = total / lower[a, a]


@compiled
def independent_columns(keep: Flags, terms: Ints, free: Flags) -> int:
    """Which terms can be told apart on the kept cells, the constant last. Returns how many cannot.

    The constant is estimable exactly when it does not depend on the others, so it is tested last.
    """
    sums = np.zeros(keep.size)
    for cell in range(keep.size):
        sums[cell] = 1.0 if keep[cell] else 0.0
    superset_sums(sums)
    p = terms.size
    turned = np.empty(p, np.int64)
    turned[: p - 1] = terms[1:]
    turned[p - 1] = terms[0]
    gram = np.empty((p, p))
    fill_gram(sums, turned, gram)
    open_columns = np.ones(p, np.bool_)
    dependent = factor(gram, open_columns)
    free[0] = open_columns[p - 1]
    free[1:] = open_columns[: p - 1]
    return dependent


@compiled
def predictor(beta: Floats, terms: Ints, out: Floats) -> None:
    out[:] = 0.0
    for a in range(terms.size):
        out[terms[a]] = beta[a]
    subset_sums(out)


@compiled
def poisson_deviance(counts: Floats, means: Floats, keep: Flags) -> float:
    total = 0.0
    for cell in range(counts.size):
        if keep[cell]:
            total += means[cell] - counts[cell]
            if counts[cell] > 0.0:
                total += counts[cell] * math.log(counts[cell] / means[cell])
    return 2.0 * total


@compiled
def first_step(counts: Floats, keep: Flags, terms: Ints, free: Flags, beta: Floats) -> None:
    """Weighted least squares on log(count + 1/10), the usual start."""
    weights = np.zeros(counts.size)
    worked = np.zeros(counts.size)
    for cell in range(counts.size):
        if keep[cell]:
            mean = counts[cell] + 0.1
            weights[cell] = mean
            worked[cell] = mean * math.log(mean) + counts[cell] - mean
    superset_sums(weights)
    superset_sums(worked)
    gram = np.empty((terms.size, terms.size))
    fill_gram(weights, terms, gram)
    open_columns = free.copy()
    factor(gram, open_columns)
    for a in range(terms.size):
        beta[a] = worked[terms[a]]
    solve(gram, open_columns, beta)


@compiled
def set_means(eta: Floats, keep: Flags, means: Floats) -> None:
    for cell in range(eta.size):
        means[cell] = math.exp(min(eta[cell], 600.0)) if keep[cell] else 0.0


@compiled
def newton(
    counts: Floats, keep: Flags, terms: Ints, free: Flags, beta: Floats, means: Floats, warm: bool
) -> tuple[float, int, bool]:
    """Maximum likelihood on the kept cells over the free terms; fills `beta` and `means`.

    Returns deviance, steps and whether it converged (Newton decrement below 1e-9 before the last full step).
    """
    p = terms.size
    target = counts.copy()
    superset_sums(target)
    if not warm:
        first_step(counts, keep, terms, free, beta)
    eta = np.empty(counts.size)
    predictor(beta, terms, eta)
    set_means(eta, keep, means)
    deviance = poisson_deviance(counts, means, keep)
    gram = np.empty((p, p))
    step = np.empty(p)
    trial = np.empty(p)
    sums = np.empty(counts.size)
    for steps in range(1, MOST_STEPS):
        sums[:] = means
        superset_sums(sums)
        fill_gram(sums, terms, gram)
        open_columns = free.copy()
        factor(gram, open_columns)
        gradient = target[terms] - sums[terms]
        step[:] = gradient
        solve(gram, open_columns, step)
        decrement = 0.0
        for a in range(p):
            decrement += step[a] * gradient[a]
        scale = 1.0
        for _ in range(40):
            for a in range(p):
                trial[a] = beta[a] + scale * step[a]
            predictor(trial, terms, eta)
            set_means(eta, keep, means)
            reached = poisson_deviance(counts, means, keep)
            if reached <= deviance + 1e-9 * (1.0 + abs(deviance)):
                break
            scale *= 0.5
        beta[:] = trial
        deviance = reached
        if decrement < 1e-9:
            return deviance, steps, True
    return deviance, MOST_STEPS, False
