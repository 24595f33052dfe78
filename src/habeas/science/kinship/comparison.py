"""A case compared: ratios under both founder conventions, the direct match, and the linked pair."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .errors import KinshipError
from .formats.cases import Case
from .likelihood import MarkerRatio, Settings, likelihood_ratio, linked_ratio
from .matching import direct_match


@dataclass(frozen=True)
class Comparison:
    """Both conventions side by side; they differ only under a mutation model that is not stationary."""

    case: Case
    mutate: MarkerRatio
    prune: MarkerRatio
    linked_log_lr: float | None = None

    @property
    def largest_difference(self) -> float:
        """Largest difference between the conventions at a marker, relative to pruning."""
        first, second = np.exp(self.mutate.log_lr), np.exp(self.prune.log_lr)
        return float(_relative(first, second).max(initial=0.0))


def _relative(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    scale = np.maximum(np.abs(second), np.finfo(float).tiny)
    return np.asarray(np.abs(first - second) / scale)


def compare_case(case: Case, settings: Settings | None = None) -> Comparison:
    """Compare the hypotheses of a case under both conventions for untyped founders."""
    settings = settings or Settings(theta=case.theta)
    if case.h1 is None or case.h2 is None:
        ratio = _direct(case, settings)
        return Comparison(case, ratio, ratio)
    ratios = []
    for founders in ("mutate", "prune"):
        chosen = Settings(settings.theta, founders, settings.drop_out, settings.drop_in)
        ratios.append(likelihood_ratio(case.h1, case.h2, case.markers, case.profiles, chosen))
    return Comparison(case, ratios[0], ratios[1], _linked(case))


def _direct(case: Case, settings: Settings) -> MarkerRatio:
    if len(case.profiles) != 2:
        raise KinshipError("a direct match compares exactly two profiles")
    first, second = case.profiles.values()
    return direct_match(first, second, case.markers, settings)


def _linked(case: Case) -> float | None:
    if case.linked is None or case.h1 is None or case.h2 is None:
        return None
    by_name = {m.name: m for m in case.markers}
    pair = (by_name[case.linked[0]], by_name[case.linked[1]])
    return linked_ratio(case.h1, case.h2, pair, case.linked[2], case.profiles)
