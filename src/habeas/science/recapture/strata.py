"""Estimates by place, period, sex or age, beside the whole.

A record that lacks a stratum value is placed again and again: among the strata that agree with what is
known of it, with the
shares of the complete records of the same pattern (Zwane & van der Heijden 2007, Statistics in Medicine
26, 1069–1089; here
by multiple imputation, Rubin's rules on the log of the unseen). The sum of strata has an interval of its
own; intervals of strata are never added up.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from habeas.science.recapture.kernels import Floats
from habeas.science.recapture.loglinear import MOST_LISTS_WHOLE
from habeas.science.recapture.profiles import profile_interval
from habeas.science.recapture.reading import StratifiedTable
from habeas.science.recapture.remarks import Remark, refusal
from habeas.science.recapture.scrutiny import scrutinise
from habeas.science.recapture.search import candidate_models
from habeas.science.recapture.tables import CaptureTable, from_masks

IMPUTATIONS = 20
DRAWS = 20_000
Key = tuple[str | None, ...]
Whole = tuple[str, ...]
Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class StratumEstimate:
    """One stratum. `documented`: complete records; `placed`: mean number with missing values placed
    here. N by best BIC."""

    key: Whole
    documented: int
    placed: float
    total: float | None
    lo: float | None
    hi: float | None
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Strata:
    """`sum_total`, `sum_lo`, `sum_hi`: of all strata together, none when a stratum has no estimate."""

    by: tuple[str, ...]
    rows: tuple[StratumEstimate, ...]
    unplaced: int
    sum_total: float | None
    sum_lo: float | None
    sum_hi: float | None
    level: float


def agrees(key: Key, whole: Whole) -> bool:
    return all(value is None or value == other for value, other in zip(key, whole, strict=True))


def complete_keys(source: StratifiedTable) -> list[Whole]:
    found = {tuple(map(str, key)) for key, _ in source.cells if None not in key}
    return sorted(found)


def place(source: StratifiedTable, keys: list[Whole], rng: np.random.Generator) -> dict[Whole, CaptureTable]:
    """One table a stratum, records with missing values drawn into the strata they agree with."""
    counts: dict[Whole, dict[int, int]] = {key: {} for key in keys}
    known = {(tuple(map(str, key)), mask): n for (key, mask), n in source.cells.items() if None not in key}
    overall = {key: sum(n for (k, _), n in known.items() if k == key) for key in keys}
    for (key, mask), n in known.items():
        counts[key][mask] = counts[key].get(mask, 0) + n
    for (partial, mask), n in source.cells.items():
        fits = [key for key in keys if None in partial and agrees(partial, key)]
        if not fits:
            continue
        prior = np.array([overall[key] for key in fits], float)
        seen = np.array([known.get((key, mask), 0) for key in fits], float)
        share = rng.dirichlet(seen + prior / prior.sum() + 1e-6)
        for key, drawn in zip(fits, rng.multinomial(n, share), strict=True):
            counts[key][mask] = counts[key].get(mask, 0) + int(drawn)
    return {key: from_masks(source.lists, list(cell), list(cell.values())) for key, cell in counts.items()}


def log_unseen(table: CaptureTable, level: float) -> tuple[float, float] | Remark:
    """Log of the unseen persons by best BIC and its variance, from the profile interval."""
    looked = scrutinise(table)
    for remark in looked.remarks:
        if remark.refusal:
            return remark
    best = candidate_models(looked.table).best("bic")
    if best is None:
        return refusal("no-finite-model")
    interval = profile_interval(looked.table, best, level)
    if not math.isfinite(interval.hi):
        return refusal("failed", reason="the upper limit is infinite")
    unseen = max(best.unseen, 0.5)
    width = math.log(max(interval.hi - table.n, unseen)) - math.log(
        max(min(interval.lo - table.n, unseen), 0.5)
    )
    return math.log(unseen), (width / (2 * float(norm.ppf(0.5 + level / 2)))) ** 2


def combine(values: list[tuple[float, float]]) -> tuple[float, float]:
    """Rubin's rules: mean, and variance within plus between imputations."""
    means = np.array([mean for mean, _ in values])
    within = float(np.mean([variance for _, variance in values]))
    between = float(means.var(ddof=1)) * (1 + 1 / len(means)) if len(means) > 1 else 0.0
    return float(means.mean()), within + between


def estimate_strata(
    source: StratifiedTable,
    *,
    level: float = 0.95,
    imputations: int = IMPUTATIONS,
    seed: int = 1,
    progress: Progress | None = None,
) -> Strata:
    """Every stratum by itself, and their sum."""
    keys = complete_keys(source)
    rng = np.random.default_rng(seed)
    partial = any(None in key for key, _ in source.cells)
    large = len(source.lists) > MOST_LISTS_WHOLE
    rounds = [place(source, keys, rng) for _ in range((5 if large else imputations) if partial else 1)]
    rows, logs = [], []
    for done, key in enumerate(keys, start=1):
        row, log = estimate_stratum(source, key, [tables[key] for tables in rounds], level)
        rows.append(row)
        logs.append(log)
        if progress:
            progress("strata estimated", done)
    fits = sum(n for (key, _), n in source.cells.items() if not any(agrees(key, whole) for whole in keys))
    total, lo, hi = add_up(rows, logs, level, rng)
    return Strata(source.by, tuple(rows), fits, total, lo, hi, level)


def estimate_stratum(
    source: StratifiedTable, key: Whole, tables: list[CaptureTable], level: float
) -> tuple[StratumEstimate, tuple[float, float] | None]:
    documented = sum(n for (k, _), n in source.cells.items() if k == key)
    placed = float(np.mean([table.n for table in tables]))
    found = [log_unseen(table, level) for table in tables]
    refused = [answer for answer in found if isinstance(answer, Remark)]
    if refused:
        return StratumEstimate(key, documented, placed, None, None, None, (refused[0],)), None
    mean, variance = combine([answer for answer in found if not isinstance(answer, Remark)])
    reach = float(norm.ppf(0.5 + level / 2)) * math.sqrt(variance)
    limits = (placed + math.exp(mean - reach), placed + math.exp(mean + reach))
    return StratumEstimate(key, documented, placed, placed + math.exp(mean), *limits, ()), (mean, variance)


def add_up(
    rows: list[StratumEstimate],
    logs: list[tuple[float, float] | None],
    level: float,
    rng: np.random.Generator,
) -> tuple[float | None, float | None, float | None]:
    """Sum of the strata; its interval from draws of every stratum, taken as independent and log-normal."""
    if not rows or any(log is None for log in logs):
        return None, None, None
    drawn: Floats = np.zeros(DRAWS)
    for row, log in zip(rows, logs, strict=True):
        assert log is not None
        drawn += row.placed + np.exp(rng.normal(log[0], math.sqrt(log[1]), DRAWS))
    lo, hi = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return float(sum(row.total or 0.0 for row in rows)), float(lo), float(hi)
