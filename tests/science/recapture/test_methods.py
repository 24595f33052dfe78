import math

import pytest

from habeas.science.recapture.graphs import Grid
from habeas.science.recapture.latent import Settings
from habeas.science.recapture.methods import METHODS, Options, Workbench, estimate_by
from habeas.science.recapture.tables import from_masks

from .loading import EVERY_TABLE, table

QUICK = Options(bootstraps=20, latent=Settings(burn_in=300, kept=60, thin=3, chains=2))
SMALL = [name for name in EVERY_TABLE if table(name).size <= 4 and table(name).n < 20_000]
SMALL += ["western5", "neworleans5", "neworleans8"]
NAMES = [
    "loglinear-bic",
    "loglinear-aic",
    "loglinear-bic-bootstrap",
    "sparse-stepwise",
    "graphs",
    "latent-classes",
    "chao",
    "sample-coverage-high",
    "sample-coverage-low",
]


def codes(method: str, name: str, options: Options = QUICK) -> list[str]:
    return [remark.code for remark in estimate_by(method, Workbench(table(name), options)).remarks]


def test_the_methods_have_the_agreed_names():
    assert list(METHODS) == NAMES


@pytest.mark.parametrize("name", SMALL)
def test_every_table_gives_a_row_by_every_method(name):
    bench = Workbench(table(name), QUICK)

    for method in METHODS:
        row = estimate_by(method, bench)
        assert "failed" not in [remark.code for remark in row.remarks]
        if row.total is None:
            assert row.refused
        else:
            assert table(name).n <= row.total < math.inf
            assert row.lo is None or table(name).n - 1 <= row.lo <= row.hi


@pytest.mark.parametrize("method", NAMES)
def test_twelve_lists_end_in_a_row(method):
    twelve = from_masks(
        [f"list {j}" for j in range(12)],
        [1 << j for j in range(12)] + [1 << j | 1 << (j + 1) % 12 for j in range(12)] + [7, 56, 448, 3584],
        [40] * 12 + [12] * 12 + [5] * 4,
    )

    row = estimate_by(method, Workbench(twelve, QUICK))

    assert row.method == method
    assert "failed" not in [remark.code for remark in row.remarks]


def test_weight_on_the_complete_graph_is_refused_and_the_row_stays():
    row = estimate_by("graphs", Workbench(table("peru3"), QUICK))

    assert (row.refused, row.total) == (True, 25343.0)
    assert "complete-graph" in [remark.code for remark in row.remarks]


def test_a_grid_that_is_too_short_is_refused():
    assert "grid-edge" in codes("graphs", "kosovo", Options(grid=Grid(1, 8000)))


def test_chains_that_disagree_are_refused():
    assert "chains-disagree" in codes("latent-classes", "ned5")


def test_no_finite_model_is_refused_without_a_number():
    apart = from_masks("ABC", [1, 2, 4], [40, 30, 20])

    rows = [estimate_by(m, Workbench(apart, QUICK)) for m in NAMES[:4]]

    assert [row.total for row in rows] == [None] * 4
    assert {row.remarks[0].code for row in rows} == {"no-finite-model"}


def test_poor_coverage_and_too_small_numbers_are_refused():
    assert codes("sample-coverage-high", "kosovo") == ["coverage-poor"]
    assert codes("sample-coverage-high", "australia4") == ["below-documented"]


def test_terms_without_a_finite_value_are_told():
    assert codes("loglinear-aic", "australia4") == ["infinite-terms"]


def test_twenty_lists_go_to_latent_classes_only():
    many = from_masks(
        [f"list {j}" for j in range(20)], [1 << j | 1 << (j + 3) % 20 for j in range(20)], [9] * 20
    )

    rows = {m: estimate_by(m, Workbench(many, QUICK)) for m in ("loglinear-bic", "graphs", "latent-classes")}

    assert [rows[m].total is None for m in rows] == [True, True, False]
    assert rows["loglinear-bic"].remarks[0].code == "too-many-lists"
