"""Markers with their allele frequencies, and the policies for rare and unknown alleles."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .errors import FrequencyError, ProfileError
from .mutation import Mutation, with_silent

Chromosome = Literal["autosomal", "X"]
SILENT = "silent"
SUM_TOLERANCE = 1e-3


@dataclass(frozen=True)
class RareAlleles:
    """What is done with rare and with unknown alleles; the name goes into every result.

    `minimum` raises smaller frequencies to it; `unknown` either refuses an allele that the database does not have
    or adds it with the minimum frequency. Afterwards the frequencies are scaled to sum to one.
    """

    minimum: float = 0.0
    unknown: Literal["refuse", "add"] = "refuse"

    @property
    def name(self) -> str:
        floor = (
            f"minimum allele frequency {self.minimum:g}" if self.minimum else "no minimum allele frequency"
        )
        unknown = (
            "unknown alleles added at the minimum" if self.unknown == "add" else "unknown alleles refused"
        )
        return f"{floor}, {unknown}"

    def apply(self, freqs: Mapping[str, float], observed: Collection[str], marker: str) -> dict[str, float]:
        """Frequencies after the policy, summing to one; raises on an unknown allele when told to refuse."""
        table = dict(freqs)
        for allele in sorted(set(observed) - set(table)):
            if self.unknown == "refuse" or self.minimum <= 0:
                raise FrequencyError(
                    f"allele {allele!r} is not in the frequency table; correct it or allow rare alleles",
                    marker=marker,
                )
            table[allele] = self.minimum
        raised = {allele: max(p, self.minimum) for allele, p in table.items()}
        if raised == dict(freqs):
            return raised
        total = sum(raised.values())
        return {allele: p / total for allele, p in raised.items()}


@dataclass(frozen=True)
class Marker:
    """One STR: alleles and frequencies of shape (alleles,), summing to one; a silent allele stands last."""

    name: str
    alleles: tuple[str, ...]
    freqs: NDArray[np.float64]
    chrom: Chromosome = "autosomal"
    mutation: Mutation | None = None
    has_silent: bool = False

    @cached_property
    def index(self) -> Mapping[str, int]:
        return {allele: i for i, allele in enumerate(self.alleles)}

    @property
    def size(self) -> int:
        return len(self.alleles)

    @property
    def silent_index(self) -> int:
        return self.size - 1 if self.has_silent else -1

    def allele_index(self, allele: str, sample: str | None = None) -> int:
        found = self.index.get(allele)
        if found is None or (self.has_silent and found == self.silent_index):
            raise ProfileError(
                f"allele {allele!r} is not in the frequency table; correct it or allow rare alleles",
                sample=sample,
                marker=self.name,
            )
        return found

    def without_mutation(self) -> Marker:
        return replace(self, mutation=None)


def make_marker(
    name: str,
    freqs: Mapping[str, float],
    *,
    chrom: Chromosome = "autosomal",
    mutation: Mutation | None = None,
    silent_frequency: float = 0.0,
) -> Marker:
    """Check a frequency table and add the silent allele, scaling the others by one minus its frequency.

    Raises FrequencyError when the frequencies are not positive numbers that sum to one within 0.001.
    """
    check_frequencies(freqs, name)
    if not 0 <= silent_frequency < 1:
        raise FrequencyError(f"silent frequency {silent_frequency} must lie between 0 and 1", marker=name)
    alleles = tuple(freqs)
    values = np.array([freqs[a] for a in alleles], dtype=np.float64)
    if mutation is not None and mutation.male.shape != (len(alleles), len(alleles)):
        raise FrequencyError("the mutation matrix has another size than the frequency table", marker=name)
    if not silent_frequency:
        return Marker(name, alleles, values, chrom, mutation)
    if mutation is not None:
        mutation = replace(mutation, male=with_silent(mutation.male), female=with_silent(mutation.female))
    values = np.append(values * (1 - silent_frequency), silent_frequency)
    return Marker(name, (*alleles, SILENT), values, chrom, mutation, has_silent=True)


def check_frequencies(freqs: Mapping[str, float], marker: str) -> None:
    if not freqs:
        raise FrequencyError("the frequency table is empty", marker=marker)
    for allele, p in freqs.items():
        if not isinstance(p, (int, float)) or isinstance(p, bool) or not 0 < p <= 1:
            raise FrequencyError(f"allele {allele!r} has frequency {p!r}, not within (0, 1]", marker=marker)
    total = float(sum(freqs.values()))
    if abs(total - 1) > SUM_TOLERANCE:
        raise FrequencyError(f"frequencies sum to {total:.6g}, not to one", marker=marker)
