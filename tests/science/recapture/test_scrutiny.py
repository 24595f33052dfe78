from habeas.science.recapture.scrutiny import scrutinise
from habeas.science.recapture.tables import CaptureTable, from_masks

from .loading import table


def codes(found: CaptureTable) -> list[str]:
    return [remark.code for remark in scrutinise(found).remarks]


def test_kosovo_has_nothing_to_remark():
    assert codes(table("kosovo")) == []


def test_two_lists_are_refused_because_independence_cannot_be_checked():
    looked = scrutinise(from_masks(("Arta's", "Milan's"), [1, 2, 3], [400, 300, 200]))

    assert looked.refused
    assert "cannot be checked" in looked.remarks[0].text


def test_a_doubled_list_counts_once():
    twice = from_masks("ABC", [1 | 4, 2, 7], [500, 400, 300])

    looked = scrutinise(twice)

    assert (looked.table.size, looked.valid, looked.refused) == (2, 2, True)
    assert "C holds exactly the same persons as A" in " ".join(r.text for r in looked.remarks)


def test_an_empty_list_is_left_out_and_the_others_stay():
    looked = scrutinise(from_masks("ABCD", range(1, 8), [50] * 7))

    assert (looked.table.lists, looked.valid, looked.refused) == (("A", "B", "C"), 3, False)


def test_a_list_with_everybody_does_not_count():
    assert scrutinise(from_masks("ABC", [1, 3, 5, 7], [50] * 4)).valid == 2


def test_a_list_inside_another_is_named():
    inside = from_masks("ABC", [1, 3, 4, 5, 7], [300, 200, 400, 100, 50])

    assert "contained-list" in codes(inside)


def test_thin_and_missing_overlaps_are_named():
    assert codes(table("artificial3")) == ["thin-overlap", "no-overlap", "no-overlap", "few-persons", "note"]
