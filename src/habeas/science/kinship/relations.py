"""Comparisons among many profiles: re-association of remains, staff elimination, relatedness between families."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .jit import compiled
from .kernels import seen_rows
from .likelihood import Settings
from .markers import Marker
from .matching import genotype_probabilities, pair_probabilities
from .pedigree import Pedigree, Person
from .profiles import Profile, encode
from .search import BlindSearch, SearchSettings
from .tables import Family

Floats = NDArray[np.float64]
FATHER, MOTHER = Person("father", sex="M"), Person("mother", sex="F")
SIBLINGS = Pedigree((FATHER, MOTHER, Person("REF", "father", "mother"), Person("MP", "father", "mother")))
PARENT = Pedigree((Person("REF"), Person("partner"), Person("MP", "REF", "partner")))
HALF = Pedigree(
    (FATHER, MOTHER, Person("other"), Person("REF", "father", "mother"), Person("MP", "father", "other"))
)
RELATIONS = {"parent and child": PARENT, "full siblings": SIBLINGS, "half siblings": HALF}


@dataclass(frozen=True)
class Pair:
    """Two samples: log10 LR, markers compared, and how many of them differ."""

    first: str
    second: str
    log10_lr: float
    markers: int
    differing: int


def identity_tables(
    markers: Sequence[Marker], settings: Settings, drop_out: float, drop_in: float
) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64]]:
    """log10 LR of one person against two, for every pair of genotypes; (flat values, offsets, genotypes a marker)."""
    blocks: list[Floats] = []
    for marker in markers:
        n, genotypes = marker.size, marker.size * (marker.size + 1) // 2
        seen = np.zeros((genotypes, n * n))
        seen_rows(n, marker.silent_index, drop_out, drop_in, marker.freqs, seen)
        one = genotype_probabilities(marker, settings.theta).ravel()
        same = (seen * one) @ seen.T
        if settings.theta:
            apart = seen @ pair_probabilities(marker, settings.theta) @ seen.T
        else:
            apart = np.outer(seen @ one, seen @ one)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.log10(same) - np.log10(apart)
        ratio[np.isnan(ratio)] = 0.0
        blocks.append(ratio.ravel())
    sizes = np.array([m.size * (m.size + 1) // 2 for m in markers], dtype=np.int64)
    offsets = np.concatenate([[0], np.cumsum([len(b) for b in blocks])]).astype(np.int64)
    return np.concatenate(blocks), offsets, sizes


@compiled
def compare_pairs(
    first: NDArray[np.int64], second: NDArray[np.int64], upper: bool, values: Floats, offsets: NDArray[np.int64],
    sizes: NDArray[np.int64], score: Floats, together: NDArray[np.int32], differing: NDArray[np.int32],
) -> None:  # fmt: skip
    """Sum the markers typed on both sides; with `upper` only pairs i < j."""
    for i in range(first.shape[0]):
        for j in range(i + 1 if upper else 0, second.shape[0]):
            for m in range(first.shape[1]):
                a, b = first[i, m], second[j, m]
                if a >= 0 and b >= 0:
                    score[i, j] += values[offsets[m] + a * sizes[m] + b]
                    together[i, j] += 1
                    if a != b:
                        differing[i, j] += 1


def same_person_pairs(
    first: Sequence[Profile],
    second: Sequence[Profile] | None,
    markers: Sequence[Marker],
    settings: Settings | None = None,
    *,
    threshold: float = 6.0,
    drop_out: float = 0.0,
    drop_in: float = 0.0,
) -> list[Pair]:
    """Pairs whose log10 LR for one person reaches the threshold, best first.

    Without `second`, all pairs among `first` (re-association of commingled remains); with it, across the two (staff
    elimination, direct match against effects).
    """
    autosomal = [m for m in markers if m.chrom == "autosomal"]
    values, offsets, sizes = identity_tables(autosomal, settings or Settings(), drop_out, drop_in)
    left = _numbers(first, autosomal)
    right = left if second is None else _numbers(second, autosomal)
    shape = (len(left), len(right))
    score, together, differing = np.zeros(shape), np.zeros(shape, np.int32), np.zeros(shape, np.int32)
    compare_pairs(left, right, second is None, values, offsets, sizes, score, together, differing)
    others = first if second is None else second
    found = [
        Pair(first[i].sample, others[j].sample, float(score[i, j]), int(together[i, j]), int(differing[i, j]))
        for i, j in zip(*np.nonzero((score >= threshold) & (together > 0)), strict=True)
    ]
    return sorted(found, key=lambda pair: (-pair.log10_lr, pair.first, pair.second))


def _numbers(profiles: Sequence[Profile], markers: Sequence[Marker]) -> NDArray[np.int64]:
    """Genotype numbers of shape (profiles, markers), -1 for missing."""
    coded = np.array([encode(p, markers) for p in profiles], dtype=np.int64).reshape(
        len(profiles), len(markers), 2
    )
    low, high = coded.min(axis=2), coded.max(axis=2)
    return np.where(low < 0, -1, high * (high + 1) // 2 + low)


def groups_of(pairs: Iterable[Pair]) -> list[tuple[str, ...]]:
    """Samples that pairs tie together, each group sorted."""
    groups: list[set[str]] = []
    for pair in pairs:
        touching = [g for g in groups if pair.first in g or pair.second in g]
        merged = {pair.first, pair.second}.union(*touching)
        groups = [g for g in groups if g not in touching] + [merged]
    return sorted(tuple(sorted(g)) for g in groups)


@dataclass(frozen=True)
class Relative:
    """Two samples of different families that may be related."""

    first: str
    second: str
    relation: str
    log10_lr: float


def related_between(
    families: Sequence[Sequence[Profile]],
    markers: Sequence[Marker],
    settings: Settings | None = None,
    *,
    threshold: float = 4.0,
) -> list[Relative]:
    """Pairs of samples from different families with a close relation, each with its likeliest one; best first."""
    autosomal = [m for m in markers if m.chrom == "autosomal"]
    owner = [number for number, family in enumerate(families) for _ in family]
    people = [Profile(p.sample, p.genotypes) for family in families for p in family if p.genotypes]
    owner = [n for n, p in zip(owner, [p for f in families for p in f], strict=True) if p.genotypes]
    best: dict[tuple[int, int], Relative] = {}
    for relation, pedigree in RELATIONS.items():
        sources = [Family(p.sample, pedigree, "MP", {"REF": p}) for p in people]
        options = SearchSettings(threshold=threshold, threads=1, minimum_markers=0)
        for hits in BlindSearch(sources, people, autosomal, settings or Settings(), options).run():
            for v, f, score in zip(hits.victim, hits.family, hits.log10_lr, strict=True):
                if owner[v] == owner[f] or v < f:
                    continue
                found = Relative(people[f].sample, people[v].sample, relation, float(score))
                if (v, f) not in best or best[v, f].log10_lr < found.log10_lr:
                    best[int(v), int(f)] = found
    return sorted(best.values(), key=lambda r: -r.log10_lr)
