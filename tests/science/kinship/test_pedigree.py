"""Impossible families are refused with the reason."""

from __future__ import annotations

import pytest

from habeas.science.kinship.errors import PedigreeError
from habeas.science.kinship.pedigree import Hypothesis, Pedigree, Person

from .builders import family, trio


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("Ana", None, None, "F"), ("Ana", None, None, "F")], "'Ana' is listed twice"),
        ([("Ana", "Bekim", None, "F"), ("Bekim", None, None, "M")], "only the father is given"),
        ([("Ana", "Bekim", "Cana", "F"), ("Cana", None, None, "F")], "father 'Bekim' is not in the pedigree"),
        ([("Ana", "Bea", "Cana", "F"), ("Bea", None, None, "F"), ("Cana", None, None, "F")], "has sex F"),
        ([("Ana", "Bea", "Bea", "F"), ("Bea", None, None, "U")], "both father and mother"),
        ([("Ana", None, None, "X")], "sex 'X' is unknown"),
    ],
)
def test_impossible_tree_is_refused(rows: list, message: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(PedigreeError, match=message):
        family(*rows)


def test_own_ancestor_is_refused() -> None:
    persons = (Person("Ana", "Bekim", "Cana", "F"), Person("Bekim", "Dren", "Ana", "M"))
    others = (Person("Cana", None, None, "F"), Person("Dren", None, None, "M"))
    with pytest.raises(PedigreeError, match="is their own ancestor"):
        Pedigree(persons + others)


def test_parents_are_put_before_children() -> None:
    child_first = family(
        ("Luan", "Arben", "Mira", "M"), ("Arben", None, None, "M"), ("Mira", None, None, "F")
    )
    assert [p.id for p in child_first.persons] == ["Arben", "Mira", "Luan"]


def test_one_person_in_two_components_is_refused() -> None:
    with pytest.raises(PedigreeError, match="two components"):
        Hypothesis("H2", (trio(), family(("Luan", None, None, "M"))))


def test_ancestors_are_all_found() -> None:
    assert trio().ancestors_of("Luan") == {"Arben", "Mira"}
