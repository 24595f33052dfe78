"""Which cells a model can still fill: the existence check (linear program) in machine code.

The likelihood rises without end along β when Xβ ≤ 0 on every cell, = 0 on cells with persons and < 0 on
some empty cell. The cells that no such direction empties are the face on which the extended
maximum-likelihood estimate lives (Fienberg & Rinaldo 2012, Annals of Statistics 40, theorem 7; Geyer 2009,
Electronic Journal of Statistics 3). The estimate of the persons on no list is finite and unique exactly
when the constant can be told apart from the other terms on that face.
"""

from __future__ import annotations

import numpy as np

from habeas.science.recapture.compiled import compiled
from habeas.science.recapture.kernels import Flags, Floats, Ints, factor, independent_columns, predictor

ZERO = 1e-9
FEW_ROWS = 64


@compiled
def null_space(counts: Floats, terms: Ints) -> Floats:
    """Directions β with Xβ = 0 on every cell with persons, float64 (p, d), by Gauss–Jordan elimination."""
    p = terms.size
    filled = 0
    for cell in range(1, counts.size):
        filled += counts[cell] > 0
    rows = np.zeros((filled, p))
    r = 0
    for cell in range(1, counts.size):
        if counts[cell] > 0:
            for a in range(p):
                rows[r, a] = 1.0 if terms[a] & cell == terms[a] else 0.0
            r += 1
    lead = np.full(p, -1, np.int64)
    rank = 0
    for a in range(p - 1, -1, -1):
        best = rank
        for i in range(rank, filled):
            if abs(rows[i, a]) > abs(rows[best, a]):
                best = i
        if rank >= filled or abs(rows[best, a]) < ZERO:
            continue
        for c in range(p):
            rows[best, c], rows[rank, c] = rows[rank, c], rows[best, c]
        pivot = rows[rank, a]
        for c in range(p):
            rows[rank, c] /= pivot
        for i in range(filled):
            if i != rank and rows[i, a] != 0.0:
                times = rows[i, a]
                for c in range(p):
                    rows[i, c] -= times * rows[rank, c]
        lead[a] = rank
        rank += 1
    basis = np.zeros((p, p - rank))
    d = 0
    for a in range(p):
        if lead[a] < 0:
            basis[a, d] = 1.0
            for c in range(p):
                if lead[c] >= 0:
                    basis[c, d] = -rows[lead[c], a]
            d += 1
    return basis


@compiled
def emptied_rows(counts: Floats, keep: Flags, terms: Ints, basis: Floats) -> Floats:
    """−Xβ on the empty kept cells for each direction of the basis: distinct rows that are not 0, (r, d).

    Rows are told apart by one projection with incommensurable weights, sorted; comparing all pairs would be slow.
    """
    d = basis.shape[1]
    slopes = np.empty((counts.size, d))
    for c in range(d):
        line = np.empty(counts.size)
        predictor(basis[:, c].copy(), terms, line)
        slopes[:, c] = -line
    shadow = np.zeros(counts.size)
    used = 0
    for cell in range(1, counts.size):
        if counts[cell] > 0 or not keep[cell]:
            continue
        size = 0.0
        mark = 0.0
        for c in range(d):
            size = max(size, abs(slopes[cell, c]))
            mark += slopes[cell, c] * np.sqrt(c + 2.3)
        if size >= ZERO:
            slopes[used] = slopes[cell]
            shadow[used] = mark
            used += 1
    order = np.argsort(shadow[:used])
    rows = np.empty((used, d))
    r = 0
    for i in range(used):
        if i == 0 or shadow[order[i]] - shadow[order[i - 1]] > ZERO:
            rows[r] = slopes[order[i]]
            r += 1
    return rows[:r].copy()


