"""Small numbers cannot be worked out from what is published."""

from hypothesis import given
from hypothesis import strategies as st

from habeas.monitoring.disclosure import LEAST, suppressed

COUNTS = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 40), max_size=8)


def test_small_numbers_take_another_with_them():
    assert suppressed({"POL": 12, "COR": 3, "SOC": 7}) == {"POL": 12, "COR": None, "SOC": None}


def test_nought_is_told_and_large_numbers_too():
    assert suppressed({"a": 0, "b": 9}) == {"a": 0, "b": 9}


def test_two_small_ones_that_hold_too_little_take_a_third():
    assert suppressed({"a": 1, "b": 2, "c": 6, "d": 30}) == {"a": None, "b": None, "c": None, "d": 30}


@given(COUNTS)
def test_what_is_hidden_cannot_be_worked_out_from_the_total(counts):
    told = suppressed(counts)
    hidden = [row for row, value in told.items() if value is None]
    assert all(value is None or value == 0 or value >= LEAST for value in told.values())
    assert all(told[row] in (None, counts[row]) for row in counts)
    if hidden and any(count >= LEAST for count in counts.values()) and len(counts) > 1:
        assert len(hidden) >= 2
