"""The invented missing persons: nobody real, nowhere real, and never where and when a known crime was done."""

import random
from datetime import date, timedelta

import pytest

from habeas.demo import missing

KNOWN_CRIMES = (
    ("Skenderaj", date(1998, 2, 28), date(1998, 3, 7)),
    ("Gllogoc", date(1998, 5, 31), date(1998, 5, 31)),
    ("Rahovec", date(1998, 7, 17), date(1998, 7, 22)),
    ("Gllogoc", date(1998, 9, 25), date(1998, 9, 27)),
    ("Pejë", date(1998, 12, 14), date(1998, 12, 14)),
    ("Shtime", date(1999, 1, 15), date(1999, 1, 15)),
    ("Suharekë", date(1999, 3, 25), date(1999, 3, 26)),
    ("Rahovec", date(1999, 3, 25), date(1999, 3, 26)),
    ("Prizren", date(1999, 3, 25), date(1999, 3, 28)),
    ("Skenderaj", date(1999, 3, 28), date(1999, 3, 28)),
    ("Gjakovë", date(1999, 4, 1), date(1999, 4, 2)),
    ("Lipjan", date(1999, 4, 15), date(1999, 4, 19)),
    ("Gllogoc", date(1999, 4, 17), date(1999, 4, 30)),
    ("Gjakovë", date(1999, 4, 27), date(1999, 4, 28)),
    ("Vushtrri", date(1999, 5, 2), date(1999, 5, 3)),
    ("Pejë", date(1999, 5, 14), date(1999, 5, 14)),
    ("Istog", date(1999, 5, 19), date(1999, 5, 23)),
    ("Podujevë", date(1999, 3, 28), date(1999, 3, 28)),
    ("Lipjan", date(1999, 7, 23), date(1999, 7, 23)),
)
"""Municipality, first and last day of crimes that courts and missions found established (ICTY IT-02-54, IT-05-87,
IT-05-87/1; OSCE, Kosovo/Kosova: As Seen, As Told, 1999)."""


@pytest.fixture
def people(kosovo, db):
    return missing._invent(random.Random(missing.SEED))


def test_nobody_is_last_seen_where_and_when_a_known_crime_was_done(people):
    near = timedelta(days=2)
    assert [
        (one.municipality.name_sq, one.seen)
        for one in people
        for place, first, last in KNOWN_CRIMES
        if one.municipality.name_sq == place and first - near <= one.seen <= last + near
    ] == []


def test_the_municipalities_of_known_crimes_are_those_of_the_pack(people):
    names = {one.name_sq for one in missing.Municipality.objects.all()}
    assert {place for place, _first, _last in KNOWN_CRIMES} <= names


def test_villages_and_lists_say_that_they_are_invented(people):
    assert all(name.startswith("Demo") for one in people for name in one.village)
    assert all("nvented" in kept.name for kept in missing.LISTS)
