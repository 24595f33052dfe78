"""The honest report: what is documented, what the methods say, how far they differ, and whether a number
can be stood by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from habeas.science.recapture.checks import ListCheck, check_lists
from habeas.science.recapture.linkage import LinkageSpread, over_linkages
from habeas.science.recapture.methods import METHODS, Estimate, Options, Workbench, estimate_by
from habeas.science.recapture.reading import StratifiedTable
from habeas.science.recapture.remarks import Remark, caution, refusal
from habeas.science.recapture.scrutiny import Scrutiny, scrutinise
from habeas.science.recapture.strata import Strata, estimate_strata
from habeas.science.recapture.tables import CaptureTable

Progress = Callable[[str, int], None]
MOST_APART = 2.0
NOT_COMPARED = ("chao",)
HEADLINE = ("loglinear-bic-bootstrap", "sparse-stepwise", "loglinear-bic", "graphs", "latent-classes")

ASSUMPTIONS = (
    "Closed population: nobody entered or left the group of those killed or missing in place and time of the lists.",
    "Perfect linkage: one person on two lists was recognised as one, and two persons were never taken for one.",
    "Dependence of lists (one list feeding another) is what the models try to describe; that of all lists at once "
    "cannot be seen in any data and is assumed to be none.",
    "Individual differences (some people are easier to list) are covered by latent classes only, and by Chao's bound.",
    "Every person had some chance to be on some list; those who had none are in no estimate.",
)


@dataclass(frozen=True)
class Verdict:
    """`kind`: "estimate" (point and range), "range" (no point) or "refused".

    `lo`, `hi`: the span of accepted methods.
    """

    kind: str
    point: Estimate | None
    lo: float | None
    hi: float | None
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Report:
    """Everything about one table. `bound`: Chao's lower bound, when it can be computed."""

    title: str
    table: CaptureTable
    scrutiny: Scrutiny
    estimates: tuple[Estimate, ...]
    verdict: Verdict
    checks: tuple[ListCheck, ...]
    strata: Strata | None
    linkages: LinkageSpread | None
    bench: Workbench

    @property
    def bound(self) -> float | None:
        return next((e.total for e in self.estimates if e.method == "chao"), None)


def judge(estimates: Sequence[Estimate], before: Sequence[Remark]) -> Verdict:
    """From the rows and from what was said about table and linkage to a point, a range or a refusal."""
    stopped = tuple(remark for remark in before if remark.refusal)
    good = [e for e in estimates if not e.refused and e.total is not None and e.method not in NOT_COMPARED]
    if stopped:
        return Verdict("refused", None, None, None, stopped)
    if not good:
        return Verdict("refused", None, None, None, (refusal("every-method-refused"),))
    low = min(good, key=lambda e: e.total or 0.0)
    high = max(good, key=lambda e: e.total or 0.0)
    assert low.total is not None
    assert high.total is not None
    if high.total > MOST_APART * low.total:
        why = refusal("methods-differ", least=low.total, low=low.method, most=high.total, high=high.method)
        return Verdict("range", None, low.total, high.total, (why,))
    chosen = next((e for name in HEADLINE for e in good if e.method == name and e.lo is not None), good[0])
    return Verdict("estimate", chosen, low.total, high.total, ())


def linkage_remarks(linkage: str, spread: LinkageSpread | None) -> list[Remark]:
    """`linkage` is "reviewed", "unknown" (a caution) or "unreviewed" (a refusal)."""
    remarks = list(spread.remarks) if spread else []
    if linkage == "unreviewed":
        remarks.append(refusal("linkage-unreviewed"))
    elif linkage != "reviewed" and spread is None:
        remarks.append(caution("linkage-unknown"))
    return remarks


def estimate(
    source: StratifiedTable | CaptureTable,
    *,
    title: str = "",
    methods: Sequence[str] = tuple(METHODS),
    linkage: str = "unknown",
    linkages: Sequence[tuple[str, CaptureTable]] = (),
    options: Options | None = None,
    checks: bool = True,
    progress: Progress | None = None,
) -> Report:
    """The whole report of one table; strata when the table has them, linkage uncertainty when other
    linkages are given."""
    table = source.whole() if isinstance(source, StratifiedTable) else source
    scrutiny = scrutinise(table)
    bench = Workbench(scrutiny.table, options or Options(), progress)
    rows = []
    for method in methods:
        if progress:
            progress(method, 0)
        rows.append(estimate_by(method, bench))
    spread = None
    if linkages:
        spread = over_linkages(
            [("as given", table), *linkages], level=bench.options.level, seed=bench.options.seed
        )
    about = [*scrutiny.remarks, *linkage_remarks(linkage, spread)]
    stratified = isinstance(source, StratifiedTable) and bool(source.by)
    strata = None
    if stratified and isinstance(source, StratifiedTable):
        strata = estimate_strata(
            source, level=bench.options.level, seed=bench.options.seed, progress=progress
        )
    return Report(
        title=title,
        table=table,
        scrutiny=Scrutiny(scrutiny.table, scrutiny.valid, tuple(about)),
        estimates=tuple(with_refusals(row, about) for row in rows),
        verdict=judge(rows, about),
        checks=check_lists(scrutiny.table) if checks else (),
        strata=strata,
        linkages=spread,
        bench=bench,
    )


def with_refusals(row: Estimate, about: Sequence[Remark]) -> Estimate:
    """A refusal of the table or the linkage stands on every row, so that no row can be quoted without it."""
    added = tuple(remark for remark in about if remark.refusal or remark.code == "linkage-unknown")
    return Estimate(
        row.method, row.total, row.lo, row.hi, row.level, row.model, row.seconds, (*added, *row.remarks)
    )
