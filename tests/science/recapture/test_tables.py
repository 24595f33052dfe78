import numpy as np
import pytest

from habeas.science.recapture.errors import RecaptureError
from habeas.science.recapture.tables import from_masks, from_patterns, from_people

LISTS = ("Ibrahim's list", "Vesna's list", "the hospital")


def refused(rows: list[tuple[list[int], object]], lists: tuple[str, ...] = LISTS) -> str:
    with pytest.raises(RecaptureError) as caught:
        from_patterns(lists, rows)
    return caught.value.code


def test_overlaps_count_persons_on_both_lists():
    table = from_patterns(LISTS, [([1, 0, 0], 5), ([1, 1, 0], 3), ([1, 1, 1], 2), ([0, 0, 1], 7)])

    assert table.n == 17
    assert table.on_list().tolist() == [10, 5, 9]
    assert table.overlaps().tolist() == [[10, 5, 2], [5, 5, 2], [2, 2, 9]]


def test_leaving_a_list_out_loses_only_the_persons_it_alone_knew():
    table = from_patterns(LISTS, [([1, 0, 0], 5), ([1, 1, 0], 3), ([1, 1, 1], 2), ([0, 0, 1], 7)])

    left = table.without_list(0)

    assert left.lists == LISTS[1:]
    assert dict(zip(left.patterns.tolist(), left.counts.tolist(), strict=True)) == {1: 3, 3: 2, 2: 7}


def test_within_a_list_the_truth_is_its_size():
    table = from_patterns(LISTS, [([1, 0, 0], 5), ([1, 1, 0], 3), ([1, 1, 1], 2), ([0, 0, 1], 7)])

    inside = table.within_list(0)

    assert (table.on_list()[0], inside.n) == (10, 5)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (-1, "negative-count"),
        (2.5, "fractional-count"),
        ("many", "not-a-count"),
        ("", "not-a-count"),
        (float("nan"), "not-a-count"),
        (float("inf"), "not-a-count"),
        (1e15, "overflow"),
    ],
)
def test_a_count_that_is_no_number_of_persons_is_refused(value, code):
    assert refused([([1, 0, 0], 5), ([0, 1, 0], value)]) == code


def test_a_row_of_zeros_with_a_count_is_refused_and_without_is_ignored():
    assert refused([([1, 0, 0], 5), ([0, 0, 0], 12)]) == "all-zeros"
    assert from_patterns(LISTS, [([1, 1, 0], 5), ([0, 0, 0], 0)]).n == 5


def test_other_impossible_tables_are_refused():
    assert refused([([2, 0, 0], 5)]) == "not-membership"
    assert refused([([1, 0, 0], 0)]) == "empty-table"
    assert refused([([1], 5)], ("one",)) == "one-list"
    assert refused([([1, 1], 5)], ("same", "same")) == "duplicate-name"


def test_absent_and_repeated_patterns_are_said():
    table = from_patterns(LISTS, [([1, 0, 0], 5), ([1, 0, 0], 1), ([0, 1, 0], 2)])

    assert table.counts.tolist() == [6, 2]
    assert [note.split()[0] for note in table.notes] == ["1", "5"]


def test_a_register_gives_one_mask_a_person():
    table = from_people(LISTS, [1, 1, 3, 0, 4])

    assert (table.n, table.patterns.tolist(), table.counts.tolist()) == (4, [1, 3, 4], [2, 1, 1])
    assert table.notes == ("1 persons are on no list and were left out.",)


def test_masks_add_up_and_the_dense_table_leaves_nobody_out():
    table = from_masks(LISTS, [3, 3, 7], [1, 2, 4])

    assert np.array_equal(table.dense(), [0, 0, 0, 3, 0, 0, 0, 4])


def test_a_dense_table_of_many_lists_is_refused():
    table = from_masks([f"list {j}" for j in range(20)], [1, 2], [3, 4])

    with pytest.raises(RecaptureError, match="latent classes"):
        table.dense()
