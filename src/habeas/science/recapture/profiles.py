"""Profile-likelihood intervals of the population: Cormack 1992 (Biometrics 48, 567–576).

For a trial number u of persons on no list, the model is fitted to the whole table with u in the empty cell;
the multinomial log-likelihood is then −D/2 + log N! − log u! − N log N + u log u, with D the deviance of
that fit and N = n + u.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq, minimize_scalar
from scipy.special import gammaln
from scipy.stats import chi2

from habeas.science.recapture.faces import face
from habeas.science.recapture.kernels import newton
from habeas.science.recapture.loglinear import ModelFit
from habeas.science.recapture.tables import CaptureTable

FAR = 1e6
"""The upper limit is looked for up to this many times the estimate, then called infinite."""


@dataclass(frozen=True)
class Interval:
    """Limits in persons; `hi` is infinite when the likelihood never falls far enough. `peak`: multinomial
    estimate of N.
    """

    lo: float
    hi: float
    peak: float
    level: float


def profile(table: CaptureTable, fit: ModelFit) -> Callable[[float], float]:
    """Profile log-likelihood (multinomial, up to a constant) as a function of the persons on no list."""
    counts = table.dense()
    terms = np.asarray(fit.model, np.int64)
    keep, free = np.empty(counts.size, np.bool_), np.empty(terms.size, np.bool_)
    face(counts, terms, keep, free)
    keep[0] = True
    beta, means = np.zeros(terms.size), np.empty(counts.size)

    def log_likelihood(unseen: float) -> float:
        counts[0] = unseen
        deviance, _, _ = newton(counts, keep, terms, free, beta, means, False)
        total = table.n + unseen
        inner = unseen * math.log(unseen) if unseen > 0 else 0.0
        return float(
            -0.5 * deviance + gammaln(total + 1) - gammaln(unseen + 1) - total * math.log(total) + inner
        )

    return log_likelihood


def profile_interval(table: CaptureTable, fit: ModelFit, level: float = 0.95) -> Interval:
    """Where the profile falls by half the χ² quantile from its peak; the lower limit is at least n."""
    value = profile(table, fit)
    width = max(fit.unseen, 1.0)
    peak = minimize_scalar(
        lambda u: -value(u),
        bounds=(0.0, 1.5 * width + 1.0),
        method="bounded",
        options={"xatol": 1e-6 * width},
    )
    top, height = float(peak.x), -float(peak.fun)
    if value(0.0) > height:
        top, height = 0.0, value(0.0)
    floor = height - 0.5 * float(chi2.ppf(level, 1))

    def gap(unseen: float) -> float:
        return value(unseen) - floor

    lo = 0.0 if gap(0.0) >= 0 else float(brentq(gap, 0.0, top, xtol=1e-6, rtol=1e-10))
    far = max(2.0 * top, top + 1.0)
    while gap(far) > 0:
        far *= 2.0
        if far > FAR * width:
            return Interval(table.n + lo, math.inf, table.n + top, level)
    hi = float(brentq(gap, top, far, xtol=1e-6, rtol=1e-10))
    return Interval(table.n + lo, table.n + hi, table.n + top, level)
