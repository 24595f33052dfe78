"""Likelihoods of hypotheses and their ratios, marker by marker, in natural logarithms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .engine import MarkerTable, Observation, run_structure
from .errors import KinshipError
from .markers import Marker
from .pedigree import Hypothesis, Pedigree, Sex
from .profiles import Profile, encode
from .structure import SOFT, TYPED, Founders, Structure, members_of

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Settings:
    """Assumptions of a computation.

    theta: coancestry (Fst) over the whole hypothesis. founders: "mutate" lets an untyped founder's allele mutate on
    its way to the child, "prune" draws the child's allele from the population. drop_out: probability by sample;
    drop_in: probability of one foreign allele at a marker of such a sample.
    """

    theta: float = 0.0
    founders: Founders = "mutate"
    drop_out: Mapping[str, float] = field(default_factory=dict)
    drop_in: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.theta < 1:
            raise KinshipError(f"theta {self.theta} must lie between 0 and 1")
        for sample, p in self.drop_out.items():
            if not 0 <= p < 1:
                raise KinshipError(f"drop-out {p} must lie between 0 and 1", sample=sample)
        if not 0 <= self.drop_in < 1:
            raise KinshipError(f"drop-in {self.drop_in} must lie between 0 and 1")


@dataclass(frozen=True)
class MarkerRatio:
    """Result of a comparison: natural log likelihoods of shape (markers,) under two hypotheses."""

    markers: tuple[str, ...]
    log_h1: Floats
    log_h2: Floats

    @cached_property
    def log_lr(self) -> Floats:
        """Natural log ratio a marker; -inf where H1 is impossible; raises where both hypotheses are."""
        both = np.isneginf(self.log_h1) & np.isneginf(self.log_h2)
        if both.any():
            name = self.markers[int(np.flatnonzero(both)[0])]
            raise KinshipError(
                "the profiles are impossible under both hypotheses; allow mutation", marker=name
            )
        return np.asarray(self.log_h1 - self.log_h2)

    @property
    def lr(self) -> dict[str, float]:
        return {name: float(np.exp(v)) for name, v in zip(self.markers, self.log_lr, strict=True)}

    @property
    def log10_total(self) -> float:
        return float(self.log_lr.sum() / np.log(10))

    @property
    def exclusions(self) -> list[str]:
        """Markers at which H1 is impossible."""
        return [name for name, v in zip(self.markers, self.log_lr, strict=True) if np.isneginf(v)]


def likelihood_ratio(
    h1: Hypothesis,
    h2: Hypothesis,
    markers: Sequence[Marker],
    profiles: Mapping[str, Profile],
    settings: Settings | None = None,
) -> MarkerRatio:
    """Compare two hypotheses over the same profiles (keyed by person).

    Raises KinshipError when a profile has no person in either hypothesis.
    """
    settings = settings or Settings()
    names = tuple(m.name for m in markers)
    first = log_likelihood(h1, markers, profiles, settings)
    return MarkerRatio(names, first, log_likelihood(h2, markers, profiles, settings))


def log_likelihood(
    hypothesis: Hypothesis,
    markers: Sequence[Marker],
    profiles: Mapping[str, Profile],
    settings: Settings | None = None,
) -> Floats:
    """Natural log likelihood by marker, shape (markers,); -inf where the profiles are impossible."""
    settings = settings or Settings()
    check_typed(hypothesis, profiles)
    table = MarkerTable(tuple(markers))
    groups = [hypothesis.components] if settings.theta else [(c,) for c in hypothesis.components]
    total = np.zeros(len(markers))
    for group in groups:
        total += _Group(group, table, profiles, settings).log_likelihood()
    return total


def check_typed(hypothesis: Hypothesis, profiles: Mapping[str, Profile]) -> None:
    for person in profiles:
        if person not in hypothesis.person_ids:
            raise KinshipError(f"is typed but not in hypothesis {hypothesis.label!r}", sample=person)


@dataclass(frozen=True)
class _Group:
    """Components that are computed together."""

    pedigrees: tuple[Pedigree, ...]
    table: MarkerTable
    profiles: Mapping[str, Profile]
    settings: Settings

    @cached_property
    def coded(self) -> dict[str, NDArray[np.int32]]:
        sexes: dict[str, Sex] = {p.id: p.sex for pedigree in self.pedigrees for p in pedigree.persons}
        return {
            person: encode(profile, self.table.markers, sexes[person])
            for person, profile in self.profiles.items()
            if person in sexes
        }

    def log_likelihood(self) -> Floats:
        """Markers with the same persons typed share one program."""
        result = np.zeros(len(self.table.markers))
        patterns: dict[tuple[frozenset[str], str, bool], list[int]] = {}
        for m, marker in enumerate(self.table.markers):
            typed = frozenset(person for person, code in self.coded.items() if code[m, 0] >= 0)
            if typed:
                key = (typed, marker.chrom, marker.has_silent)
                patterns.setdefault(key, []).append(m)
        for (typed, _, _), numbers in patterns.items():
            result[numbers] = self._run(typed, numbers)
        return result

    def _run(self, typed: frozenset[str], numbers: list[int]) -> Floats:
        structure, names = self.structure(typed, numbers)
        order = [name for name in names if name in typed]
        geno = np.array([[[self.coded[p][m] for p in order]] for m in numbers], dtype=np.int32)
        drop_out = np.array([self.settings.drop_out.get(p, 0.0) for p in order])
        values, scales = run_structure(
            structure,
            self.table,
            np.array(numbers, dtype=np.int32)[:, None],
            geno,
            theta=self.settings.theta,
            observation=Observation(drop_out, self.settings.drop_in),
        )
        with np.errstate(divide="ignore"):
            return np.asarray(np.log(values[:, 0]) + scales)

    def structure(self, typed: Iterable[str], numbers: list[int]) -> tuple[Structure, tuple[str, ...]]:
        soft = {s for s, p in self.settings.drop_out.items() if p > 0 or self.settings.drop_in > 0}
        roles = {person: SOFT if person in soft else TYPED for person in typed}
        x_linked = self.table.markers[numbers[0]].chrom == "X"
        members, names = members_of(self.pedigrees, roles, with_sex=x_linked)
        structure = Structure(
            members,
            x_linked=x_linked,
            prune=self.settings.founders == "prune",
            mutates=bool(self.table.mutates[numbers].any()),
            theta=self.settings.theta > 0,
            silent=self.table.markers[numbers[0]].has_silent,
        )
        return structure, names


def linked_log_likelihood(
    hypothesis: Hypothesis,
    pair: tuple[Marker, Marker],
    rho: float,
    profiles: Mapping[str, Profile],
) -> float:
    """Natural log likelihood of two linked markers with recombination fraction rho, in linkage equilibrium.

    Only persons typed at both markers count. Coancestry and drop-out are not available here.
    """
    if not 0 <= rho <= 0.5:
        raise KinshipError(f"recombination fraction {rho} must lie between 0 and 0.5")
    if pair[0].chrom != pair[1].chrom or pair[0].has_silent != pair[1].has_silent:
        raise KinshipError("linked markers must lie on one chromosome and share the silent-allele setting")
    check_typed(hypothesis, profiles)
    table = MarkerTable(pair)
    total = 0.0
    for component in hypothesis.components:
        total += _linked_component(component, table, rho, profiles)
    return total


def _linked_component(
    pedigree: Pedigree, table: MarkerTable, rho: float, profiles: Mapping[str, Profile]
) -> float:
    group = _Group((pedigree,), table, profiles, Settings())
    typed = {person for person, code in group.coded.items() if (code >= 0).all()}
    if not typed:
        return 0.0
    plain, names = group.structure(typed, [0])
    structure = Structure(
        plain.members,
        x_linked=plain.x_linked,
        mutates=bool(table.mutates.any()),
        silent=plain.silent,
        linked=True,
    )
    order = [name for name in names if name in typed]
    geno = np.array([[[group.coded[p][m] for p in order] for m in (0, 1)]], dtype=np.int32)
    values, scales = run_structure(structure, table, np.array([[0, 1]], dtype=np.int32), geno, rho=rho)
    with np.errstate(divide="ignore"):
        return float(np.log(values[0, 0]) + scales[0])


def linked_ratio(
    h1: Hypothesis,
    h2: Hypothesis,
    pair: tuple[Marker, Marker],
    rho: float,
    profiles: Mapping[str, Profile],
) -> float:
    """Natural log likelihood ratio of a linked pair."""
    first = linked_log_likelihood(h1, pair, rho, profiles)
    return first - linked_log_likelihood(h2, pair, rho, profiles)
