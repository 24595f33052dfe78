"""Invented profiles: alleles drawn for founders and passed down the tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from .markers import Marker
from .pedigree import Pedigree, Person
from .profiles import Profile

Ints = NDArray[np.int32]


def simulate_genotypes(
    pedigree: Pedigree, markers: Sequence[Marker], rng: np.random.Generator, count: int = 1
) -> dict[str, Ints]:
    """Ordered genotypes (paternal, maternal) by person, shape (count, markers, 2) in allele numbers.

    A male's X has the maternal allele twice. Frequencies and mutation are those of the markers.
    """
    made: dict[str, Ints] = {}
    for person in pedigree.persons:
        pairs = np.empty((count, len(markers), 2), dtype=np.int32)
        for m, marker in enumerate(markers):
            pairs[:, m] = _one_marker(person, marker, m, made, rng, count)
        made[person.id] = pairs
    return made


def _one_marker(
    person: Person, marker: Marker, m: int, made: dict[str, Ints], rng: np.random.Generator, count: int
) -> Ints:
    hemizygous = marker.chrom == "X" and person.sex == "M"
    if person.father is None or person.mother is None:
        p = marker.freqs / marker.freqs.sum()
        pair = rng.choice(marker.size, size=(count, 2), p=p).astype(np.int32)
    else:
        pair = np.stack(
            [
                _gamete(made[person.father][:, m], marker, "male", rng),
                _gamete(made[person.mother][:, m], marker, "female", rng),
            ],
            axis=1,
        )
    if hemizygous:
        pair[:, 0] = pair[:, 1]
    return pair


def _gamete(parent: Ints, marker: Marker, sex: str, rng: np.random.Generator) -> Ints:
    """One allele of each parent, mutated by the row of the matrix."""
    count = len(parent)
    allele = parent[np.arange(count), rng.integers(0, 2, count)]
    if marker.mutation is None:
        return np.asarray(allele, dtype=np.int32)
    matrix: NDArray[np.float64] = getattr(marker.mutation, sex)
    cumulative = np.cumsum(matrix, axis=1)[allele]
    drawn: Ints = (rng.random(count)[:, None] * cumulative[:, -1:] > cumulative).sum(axis=1)
    return np.asarray(np.minimum(drawn, marker.size - 1), dtype=np.int32)


def as_profile(sample: str, coded: Ints, markers: Sequence[Marker], person: Person | None = None) -> Profile:
    """A profile from allele numbers of shape (markers, 2); a silent allele hides behind the other one."""
    sex = person.sex if person else "U"
    genotypes: dict[str, tuple[str, ...]] = {}
    for marker, pair in zip(markers, coded, strict=True):
        seen = [int(a) for a in pair if int(a) != marker.silent_index and a >= 0]
        if not seen:
            continue
        alleles = tuple(marker.alleles[a] for a in sorted(seen))
        if marker.chrom == "X" and sex == "M":
            genotypes[marker.name] = alleles[:1]
        else:
            genotypes[marker.name] = (alleles[0], alleles[-1])
    return Profile(sample, genotypes, sex)


def simulate_profiles(
    pedigree: Pedigree,
    markers: Sequence[Marker],
    rng: np.random.Generator,
    persons: Iterable[str] | None = None,
) -> dict[str, Profile]:
    """One set of full profiles for the named persons (all when none are named)."""
    drawn = simulate_genotypes(pedigree, markers, rng)
    wanted = list(persons) if persons is not None else list(drawn)
    return {p: as_profile(p, drawn[p][0], markers, pedigree.by_id[p]) for p in wanted}
