"""Victims, the families that look for them, and what is assumed beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..errors import KinshipError
from ..likelihood import Settings
from ..markers import Marker
from ..pedigree import Pedigree
from ..profiles import Profile

Floats = NDArray[np.float64]
Event = Literal["open", "closed"]


@dataclass(frozen=True)
class SearchingFamily:
    """A family with one or several missing members and the profiles of its references."""

    id: str
    pedigree: Pedigree
    missing: tuple[str, ...]
    references: Mapping[str, Profile]

    def __post_init__(self) -> None:
        for person in (*self.missing, *self.references):
            if person not in self.pedigree:
                raise KinshipError(f"person {person!r} is not in the pedigree of family {self.id}")
        both = set(self.missing) & set(self.references)
        if both:
            raise KinshipError(f"person {min(both)!r} is missing and typed at once in family {self.id}")
        if not any(p.genotypes for p in self.references.values()):
            raise KinshipError("the family has no typed reference", sample=self.id)


@dataclass(frozen=True)
class Prior:
    """Weights of assignments before DNA, in natural logs.

    `pair` (victims, missing) weighs naming a victim as a missing person, zero when flat. `event` closed means that
    every victim is one of the missing; open allows strangers.
    """

    pair: Floats | None = None
    event: Event = "open"
    name: str = "flat over all assignments"

    @property
    def description(self) -> str:
        event = (
            "open event: victims may be strangers" if self.event == "open" else "closed event: no strangers"
        )
        return f"prior {self.name}; {event}"


@dataclass(frozen=True)
class Problem:
    """Everything that a joint identification needs."""

    families: tuple[SearchingFamily, ...]
    victims: tuple[Profile, ...]
    markers: tuple[Marker, ...]
    settings: Settings = field(default_factory=Settings)
    prior: Prior = field(default_factory=Prior)

    def __post_init__(self) -> None:
        _check_unique([v.sample for v in self.victims], "victim")
        _check_unique([m for f in self.families for m in f.missing], "missing person")
        if self.settings.drop_out:
            raise KinshipError(
                "drop-out is not available in the joint identification; compare such pairs singly"
            )

    @cached_property
    def missing(self) -> tuple[str, ...]:
        return tuple(m for family in self.families for m in family.missing)

    @cached_property
    def family_of(self) -> dict[str, int]:
        return {m: i for i, family in enumerate(self.families) for m in family.missing}

    def sexes_agree(self, victim: int, missing: str) -> bool:
        family = self.families[self.family_of[missing]]
        pair = {self.victims[victim].sex, family.pedigree.by_id[missing].sex} - {"U"}
        return len(pair) < 2

    def log_prior(self, victim: int, missing: str) -> float:
        if self.prior.pair is None:
            return 0.0
        return float(self.prior.pair[victim, self.missing.index(missing)])


def _check_unique(names: Sequence[str], what: str) -> None:
    for name in names:
        if names.count(name) > 1:
            raise KinshipError(f"{what} {name!r} is listed twice", sample=name)
