"""Evidence that is not DNA, as likelihood ratios with stated error rates; shown beside the DNA, never multiplied
in.

H1: the remains are the missing person's. H2: they are those of another person of the same event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import erf, exp, log, log10, pi, sqrt

from .errors import KinshipError
from .pedigree import Sex


@dataclass(frozen=True)
class Evidence:
    """One finding: log10 LR, the sentence that explains it, and the error rate it rests on."""

    name: str
    log10_lr: float
    sentence: str
    error_rate: float


def _checked(p: float, what: str) -> float:
    if not 0 < p < 1:
        raise KinshipError(f"{what} {p} must lie strictly between 0 and 1")
    return p


def sex_evidence(estimated: Sex, missing: Sex, *, error_rate: float, share: float) -> Evidence:
    """Anthropological sex against the record; `share` is the part of the event's victims who have that sex."""
    _checked(error_rate, "error rate")
    _checked(share, "share")
    if "U" in (estimated, missing):
        return Evidence("sex", 0.0, "the sex is not known on both sides; no weight", error_rate)
    by_chance = share * (1 - error_rate) + (1 - share) * error_rate
    agrees = estimated == missing
    ratio = (1 - error_rate if agrees else error_rate) / by_chance
    word = "agrees with" if agrees else "contradicts"
    return Evidence("sex", log10(ratio), f"estimated sex {estimated} {word} the record {missing}", error_rate)


def age_evidence(
    estimated: tuple[float, float], missing: tuple[float, float], *, error_rate: float, share: float
) -> Evidence:
    """Estimated age interval against the age at disappearance (an interval too, in years).

    The estimate holds the true age with probability 1 - error_rate; `share` is the part of the event's victims
    whose age lies in the estimated interval. Of an uncertain age the overlapping part counts.
    """
    _checked(error_rate, "error rate")
    _checked(share, "share")
    low, high = missing
    if estimated[0] > estimated[1] or low > high:
        raise KinshipError("an age interval runs backwards")
    inside = max(0.0, min(estimated[1], high) - max(estimated[0], low))
    overlap = inside / (high - low) if high > low else float(estimated[0] <= low <= estimated[1])
    ratio = overlap * (1 - error_rate) / share + (1 - overlap) * error_rate / (1 - share)
    text = (
        f"estimated age {estimated[0]:g} to {estimated[1]:g}, age at disappearance {low:g} to {high:g} years"
    )
    return Evidence("age", log10(ratio), text, error_rate)


def stature_evidence(
    estimated: float,
    recorded: float,
    *,
    standard_error: float,
    recorded_error: float,
    mean: float,
    deviation: float,
) -> Evidence:
    """Stature from long bones against the record, in centimetres; all errors normal.

    mean and deviation describe the event's victims of that sex. The error rate given is the probability that a true
    match would differ by at least as much.
    """
    if min(standard_error, recorded_error, deviation) <= 0:
        raise KinshipError("standard errors and deviation must be positive")
    same = sqrt(standard_error**2 + recorded_error**2)
    spread = sqrt(standard_error**2 + deviation**2)
    difference = estimated - recorded
    ratio = _log_normal(difference, same) - _log_normal(estimated - mean, spread)
    beyond = 1 - erf(abs(difference) / (same * sqrt(2)))
    text = f"estimated stature {estimated:g} cm, recorded {recorded:g} cm"
    return Evidence("stature", ratio / log(10), text, beyond)


def _log_normal(x: float, sigma: float) -> float:
    return -0.5 * (x / sigma) ** 2 - log(sigma * sqrt(2 * pi))


def place_evidence(consistent: bool, *, error_rate: float, share: float) -> Evidence:
    """Whether place (or date) of the find agrees with what is known of the disappearance.

    error_rate: probability that the true person's find disagrees; share: part of the event's victims whose find
    would agree by chance.
    """
    _checked(error_rate, "error rate")
    _checked(share, "share")
    ratio = (1 - error_rate) / share if consistent else error_rate / (1 - share)
    word = "agrees" if consistent else "disagrees"
    return Evidence("place", log10(ratio), f"the place of the find {word} with the disappearance", error_rate)


def date_evidence(
    disappeared: date, death: tuple[date, date], *, error_rate: float, share: float
) -> Evidence:
    """Estimated interval of death against the day of disappearance (death cannot be earlier)."""
    if death[0] > death[1]:
        raise KinshipError("the interval of death runs backwards")
    found = place_evidence(death[1] >= disappeared, error_rate=error_rate, share=share)
    text = f"death between {death[0]} and {death[1]}, disappeared on {disappeared}"
    return Evidence("date", found.log10_lr, text, error_rate)


def combined_log10(items: Sequence[Evidence], *, independent: bool) -> float:
    """Sum of log10 LRs, only when the caller states that the items are independent."""
    if not independent:
        raise KinshipError(
            "these findings may depend on each other; state their independence to combine them"
        )
    if len({item.name for item in items}) < len(items):
        raise KinshipError("one kind of evidence stands twice; it would be counted twice")
    return sum(item.log10_lr for item in items)


def posterior_probability(log10_lr: float, prior: float) -> float:
    """Posterior of H1 from a log10 LR and a prior probability."""
    _checked(prior, "prior")
    log_odds = log10_lr * log(10) + log(prior) - log(1 - prior)
    if log_odds > 0:
        return 1 / (1 + exp(-log_odds))
    return exp(log_odds) / (1 + exp(log_odds)) if log_odds > -700 else 0.0
