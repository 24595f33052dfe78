"""Who takes part is told by closed quarters: no look before and after, and no sum, finds a small number."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from habeas.core.disclosure import LEAST
from habeas.missing.participation import (
    GRACE,
    Attendance,
    Quarter,
    booked,
    open_quarter,
    quarter_of,
    told_quarters,
)
from habeas.missing.presenting.participation import sum_of

START = date(2024, 1, 1)
days = st.integers(0, 900).map(lambda at: START + timedelta(days=at))


@st.composite
def attendances(draw):
    on = draw(days)
    return Attendance(
        community=draw(st.sampled_from(["ALB", "SRB", "ROM", "BOS"])),
        association=draw(st.integers(1, 2)),
        on=on,
        recorded=on + timedelta(days=draw(st.integers(0, 400))),
        people=draw(st.integers(0, 14)),
    )


def came(community, people, on=date(2025, 3, 1), recorded=None, association=1):
    return Attendance(community, association, on, recorded or on, people)


def known_on(everything, day):
    """What stands in the register on a day."""
    return [one for one in everything if one.recorded <= day]


@given(st.lists(attendances(), max_size=25), days, days)
def test_who_looks_on_two_days_sees_every_told_quarter_unchanged(everything, one_day, other_day):
    early, late = sorted([one_day, other_day])
    before = told_quarters(known_on(everything, early), early)
    after = told_quarters(known_on(everything, late), late)
    assert all(after[quarter] == told for quarter, told in before.items())


@given(st.lists(attendances(), max_size=25), days, attendances())
def test_one_attendance_more_changes_nothing_that_is_told(everything, today, one):
    """Whenever the meeting was: the attendance is recorded today, between two looks."""
    known = known_on(everything, today)
    one_more = [*known, replace(one, recorded=today)]
    assert told_quarters(one_more, today) == told_quarters(known, today)


@given(st.lists(attendances(), max_size=25), days)
def test_no_sum_of_what_is_told_gives_a_small_number_away(everything, today):
    """Each quarter stands alone: what its sum leaves for the gaps could be large for each of them."""
    for told in told_quarters(known_on(everything, today), today).values():
        gaps = [community for community, number in told.cells.items() if number is None]
        if gaps and told.total is not None:
            left = told.total - sum(number or 0 for number in told.cells.values())
            assert len(gaps) > 1
            assert left - (len(gaps) - 1) >= LEAST


@given(st.lists(attendances(), max_size=25), days)
def test_sums_over_quarters_say_no_more_than_the_quarters(everything, today):
    told = list(told_quarters(known_on(everything, today), today).values())
    for community in {code for one in told for code in one.cells}:
        numbers = [one.cells.get(community, 0) for one in told]
        together = sum_of(numbers)
        assert together.told == sum(number for number in numbers if number is not None)
        assert together.hidden == (None in numbers)


@given(st.lists(attendances(), max_size=25), days)
def test_what_is_told_is_true_and_nobody_is_counted_twice_or_lost(everything, today):
    far = max([one.recorded for one in everything], default=today) + timedelta(days=200)
    told = told_quarters(everything, far)
    for quarter, one in told.items():
        own = Counter()
        for attendance in everything:
            if booked(attendance) == quarter:
                own[attendance.community] += attendance.people
        assert all(number is None or number == own[code] for code, number in one.cells.items())
    assert all(booked(one) in told for one in everything)
    assert all(one.next() == other for one, other in pairwise(told))


def test_the_quarter_that_runs_is_not_told_nor_one_that_has_just_ended():
    everything = [came("ALB", 40)]
    assert told_quarters(everything, date(2025, 3, 31)) == {}
    assert told_quarters(everything, date(2025, 4, 14)) == {}
    assert told_quarters(everything, date(2025, 4, 15))[Quarter(2025, 1)].total == 40


def test_an_attendance_recorded_late_counts_in_the_first_quarter_not_told():
    in_time = came("ALB", 40, recorded=date(2025, 4, 14))
    late = came("ALB", 40, recorded=date(2025, 4, 15))
    assert booked(in_time) == Quarter(2025, 1)
    assert booked(late) == Quarter(2025, 2)
    assert booked(came("ALB", 40, on=date(2025, 3, 1), recorded=date(2027, 1, 20))) == Quarter(2027, 1)


def test_a_small_number_added_to_a_large_one_is_not_the_difference_of_two_sums():
    """Three come who were forgotten: the quarter stays, and in the next one three are hidden."""
    first = [came("ALB", 40), came("SRB", 30)]
    forgotten = came("ROM", 3, recorded=date(2025, 5, 2))
    told = told_quarters([*first, forgotten], date(2025, 8, 1))
    assert told[Quarter(2025, 1)] == told_quarters(first, date(2025, 4, 20))[Quarter(2025, 1)]
    assert (dict(told[Quarter(2025, 2)].cells), told[Quarter(2025, 2)].total) == ({"ROM": None}, None)


def test_five_groups_of_one_are_not_given_away_by_their_sum():
    told = told_quarters([came(code, 1) for code in "ABCDE"], date(2025, 8, 1))[Quarter(2025, 1)]
    assert (set(told.cells.values()), told.total) == ({None}, None)


def test_a_quarter_in_which_nobody_came_stands_between_the_others():
    everything = [came("ALB", 40), came("ALB", 30, on=date(2025, 8, 1))]
    assert [one.total for one in told_quarters(everything, date(2025, 12, 1)).values()] == [40, 0, 30]


@given(days)
def test_quarters_follow_each_other(day):
    quarter = quarter_of(day)
    assert quarter.first <= day < quarter.next().first
    assert quarter.told_from == quarter.next().first + GRACE
    assert open_quarter(quarter.told_from) == quarter.next()
    assert open_quarter(quarter.told_from - timedelta(days=1)) == quarter
