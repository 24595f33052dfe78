"""The methods side by side: each gives one row, with what must be said about it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from habeas.science.recapture.choosing import bootstrap_choice
from habeas.science.recapture.coverage import sample_coverage
from habeas.science.recapture.errors import RecaptureError
from habeas.science.recapture.existence import existence
from habeas.science.recapture.graphs import MOST_LISTS, GraphPosterior, Grid, average_graphs, default_grid
from habeas.science.recapture.heterogeneity import chao_lower_bound
from habeas.science.recapture.latent import LatentPosterior, Settings, latent_classes
from habeas.science.recapture.loglinear import MOST_LISTS_WHOLE, ModelSet
from habeas.science.recapture.profiles import profile_interval
from habeas.science.recapture.remarks import Remark, caution, refusal
from habeas.science.recapture.resampling import Bootstrap
from habeas.science.recapture.search import candidate_models
from habeas.science.recapture.sparse import bootstrap_sparse, sparse_stepwise
from habeas.science.recapture.tables import DENSE_LISTS, CaptureTable, from_masks

Progress = Callable[[str, int], None]

LARGEST_RHAT = 1.05
LARGEST_COMPLETE = 0.1
LARGEST_EDGE = 0.01
LEAST_COVERAGE = 0.55
FEWEST_DRAWS = 100


@dataclass(frozen=True)
class Options:
    """`level` of intervals, `bootstraps`, `seed`, and settings of single methods."""

    level: float = 0.95
    bootstraps: int = 1000
    seed: int = 1
    grid: Grid | None = None
    latent: Settings = field(default_factory=Settings)
    threshold: float = 0.02


@dataclass(frozen=True)
class Estimate:
    """One row. `total` persons, `lo` and `hi` (none where there is no number; `hi` infinite when open), `seconds`."""

    method: str
    total: float | None
    lo: float | None
    hi: float | None
    level: float
    model: str
    seconds: float
    remarks: tuple[Remark, ...] = ()

    @property
    def refused(self) -> bool:
        return self.total is None or any(remark.refusal for remark in self.remarks)


@dataclass
class Workbench:
    """One table under estimation; results that several methods need are made once."""

    table: CaptureTable
    options: Options = field(default_factory=Options)
    progress: Progress | None = None
    _models: ModelSet | None = None
    graphs: GraphPosterior | None = None
    latent: LatentPosterior | None = None
    bootstrap: Bootstrap | None = None

    @property
    def fitted(self) -> ModelSet | None:
        """The models, if any method has fitted them."""
        return self._models

    @property
    def models(self) -> ModelSet:
        if self._models is None:
            self._models = candidate_models(self.table, self.progress)
        return self._models


Answer = tuple[float | None, float | None, float | None, str, list[Remark]]
NOTHING: Answer = (None, None, None, "", [])


def by_loglinear(bench: Workbench, criterion: str) -> Answer:
    best = bench.models.best(criterion)
    if best is None:
        return None, None, None, "", [refusal("no-finite-model")]
    remarks = loglinear_remarks(bench, best.model)
    interval = profile_interval(bench.table, best, bench.options.level)
    if math.isinf(interval.hi):
        remarks.append(caution("open-interval"))
    return best.total, interval.lo, interval.hi, best.name, remarks


def loglinear_remarks(bench: Workbench, model: tuple[int, ...]) -> list[Remark]:
    remarks = []
    infinite = existence(bench.table, model).infinite_terms
    if infinite:
        remarks.append(caution("infinite-terms", count=infinite))
    if bench.table.size > MOST_LISTS_WHOLE:
        remarks.append(caution("searched", size=bench.table.size))
    return remarks


def by_bootstrap(bench: Workbench) -> Answer:
    best = bench.models.best("bic")
    if best is None:
        return None, None, None, "", [refusal("no-finite-model")]
    remarks = loglinear_remarks(bench, best.model)
    if bench.table.size > MOST_LISTS_WHOLE:
        remarks.append(caution("no-interval", size=bench.table.size))
        return best.total, None, None, best.name, remarks
    count = bench.options.bootstraps if bench.table.size < 5 else min(bench.options.bootstraps, 200)
    found = bootstrap_choice(
        bench.models, "bic", count=count, level=bench.options.level, seed=bench.options.seed
    )
    assert found is not None
    bench.bootstrap = found
    if count < bench.options.bootstraps:
        remarks.append(caution("bootstrap-fewer", count=count))
    return bootstrap_answer(best.total, found, best.name, remarks)


def bootstrap_answer(total: float, found: Bootstrap, model: str, remarks: list[Remark]) -> Answer:
    if found.infinite_share > 0:
        remarks.append(caution("bootstrap-infinite", share=found.infinite_share))
    if math.isnan(found.lo):
        remarks.append(caution("no-bootstrap-interval"))
        return total, None, None, model, remarks
    return total, found.lo, found.hi, model, remarks


def by_sparse(bench: Workbench) -> Answer:
    fit = sparse_stepwise(bench.table, bench.options.threshold)
    if not math.isfinite(fit.total):
        return None, None, None, fit.name, [refusal("no-finite-model")]
    most = {9: 200, 10: 200, 11: 100}.get(bench.table.size, 1000 if bench.table.size < 9 else 0)
    count = min(bench.options.bootstraps, most)
    if count == 0:
        return fit.total, None, None, fit.name, [caution("no-interval", size=bench.table.size)]
    remarks = [caution("bootstrap-fewer", count=count)] if count < bench.options.bootstraps else []
    found = bootstrap_sparse(
        bench.table, fit, count=count, level=bench.options.level, seed=bench.options.seed
    )
    return bootstrap_answer(fit.total, found, fit.name, remarks)


def by_graphs(bench: Workbench) -> Answer:
    if bench.table.size > MOST_LISTS:
        return (*NOTHING[:4], [refusal("too-many-lists", size=bench.table.size, limit=MOST_LISTS)])
    grid = bench.options.grid or default_grid(bench.table)
    found = average_graphs(bench.table, grid, level=bench.options.level)
    bench.graphs = found
    remarks = []
    if found.complete_weight > LARGEST_COMPLETE:
        remarks.append(refusal("complete-graph", weight=found.complete_weight))
    if found.edge_weight > LARGEST_EDGE:
        remarks.append(refusal("grid-edge", weight=found.edge_weight))
    if grid.step > 1:
        remarks.append(caution("grid-step", step=grid.step))
    return found.median, found.lo, found.hi, found.best, remarks


def by_latent(bench: Workbench) -> Answer:
    found = latent_classes(
        bench.table, bench.options.latent, level=bench.options.level, progress=bench.progress
    )
    bench.latent = found
    remarks = []
    if not found.convergence.rhat <= LARGEST_RHAT:
        remarks.append(refusal("chains-disagree", rhat=found.convergence.rhat))
    if found.edge_weight > LARGEST_EDGE:
        remarks.append(refusal("grid-edge", weight=found.edge_weight))
    if found.convergence.ess_bulk < FEWEST_DRAWS:
        remarks.append(caution("chains-short", ess=found.convergence.ess_bulk))
    return found.total, found.lo, found.hi, f"latent classes, up to {found.settings.classes}", remarks


def by_chao(bench: Workbench) -> Answer:
    found = chao_lower_bound(bench.table, bench.options.level)
    if not found.converged or not math.isfinite(found.total) or found.total > 1e12:
        return None, None, None, found.name, [refusal("no-number")]
    return found.total, found.lo, found.hi, found.name, [caution("bound-only")]


def by_coverage(bench: Workbench, kind: str) -> Answer:
    found = sample_coverage(bench.table, kind, level=bench.options.level)
    model = f"coverage {found.coverage:.2f}" if math.isfinite(found.coverage) else ""
    if not math.isfinite(found.total):
        return None, None, None, model, [refusal("no-number")]
    remarks = []
    if kind == "high" and found.total <= bench.table.n:
        remarks.append(refusal("below-documented"))
    elif kind == "high" and found.coverage < LEAST_COVERAGE:
        remarks.append(refusal("coverage-poor", coverage=found.coverage))
    return found.total, found.lo, found.hi, model, remarks


METHODS: Mapping[str, Callable[[Workbench], Answer]] = {
    "loglinear-bic": lambda bench: by_loglinear(bench, "bic"),
    "loglinear-aic": lambda bench: by_loglinear(bench, "aic"),
    "loglinear-bic-bootstrap": by_bootstrap,
    "sparse-stepwise": by_sparse,
    "graphs": by_graphs,
    "latent-classes": by_latent,
    "chao": by_chao,
    "sample-coverage-high": lambda bench: by_coverage(bench, "high"),
    "sample-coverage-low": lambda bench: by_coverage(bench, "low"),
}
ANY_NUMBER_OF_LISTS = ("latent-classes",)


@cache
def ready(method: str) -> bool:
    """Loads (the first time ever: compiles) the machine code of a method on three tiny lists, outside its own time."""
    tiny = from_masks(("A", "B", "C"), range(1, 8), (6, 5, 4, 4, 3, 3, 2))
    METHODS[method](
        Workbench(tiny, Options(bootstraps=20, latent=Settings(burn_in=2, kept=4, thin=1, chains=1)))
    )
    return True


def estimate_by(method: str, bench: Workbench) -> Estimate:
    """The row of one method; what stops it becomes a remark, so that a row always comes back."""
    ready(method)
    started = time.perf_counter()
    if bench.table.size > DENSE_LISTS and method not in ANY_NUMBER_OF_LISTS:
        limit = MOST_LISTS if method == "graphs" else DENSE_LISTS
        answer: Answer = (*NOTHING[:4], [refusal("too-many-lists", size=bench.table.size, limit=limit)])
    else:
        try:
            answer = METHODS[method](bench)
        except (RecaptureError, ArithmeticError, ValueError) as reason:
            answer = (*NOTHING[:4], [refusal("failed", reason=reason)])
    total, lo, hi, model, remarks = answer
    seconds = time.perf_counter() - started
    return Estimate(method, total, lo, hi, bench.options.level, model, seconds, tuple(remarks))
