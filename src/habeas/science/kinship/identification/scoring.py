"""Log likelihood ratios of giving victims to the missing of one family, many assignments in one sweep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..engine import MarkerTable, run_structure
from ..likelihood import log_likelihood
from ..markers import Marker
from ..pedigree import Hypothesis, Pedigree, Person
from ..profiles import encode
from ..structure import TYPED, Structure, members_of
from .problem import Problem, SearchingFamily

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
NOBODY = -1
Choice = tuple[int, ...]


@dataclass(frozen=True)
class Victims:
    """Coded profiles (victims, markers, 2) and log probabilities (victims, markers) as strangers."""

    coded: Ints
    log_p: Floats

    @property
    def log_total(self) -> Floats:
        return np.asarray(self.log_p.sum(axis=1))


def code_victims(problem: Problem) -> Victims:
    coded = np.array([encode(v, problem.markers, v.sex) for v in problem.victims], dtype=np.int32)
    coded = coded.reshape(len(problem.victims), len(problem.markers), 2)
    log_p = np.zeros(coded.shape[:2])
    for i, victim in enumerate(problem.victims):
        alone = Hypothesis("stranger", (Pedigree((Person(victim.sample, sex=victim.sex),)),))
        log_p[i] = log_likelihood(alone, problem.markers, {victim.sample: victim}, problem.settings)
    return Victims(coded, log_p)


@dataclass(frozen=True)
class FamilyScorer:
    """Scores choices: one victim number (or -1) for each missing member, in the family's order."""

    family: SearchingFamily
    markers: tuple[Marker, ...]
    problem: Problem
    victims: Victims

    @cached_property
    def table(self) -> MarkerTable:
        return MarkerTable(self.markers)

    @cached_property
    def references(self) -> tuple[list[str], Ints]:
        by_id = self.family.pedigree.by_id
        names = [p for p in self.family.pedigree.by_id if p in self.family.references]
        rows = [encode(self.family.references[n], self.markers, by_id[n].sex) for n in names]
        return names, np.array(rows, dtype=np.int32)

    @cached_property
    def log_alone(self) -> Floats:
        """Log probability of the references by marker, all missing untyped."""
        found = self._log_joint([()], ())
        return np.asarray(found[0])

    def score(self, choices: Sequence[Choice]) -> Floats:
        """Log LR of each choice against all its victims being strangers to the family; shape (choices,)."""
        result = np.zeros(len(choices))
        groups: dict[tuple[int, ...], list[int]] = {}
        for i, choice in enumerate(choices):
            groups.setdefault(tuple(k for k, v in enumerate(choice) if v != NOBODY), []).append(i)
        for slots, rows in groups.items():
            if slots:
                chosen = [tuple(choices[i][k] for k in slots) for i in rows]
                result[rows] = self._log_ratio(chosen, slots)
        return result

    def marker_ratios(self, choice: Choice) -> Floats:
        """Log LR of one choice by marker, shape (markers,), coancestry left aside; -inf where impossible."""
        slots = tuple(k for k, v in enumerate(choice) if v != NOBODY)
        chosen = tuple(choice[k] for k in slots)
        joint = self._log_joint([chosen], slots)[0]
        strangers = self.victims.log_p[np.array(chosen, dtype=np.int64)].sum(axis=0)
        possible = ~np.isneginf(joint)
        return np.where(possible, np.where(possible, joint, 0.0) - self.log_alone - strangers, -np.inf)

    def _log_ratio(self, chosen: list[Choice], slots: tuple[int, ...]) -> Floats:
        if self.problem.settings.theta:
            return np.array([self._with_coancestry(c, slots) for c in chosen])
        joint = self._log_joint(chosen, slots)
        strangers = self.victims.log_p[np.array(chosen)].sum(axis=1)
        with np.errstate(invalid="ignore"):
            ratio = joint - self.log_alone - strangers
        return np.asarray(np.where(np.isneginf(joint), -np.inf, ratio).sum(axis=1))

    def _log_joint(self, chosen: list[Choice], slots: tuple[int, ...]) -> Floats:
        """Log P(references and chosen victims) by marker, shape (choices, markers)."""
        names, reference = self.references
        seated = [self.family.missing[k] for k in slots]
        numbers = np.array(chosen, dtype=np.int64).reshape(len(chosen), len(slots))
        groups: dict[tuple[Structure, tuple[str, ...]], list[tuple[int, NDArray[np.int64]]]] = {}
        for m in range(len(self.markers)):
            present = self.victims.coded[numbers, m, 0] >= 0
            for pattern in np.unique(present, axis=0):
                rows = np.flatnonzero((present == pattern).all(axis=1))
                typed = [n for n, code in zip(names, reference, strict=True) if code[m, 0] >= 0]
                typed += [s for s, there in zip(seated, pattern, strict=True) if there]
                if typed:
                    groups.setdefault(self._structure(typed, m), []).append((m, rows))
        out = np.zeros((len(chosen), len(self.markers)))
        for (structure, order), jobs in groups.items():
            self._run(structure, order, jobs, numbers, seated, out)
        return out

    def _structure(self, typed: list[str], m: int) -> tuple[Structure, tuple[str, ...]]:
        marker, settings = self.markers[m], self.problem.settings
        x_linked = marker.chrom == "X"
        roles = dict.fromkeys(typed, TYPED)
        members, everybody = members_of([self.family.pedigree], roles, with_sex=x_linked)
        structure = Structure(
            members,
            x_linked=x_linked,
            prune=settings.founders == "prune",
            mutates=marker.mutation is not None,
            silent=marker.has_silent,
        )
        return structure, tuple(n for n in everybody if n in roles)

    def _run(
        self,
        structure: Structure,
        order: tuple[str, ...],
        jobs: list[tuple[int, NDArray[np.int64]]],
        numbers: NDArray[np.int64],
        seated: list[str],
        out: Floats,
    ) -> None:
        names, reference = self.references
        markers = np.concatenate([np.full(len(rows), m, dtype=np.int32) for m, rows in jobs])
        rows = np.concatenate([rows for _, rows in jobs])
        geno = np.empty((len(rows), 1, len(order), 2), dtype=np.int32)
        for r, person in enumerate(order):
            if person in self.family.references:
                geno[:, 0, r] = reference[names.index(person)][markers]
            else:
                geno[:, 0, r] = self.victims.coded[numbers[rows, seated.index(person)], markers]
        values, scales = run_structure(structure, self.table, markers[:, None], geno)
        with np.errstate(divide="ignore"):
            out[rows, markers] = np.log(values[:, 0]) + scales

    def _with_coancestry(self, chosen: Choice, slots: tuple[int, ...]) -> float:
        """Family and victims share one population: both hypotheses are computed whole."""
        victims = [self.problem.victims[v] for v in chosen]
        seats = [self.family.missing[k] for k in slots]
        known = dict(self.family.references)
        related = log_likelihood(
            Hypothesis("related", (self.family.pedigree,)),
            self.markers,
            known | dict(zip(seats, victims, strict=True)),
            self.problem.settings,
        )
        strangers = tuple(Pedigree((Person(f"stranger {v.sample}", sex=v.sex),)) for v in victims)
        apart = log_likelihood(
            Hypothesis("strangers", (self.family.pedigree, *strangers)),
            self.markers,
            known | {f"stranger {v.sample}": v for v in victims},
            self.problem.settings,
        )
        return -np.inf if np.isneginf(related).any() else float((related - apart).sum())