@compiled
def simplex(rows: Floats) -> Floats:
    """Maximises Σ rows·γ subject to 0 ≤ rows·γ ≤ 1, γ free; returns γ. Bland's rule, so it ends."""
    r, d = rows.shape
    m = 2 * r
    tableau = np.zeros((m + 1, 2 * d + 1))
    for i in range(r):
        for c in range(d):
            tableau[i, c] = rows[i, c]
            tableau[i, d + c] = -rows[i, c]
            tableau[r + i, c] = -rows[i, c]
            tableau[r + i, d + c] = rows[i, c]
            tableau[m, c] += rows[i, c]
            tableau[m, d + c] -= rows[i, c]
        tableau[i, 2 * d] = 1.0
    outside = np.arange(2 * d)
    inside = np.arange(2 * d, 2 * d + m)
    for _ in range(5000):
        enter = -1
        for c in range(2 * d):
            if tableau[m, c] > ZERO and (enter < 0 or outside[c] < outside[enter]):
                enter = c
        if enter < 0:
            break
        leave = -1
        least = np.inf
        for i in range(m):
            if tableau[i, enter] > ZERO:
                ratio = tableau[i, 2 * d] / tableau[i, enter]
                if ratio < least - 1e-12 or (ratio < least + 1e-12 and inside[i] < inside[leave]):
                    least = min(ratio, least)
                    leave = i
        if leave < 0:
            break
        pivot_on(tableau, leave, enter)
        outside[enter], inside[leave] = inside[leave], outside[enter]
    gamma = np.zeros(d)
    for i in range(m):
        if inside[i] < d:
            gamma[inside[i]] += tableau[i, 2 * d]
        elif inside[i] < 2 * d:
            gamma[inside[i] - d] -= tableau[i, 2 * d]
    return gamma


@compiled
def pivot_on(tableau: Floats, leave: int, enter: int) -> None:
    pivot = tableau[leave, enter]
    width = tableau.shape[1]
    for c in range(width):
        tableau[leave, c] /= pivot
    tableau[leave, enter] = 1.0 / pivot
    for i in range(tableau.shape[0]):
        times = tableau[i, enter]
        if i == leave or times == 0.0:
            continue
        for c in range(width):
            if c != enter:
                tableau[i, c] -= times * tableau[leave, c]
        tableau[i, enter] = -times / pivot


@compiled
def full_rank(rows: Floats) -> bool:
    gram = rows.T @ rows
    return factor(gram, np.ones(rows.shape[1], np.bool_)) == 0


@compiled
def direction(rows: Floats) -> Floats:
    """Some γ with rows·γ ≥ 0 and not all 0, or zeros when there is none.

    Many rows are taken in as they are found to be violated: a γ that satisfies all is one; when the rows
    taken in allow none and have full rank, there is none.
    """
    r, d = rows.shape
    active = np.zeros(r, np.bool_)
    active[: r if r <= FEW_ROWS else FEW_ROWS] = True
    while True:
        chosen = rows[active].copy()
        gamma = simplex(chosen)
        if np.sum(chosen @ gamma) < 1e-7:
            if len(chosen) == r or full_rank(chosen):
                return np.zeros(d)
            added = np.flatnonzero(~active)[: len(chosen)]
        else:
            slack = rows @ gamma
            order = np.argsort(slack)
            added = order[: 2 * d + 8]
            added = added[slack[added] < -ZERO]
            if added.size == 0:
                return gamma
        active[added] = True


@compiled
def narrow(counts: Floats, keep: Flags, terms: Ints) -> None:
    """Clears from `keep` the empty cells that lie off the face of the estimate."""
    basis = null_space(counts, terms)
    if basis.shape[1] == 0:
        return
    slope = np.empty(counts.size)
    while True:
        rows = emptied_rows(counts, keep, terms, basis)
        if rows.shape[0] == 0:
            return
        gamma = direction(rows)
        if not np.any(gamma != 0.0):
            return
        predictor(basis @ gamma, terms, slope)
        for cell in range(1, counts.size):
            if counts[cell] == 0 and slope[cell] < -1e-7:
                keep[cell] = False


@compiled
def face(counts: Floats, terms: Ints, keep: Flags, free: Flags) -> bool:
    """Fills `keep` (cells of the face) and `free` (terms told apart there); True when the estimate is finite."""
    for cell in range(counts.size):
        keep[cell] = counts[cell] > 0
    keep[0] = False
    if independent_columns(keep, terms, free) == 0:
        keep[1:] = True
        return True
    keep[1:] = True
    narrow(counts, keep, terms)
    independent_columns(keep, terms, free)
    return bool(free[0])


@compiled
def exists_fully(counts: Floats, cells: Flags, terms: Ints) -> bool:
    """Chan, Silverman & Vincent's check on the given cells: every term finite and told apart.

    Full rank on the cells with persons suffices; else the rank must be full on all of them and no cell may be emptied.
    """
    free = np.empty(terms.size, np.bool_)
    keep = np.empty(counts.size, np.bool_)
    for cell in range(counts.size):
        keep[cell] = cells[cell] and counts[cell] > 0
    if independent_columns(keep, terms, free) == 0:
        return True
    keep[:] = cells
    keep[0] = False
    if independent_columns(keep, terms, free) > 0:
        return False
    rows = emptied_rows(counts, keep, terms, null_space(counts, terms))
    return rows.shape[0] == 0 or not np.any(direction(rows) != 0.0)
