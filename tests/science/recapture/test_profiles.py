import math

import pytest

from habeas.science.recapture.lattice import parse_model
from habeas.science.recapture.loglinear import fit_model
from habeas.science.recapture.profiles import profile_interval
from habeas.science.recapture.tables import from_patterns

from .loading import rows, table

FINITE = [row for row in rows("Rcapture", "closedpMS.t best") if "hi" in row]


@pytest.mark.parametrize("row", FINITE, ids=lambda row: f"{row['table']}-{row['model']}")
def test_intervals_are_those_of_the_reference(row):
    fit = fit_model(table(row["table"]), parse_model(row["model"], table(row["table"]).size))

    found = profile_interval(table(row["table"]), fit)

    assert found.lo == pytest.approx(row["lo"], rel=5e-4)
    assert found.hi == pytest.approx(row["hi"], rel=5e-4)
    assert found.lo < found.peak < found.hi


def test_kosovo_reads_as_published():
    fit = fit_model(table("kosovo"), parse_model("[124,23,34]", 4))

    found = profile_interval(table("kosovo"), fit)

    assert (int(fit.total), round(found.lo), round(found.hi)) == (10356, 8994, 12110)


def test_a_lower_level_gives_a_narrower_interval():
    fit = fit_model(table("kosovo"), parse_model("[124,23,34]", 4))

    wide, narrow = profile_interval(table("kosovo"), fit), profile_interval(table("kosovo"), fit, 0.8)

    assert wide.lo < narrow.lo < narrow.hi < wide.hi


def test_everyone_seen_twice_bounds_below_at_the_documented():
    seen = from_patterns("ABC", [([1, 1, 0], 40), ([0, 1, 1], 35), ([1, 0, 1], 30), ([1, 1, 1], 200)])
    fit = fit_model(seen, parse_model("[1,2,3]", 3))

    found = profile_interval(seen, fit)

    assert found.lo == seen.n
    assert math.isfinite(found.hi)
