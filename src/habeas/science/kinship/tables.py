"""Tables of log10 LR for every genotype of a missing person: one peel a family and marker.

LR(g) = P(g, references | g is the missing person) / P(g, references | g is a stranger). The rows of all markers lie
one after the other in one vector; the last entry of a marker stands for "no data" and is zero. An impossible
genotype is -inf, so that it stays apart from "no data".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .engine import MarkerTable, run_structure
from .errors import KinshipError
from .genotypes import (
    GenotypeIndex,
    GenotypeLaw,
    genotype_law,
    ratio_rows,
    seen_weights,
    stranger_probabilities,
)
from .likelihood import Settings
from .markers import Marker
from .pedigree import Pedigree, Sex
from .profiles import Profile, encode
from .structure import TYPED, Member, Structure, members_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
STRANGER = Member(-1, -1, "U")


@dataclass(frozen=True)
class Family:
    """A family that looks for one missing person, with the profiles of its typed references."""

    id: str
    pedigree: Pedigree
    missing: str
    references: Mapping[str, Profile]

    def __post_init__(self) -> None:
        if self.missing not in self.pedigree:
            raise KinshipError(f"missing person {self.missing!r} is not in the pedigree", sample=self.id)
        for person in self.references:
            if person not in self.pedigree:
                raise KinshipError(f"reference {person!r} is not in the pedigree", sample=self.id)
        if not any(
            profile.genotypes for person, profile in self.references.items() if person != self.missing
        ):
            raise KinshipError("the family has no typed reference", sample=self.id)

    @property
    def sex(self) -> Sex:
        return self.pedigree.by_id[self.missing].sex


@dataclass
class TableBlock:
    """log10 LR of shape (families, width); `inconsistent` (families, markers) where the references themselves are
    impossible together, and the marker is left out."""

    values: Floats
    inconsistent: NDArray[np.bool_]
    informative: NDArray[np.bool_]


@dataclass(frozen=True)
class _Jobs:
    """Markers of families that share a structure."""

    families: list[NDArray[np.int32]] = field(default_factory=list)
    markers: list[NDArray[np.int32]] = field(default_factory=list)
    genotypes: list[Ints] = field(default_factory=list)


class TableBuilder:
    """Builds tables for blocks of families; safe to use from several threads."""

    def __init__(
        self,
        markers: Sequence[Marker],
        settings: Settings | None = None,
        *,
        drop_out: float = 0.0,
        drop_in: float = 0.0,
    ) -> None:
        self.table = MarkerTable(tuple(markers))
        self.settings = settings or Settings()
        self.index = GenotypeIndex(self.table)
        self.drop_out, self.drop_in = drop_out, drop_in
        self.classes = _marker_classes(self.table)
        self.lumps = self.table.table_lumps & (self.settings.theta == 0)
        self.weights = seen_weights(self.table, drop_out, drop_in) if drop_out or drop_in else None
        _ = self.index.offsets, self.table.male, self.table.female, self.table.freqs

    def build(self, families: Sequence[Family]) -> TableBlock:
        """One vector a family."""
        values = np.zeros((len(families), self.index.width))
        shape = (len(families), len(self.table.markers))
        block = TableBlock(values, np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.bool_))
        for structure, jobs in self._grouped(families).items():
            self._fill(structure, jobs, block)
        return block

    def laws(self, family: Family) -> list[GenotypeLaw]:
        """What the references say of the missing person's genotype, by marker; uninformative ones included.

        A marker at which the references exclude each other, or none is typed, is left out.
        """
        found: dict[int, GenotypeLaw] = {}
        for structure, jobs in self._grouped([family]).items():
            marker = np.concatenate(jobs.markers).astype(np.int32)
            geno = np.ascontiguousarray(np.concatenate(jobs.genotypes)[:, None])
            joint, strangers = self._joint(structure, marker, geno)
            hemizygous = structure.x_linked and structure.members[structure.target].sex == "M"
            for row, m in enumerate(marker):
                law = genotype_law(self.table.markers[m], joint[row], strangers[row], hemizygous)
                if law is not None:
                    found[int(m)] = law
        return [found[m] for m in sorted(found)]

    def _grouped(self, families: Iterable[Family]) -> dict[Structure, _Jobs]:
        groups: dict[Structure, _Jobs] = {}
        for number, family in enumerate(families):
            names, coded = self._coded(family)
            typed = coded[:, :, 0] >= 0
            for chrom, silent, mutates, numbers in self.classes:
                for pattern, chosen in _patterns(typed, numbers):
                    structure = self._structure(family, names, pattern, chrom == "X", silent, mutates)
                    jobs = groups.setdefault(structure, _Jobs())
                    jobs.families.append(np.full(len(chosen), number, dtype=np.int32))
                    jobs.markers.append(chosen)
                    jobs.genotypes.append(coded[np.flatnonzero(pattern)][:, chosen].swapaxes(0, 1))
        return groups

    def _coded(self, family: Family) -> tuple[list[str], Ints]:
        by_id = family.pedigree.by_id
        names = [
            p.id for p in family.pedigree.persons if p.id in family.references and p.id != family.missing
        ]
        rows = [encode(family.references[name], self.table.markers, by_id[name].sex) for name in names]
        return names, np.array(rows, dtype=np.int32)

    def _structure(
        self,
        family: Family,
        names: list[str],
        pattern: tuple[bool, ...],
        x: bool,
        silent: bool,
        mutates: bool,
    ) -> Structure:
        typed = frozenset(name for name, is_typed in zip(names, pattern, strict=True) if is_typed)
        settings = self.settings
        return _structure(
            family.pedigree, family.missing, typed, x, silent, mutates, settings.founders == "prune",
            settings.theta > 0,
        )  # fmt: skip

    def _fill(self, structure: Structure, jobs: _Jobs, block: TableBlock) -> None:
        family = np.concatenate(jobs.families)
        marker = np.concatenate(jobs.markers).astype(np.int32)
        geno = np.ascontiguousarray(np.concatenate(jobs.genotypes)[:, None])
        joint, strangers = self._joint(structure, marker, geno)
        inconsistent = np.zeros(len(marker), dtype=np.bool_)
        hemizygous = structure.x_linked and structure.members[structure.target].sex == "M"
        if self.weights is None:
            ratio_rows(
                joint, strangers, marker, family, self.table.sizes, self.table.silents, hemizygous,
                self.index.offsets, block.values, inconsistent,
            )  # fmt: skip
        else:
            self._fill_soft(joint, strangers, marker, family, block, inconsistent)
        block.inconsistent[family, marker] = inconsistent
        block.informative[family, marker] = ~inconsistent

    def _joint(self, structure: Structure, marker: Ints, geno: Ints) -> tuple[Floats, Floats]:
        """Joint probabilities of references and ordered genotype, as missing person and as stranger."""
        run = {"theta": self.settings.theta, "lumps": self.lumps}
        jobs = marker[:, None]
        joint, scale = run_structure(structure, self.table, jobs, geno, **run)  # type: ignore[arg-type]
        if structure.theta:
            strangers, _ = run_structure(_with_stranger(structure), self.table, jobs, geno, **run)  # type: ignore[arg-type]
            return joint, strangers
        total = joint.sum(axis=1)
        if structure.prune and structure.mutates:
            alone, other = run_structure(_without_target(structure), self.table, jobs, geno, **run)  # type: ignore[arg-type]
            total = alone[:, 0] * np.exp(other - scale)
        hemizygous = structure.x_linked and structure.members[structure.target].sex == "M"
        return joint, stranger_probabilities(self.table, marker, total, hemizygous)

    def _fill_soft(
        self,
        joint: Floats,
        strangers: Floats,
        marker: Ints,
        family: Ints,
        block: TableBlock,
        bad: NDArray[np.bool_],
    ) -> None:
        """Victims' alleles may drop out or in: sum over the true genotype."""
        assert self.weights is not None  # noqa: S101 - the caller chose this branch by it
        for m in np.unique(marker):
            rows = np.flatnonzero(marker == m)
            top = joint[rows] @ self.weights[m].T
            bottom = strangers[rows] @ self.weights[m].T
            empty = bottom.max(axis=1) <= 0
            with np.errstate(divide="ignore", invalid="ignore"):
                ratio = np.log10(top) - np.log10(bottom)
            ratio[empty] = 0.0
            ratio[np.isnan(ratio)] = -np.inf
            bad[rows] = empty
            first = self.index.offsets[m]
            block.values[family[rows], first : first + ratio.shape[1]] = ratio


