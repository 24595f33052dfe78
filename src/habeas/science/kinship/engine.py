"""The door to the kernels: padded marker arrays, and a structure run over many jobs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .errors import TooComplexError
from .kernels import MarkerArrays, Model, run_jobs
from .markers import Marker
from .plan import Program, merges_of, programs_of
from .structure import Structure

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


@dataclass(frozen=True)
class MarkerTable:
    """Markers as padded arrays: freqs (markers, most), matrices (markers, most, most)."""

    markers: tuple[Marker, ...]

    @cached_property
    def sizes(self) -> Ints:
        return np.array([m.size for m in self.markers], dtype=np.int32)

    @cached_property
    def most(self) -> int:
        return int(self.sizes.max())

    @cached_property
    def silents(self) -> Ints:
        return np.array([m.silent_index for m in self.markers], dtype=np.int32)

    @cached_property
    def freqs(self) -> Floats:
        table = np.zeros((len(self.markers), self.most))
        for i, m in enumerate(self.markers):
            table[i, : m.size] = m.freqs
        return table

    @cached_property
    def mutates(self) -> NDArray[np.bool_]:
        return np.array([m.mutation is not None for m in self.markers], dtype=np.bool_)

    @cached_property
    def male(self) -> Floats:
        return self._matrices("male")

    @cached_property
    def female(self) -> Floats:
        return self._matrices("female")

    def _matrices(self, sex: str) -> Floats:
        table = np.zeros((len(self.markers), self.most, self.most))
        for i, m in enumerate(self.markers):
            table[i, : m.size, : m.size] = np.eye(m.size) if m.mutation is None else getattr(m.mutation, sex)
        return table

    def arrays(self, lumps: NDArray[np.bool_]) -> MarkerArrays:
        return MarkerArrays(self.sizes, self.silents, self.freqs, self.male, self.female, self.mutates, lumps)

    @cached_property
    def lumps(self) -> NDArray[np.bool_]:
        """Markers whose unseen alleles may be treated as one in a likelihood."""
        return np.array([can_lump(m) for m in self.markers], dtype=np.bool_)

    @cached_property
    def table_lumps(self) -> NDArray[np.bool_]:
        """Markers whose unseen alleles may also be split again by frequency in a posterior."""
        return np.array([can_lump(m) and can_split(m) for m in self.markers], dtype=np.bool_)


def can_lump(marker: Marker) -> bool:
    """Strong lumpability of any set of alleles: each column is constant off the diagonal."""
    if marker.mutation is None:
        return True
    real = marker.size - marker.has_silent
    return all(_constant_columns(m[:real]) for m in (marker.mutation.male, marker.mutation.female))


def can_split(marker: Marker) -> bool:
    """Whether alleles of a lump keep their population proportions: columns proportional to frequency."""
    if marker.mutation is None:
        return True
    real = marker.size - marker.has_silent
    if real < 2:
        return True
    for matrix in (marker.mutation.male, marker.mutation.female):
        off = np.array([matrix[(j + 1) % real, j] for j in range(real)])
        ratio = off / marker.freqs[:real]
        if np.ptp(ratio) > 1e-12 * max(1.0, float(ratio.max())):
            return False
    return True


def _constant_columns(matrix: Floats) -> bool:
    rows = matrix.shape[0]
    for j in range(matrix.shape[1]):
        column = matrix[np.arange(rows) != j, j]
        if len(column) and float(np.ptp(column)) > 1e-15 * float(column.max()):
            return False
    return True


@dataclass(frozen=True)
class Observation:
    """How profiles of softly typed members arise: drop-out by reference (references,), drop-in by marker."""

    drop_out: Floats
    drop_in: float = 0.0


def run_structure(
    structure: Structure,
    table: MarkerTable,
    job_marker: Ints,
    job_geno: Ints,
    *,
    theta: float = 0.0,
    observation: Observation | None = None,
    lumps: NDArray[np.bool_] | None = None,
    rho: float = 0.5,
) -> tuple[Floats, Floats]:
    """Probabilities of jobs: (values, log scale); values (jobs, 1), or (jobs, most*most) with a target.

    job_marker is (jobs, loci), job_geno (jobs, loci, references, 2) in allele numbers. The true probability is
    value * exp(log scale). Raises TooComplexError when a table would not fit into memory.
    """
    if not structure.theta:
        (program, _) = programs_of(structure)[0]
        return _run(program, structure, table, job_marker, job_geno, 0.0, observation, lumps, rho)
    values, scales = _empty(structure, table, len(job_marker))
    scales[:] = 0.0
    values[:] = 0.0
    for (program, ways), weight in zip(programs_of(structure), _weights(structure, theta), strict=True):
        v, s = _run(program, structure, table, job_marker, job_geno, theta, observation, lumps, rho)
        values += ways * weight * v * np.exp(s)[:, None]
    return values, scales


def _weights(structure: Structure, theta: float) -> list[float]:
    """Weights of the partitions of hidden founder alleles under the urn model, apart from their multiplicity."""
    merges, hidden = merges_of(structure)
    known = int(sum(1 if mode == 2 else 2 for mode in _known_modes(structure)))
    bottom = float(np.prod([1 + (known + k - 1) * theta for k in range(hidden)], initial=1.0))
    return [theta**m / bottom for m in merges]


def _known_modes(structure: Structure) -> list[int]:
    program = programs_of(structure)[0][0]
    return [int(program.modes[r]) for r in program.known]


def _empty(structure: Structure, table: MarkerTable, jobs: int) -> tuple[Floats, Floats]:
    width = 1 if structure.target < 0 else table.most**2
    return np.zeros((jobs, width)), np.zeros(jobs)


def _run(
    program: Program,
    structure: Structure,
    table: MarkerTable,
    job_marker: Ints,
    job_geno: Ints,
    theta: float,
    observation: Observation | None,
    lumps: NDArray[np.bool_] | None,
    rho: float,
) -> tuple[Floats, Floats]:
    values, scales = _empty(structure, table, len(job_marker))
    if observation is None:
        observation = Observation(np.zeros(max(1, len(program.modes))))
    model = Model(observation.drop_out, observation.drop_in, rho, theta)
    markers = table.arrays(table.lumps if lumps is None else lumps)
    cells = run_jobs(program.arrays, markers, model, job_marker, job_geno, values, scales)
    if cells:
        raise TooComplexError(f"the family needs a table of {cells} cells; simplify it or type more members")
    return values, scales


def pad_genotypes(rows: Sequence[Sequence[NDArray[np.int32]]]) -> Ints:
    """Stack (jobs, references, 2) into the kernel's (jobs, 1, references, 2)."""
    jobs = len(rows)
    references = len(rows[0]) if jobs else 0
    stacked = np.full((jobs, 1, max(references, 1), 2), -1, dtype=np.int32)
    for j, row in enumerate(rows):
        for r, genotype in enumerate(row):
            stacked[j, 0, r] = genotype
    return stacked
