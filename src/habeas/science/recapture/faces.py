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
from habeas.science.recapture.kernels import Flags, Floats, Ints, independent_columns

ZERO = 1e-9


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
    """−Xβ on the empty kept cells for each direction of the basis: distinct rows that are not 0, (r, d + 1).

    The last column numbers the row's group; cells are matched to rows again by value.
    """
    d = basis.shape[1]
    found = np.empty((counts.size, d))
    r = 0
    for cell in range(1, counts.size):
        if counts[cell] > 0 or not keep[cell]:
            continue
        row = np.zeros(d)
        for a in range(terms.size):
            if terms[a] & cell == terms[a]:
                row -= basis[a]
        if np.max(np.abs(row)) < ZERO:
            continue
        repeated = False
        for i in range(r):
            if np.max(np.abs(found[i] - row)) < ZERO:
                repeated = True
                break
        if not repeated:
            found[r] = row
            r += 1
    return found[:r].copy()


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
def narrow(counts: Floats, keep: Flags, terms: Ints) -> None:
    """Clears from `keep` the empty cells that lie off the face of the estimate."""
    basis = null_space(counts, terms)
    if basis.shape[1] == 0:
        return
    while True:
        rows = emptied_rows(counts, keep, terms, basis)
        if rows.shape[0] == 0:
            return
        gamma = simplex(rows)
        if np.sum(rows @ gamma) < 1e-7:
            return
        beta = basis @ gamma
        for cell in range(1, counts.size):
            if keep[cell] and counts[cell] == 0:
                slope = 0.0
                for a in range(terms.size):
                    if terms[a] & cell == terms[a]:
                        slope -= beta[a]
                if slope > 1e-7:
                    keep[cell] = False


@compiled
def face(counts: Floats, terms: Ints, keep: Flags, free: Flags) -> bool:
    """Fills `keep` (cells of the face) and `free` (terms told apart there); True when the estimate is
    finite.
    """
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

    Full rank on the cells with persons suffices; else no cell may be emptied and the rank must be full on
    all of them.
    """
    p = terms.size
    free = np.empty(p, np.bool_)
    keep = np.empty(counts.size, np.bool_)
    for cell in range(counts.size):
        keep[cell] = cells[cell] and counts[cell] > 0
    if independent_columns(keep, terms, free) == 0:
        return True
    keep[:] = cells
    keep[0] = False
    if independent_columns(keep, terms, free) > 0:
        return False
    narrow(counts, keep, terms)
    return bool(np.all(keep[1:] == cells[1:]))
