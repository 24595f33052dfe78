"""The report in words and as a table of text; and as the list of rows for programs."""

from __future__ import annotations

import math

from habeas.science.recapture.methods import Estimate
from habeas.science.recapture.report import ASSUMPTIONS, Report
from habeas.science.recapture.strata import Strata

NAMES = {
    "loglinear-bic": "log-linear, best BIC",
    "loglinear-aic": "log-linear, best AIC",
    "loglinear-bic-bootstrap": "log-linear, choice repeated",
    "sparse-stepwise": "sparse stepwise pairs",
    "graphs": "averaged over graphs",
    "latent-classes": "latent classes",
    "chao": "Chao, lower bound",
    "sample-coverage-high": "sample coverage, high",
    "sample-coverage-low": "sample coverage, low",
}


def persons(value: float | None) -> str:
    """Whole persons with thousands set apart; rounding is for reading only."""
    if value is None or math.isnan(value):
        return "–"
    return "no limit" if math.isinf(value) else f"{value:,.0f}"


def rough(value: float | None) -> str:
    """Three significant figures: more than a sentence may claim."""
    if value is None or not math.isfinite(value) or value <= 0:
        return persons(value)
    return f"{round(value, 2 - math.floor(math.log10(value))):,.0f}"


def as_rows(report: Report) -> list[dict[str, object]]:
    """`{method, N, lo, hi, level, model, seconds, warnings}` for each method; unknown or infinite numbers are null.

    With strata, a row more for each (with its values under `stratum`) and one for their sum.
    """
    rows: list[dict[str, object]] = [
        {
            "method": row.method,
            "N": finite(row.total),
            "lo": finite(row.lo),
            "hi": finite(row.hi),
            "level": row.level,
            "model": row.model,
            "seconds": round(row.seconds, 6),
            "warnings": [str(remark) for remark in row.remarks],
        }
        for row in report.estimates
    ]
    return rows + (stratum_rows(report.strata) if report.strata else [])


def stratum_rows(strata: Strata) -> list[dict[str, object]]:
    def as_row(key: list[str], numbers: tuple[float | None, ...], warnings: list[str]) -> dict[str, object]:
        total, lo, hi = map(finite, numbers)
        row: dict[str, object] = {"method": "loglinear-bic", "N": total, "lo": lo, "hi": hi}
        return row | {
            "level": strata.level,
            "model": "",
            "seconds": None,
            "warnings": warnings,
            "stratum": key,
        }

    rows = [as_row(list(r.key), (r.total, r.lo, r.hi), [str(x) for x in r.remarks]) for r in strata.rows]
    return [*rows, as_row(["sum"], (strata.sum_total, strata.sum_lo, strata.sum_hi), [])]


def finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def bound_sentence(report: Report) -> str:
    n = report.table.n
    bound = report.bound
    if bound is None:
        return f"What is known: {n:,} persons are documented."
    return (
        f"What is known: {n:,} persons are documented, and {bound:,.0f} is a lower bound (Chao) "
        "when lists do not avoid each other."
    )


def verdict_sentences(report: Report) -> list[str]:
    """The answer in words: an estimate with its spread, a range, or a refusal with what can be said instead."""
    verdict = report.verdict
    reasons = [remark.text for remark in verdict.remarks]
    if verdict.kind == "refused":
        return ["No estimate is given.", *reasons, bound_sentence(report)]
    span = f"between {rough(verdict.lo)} and {rough(verdict.hi)}"
    if verdict.kind == "range":
        return [
            f"No single number can be given. The methods put the total {span}.",
            *reasons,
            bound_sentence(report),
        ]
    assert verdict.point is not None
    point = verdict.point
    missing = (point.total or 0) - report.table.n
    return [
        f"{report.table.n:,} persons are documented. About {rough(point.total)} in all are estimated, "
        f"so about {rough(missing)} are on no list.",
        f"By {NAMES[point.method]}, the {point.level:.0%} interval runs from {rough(point.lo)} to {rough(point.hi)}; "
        f"the methods put the total {span}. Quote the span, not the single number.",
    ]


