import pytest
from scipy.stats import poisson

from habeas.science.recapture.errors import RecaptureError
from habeas.science.recapture.sparse import bootstrap_sparse, sparse_stepwise, tail

from .loading import rows, table

STEPWISE = rows("MultipleSystemsEstimation", "stepwise")
LARGE = ["neworleans8", "neworleans8_old", "uk6", "ned6", "ph_caloocan_unidentified_11"]


@pytest.mark.parametrize("row", STEPWISE, ids=lambda row: row["table"])
def test_estimates_are_those_of_the_reference(row):
    assert sparse_stepwise(table(row["table"])).total == pytest.approx(row["N"], rel=1e-6)


@pytest.mark.parametrize("name", ["kosovo", "korea", "uk5", "western5"])
def test_intervals_agree_within_bootstrap_noise(name):
    row = next(r for r in STEPWISE if r["table"] == name)

    found = bootstrap_sparse(table(name), sparse_stepwise(table(name)))

    assert found.lo == pytest.approx(row["lo"], rel=0.06)
    assert found.hi == pytest.approx(row["hi"], rel=0.06)


def test_pairs_are_added_in_the_order_of_the_reference():
    assert sparse_stepwise(table("kosovo")).chosen == (0b1001, 0b1100, 0b1010, 0b0011, 0b0110)


def test_one_person_moves_new_orleans_from_1184_to_1110():
    old, corrected = sparse_stepwise(table("neworleans8_old")), sparse_stepwise(table("neworleans8"))

    assert (table("neworleans8_old").n, table("neworleans8").n) == (185, 186)
    assert {round(old.total), round(corrected.total)} == {1184, 1110}


@pytest.mark.parametrize("name", LARGE)
def test_many_lists_give_a_finite_number(name):
    assert table(name).n < sparse_stepwise(table(name)).total < 1e6


@pytest.mark.parametrize(("seen", "mean"), [(0, 3.2), (5, 1.0), (5, 90.0), (300, 120.5), (0, 0.0), (7, 7.0)])
def test_poisson_tails_are_those_of_scipy(seen, mean):
    lower, upper = poisson.cdf(seen, mean), poisson.sf(seen - 1, mean)

    assert tail(float(seen), mean) == pytest.approx(lower if seen < mean else upper, rel=1e-9)


def test_a_threshold_outside_zero_and_one_is_refused():
    with pytest.raises(RecaptureError, match="between 0 and 1"):
        sparse_stepwise(table("kosovo"), threshold=2)
