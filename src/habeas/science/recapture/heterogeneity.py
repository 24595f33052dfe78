"""Persons differ in how easily they are listed: Chao's lower bound and Darroch's model, as log-linear models.

Mth of Chao: independence plus terms max(0, k − 2), max(0, k − 3), … of the number k of lists a person is
on, none negative
(Rivest & Baillargeon 2007, Biometrics 63, 999–1006). Whatever the differences between persons, N is at
least this, when lists
do not avoid each other. Mth of Darroch: independence plus k²/2 (Darroch et al. 1993, JASA 88, 1137–1148).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln
from scipy.stats import norm

from habeas.science.recapture.existence import design
from habeas.science.recapture.kernels import Floats, Ints
from habeas.science.recapture.lattice import independence
from habeas.science.recapture.tables import CaptureTable


@dataclass(frozen=True)
class HeterogeneityFit:
    """`total` persons, `error` its standard error (persons), `lo` and `hi` by Wald at `level`, not below
    the documented."""

    name: str
    total: float
    error: float
    lo: float
    hi: float
    level: float
    aic: float
    bic: float
    converged: bool


def poisson_regression(x: Floats, y: Floats) -> tuple[Floats, Floats, bool]:
    """Coefficients (p,), means (m,) and convergence of a Poisson regression with log link, by Newton's method."""
    mean = y + 0.1
    working = np.log(mean) + (y - mean) / mean
    solved = np.linalg.lstsq(x * np.sqrt(mean)[:, None], working * np.sqrt(mean), rcond=None)[0]
    beta = np.asarray(solved, np.float64)
    mean = np.exp(np.clip(x @ beta, -600, 600))
    for _ in range(100):
        gradient = x.T @ (y - mean)
        step = np.linalg.lstsq(x.T @ (x * mean[:, None]), gradient, rcond=1e-13)[0]
        before = float(y @ (x @ beta) - mean.sum())
        scale = 1.0
        while scale > 1e-6:
            trial = np.exp(np.clip(x @ (beta + scale * step), -600, 600))
            if float(y @ (x @ (beta + scale * step)) - trial.sum()) >= before - 1e-9 * (1 + abs(before)):
                break
            scale /= 2
        beta = np.asarray(beta + scale * step, np.float64)
        mean = trial
        if float(gradient @ step) < 1e-9:
            return beta, mean, True
    return beta, mean, False


def captures(size: int) -> Ints:
    """On how many lists the persons of each cell are, int64 (2^K − 1,)."""
    return np.array([cell.bit_count() for cell in range(1, 1 << size)], np.int64)


def result(name: str, table: CaptureTable, x: Floats, level: float) -> HeterogeneityFit:
    y = table.dense()[1:]
    beta, mean, converged = poisson_regression(x, y)
    unseen = math.exp(min(float(beta[0]), 600.0))
    spread = float(np.linalg.pinv(x.T @ (x * mean[:, None]))[0, 0])
    error = math.sqrt(unseen + unseen**2 * spread) if unseen < 1e150 else math.inf
    reach = float(norm.ppf(0.5 + level / 2)) * error
    total = table.n + unseen
    log_likelihood = float(np.sum(y * np.log(np.maximum(mean, 1e-300)) - mean - gammaln(y + 1)))
    p = x.shape[1]
    return HeterogeneityFit(
        name=name,
        total=total,
        error=error,
        lo=max(total - reach, float(table.n)),
        hi=total + reach,
        level=level,
        aic=-2 * log_likelihood + 2 * p,
        bic=-2 * log_likelihood + math.log(table.n) * p,
        converged=converged,
    )


def chao_lower_bound(table: CaptureTable, level: float = 0.95) -> HeterogeneityFit:
    """The lower bound; terms that come out negative are taken away one by one, the smallest k first."""
    base = design(independence(table.size), table.size)
    k = captures(table.size)
    extra = [np.maximum(k - least, 0).astype(float) for least in range(2, table.size)]
    while True:
        x = np.column_stack([base, *extra])
        beta, _, _ = poisson_regression(x, table.dense()[1:])
        negative = np.flatnonzero(beta[base.shape[1] :] < 0)
        if not len(negative):
            return result("Mth Chao (LB)", table, x, level)
        extra.pop(int(negative[0]))


def darroch(table: CaptureTable, level: float = 0.95) -> HeterogeneityFit:
    base = design(independence(table.size), table.size)
    return result("Mth Darroch", table, np.column_stack([base, captures(table.size) ** 2 / 2]), level)
