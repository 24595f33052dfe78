"""Lists become persons: brothers stay apart, decisions stand above scores, a later list joins what is known."""

from __future__ import annotations

import numpy as np
import pytest

from habeas.science.linkage import (
    Compared,
    LinkageError,
    compare,
    decisions,
    from_rows,
    link,
    link_new,
    read_lists,
)
from habeas.science.linkage.cli import package_places
from habeas.science.linkage.truth import quality, read_truth

from .lists import LISTS, TRUTH, linked


def test_persons_are_found() -> None:
    found = linked()
    reached = quality(found.labels, read_truth(TRUTH, found.records.ids), 0.0)
    assert reached.precision > 0.985
    assert reached.recall > 0.98


def test_every_record_is_of_one_person() -> None:
    persons = linked().persons()
    assert sorted(record for records in persons.values() for record in records) == sorted(
        linked().records.ids
    )


def test_decisions_stand_above_scores() -> None:
    one, other = next((r[0], r[1]) for r in linked().persons().values() if len(r) == 2)
    strangers = [records[0] for records in linked().persons().values() if len(records) == 1][:2]
    decided = decisions(same=[(strangers[0], strangers[1])], different=[(one, other)])
    found = link(read_lists(LISTS), gazetteer=package_places(), decisions=decided, weights=linked().weights)
    label = {record: found.labels[at] for record, at in found.row.items()}
    assert label[one] != label[other]
    assert label[strangers[0]] == label[strangers[1]]


def test_contradicting_decisions_are_refused() -> None:
    rows = from_rows({"record_id": name, "given_name": "Zana", "surname": "Shembull"} for name in "abc")
    decided = decisions(same=[("a", "b"), ("b", "c")], different=[("a", "c")])
    with pytest.raises(LinkageError, match="'a' and 'c' are decided to be different"):
        link(rows, decisions=decided)


def test_new_list_joins_known_persons() -> None:
    whole = read_lists(LISTS)
    rows = [whole.row(at) for at in range(len(whole))]
    late = [row for row in rows if row["list"] == "NGO"]
    early = [row for row in rows if row["list"] != "NGO"]
    known = link(from_rows(early), gazetteer=package_places())
    persons = {r: first for first, records in known.persons().items() for r in records}
    found = link_new(
        from_rows(late), from_rows(early), persons, gazetteer=package_places(), weights=known.weights
    )
    assert set(found.person) == {row["record_id"] for row in late}
    together = linked()
    same = sum(
        together.labels[together.row[new]] == together.labels[together.row[first]]
        for new, first in found.person.items()
    )
    assert same > 0.98 * len(late)


def test_reasons_add_up_to_the_score() -> None:
    found = linked()
    suggestion = next(found.suggestions(above=2))
    told = found.explain(suggestion.one, suggestion.other)
    assert sum(reason.weight for reason in told.evidence) == pytest.approx(told.score, abs=0.06)
    assert told.score == pytest.approx(suggestion.score, abs=1e-4)


def test_empty_list_has_no_persons() -> None:
    assert link(from_rows([])).persons() == {}


def test_record_twice_is_refused() -> None:
    with pytest.raises(LinkageError, match="'a' is there twice"):
        link(from_rows([{"record_id": "a", "surname": "X"}, {"record_id": "a", "surname": "Y"}]))


def suggested(found: Compared, fresh: set[str]) -> dict[frozenset[str], float]:
    """Pairs shown to reviewers (0.2 or more probable) in which a fresh record takes part, and their log odds."""
    return {
        frozenset((pair.one, pair.other)): pair.score
        for pair in found.suggestions(-1.386)
        if pair.one in fresh or pair.other in fresh
    }


def test_a_new_list_is_compared_as_the_whole_is_compared() -> None:
    """With weights of the lists before: of the suggestions of the whole 98 in 100, and no more than 2 in 100 others."""
    whole = read_lists(LISTS)
    rows = [whole.row(at) for at in range(len(whole))]
    early = compare(from_rows(row for row in rows if row["list"] != "NGO"), gazetteer=package_places())
    late = {row["record_id"] for row in rows if row["list"] == "NGO"}
    marks = np.array([record in late for record in whole.ids])
    added = compare(whole, fresh=marks, weights=early.weights, gazetteer=package_places())
    every = suggested(linked(), late)
    found = {frozenset((pair.one, pair.other)): pair.score for pair in added.suggestions(-1.386)}
    both = every.keys() & found.keys()
    assert len(both) >= 0.98 * max(len(every), len(found))
    moved = sorted(abs(every[pair] - found[pair]) for pair in both)
    assert moved[int(len(moved) * 0.95)] < 1.5
    again = compare(whole, fresh=marks, weights=linked().weights, gazetteer=package_places())
    assert suggested(again, late) == pytest.approx(every, abs=1e-3)