def line(cells: list[str], widths: list[int]) -> str:
    first, *rest = (
        cell.ljust(w) if k == 0 else cell.rjust(w)
        for k, (cell, w) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join([first, *rest]).rstrip()


def text_table(rows: list[list[str]]) -> list[str]:
    """Rows of text in columns, the first one to the left."""
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    return [line(row, widths) for row in rows]


def method_row(row: Estimate) -> list[str]:
    number = persons(row.total)
    if row.refused and row.total is not None:
        number = f"({number})"
    return [NAMES.get(row.method, row.method), number, persons(row.lo), persons(row.hi), row.model]


def methods_table(report: Report) -> list[list[str]]:
    return [["method", "persons", "from", "to", "model"], *(method_row(row) for row in report.estimates)]


def overlap_table(report: Report) -> list[list[str]]:
    table = report.table
    overlaps = table.overlaps()
    rows = [["on both", *table.lists]]
    for i, name in enumerate(table.lists):
        rows.append([name, *(f"{int(overlaps[i, j]):,}" for j in range(table.size))])
    return rows


def check_table(report: Report) -> list[list[str]]:
    rows = [["list", "members", "estimated from the others", "error", "total without it"]]
    for check in report.checks:
        error = "–" if check.error is None else f"{check.error:+.0%}"
        rows.append([check.name, f"{check.size:,}", persons(check.found), error, persons(check.without)])
    return rows


def strata_table(strata: Strata) -> list[list[str]]:
    rows = [[" × ".join(strata.by), "documented", "with placed", "persons", "from", "to"]]
    for row in strata.rows:
        rows.append(
            [
                " × ".join(row.key),
                f"{row.documented:,}",
                f"{row.placed:,.0f}",
                persons(row.total),
                persons(row.lo),
                persons(row.hi),
            ]
        )
    rows.append(
        ["sum of strata", "", "", persons(strata.sum_total), persons(strata.sum_lo), persons(strata.sum_hi)]
    )
    return rows


def remarks_of(report: Report) -> list[str]:
    """Everything that must be said, once."""
    said = [remark.text for remark in report.scrutiny.remarks]
    for row in report.estimates:
        said += [
            f"{NAMES.get(row.method, row.method)}: {remark.text}"
            for remark in row.remarks
            if remark.text not in said
        ]
    if report.strata:
        said += [f"{' × '.join(r.key)}: {remark.text}" for r in report.strata.rows for remark in r.remarks]
        if report.strata.unplaced:
            said.append(f"{report.strata.unplaced:,} persons agree with no stratum and are in none.")
    return list(dict.fromkeys(said))


def linkage_lines(report: Report) -> list[str]:
    spread = report.linkages
    if spread is None:
        return []
    rows = [["linkage", "documented", "persons"]]
    for name, n, total in zip(spread.names, spread.documented, spread.totals, strict=True):
        rows.append([name, f"{n:,}", persons(total)])
    together = (
        f"All linkages together: {persons(spread.median)}, {spread.level:.0%} interval "
        f"{persons(spread.lo)} to {persons(spread.hi)} (sampling, choice of model and linkage)."
    )
    return ["", *text_table(rows), together]


def as_text(report: Report) -> str:
    """The report for a terminal."""
    parts = [report.title] if report.title else []
    parts += ["", *verdict_sentences(report), "", *text_table(methods_table(report))]
    if any(row.refused and row.total is not None for row in report.estimates):
        parts.append("Numbers in brackets are refused; the reason stands below.")
    if report.table.size <= 12:
        parts += ["", *text_table(overlap_table(report))]
    if report.checks:
        parts += ["", *text_table(check_table(report))]
    parts += linkage_lines(report)
    if report.strata:
        parts += ["", *text_table(strata_table(report.strata))]
        parts.append("The interval of the sum is its own; intervals of strata must not be added up.")
    parts += ["", "To be said with it:", *(f"- {text}" for text in remarks_of(report))]
    parts += ["", "Assumed:", *(f"- {text}" for text in ASSUMPTIONS)]
    return "\n".join(parts).strip() + "\n"
