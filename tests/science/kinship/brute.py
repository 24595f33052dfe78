"""Likelihood by writing out every ordered genotype of every person: slow, plain, independent of the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from habeas.science.kinship.markers import Marker
from habeas.science.kinship.pedigree import Pedigree, Person


def likelihood(
    pedigrees: Sequence[Pedigree],
    marker: Marker,
    typed: Mapping[str, tuple[str, ...]],
    theta: float = 0.0,
) -> float:
    """Sum over all genotypes, founders first, alleles drawn from an urn when theta is positive."""
    persons = sorted((p for pedigree in pedigrees for p in pedigree.persons), key=lambda p: not p.is_founder)
    ordered = [p for p in persons if p.is_founder]
    rest = [p for pedigree in pedigrees for p in pedigree.persons if not p.is_founder]
    return _walk([*ordered, *rest], 0, {}, np.zeros(marker.size), marker, typed, theta)


def _walk(persons, at, genotypes, counts, marker, typed, theta):  # type: ignore[no-untyped-def]
    if at == len(persons):
        return 1.0
    person = persons[at]
    total = 0.0
    for pair, p, drawn in _genotypes(person, genotypes, counts, marker, theta):
        if p > 0 and _fits(pair, typed.get(person.id), marker):
            rest = _walk(persons, at + 1, genotypes | {person.id: pair}, counts + drawn, marker, typed, theta)
            total += p * rest
    return total


def _genotypes(person: Person, genotypes, counts, marker, theta):  # type: ignore[no-untyped-def]
    hemizygous = marker.chrom == "X" and person.sex == "M"
    n = marker.size
    for m in range(n):
        for f in [-1] if hemizygous else range(n):
            drawn = np.zeros(n)
            if person.is_founder:
                p = _urn(m, counts, marker, theta)
                drawn[m] += 1
                if not hemizygous:
                    p *= _urn(f, counts + drawn, marker, theta)
                    drawn[f] += 1
            else:
                p = _passed(genotypes[person.mother], m, marker, "female")
                if not hemizygous:
                    p *= _passed(genotypes[person.father], f, marker, "male")
            yield (f, m), p, drawn


def _urn(allele: int, counts, marker: Marker, theta: float) -> float:  # type: ignore[no-untyped-def]
    total = counts.sum()
    return float((theta * counts[allele] + (1 - theta) * marker.freqs[allele]) / (1 + (total - 1) * theta))


def _passed(parent: tuple[int, int], allele: int, marker: Marker, sex: str) -> float:
    matrix = np.eye(marker.size) if marker.mutation is None else getattr(marker.mutation, sex)
    sources = [a for a in parent if a >= 0]
    return float(sum(matrix[a, allele] for a in sources) / len(sources))


def _fits(pair: tuple[int, int], seen: tuple[str, ...] | None, marker: Marker) -> bool:
    if seen is None:
        return True
    visible = {marker.alleles[a] for a in pair if a >= 0 and a != marker.silent_index}
    return visible == set(seen)
