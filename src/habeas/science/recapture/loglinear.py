"""Hierarchical log-linear models: Fienberg 1972 (Biometrika 59, 591–603); Bishop, Fienberg & Holland 1975,
chapter 6.

log μ_cell = Σ β_term over the terms that are part of the cell; counts are Poisson. The cell of nobody holds
only the constant, so the persons on no list number exp(β_0) and N = n + exp(β_0). AIC = −2 log L + 2p, BIC
= −2 log L + p log n with p all terms of the model and n the documented persons (the convention of Rcapture;
Rivest & Baillargeon).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from habeas.science.recapture.compiled import compiled, in_parallel
from habeas.science.recapture.faces import face
from habeas.science.recapture.kernels import Flags, Floats, Ints, newton
from habeas.science.recapture.lattice import Model, all_models, model_name
from habeas.science.recapture.tables import CaptureTable

MOST_LISTS_WHOLE = 5
"""All models are fitted for up to this many lists; above, a search."""

FINITE = 0
NOT_ESTIMABLE = 1
NOT_CONVERGED = 2


@dataclass(frozen=True)
class ModelFit:
    """One model: `unseen` = exp(β_0) persons, `deviance`, `terms` p, `status` (0 finite, 1 no finite
    estimate, 2 not converged).
    """

    model: Model
    n: int
    unseen: float
    deviance: float
    aic: float
    bic: float
    df: int
    status: int

    @property
    def total(self) -> float:
        return self.n + self.unseen

    @property
    def name(self) -> str:
        return model_name(self.model)

    @property
    def finite(self) -> bool:
        return self.status == FINITE


@dataclass(frozen=True)
class ModelSet:
    """Many models fitted to one table. Arrays (M,): `unseen` persons, `deviance`, `sizes` p, `status`."""

    table: CaptureTable
    models: Sequence[Model]
    unseen: Floats
    deviance: Floats
    sizes: Ints
    status: Ints

    @property
    def totals(self) -> Floats:
        return self.table.n + self.unseen

    @property
    def finite(self) -> Flags:
        return np.asarray(self.status == FINITE)

    @property
    def aic(self) -> Floats:
        return np.asarray(self.deviance + saturated(self.table) + 2.0 * self.sizes)

    @property
    def bic(self) -> Floats:
        return np.asarray(self.deviance + saturated(self.table) + np.log(self.table.n) * self.sizes)

    def criterion(self, name: str) -> Floats:
        return {"aic": self.aic, "bic": self.bic}[name]

    def fit(self, index: int) -> ModelFit:
        return ModelFit(
            model=self.models[index],
            n=self.table.n,
            unseen=float(self.unseen[index]),
            deviance=float(self.deviance[index]),
            aic=float(self.aic[index]),
            bic=float(self.bic[index]),
            df=(1 << self.table.size) - 1 - int(self.sizes[index]),
            status=int(self.status[index]),
        )

    def best(self, criterion: str) -> ModelFit | None:
        """The finite model with the least AIC or BIC; None when no model passes the check."""
        values = np.where(self.finite, self.criterion(criterion), np.inf)
        index = int(np.argmin(values))
        return self.fit(index) if np.isfinite(values[index]) else None

    def ranking(self, criterion: str, limit: int) -> list[ModelFit]:
        values = np.where(self.finite, self.criterion(criterion), np.inf)
        order = np.argsort(values, kind="stable")[:limit]
        return [self.fit(int(i)) for i in order if np.isfinite(values[i])]


def saturated(table: CaptureTable) -> float:
    """−2 log-likelihood of the model that fits every cell: deviance + this = −2 log L."""
    y = table.counts.astype(float)
    return float(-2.0 * np.sum(y * np.log(y) - y - gammaln(y + 1.0)))


def terms_array(models: Sequence[Model]) -> tuple[Ints, Ints]:
    """Terms (M, P), padded with 0, and the number of terms of each model (M,)."""
    sizes = np.array([len(model) for model in models], np.int64)
    terms = np.zeros((len(models), int(sizes.max())), np.int64)
    for row, model in zip(terms, models, strict=True):
        row[: len(model)] = model
    return terms, sizes


@compiled
def fit_rows(
    counts: Floats,
    terms: Ints,
    sizes: Ints,
    start: int,
    step: int,
    unseen: Floats,
    deviance: Floats,
    status: Ints,
) -> None:
    keep = np.empty(counts.size, np.bool_)
    means = np.empty(counts.size)
    for row in range(start, sizes.size, step):
        p = sizes[row]
        free = np.empty(p, np.bool_)
        beta = np.zeros(p)
        if not face(counts, terms[row, :p], keep, free):
            status[row] = 1
            unseen[row] = np.inf
            deviance[row] = np.nan
            continue
        reached, _, done = newton(counts, keep, terms[row, :p], free, beta, means, False)
        unseen[row] = np.exp(beta[0])
        deviance[row] = max(reached, 0.0)
        status[row] = 0 if done else 2


def fit_models(table: CaptureTable, models: Sequence[Model] | None = None) -> ModelSet:
    """Fits the given models, or all hierarchical ones, with the existence check for each; both cores work."""
    chosen = all_models(table.size) if models is None else tuple(models)
    counts = table.dense()
    terms, sizes = terms_array(chosen)
    unseen, deviance = np.empty(len(chosen)), np.empty(len(chosen))
    status = np.zeros(len(chosen), np.int64)
    in_parallel(
        lambda part, parts: fit_rows(counts, terms, sizes, part, parts, unseen, deviance, status), len(chosen)
    )
    return ModelSet(table, chosen, unseen, deviance, sizes, status)


def fit_model(table: CaptureTable, model: Model) -> ModelFit:
    """One model with its existence check."""
    return fit_models(table, [model]).fit(0)
