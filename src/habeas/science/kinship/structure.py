"""What the shape of one computation is, apart from alleles and frequencies: the key under which programs are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from .pedigree import Pedigree, Person

UNTYPED, TYPED, SOFT = 0, 1, 2
Founders = Literal["mutate", "prune"]


@dataclass(frozen=True)
class Member:
    """A person by position: parents are positions, -1 for a founder."""

    father: int
    mother: int
    sex: str
    role: int = UNTYPED


@dataclass(frozen=True)
class Structure:
    """Members, parents first, who is typed, and whose genotype is asked for (-1: nobody's)."""

    members: tuple[Member, ...]
    target: int = -1
    x_linked: bool = False
    prune: bool = False
    mutates: bool = False
    theta: bool = False
    silent: bool = False
    linked: bool = False


@dataclass(frozen=True)
class Layout:
    """A structure with the names of its typed members, in the order in which genotypes are passed."""

    structure: Structure
    typed: tuple[str, ...]


def members_of(
    pedigrees: Iterable[Pedigree], roles: Mapping[str, int], *, with_sex: bool
) -> tuple[tuple[Member, ...], tuple[str, ...]]:
    """Positions for the persons of several pedigrees side by side; returns members and their names."""
    persons: list[Person] = [person for pedigree in pedigrees for person in pedigree.persons]
    position = {person.id: i for i, person in enumerate(persons)}
    members = tuple(
        Member(
            position[p.father] if p.father is not None else -1,
            position[p.mother] if p.mother is not None else -1,
            p.sex if with_sex else "U",
            roles.get(p.id, UNTYPED),
        )
        for p in persons
    )
    return members, tuple(p.id for p in persons)
