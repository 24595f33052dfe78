import pytest

from habeas.science.recapture.latent import Settings
from habeas.science.recapture.linkage import mixture, over_linkages
from habeas.science.recapture.methods import Estimate, Options
from habeas.science.recapture.reading import read_table
from habeas.science.recapture.remarks import refusal
from habeas.science.recapture.report import estimate, judge
from habeas.science.recapture.tables import from_masks
from habeas.science.recapture.wording import as_rows, as_text, persons, rough

from .loading import REFERENCE, table

QUICK = Options(bootstraps=100, latent=Settings(burn_in=1000, kept=100, thin=10, chains=2))
FAST = ("loglinear-bic", "sparse-stepwise", "chao")


def row(method: str, total: float | None, *codes: str) -> Estimate:
    remarks = tuple(refusal(code) for code in codes)
    return Estimate(method, total, None, None, 0.95, "", 0.0, remarks)


def test_methods_within_twofold_give_a_point_and_a_span():
    found = judge([row("loglinear-bic", 1000.0), row("graphs", 1900.0)], [])

    assert (found.kind, found.point.method, found.lo, found.hi) == (
        "estimate",
        "loglinear-bic",
        1000.0,
        1900.0,
    )


def test_methods_further_apart_give_a_range_and_no_point():
    found = judge([row("loglinear-bic", 1000.0), row("graphs", 2100.0)], [])

    assert (found.kind, found.point, found.remarks[0].code) == ("range", None, "methods-differ")


def test_chaos_bound_does_not_count_in_twofold():
    assert judge([row("loglinear-bic", 1000.0), row("chao", 300.0)], []).kind == "estimate"


def test_refused_methods_do_not_count_and_when_all_are_there_is_no_number():
    off = row("graphs", 9000.0, "no-number")

    assert judge([row("loglinear-bic", 1000.0), off], []).kind == "estimate"
    assert judge([off], []).kind == "refused"


def test_unreviewed_linkage_is_refused_on_every_row_and_unknown_is_only_said():
    refused = estimate(table("kosovo"), methods=FAST, linkage="unreviewed", options=QUICK, checks=False)
    said = estimate(table("kosovo"), methods=FAST, options=QUICK, checks=False)
    reviewed = estimate(table("kosovo"), methods=FAST, linkage="reviewed", options=QUICK, checks=False)

    assert refused.verdict.kind == "refused"
    assert all(e.refused and e.total for e in refused.estimates)
    assert (said.verdict.kind, said.estimates[0].remarks[0].code) == ("estimate", "linkage-unknown")
    assert reviewed.estimates[0].remarks == ()


def test_two_lists_get_the_documented_count_and_a_bound_instead():
    report = estimate(from_masks(("A", "B"), [1, 2, 3], [400, 300, 200]), methods=FAST, options=QUICK)

    text = as_text(report)

    assert report.verdict.kind == "refused"
    assert "No estimate is given." in text
    assert "900 persons are documented, and 1,500 is a lower bound" in text


def test_kosovo_checks_are_those_worked_out_with_the_reference():
    report = estimate(table("kosovo"), methods=FAST, options=QUICK)

    assert [round(check.without) for check in report.checks] == [7129, 11862, 22301, 10696]
    assert [round(100 * check.error) for check in report.checks] == [-41, -22, 1, -10]


def test_kosovo_reads_as_a_sentence_with_its_span():
    text = as_text(estimate(table("kosovo"), title="Kosovo", methods=FAST, linkage="reviewed", options=QUICK))

    assert "4,400 persons are documented. About 14,300 in all are estimated" in text
    assert "the methods put the total between 10,400 and 14,300" in text
    row = next(line for line in text.splitlines() if line.startswith("log-linear, best BIC"))
    assert row.split()[3:] == ["10,357", "8,994", "12,110", "[124,23,34]"]


def test_sudan_under_loose_and_strict_matching_is_refused():
    strict = [(f"strictness {k}", table(f"sudan_khartoum3_d{k}o{k}")) for k in (3, 5)]

    report = estimate(
        table("sudan_khartoum3_d1o1"), methods=FAST, linkages=strict, options=QUICK, checks=False
    )

    assert report.verdict.kind == "refused"
    assert [round(total) for total in report.linkages.totals][::2] == [9629, 147312]
    assert report.linkages.lo < 10_000 < 100_000 < report.linkages.hi


def test_one_linkage_more_of_the_same_table_changes_nothing():
    alone = over_linkages([("a", table("kosovo"))], count=200)
    twice = over_linkages([("a", table("kosovo")), ("b", table("kosovo"))], weights=[1, 3], count=200)

    assert (twice.median, twice.lo, twice.hi) == pytest.approx((alone.median, alone.lo, alone.hi), rel=0.05)
    assert twice.remarks == ()


def test_the_mixture_takes_weights_into_account():
    import numpy as np

    lo, middle, hi = mixture(np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.7, 0.1, 0.1, 0.1]), 0.9)

    assert (lo, middle, hi) == (1.0, 1.0, 4.0)


def test_rows_for_programs_have_the_agreed_keys():
    rows = as_rows(estimate(table("kosovo"), methods=FAST, options=QUICK))

    assert [sorted(r) for r in rows] == [
        ["N", "hi", "level", "lo", "method", "model", "seconds", "warnings"]
    ] * 3
    assert rows[0]["N"] == pytest.approx(10356.518957, rel=1e-9)


def test_strata_of_gaza_add_up_with_an_interval_of_their_own():
    source = read_table(REFERENCE / "tables" / "gaza3_by_gov_gender.csv", by=("gov",))

    strata = estimate(source, methods=("chao",), options=QUICK, checks=False).strata

    assert [r.key for r in strata.rows] == [
        ("1.North",), ("2.Gazacity",), ("3.DeirBalah",), ("4.KhanYounis",), ("5.Rafah",)
    ]  # fmt: skip
    assert sum(r.placed for r in strata.rows) == pytest.approx(29271)
    assert strata.sum_total == pytest.approx(sum(r.total for r in strata.rows))
    assert sum(r.lo for r in strata.rows) < strata.sum_lo < strata.sum_hi < sum(r.hi for r in strata.rows)


def test_a_stratum_that_is_too_thin_leaves_no_sum():
    source = read_table(REFERENCE / "tables" / "gaza3_by_gov_gender.csv", by=("gov",))
    cells = dict(source.cells) | {(("6.Nowhere",), 1): 5, (("6.Nowhere",), 2): 4}
    thin = type(source)(source.lists, source.by, cells, source.notes)

    strata = estimate(thin, methods=("chao",), options=QUICK, checks=False).strata

    assert strata.sum_total is None
    assert strata.rows[-1].remarks[0].code in {"too-few-lists", "no-finite-model"}


def test_numbers_are_written_for_reading():
    assert [persons(v) for v in (None, 10356.5, float("inf"))] == ["–", "10,356", "no limit"]
    assert [rough(v) for v in (10356.5, 147312.0, 987.0)] == ["10,400", "147,000", "987"]
