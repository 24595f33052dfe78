"""Have the chains met, and how much do their draws tell: R-hat and effective sample size.

Vehtari, Gelman, Simpson, Carpenter & Bürkner 2021 (Bayesian Analysis 16, 667–718): halves of chains,
ranks turned normal, the
worse of location and scale; autocorrelations summed in pairs while they fall (Geyer 1992).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri
from scipy.stats import rankdata

from habeas.science.recapture.kernels import Floats


@dataclass(frozen=True)
class Convergence:
    """`rhat`: 1 when chains agree. `ess_bulk`, `ess_median`: independent draws these are worth;
    `median_error` persons."""

    rhat: float
    ess_bulk: float
    ess_median: float
    median_error: float


def halves(draws: Floats) -> Floats:
    """Each chain cut in two: (chains, draws) → (2·chains, draws/2)."""
    half = draws.shape[1] // 2
    return np.concatenate([draws[:, :half], draws[:, draws.shape[1] - half :]])


def normal_scores(draws: Floats) -> Floats:
    ranks = rankdata(draws).reshape(draws.shape)
    return np.asarray(ndtri((ranks - 0.375) / (draws.size + 0.25)), np.float64)


def potential_scale(draws: Floats) -> float:
    """Plain R-hat: total against within-chain variance."""
    length = draws.shape[1]
    within = float(draws.var(axis=1, ddof=1).mean())
    between = length * float(draws.mean(axis=1).var(ddof=1))
    if within == 0:
        return 1.0 if between == 0 else float("inf")
    return float(np.sqrt(((length - 1) / length * within + between / length) / within))


def rhat(draws: Floats) -> float:
    """Rank-normalised split R-hat, the larger of location and scale; `draws` (chains, draws)."""
    cut = halves(draws)
    if np.ptp(cut) == 0:
        return 1.0
    folded = np.abs(cut - np.median(cut))
    return max(potential_scale(normal_scores(cut)), potential_scale(normal_scores(folded)))


def autocovariance(draws: Floats) -> Floats:
    length = draws.shape[1]
    size = 1 << (2 * length - 1).bit_length()
    centred = draws - draws.mean(axis=1, keepdims=True)
    spectrum = np.abs(np.fft.rfft(centred, size)) ** 2
    return np.asarray(np.fft.irfft(spectrum, size)[:, :length] / length, np.float64)


def effective_size(draws: Floats) -> float:
    """Effective number of draws for the mean; (chains, draws)."""
    chains, length = draws.shape
    covariance = autocovariance(draws)
    within = float(covariance[:, 0].mean()) * length / (length - 1)
    if within == 0:
        return float(draws.size)
    total = (length - 1) / length * within
    if chains > 1:
        total += float(draws.mean(axis=1).var(ddof=1))
    rho = 1 - (within - covariance.mean(axis=0) * length / (length - 1)) / total
    rho[0] = 1.0
    pairs = rho[: length // 2 * 2].reshape(-1, 2).sum(axis=1)
    stop = int(np.argmax(pairs < 0)) if (pairs < 0).any() else len(pairs)
    tau = -1 + 2 * float(np.minimum.accumulate(pairs[:stop]).sum())
    return float(min(draws.size / max(tau, 1e-12), draws.size * np.log10(draws.size)))


def convergence(draws: Floats) -> Convergence:
    """Diagnostics of (chains, draws), at least four draws a chain."""
    cut = halves(draws)
    ess_median = effective_size((cut <= np.median(draws)).astype(float))
    step = np.sqrt(0.25 / ess_median)
    low, high = np.quantile(draws, [max(0.5 - step, 0.0), min(0.5 + step, 1.0)])
    return Convergence(rhat(draws), effective_size(normal_scores(cut)), ess_median, float(high - low) / 2)
