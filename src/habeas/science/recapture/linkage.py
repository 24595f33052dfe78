"""Uncertainty of the linkage: the same lists, matched more or less strictly, give one table each.

Every plausible linkage is estimated with a bootstrap over the model choice; the samples of all of them,
in proportion to
their weights, are one mixture, whose quantiles hold sampling, choice of model and linkage together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from habeas.science.recapture.choosing import bootstrap_choice
from habeas.science.recapture.errors import RecaptureError
from habeas.science.recapture.kernels import Floats
from habeas.science.recapture.loglinear import MOST_LISTS_WHOLE, fit_models
from habeas.science.recapture.remarks import Remark, refusal
from habeas.science.recapture.sparse import bootstrap_sparse, sparse_stepwise
from habeas.science.recapture.tables import CaptureTable

MOST_APART = 2.0


@dataclass(frozen=True)
class LinkageSpread:
    """`names` and `documented` n of each linkage, `totals` N; `median`, `lo`, `hi` of the mixture of all of them."""

    names: tuple[str, ...]
    documented: tuple[int, ...]
    totals: tuple[float | None, ...]
    median: float
    lo: float
    hi: float
    level: float
    remarks: tuple[Remark, ...]


def replicate(table: CaptureTable, count: int, seed: int) -> tuple[float | None, Floats]:
    """The estimate and its finite bootstrap estimates; sparse stepwise above five lists."""
    if table.size > MOST_LISTS_WHOLE:
        fit = sparse_stepwise(table)
        found = bootstrap_sparse(table, fit, count=count, seed=seed) if np.isfinite(fit.total) else None
    else:
        found = bootstrap_choice(fit_models(table), "bic", count=count, seed=seed)
    if found is None:
        return None, np.empty(0)
    return found.total, found.replicates[np.isfinite(found.replicates)]


def over_linkages(
    tables: Sequence[tuple[str, CaptureTable]],
    *,
    weights: Sequence[float] | None = None,
    count: int = 400,
    level: float = 0.95,
    seed: int = 1,
) -> LinkageSpread:
    """Estimates over plausible linkages; `weights` are their posterior probabilities, equal when not given."""
    if not tables:
        raise RecaptureError("bad-setting", name="linkages", value=0, expected="at least 1")
    share = np.ones(len(tables)) if weights is None else np.asarray(weights, float)
    if len(share) != len(tables) or (share < 0).any() or share.sum() == 0:
        raise RecaptureError(
            "bad-setting", name="weights", value=weights, expected="one weight a linkage, not all 0"
        )
    totals: list[float | None] = []
    values, weight = [], []
    for (_, table), part in zip(tables, share / share.sum(), strict=True):
        total, drawn = replicate(table, count, seed)
        totals.append(total)
        values.append(drawn)
        weight.append(np.full(len(drawn), part / max(len(drawn), 1)))
    lo, middle, hi = mixture(np.concatenate(values), np.concatenate(weight), level)
    known = [total for total in totals if total is not None]
    moves = bool(known) and max(known) > MOST_APART * min(known)
    remarks: tuple[Remark, ...] = ()
    if moves:
        remarks = (refusal("linkage-moves", least=min(known), most=max(known)),)
    if len(known) < len(totals):
        remarks += (refusal("no-finite-model"),)
    return LinkageSpread(
        tuple(name for name, _ in tables),
        tuple(t.n for _, t in tables),
        tuple(totals),
        middle,
        lo,
        hi,
        level,
        remarks,
    )


def mixture(values: Floats, weights: Floats, level: float) -> tuple[float, float, float]:
    """Weighted quantiles: lower limit, median, upper limit."""
    if not len(values):
        return float("nan"), float("nan"), float("nan")
    order = np.argsort(values)
    reached = np.cumsum(weights[order]) / weights.sum()
    at = np.searchsorted(reached, [(1 - level) / 2, 0.5, (1 + level) / 2])
    lo, middle, hi = values[order][np.minimum(at, len(values) - 1)]
    return float(lo), float(middle), float(hi)