@lru_cache(maxsize=16384)
def _structure(
    pedigree: Pedigree,
    missing: str,
    typed: frozenset[str],
    x_linked: bool,
    silent: bool,
    mutates: bool,
    prune: bool,
    theta: bool,
) -> Structure:
    members, names = members_of([pedigree], dict.fromkeys(typed, TYPED), with_sex=x_linked)
    return Structure(
        members,
        target=names.index(missing),
        x_linked=x_linked,
        prune=prune,
        mutates=mutates,
        theta=theta,
        silent=silent,
    )


def _without_target(structure: Structure) -> Structure:
    return _changed(structure, structure.members, -1)


def _with_stranger(structure: Structure) -> Structure:
    """The missing person stays untyped; an unrelated person of the same population is asked for."""
    sex = structure.members[structure.target].sex
    stranger = Member(-1, -1, sex)
    return _changed(structure, (*structure.members, stranger), len(structure.members))


def _changed(structure: Structure, members: tuple[Member, ...], target: int) -> Structure:
    return Structure(
        members,
        target,
        structure.x_linked,
        structure.prune,
        structure.mutates,
        structure.theta,
        structure.silent,
        structure.linked,
    )


def _marker_classes(table: MarkerTable) -> list[tuple[str, bool, bool, Ints]]:
    """Markers that may share a structure: chromosome, silent allele, mutation."""
    keys = [(m.chrom, m.has_silent, m.mutation is not None) for m in table.markers]
    found: list[tuple[str, bool, bool, Ints]] = []
    for key in dict.fromkeys(keys):
        numbers = np.array([i for i, k in enumerate(keys) if k == key], dtype=np.int32)
        found.append((key[0], key[1], key[2], numbers))
    return found


def _patterns(typed: NDArray[np.bool_], numbers: Ints) -> list[tuple[tuple[bool, ...], Ints]]:
    """Markers by who is typed at them; markers at which nobody is are left out."""
    chosen = typed[:, numbers]
    if chosen.all():
        return [((True,) * len(chosen), numbers)]
    groups: dict[tuple[bool, ...], list[int]] = {}
    for column, number in zip(chosen.T, numbers, strict=True):
        if column.any():
            groups.setdefault(tuple(bool(v) for v in column), []).append(int(number))
    return [(pattern, np.array(members, dtype=np.int32)) for pattern, members in groups.items()]
