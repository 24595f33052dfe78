"""Dates of lists: what is certain is read, what is ambiguous is said to be."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from habeas.core.imports.dates import Window, month_of, order_shown_by, read_date
from habeas.core.imports.problems import Unread

BORN = Window(1890, 2000)
READ = {
    "27.4.1999": "1999-04-27",
    "27. 04. 1999.": "1999-04-27",
    "27.04.1999. godine": "1999-04-27",
    "1999-04-27": "1999-04-27",
    "1999-04-27T00:00:00": "1999-04-27",
    "1999/4/27": "1999-04-27",
    "27/4/1999": "1999-04-27",
    "4/27/1999": "1999-04-27",
    "4.27.1999": "1999-04-27",
    "5-5-1999": "1999-05-05",
    "27.4.85": "1985-04-27",
    "27 prill 1999": "1999-04-27",
    "27. april 1999": "1999-04-27",
    "27. априла 1999.": "1999-04-27",
    "April 27, 1999": "1999-04-27",
    "27 Nisan 1999": "1999-04-27",
    "27-Apr-1999": "1999-04-27",
    "april 1999": "1999-04",
    "Nëntor 1998": "1998-11",
    "4/1999": "1999-04",
    "04.1999": "1999-04",
    "1999": "1999",
    "rreth 1961": "~1961",
    "oko 1961. godine": "~1961",
    "око 1961": "~1961",
    "c. 1961": "~1961",
    "circa 4.1999": "~1999-04",
    "1961?": "~1961",
    "1998/1999": "1998-01-01/1999-12-31",
    "1998–1999": "1998-01-01/1999-12-31",
    "19990427": "1999-04-27",
    "36277": "1999-04-27",
}


@pytest.mark.parametrize("told", READ)
def test_what_is_certain_is_read(told):
    assert read_date(told, window=BORN).isoformat() == READ[told]


@pytest.mark.parametrize(
    ("cell", "iso"), [(1961, "1961"), (36277, "1999-04-27"), (36277.5, "1999-04-27"), (85, "1985")]
)
def test_numbers_of_spreadsheets_are_read(cell, iso):
    assert read_date(cell, window=BORN).isoformat() == iso


@pytest.mark.parametrize("told", ["", "-", "?", "N/A", "nepoznato", "I panjohur", "непознато", "unknown"])
def test_what_says_that_nothing_is_known_is_nothing(told):
    assert read_date(told) is None


WRONG = {
    "3/4/1999": "date_order",
    "3-4-99": "date_order",
    "27.4.95": "date_century",
    "31.2.1999": "date_unread",
    "1866": "date_outside",
    "27.4.2011": "date_outside",
    "yesterday": "date_unread",
    "27 Foo 1999": "date_unread",
    "99999999": "date_unread",
    "123456": "date_unread",
}


@pytest.mark.parametrize("told", WRONG)
def test_what_is_not_certain_says_why(told):
    with pytest.raises(Unread) as refusal:
        read_date(told, window=BORN)
    assert refusal.value.code == WRONG[told]


def test_an_order_that_is_known_decides():
    assert read_date("3/4/1999", "dmy").isoformat() == "1999-04-03"
    assert read_date("3/4/1999", "mdy").isoformat() == "1999-03-04"


def test_a_column_shows_its_order_unless_it_contradicts_itself():
    assert order_shown_by(["3/4/1999", "27/4/1999", "1999-04-27", "27.4.1999"]) == "dmy"
    assert order_shown_by(["3/4/1999", "4/27/99"]) == "mdy"
    assert order_shown_by(["3/4/1999", "27.4.1999"]) == ""
    assert order_shown_by(["27/4/1999", "4/27/1999"]) == ""


@pytest.mark.parametrize(
    ("name", "number"),
    [("mars", 3), ("marta", 3), ("maj", 5), ("maja", 5), ("jun", 6), ("qershor", 6), ("korrik", 7), ("sep", 9),
     ("septembra", 9), ("dhjetor", 12), ("decembra", 12), ("kasim", 11), ("foo", None), ("ma", None)],
)  # fmt: skip
def test_months_are_known_by_all_their_names(name, number):
    assert month_of(name) == number


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%Y/%m/%d"]),
)
def test_every_day_written_clearly_is_read_back(day, written):
    told = read_date(day.strftime(written))
    assert (told.earliest, told.latest) == (day, day)


@given(
    st.text(max_size=30) | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans()
)
@example("²")
def test_whatever_stands_in_a_cell_is_read_or_refused(cell):
    try:
        found = read_date(cell)
    except Unread:
        return
    assert found is None or found.earliest <= found.latest


@given(st.integers(1, 12), st.integers(1, 12), st.integers(1950, 1999))
def test_an_ambiguous_day_is_never_guessed(first, second, year):
    if first == second:
        return
    with pytest.raises(Unread):
        read_date(f"{first}/{second}/{year}")
