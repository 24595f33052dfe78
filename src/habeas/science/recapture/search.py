"""Search among hierarchical models of six lists or more, where fitting all is out of reach.

From independent lists and from the pairs of the sparse choice, the neighbour (one term more or less)
with the best criterion is
taken while it improves. Every model on the way is kept, so that the spread over models can be seen. The
best model found need not be the best of all; the report says so.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from habeas.science.recapture.faces import face
from habeas.science.recapture.kernels import newton, superset_sums
from habeas.science.recapture.lattice import Model, closed, independence, neighbours, pairs
from habeas.science.recapture.loglinear import MOST_LISTS_WHOLE, ModelSet, fit_models
from habeas.science.recapture.sparse import sparse_stepwise
from habeas.science.recapture.tables import CaptureTable

Progress = Callable[[str, int], None]
TRIPLES_UP_TO = 8
MOST_STEPS = 60


def joined(first: ModelSet, second: ModelSet) -> ModelSet:
    return ModelSet(
        first.table,
        (*first.models, *second.models),
        np.concatenate([first.unseen, second.unseen]),
        np.concatenate([first.deviance, second.deviance]),
        np.concatenate([first.sizes, second.sizes]),
        np.concatenate([first.status, second.status]),
    )


def climb(
    table: CaptureTable, start: Model, criterion: str, seen: ModelSet | None, progress: Progress | None
) -> ModelSet:
    """All models met from `start`, together with those met before."""
    largest = 3
    have = set(seen.models) if seen else set()
    found = seen if seen and start in have else extended(table, seen, [start])
    have.add(start)
    here = start
    value = value_of(found, here, criterion)
    for _ in range(MOST_STEPS):
        near = neighbours(here, table.size, largest)
        fresh = [model for model in near if model not in have]
        if fresh:
            found = extended(table, found, fresh)
            have.update(fresh)
        if progress:
            progress("models fitted", len(found.models))
        values = [value_of(found, model, criterion) for model in near]
        best = int(np.argmin(values))
        if not values[best] < value:
            return found
        here, value = near[best], values[best]
    return found


def extended(table: CaptureTable, seen: ModelSet | None, models: list[Model]) -> ModelSet:
    more = fit_models(table, models)
    return joined(seen, more) if seen else more


def value_of(found: ModelSet, model: Model, criterion: str) -> float:
    """The criterion, infinite where there is no finite estimate."""
    index = found.models.index(model)
    return float(found.criterion(criterion)[index]) if found.finite[index] else float("inf")


def search_models(table: CaptureTable, progress: Progress | None = None) -> ModelSet:
    """Models met on the way to the least AIC and BIC from two starts."""
    starts = [independence(table.size), closed(sparse_stepwise(table).chosen, table.size)]
    found: ModelSet | None = None
    for criterion in ("bic", "aic"):
        for start in starts:
            found = climb(table, start, criterion, found, progress)
    assert found is not None
    return found


def surprises(table: CaptureTable, model: Model) -> dict[int, float]:
    """For every pair not in the model, how far its overlap lies from the fitted one, in standard deviations."""
    counts = table.dense()
    terms = np.asarray(model, np.int64)
    keep, free = np.empty(counts.size, np.bool_), np.empty(len(model), np.bool_)
    face(counts, terms, keep, free)
    beta, means = np.zeros(len(model)), np.empty(counts.size)
    newton(counts, keep, terms, free, beta, means, False)
    superset_sums(means)
    superset_sums(counts)
    return {
        pair: abs(float(counts[pair] - means[pair])) / max(float(means[pair]), 0.1) ** 0.5
        for pair in pairs(table.size)
        if pair not in model
    }


def grow_by_pairs(table: CaptureTable, progress: Progress | None) -> ModelSet:
    """Adds pairs to independence while the BIC falls, each time the best of the most surprising ones."""
    tried, steps = (8, 40) if table.size <= 11 else (3, 15)
    here = independence(table.size)
    found = fit_models(table, [here])
    for _ in range(steps):
        far = surprises(table, here)
        if not far:
            break
        near = [closed([*here[1:], pair], table.size) for pair in sorted(far, key=lambda p: -far[p])[:tried]]
        found = extended(table, found, near)
        if progress:
            progress("models fitted", len(found.models))
        best = min(near, key=lambda model: value_of(found, model, "bic"))
        if not value_of(found, best, "bic") < value_of(found, here, "bic"):
            break
        here = best
    return found


def candidate_models(table: CaptureTable, progress: Progress | None = None) -> ModelSet:
    """All models of up to five lists; above, those that a search meets."""
    if table.size <= MOST_LISTS_WHOLE:
        return fit_models(table)
    if table.size <= TRIPLES_UP_TO:
        return search_models(table, progress)
    return grow_by_pairs(table, progress)
