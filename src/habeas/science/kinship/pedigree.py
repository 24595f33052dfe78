"""Family trees: persons with two known parents or none, checked before anything is computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from .errors import PedigreeError

Sex = Literal["M", "F", "U"]


@dataclass(frozen=True)
class Person:
    """One member of a pedigree; a founder has neither father nor mother."""

    id: str
    father: str | None = None
    mother: str | None = None
    sex: Sex = "U"

    @property
    def is_founder(self) -> bool:
        return self.father is None


@dataclass(frozen=True)
class Pedigree:
    """Persons of one connected or unconnected family, parents before children after checking."""

    persons: tuple[Person, ...]
    name: str = ""

    def __post_init__(self) -> None:
        _check_unique(self.persons)
        _check_parents(self.persons)
        object.__setattr__(self, "persons", _parents_first(self.persons))

    @cached_property
    def by_id(self) -> Mapping[str, Person]:
        return {person.id: person for person in self.persons}

    @cached_property
    def ids(self) -> frozenset[str]:
        return frozenset(person.id for person in self.persons)

    def __contains__(self, person_id: str) -> bool:
        return person_id in self.ids

    def children_of(self, person_id: str) -> list[Person]:
        return [person for person in self.persons if person_id in (person.father, person.mother)]

    def ancestors_of(self, person_id: str) -> set[str]:
        found: set[str] = set()
        waiting = [person_id]
        while waiting:
            person = self.by_id[waiting.pop()]
            for parent in (person.father, person.mother):
                if parent is not None and parent not in found:
                    found.add(parent)
                    waiting.append(parent)
        return found

    def renamed(self, old: str, new: str) -> Pedigree:
        """The same tree with one person under another name."""

        def name(person_id: str | None) -> str | None:
            return new if person_id == old else person_id

        persons = (Person(str(name(p.id)), name(p.father), name(p.mother), p.sex) for p in self.persons)
        return Pedigree(tuple(persons), self.name)


@dataclass(frozen=True)
class Hypothesis:
    """What is claimed: one or several family trees without common members."""

    label: str
    components: tuple[Pedigree, ...]
    person_ids: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for component in self.components:
            twice = seen & component.ids
            if twice:
                raise PedigreeError(
                    f"person {min(twice)!r} stands in two components of hypothesis {self.label!r}; "
                    "give the second one another name",
                    sample=min(twice),
                )
            seen |= component.ids
        object.__setattr__(self, "person_ids", frozenset(seen))


def _check_unique(persons: Iterable[Person]) -> None:
    seen: set[str] = set()
    for person in persons:
        if person.id in seen:
            raise PedigreeError(f"person {person.id!r} is listed twice", sample=person.id)
        seen.add(person.id)


def _check_parents(persons: tuple[Person, ...]) -> None:
    by_id = {person.id: person for person in persons}
    for person in persons:
        if person.sex not in ("M", "F", "U"):
            raise PedigreeError(f"sex {person.sex!r} is unknown; use M, F or U", sample=person.id)
        if (person.father is None) != (person.mother is None):
            given = "father" if person.father is not None else "mother"
            raise PedigreeError(
                f"only the {given} is given; give both parents (invent the other) or neither",
                sample=person.id,
            )
        _check_parent(person, person.father, "father", "F", by_id)
        _check_parent(person, person.mother, "mother", "M", by_id)
        if person.father is not None and person.father == person.mother:
            raise PedigreeError(f"{person.father!r} is both father and mother", sample=person.id)


def _check_parent(
    person: Person, parent: str | None, role: str, wrong_sex: str, by_id: Mapping[str, Person]
) -> None:
    if parent is None:
        return
    if parent not in by_id:
        raise PedigreeError(f"{role} {parent!r} is not in the pedigree; add that person", sample=person.id)
    if by_id[parent].sex == wrong_sex:
        raise PedigreeError(f"{role} {parent!r} has sex {wrong_sex}", sample=person.id)


def _parents_first(persons: tuple[Person, ...]) -> tuple[Person, ...]:
    """Sort stably so that parents precede children; a circle is an error."""
    placed: set[str] = set()
    ordered: list[Person] = []
    waiting = list(persons)
    while waiting:
        ready = [p for p in waiting if p.is_founder or {p.father, p.mother} <= placed]
        if not ready:
            culprit = _on_a_circle(waiting)
            raise PedigreeError(f"{culprit!r} is their own ancestor", sample=culprit)
        ordered += ready
        placed |= {p.id for p in ready}
        waiting = [p for p in waiting if p.id not in placed]
    return tuple(ordered)


def _on_a_circle(waiting: list[Person]) -> str:
    """Walk up from anybody who cannot be placed until somebody returns."""
    by_id = {person.id: person for person in waiting}
    seen: list[str] = []
    current = waiting[0].id
    while current not in seen:
        seen.append(current)
        person = by_id[current]
        current = next(p for p in (person.father, person.mother) if p is not None and p in by_id)
    return current
