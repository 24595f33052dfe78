import pytest

from habeas.science.recapture.heterogeneity import chao_lower_bound, darroch

from .loading import rows, table

METHODS = {"Mth Chao (LB)": chao_lower_bound, "Mth Darroch": darroch}


@pytest.mark.parametrize(
    "row", rows("Rcapture", "closedp.t Mth"), ids=lambda row: f"{row['table']}-{row['model']}"
)
def test_estimates_and_limits_are_those_of_the_reference(row):
    found = METHODS[row["model"]](table(row["table"]))

    assert found.total == pytest.approx(row["N"], rel=1e-6)
    assert found.aic == pytest.approx(row["AIC"], rel=1e-6)
    assert found.hi == pytest.approx(row["hi"], rel=0.005)
    assert found.lo == pytest.approx(max(row["lo"], row["n_observed"]), rel=0.005)


def test_the_bound_lies_below_the_model_that_admits_dependence():
    assert chao_lower_bound(table("kosovo")).total < darroch(table("kosovo")).total
