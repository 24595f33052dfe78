"""Sample coverage: Chao & Tsay 1998 (JASA 93, 283–293); Chao, Tsay, Lin, Shau & Chao 2001
(Statistics in Medicine 20, equations 12 and 13).

How much of the population the lists together cover is judged from persons found by one list only. "High"
is the estimator for good coverage, "low" the one-step estimator for poor coverage.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from habeas.science.recapture.kernels import Floats
from habeas.science.recapture.tables import CaptureTable

SEED = 1999


@dataclass(frozen=True)
class CoverageEstimate:
    """`total` persons (not a number when the formula has none), `lo`, `hi`; `coverage` is the estimated
    share covered."""

    total: float
    lo: float
    hi: float
    level: float
    coverage: float


@dataclass(frozen=True)
class Coverage:
    """Formulas of one table or of many at once: all arrays end in the cells, counts float64 (..., 2^K − 1)."""

    size: int

    def sums(self, cells: Floats) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        """Documented M, D (mean number known to another list too), C, and per pair of lists A and B/(n n)."""
        masks = np.arange(1, 1 << self.size)
        only = np.stack([cells[..., (1 << j) - 1] for j in range(self.size)], -1)
        on = np.stack([cells[..., masks >> j & 1 == 1].sum(-1) for j in range(self.size)], -1)
        m = cells.sum(-1)
        with np.errstate(divide="ignore", invalid="ignore"):
            c = 1 - (only / on).mean(-1)
        a, b = [], []
        for i in range(self.size):
            for j in range(i + 1, self.size):
                both = 1 << i | 1 << j
                a.append(only[..., i] + only[..., j] + 2 * cells[..., both - 1])
                with np.errstate(divide="ignore", invalid="ignore"):
                    b.append(cells[..., masks & both == both].sum(-1) / (on[..., i] * on[..., j]))
        return m, m - only.mean(-1), c, np.stack(a, -1), np.stack(b, -1)

    def low(self, cells: Floats) -> Floats:
        _, d, c, a, b = self.sums(cells)
        t = self.size
        with np.errstate(divide="ignore", invalid="ignore"):
            first = d / c
            second = first + (a * (first[..., None] * b - 1)).sum(-1) / (t * c)
            return np.asarray(first + (a * (b * second[..., None] - 1)).sum(-1) / (t * c))

    def high(self, cells: Floats) -> Floats:
        m, d, c, a, b = self.sums(cells)
        t = self.size
        with np.errstate(divide="ignore", invalid="ignore"):
            above = t * d - a.sum(-1)
            found = above / (t * c - (a * b).sum(-1))
            return np.asarray(np.where((above < 1e-4) | (found < m), m, found))


def sample_coverage(
    table: CaptureTable, kind: str, *, level: float = 0.95, bootstraps: int = 1000, seed: int = SEED
) -> CoverageEstimate:
    """Estimate by `kind` ("high" or "low") with a bootstrap standard error and an interval on the log of the unseen."""
    formulas = Coverage(table.size)
    formula = {"high": formulas.high, "low": formulas.low}[kind]
    cells = table.dense()[1:]
    n = table.n
    total = float(formula(cells))
    covered = float(formulas.sums(cells)[2])
    if not math.isfinite(total) or total < n:
        return CoverageEstimate(math.nan, math.nan, math.nan, level, covered)
    rng = np.random.default_rng(seed)
    chances = np.append(cells, max(round(total) - n, 0)) / max(round(total), n)
    drawn = rng.multinomial(max(round(total), n), chances / chances.sum(), bootstraps)[:, :-1].astype(float)
    repeated = formula(drawn)
    error = float(np.std(repeated[np.isfinite(repeated)], ddof=1))
    if total - n < 1e-9:
        return CoverageEstimate(total, float(n), math.inf if error > 0 else float(n), level, covered)
    factor = math.exp(float(norm.ppf(0.5 + level / 2)) * math.sqrt(math.log(1 + error**2 / (total - n) ** 2)))
    return CoverageEstimate(total, n + (total - n) / factor, n + (total - n) * factor, level, covered)
