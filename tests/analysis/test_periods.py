"""A week and a year, as addresses name them."""

from datetime import date

import pytest

from habeas.analysis.periods import read_week, read_year, week_of
from habeas.core.errors import Invalid

TODAY = date(2026, 11, 22)


def test_the_week_of_a_sunday_began_on_monday():
    week = week_of(TODAY)
    assert (week.key, week.first, week.last) == ("2026-W47", date(2026, 11, 16), TODAY)
    assert (week.before, week.after) == ("2026-W46", "2026-W48")


def test_weeks_turn_at_new_year():
    assert week_of(date(2027, 1, 1)).key == "2026-W53"
    assert read_week("2026-W53", TODAY).after == "2027-W01"


def test_without_a_name_it_is_today():
    assert read_week("", TODAY).key == "2026-W47"
    assert read_year("", TODAY).key == "2026"


@pytest.mark.parametrize(
    "text", ["2026", "2026-W54", "2026-W00", "week 3", "0001-W02", "2026-W5-1", "²026-W01"]
)
def test_what_is_no_week_is_named(text):
    with pytest.raises(Invalid, match="no week") as refused:
        read_week(text, TODAY)
    assert "2026-W47" in refused.value.remedy


@pytest.mark.parametrize("text", ["26", "-2026", "²026", "99999999999999999999", "twenty"])
def test_what_is_no_year_is_named(text):
    with pytest.raises(Invalid, match="no year"):
        read_year(text, TODAY)


def test_nothing_leads_to_a_time_that_no_page_tells_of():
    assert (read_year("1999", TODAY).before, read_year("1999", TODAY).after) == ("", "2000")
    assert read_year("2999", TODAY).after == ""
    first = week_of(date(1999, 1, 4))
    assert (first.before, first.after) == ("", "1999-W02")
    assert read_week(first.after, TODAY).before == first.key
