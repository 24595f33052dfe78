import numpy as np
import pytest

from habeas.science.recapture.existence import design
from habeas.science.recapture.lattice import parse_model
from habeas.science.recapture.loglinear import NOT_ESTIMABLE, fit_model, fit_models

from .loading import rows, table

BEST = rows("Rcapture", "closedpMS.t best")
WITHOUT_ESTIMATE = {("artificial3", "[12,3]"), ("western5", "[134,145,23,24]")}


def criterion(row) -> str:
    return "bic" if "BIC" in row["method"] else "aic"


@pytest.mark.parametrize("row", BEST, ids=lambda row: f"{row['table']}-{criterion(row)}")
def test_the_best_model_is_that_of_the_reference(row):
    found = fit_models(table(row["table"]))
    if (row["table"], row["model"]) in WITHOUT_ESTIMATE:
        named = fit_model(table(row["table"]), parse_model(row["model"], table(row["table"]).size))
        assert named.status == NOT_ESTIMABLE
        assert found.best(criterion(row)).total < 1e6
        return

    best = found.best(criterion(row))

    assert (best.name, best.df) == (row["model"], row["df"])
    assert best.total == pytest.approx(row["N"], rel=1e-9)
    assert best.aic == pytest.approx(row["AIC"], rel=1e-9)
    assert best.bic == pytest.approx(row["BIC"], rel=1e-9)
    assert best.deviance == pytest.approx(row["deviance"], rel=1e-8, abs=1e-8)


def test_kosovo_fits_all_113_models_and_each_is_finite():
    found = fit_models(table("kosovo"))

    assert (len(found.models), int(found.finite.sum())) == (113, 113)
    assert [fit.name for fit in found.ranking("bic", 2)] == ["[124,23,34]", "[124,234]"]


@pytest.mark.parametrize("name", ["[124,23,34]", "[12,13,14,23,24,34]", "[1,2,3,4]"])
def test_a_fit_keeps_the_sums_it_must_keep(name):
    kosovo = table("kosovo")
    model = parse_model(name, 4)
    x = design(model, 4)

    fit = fit_model(kosovo, model)

    beta = np.linalg.lstsq(x, np.log(means_by_iteration(x, kosovo.dense()[1:])), rcond=None)[0]
    assert fit.unseen == pytest.approx(np.exp(beta[0]), rel=1e-8)


def means_by_iteration(x, y):
    """Plain iteratively reweighted least squares, written out."""
    mean = y + 0.1
    for _ in range(60):
        z = np.log(mean) + (y - mean) / mean
        beta = np.linalg.solve(x.T @ (x * mean[:, None]), x.T @ (mean * z))
        mean = np.exp(x @ beta)
    return mean


def test_two_independent_lists_give_lincoln_and_petersen():
    from habeas.science.recapture.tables import from_patterns

    two = from_patterns(("A", "B"), [([1, 0], 40), ([0, 1], 30), ([1, 1], 20)])

    assert fit_model(two, (0, 1, 2)).total == pytest.approx(60 * 50 / 20)


def test_no_overlap_at_all_has_no_finite_estimate():
    from habeas.science.recapture.tables import from_patterns

    apart = from_patterns("ABC", [([1, 0, 0], 40), ([0, 1, 0], 30), ([0, 0, 1], 20)])

    assert fit_models(apart).best("bic") is None
