"""Bias-corrected accelerated bootstrap intervals: Efron 1987 (JASA 82, 171–185), with a weighted jackknife.

Samples draw the documented persons anew, with the observed shares of the patterns; each person left out
in turn would give as
many equal jackknife values as its pattern has persons, so one value per pattern, weighted by its count, suffices.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from habeas.science.recapture.kernels import Floats, Ints
from habeas.science.recapture.tables import CaptureTable

SEED = 1244
Estimator = Callable[[Ints], tuple[Floats, Ints]]
"""Counts by pattern (B, m) → estimates of N (B,) and the number of the chosen model (B,)."""


@dataclass(frozen=True)
class Bootstrap:
    """`replicates`: estimates of N (B,), infinite where no model had a finite one; `choices`: chosen models (B,)."""

    total: float
    lo: float
    hi: float
    level: float
    bias: float
    acceleration: float
    replicates: Floats
    choices: Ints

    @property
    def infinite_share(self) -> float:
        return float(np.mean(~np.isfinite(self.replicates)))


def draw_samples(table: CaptureTable, count: int, seed: int) -> Ints:
    """Samples of n persons with replacement, int64 (count, m)."""
    rng = np.random.default_rng(seed)
    return rng.multinomial(table.n, table.counts / table.n, count).astype(np.int64)


def leave_one_out(table: CaptureTable) -> Ints:
    """The table with one person fewer in each pattern in turn, int64 (m, m)."""
    left: Ints = table.counts[None, :] - np.eye(len(table.counts), dtype=np.int64)
    return left


def acceleration(table: CaptureTable, values: Floats) -> float:
    """Σ w r³ / (6 (Σ w r²)^1.5) over the jackknife residuals r, weighted by persons."""
    good = np.isfinite(values)
    weight = table.counts[good].astype(float)
    if not good.any():
        return 0.0
    residual = weight @ values[good] / weight.sum() - values[good]
    square = float(weight @ residual**2)
    return float(weight @ residual**3) / (6 * square**1.5) if square > 0 else 0.0


def limits(replicates: Floats, total: float, pull: float, level: float) -> tuple[float, float, float]:
    """Lower limit, upper limit and bias correction, from the finite replicates (quantiles of Hyndman &
    Fan's type 8)."""
    finite = replicates[np.isfinite(replicates)]
    if len(finite) < 20:
        return math.nan, math.nan, math.nan
    below = float(np.clip(np.mean(finite < total), 0.5 / len(finite), 1 - 0.5 / len(finite)))
    bias = float(norm.ppf(below))
    ends = []
    for share in ((1 - level) / 2, (1 + level) / 2):
        moved = float(norm.ppf(share)) + bias
        at = float(norm.cdf(bias + moved / (1 - pull * moved)))
        ends.append(float(np.quantile(finite, at, method="median_unbiased")))
    return ends[0], ends[1], bias


def bca(
    table: CaptureTable,
    total: float,
    estimate: Estimator,
    *,
    count: int,
    level: float = 0.95,
    seed: int = SEED,
) -> Bootstrap:
    """Interval for `total`, where `estimate` repeats the whole analysis, choice of model included."""
    replicates, choices = estimate(draw_samples(table, count, seed))
    jackknife, _ = estimate(leave_one_out(table))
    pull = acceleration(table, jackknife)
    lo, hi, bias = limits(replicates, total, pull, level)
    return Bootstrap(total, lo, hi, level, bias, pull, replicates, choices)
