"""Small numbers stay hidden, also from somebody who knows the total."""

from hypothesis import given
from hypothesis import strategies as st

from habeas.core.disclosure import LEAST, suppressed

tables = st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 30), max_size=8)


def test_a_small_number_takes_the_next_smallest_with_it():
    told = suppressed({"north": 3, "south": 9, "east": 20})
    assert told == {"north": None, "south": None, "east": 20}


def test_nought_and_large_numbers_are_told():
    assert suppressed({"north": 0, "south": 5}) == {"north": 0, "south": 5}


def test_without_a_total_one_gap_is_enough():
    assert suppressed({"north": 3, "south": 9}, total_shown=False) == {"north": None, "south": 9}


@given(tables)
def test_what_is_told_is_true_and_never_small(cells):
    for key, told in suppressed(cells).items():
        assert told is None or (told == cells[key] and not 0 < told < LEAST)


@given(tables)
def test_the_hidden_hold_enough_together_or_nothing_is_left_to_hide(cells):
    told = suppressed(cells)
    hidden = [cells[key] for key, value in told.items() if value is None]
    shown = [value for value in told.values() if value]
    assert not hidden or not shown or (len(hidden) >= 2 and sum(hidden) >= LEAST)


def test_several_gaps_known_to_hold_one_each_take_a_larger_one_with_them():
    """Five ones hold five together, and nought is told: who knows the five knows each."""
    told = suppressed({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 9})
    assert set(told.values()) == {None}


@given(tables)
def test_for_all_that_is_known_every_gap_may_be_large(cells):
    """What somebody works out who knows the total and that no gap is nought."""
    told = suppressed(cells)
    gaps = [key for key, value in told.items() if value is None]
    together = sum(cells.values()) - sum(value or 0 for value in told.values())
    most = together - (len(gaps) - 1)
    everything_hidden = all(not value for value in told.values())
    assert not gaps or everything_hidden or (len(gaps) > 1 and most >= LEAST)
