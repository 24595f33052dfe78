"""The same existence check as a linear program in SciPy (HiGHS), from the other side; slow, used to certify
chosen models.

A cell belongs to the face when some table of non-negative (not whole) counts with the same sufficient
statistics fills it: v ≥ 0, Xᵀv = τ·Xᵀy. Maximising Σ min(v, 1) fills every such cell at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from habeas.science.recapture.faces import face
from habeas.science.recapture.kernels import Flags, Floats
from habeas.science.recapture.lattice import Model
from habeas.science.recapture.tables import CaptureTable


@dataclass(frozen=True)
class Existence:
    """`cells`: bool (2^K,) that the model can fill; `finite`: N is finite and unique; `infinite_terms`:
    terms told apart nowhere.
    """

    cells: Flags
    finite: bool
    infinite_terms: int


def design(model: Model, size: int) -> Floats:
    """Design matrix over the cells 1 … 2^K − 1, float64 (2^K − 1, p)."""
    cells = np.arange(1, 1 << size)
    terms = np.asarray(model, np.int64)
    inside: Floats = ((cells[:, None] & terms) == terms).astype(float)
    return inside


def existence(table: CaptureTable, model: Model) -> Existence:
    """The check as the fits use it (machine code)."""
    keep = np.empty(1 << table.size, np.bool_)
    free = np.empty(len(model), np.bool_)
    finite = bool(face(table.dense(), np.asarray(model, np.int64), keep, free))
    return Existence(keep, finite, int(len(model) - free.sum()))


def certify(table: CaptureTable, model: Model) -> Existence:
    """The check by HiGHS and singular values, sharing no code with the other."""
    x = design(model, table.size)
    y = table.dense()[1:]
    m, p = x.shape
    cost = np.concatenate([np.zeros(m + 1), -np.ones(m)])
    equal = np.hstack([x.T, -(x.T @ y)[:, None] / y.sum(), np.zeros((p, m))])
    below = np.hstack([-np.eye(m), np.zeros((m, 1)), np.eye(m)])
    bounds = [(0, None)] * (m + 1) + [(0, 1)] * m
    found = linprog(
        cost, A_ub=below, b_ub=np.zeros(m), A_eq=equal, b_eq=np.zeros(p), bounds=bounds, method="highs"
    )
    inside = np.asarray(found.x[m + 1 :] > 0.5)
    others, whole = x[inside][:, 1:], x[inside]
    rank = int(np.linalg.matrix_rank(whole))
    finite = rank > int(np.linalg.matrix_rank(others))
    return Existence(np.concatenate([[False], inside]), finite, p - rank)
