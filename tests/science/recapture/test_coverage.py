import math

import pytest

from habeas.science.recapture.coverage import sample_coverage
from habeas.science.recapture.tables import from_masks

from .loading import rows, table

KIND = {"HSC": "high", "LSC": "low"}
ROWS = [row for row in rows("CARE1") if row["model"] in KIND]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['table']}-{row['model']}")
def test_estimates_are_those_of_the_reference(row):
    found = sample_coverage(table(row["table"]), KIND[row["model"]])

    assert found.total == pytest.approx(row["N"], rel=1e-8)


@pytest.mark.parametrize("kind", ["HSC", "LSC"])
def test_kosovo_intervals_are_those_of_the_reference_within_the_noise_of_its_200_samples(kind):
    row = next(r for r in ROWS if r["table"] == "kosovo" and r["model"] == kind)

    found = sample_coverage(table("kosovo"), KIND[kind])

    assert found.lo == pytest.approx(row["lo"], rel=0.03)
    assert found.hi == pytest.approx(row["hi"], rel=0.03)


def test_the_same_seed_gives_the_same_interval():
    assert sample_coverage(table("kosovo"), "low") == sample_coverage(table("kosovo"), "low")


def test_a_list_nobody_is_on_gives_no_number():
    empty = from_masks("ABC", [1, 2, 3], [5, 4, 3])

    assert math.isnan(sample_coverage(empty, "low").total)
