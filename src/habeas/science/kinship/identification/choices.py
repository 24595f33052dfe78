"""The choices of one family that can matter: grown one missing person at a time, cut by a rigorous bound.

Taking a choice back (all its victims become strangers) leaves a valid assignment whose weight is smaller by the
choice's ratio. So a choice with ratio r holds at most the share r of the whole posterior, and a branch is cut when
even the best extension, which multiplies by at most 1/P(profile) a victim, stays below the cut.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .problem import Problem
from .scoring import NOBODY, Choice, FamilyScorer

Floats = NDArray[np.float64]
LOG_CUT = -80.0


@dataclass(frozen=True)
class FamilyChoices:
    """Choices with log weight (ratio and prior); `dropped` bounds the posterior share of those left out."""

    choices: tuple[Choice, ...]
    log_ratio: Floats
    log_weight: Floats
    dropped: float


def grow_choices(scorer: FamilyScorer, family: int, allowed: NDArray[np.bool_]) -> FamilyChoices:
    """Choices of a family; `allowed` (victims, missing of the family) leaves out impossible pairs."""
    problem = scorer.problem
    seats = scorer.family.missing
    gain = np.sort(-scorer.victims.log_total)[::-1]
    partial: list[Choice] = [()]
    ratios = np.zeros(1)
    cuts: list[float] = []
    for k in range(len(seats)):
        partial, ratios = _extend(scorer, partial, ratios, k, allowed)
        remaining = min(len(seats) - k - 1, len(gain))
        bound = ratios + _best_prior(problem, family) + float(gain[:remaining].sum())
        kept = bound > LOG_CUT
        cuts += [float(r) for r in bound[~kept] if np.isfinite(r)]
        partial, ratios = [c for c, keep in zip(partial, kept, strict=True) if keep], ratios[kept]
    weights = ratios + np.array([_log_prior(problem, scorer, choice) for choice in partial])
    share = float(np.exp(np.array(cuts)).sum()) if cuts else 0.0
    return FamilyChoices(tuple(partial), ratios, weights, share)


def _extend(
    scorer: FamilyScorer, partial: list[Choice], ratios: Floats, k: int, allowed: NDArray[np.bool_]
) -> tuple[list[Choice], Floats]:
    """Every partial choice with nobody, and with each victim still free, in the k-th seat."""
    rest = (NOBODY,) * (len(scorer.family.missing) - k - 1)
    stay = [(*choice, NOBODY) for choice in partial]
    more = [(*c, int(v)) for c in partial for v in np.flatnonzero(allowed[:, k]) if int(v) not in c]
    scores = scorer.score([(*c, *rest) for c in more]) if more else np.zeros(0)
    possible = ~np.isneginf(scores)
    grown = [c for c, yes in zip(more, possible, strict=True) if yes]
    return stay + grown, np.concatenate([ratios, scores[possible]])


def _best_prior(problem: Problem, family: int) -> float:
    if problem.prior.pair is None:
        return 0.0
    seats = [problem.missing.index(m) for m in problem.families[family].missing]
    return float(np.maximum(problem.prior.pair[:, seats].max(axis=0), 0.0).sum())


def _log_prior(problem: Problem, scorer: FamilyScorer, choice: Choice) -> float:
    seats = scorer.family.missing
    return sum(problem.log_prior(v, seats[k]) for k, v in enumerate(choice) if v != NOBODY)
