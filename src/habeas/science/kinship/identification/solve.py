"""The joint answer: posteriors and best assignments over all components, and how they were obtained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..errors import KinshipError
from .choices import FamilyChoices, grow_choices
from .exact import MAX_VICTIMS, OUTSIDE, Component, ComponentResult, ExactSolver
from .problem import Problem
from .sampling import Walk
from .scoring import NOBODY, Choice, FamilyScorer, Victims, code_victims

Floats = NDArray[np.float64]
STRANGER = "*"
MAX_CELLS = 4_000_000_000


@dataclass(frozen=True)
class Assignment:
    """Missing person by victim (`*`: none of them), with natural log likelihood and posterior."""

    named: tuple[str, ...]
    log_likelihood: float
    posterior: float


@dataclass(frozen=True)
class Solution:
    """posterior: (victims, missing + 1), the last column for a stranger. `exact` is False when sampled; `dropped`
    bounds the posterior share of assignments cut as negligible."""

    problem: Problem
    posterior: Floats
    top: tuple[Assignment, ...]
    assignments: int
    log_sum: float
    exact: bool
    dropped: float
    components: tuple[Component, ...]
    seed: int

    @property
    def method(self) -> str:
        if self.exact:
            return f"exact: {len(self.components)} independent components, at most {self.dropped:.1e} cut off"
        return f"sampled (seed {self.seed}): a component was too large for exact sums"

    def best_of(self, victim: int) -> tuple[str, float]:
        row = self.posterior[victim]
        i = int(row.argmax())
        return (STRANGER if i == len(self.problem.missing) else self.problem.missing[i]), float(row[i])


class Identification:
    """One joint identification; scores are computed once and shared by all questions."""

    def __init__(self, problem: Problem, *, seed: int = 1, steps: int = 200_000) -> None:
        self.problem = problem
        self.seed = seed
        self.steps = steps
        self.victims: Victims = code_victims(problem)
        impossible = np.flatnonzero(np.isneginf(self.victims.log_total))
        if len(impossible):
            name = problem.victims[int(impossible[0])].sample
            raise KinshipError("the profile has probability zero", sample=name)
        self.scorers = tuple(
            FamilyScorer(f, problem.markers, problem, self.victims) for f in problem.families
        )
        for scorer in self.scorers:
            _check_family(scorer)

    @cached_property
    def allowed(self) -> list[NDArray[np.bool_]]:
        """By family (victims, missing): sexes agree."""
        count = len(self.problem.victims)
        return [
            np.array([[self.problem.sexes_agree(v, m) for m in f.missing] for v in range(count)], dtype=np.bool_)
            .reshape(count, len(f.missing))
            for f in self.problem.families
        ]  # fmt: skip

    @cached_property
    def pairwise(self) -> Floats:
        """Log LR of each single pair, shape (victims, missing); NaN where the sexes differ."""
        table = np.full((len(self.problem.victims), len(self.problem.missing)), np.nan)
        column = 0
        for scorer, allowed in zip(self.scorers, self.allowed, strict=True):
            for k in range(len(scorer.family.missing)):
                rows = np.flatnonzero(allowed[:, k])
                choices = [_single(int(v), k, len(scorer.family.missing)) for v in rows]
                if choices:
                    table[rows, column] = scorer.score(choices)
                column += 1
        return table

    @cached_property
    def choices(self) -> list[FamilyChoices]:
        return [
            grow_choices(s, f, a) for f, (s, a) in enumerate(zip(self.scorers, self.allowed, strict=True))
        ]

    def components(self) -> list[Component]:
        """Families tied by a victim that both can take, and the victims they can take."""
        wanted = [{v for c in f.choices for v in c if v != NOBODY} for f in self.choices]
        groups: list[tuple[set[int], set[int]]] = []
        for family, victims in enumerate(wanted):
            touching = [g for g in groups if g[1] & victims]
            merged = ({family}.union(*(g[0] for g in touching)), victims.union(*(g[1] for g in touching)))
            groups = [g for g in groups if g not in touching] + [merged]
        return [
            Component(tuple(sorted(f)), tuple(sorted(v))) for f, v in sorted(groups, key=lambda g: min(g[0]))
        ]

    def solve(self, top: int = 100, progress: Callable[[int, int], None] | None = None) -> Solution:
        """Posterior over all assignments; exact while the components allow it."""
        parts = self.components()
        self._check_closed(parts)
        results: list[ComponentResult] = []
        exact = True
        for done, part in enumerate(parts):
            result, is_exact = self._solve_part(part, top)
            results.append(result)
            exact = exact and is_exact
            if progress:
                progress(done + 1, len(parts))
        return self._combined(parts, results, exact, top)

    def _check_closed(self, parts: list[Component]) -> None:
        if self.problem.prior.event != "closed":
            return
        placed = {v for part in parts for v in part.victims}
        for i, victim in enumerate(self.problem.victims):
            if i not in placed:
                raise KinshipError(
                    "fits none of the missing; the event cannot be closed", sample=victim.sample
                )

    def _solve_part(self, part: Component, top: int) -> tuple[ComponentResult, bool]:
        choices = [self.choices[f] for f in part.families]
        work = sum(len(c.choices) for c in choices) << min(len(part.victims), 60)
        if len(part.victims) > MAX_VICTIMS or work > MAX_CELLS:
            rng = np.random.default_rng(self.seed)
            walk = Walk(part, [self.scorers[f] for f in part.families], self.problem, rng)
            return walk.run(greedy_start(choices), self.steps, top), False
        closed = self.problem.prior.event == "closed"
        result = ExactSolver(part, choices, closed=closed).solve(top)
        return result, True

    @property
    def base(self) -> float:
        """Log likelihood when every victim is a stranger."""
        return float(self.victims.log_total.sum() + sum(s.log_alone.sum() for s in self.scorers))

    def _combined(
        self, parts: list[Component], results: list[ComponentResult], exact: bool, top: int
    ) -> Solution:
        log_weight = sum(r.log_total for r in results)
        return Solution(
            self.problem,
            self._posterior(results),
            tuple(self._top(parts, results, log_weight, top)),
            int(np.prod([r.count for r in results], dtype=object)) if results else 1,
            self.base + log_weight,
            exact,
            float(sum(c.dropped for c in self.choices)),
            tuple(parts),
            self.seed,
        )

    def _posterior(self, results: list[ComponentResult]) -> Floats:
        problem = self.problem
        table = np.zeros((len(problem.victims), len(problem.missing) + 1))
        first = np.cumsum([0, *(len(f.missing) for f in problem.families)])
        table[:, -1] = 1.0
        for result in results:
            for (victim, family, seat), share in result.marginals.items():
                table[victim, -1 if family == OUTSIDE else first[family] + seat] = share
            for victim, _, _ in result.marginals:
                if (victim, OUTSIDE, 0) not in result.marginals:
                    table[victim, -1] = 0.0
        return table

    def _top(
        self, parts: list[Component], results: list[ComponentResult], log_weight: float, top: int
    ) -> list[Assignment]:
        """Best of all combinations of the components' best."""
        combined: list[tuple[float, dict[int, Choice]]] = [(0.0, {})]
        for part, result in zip(parts, results, strict=True):
            combined = _best_pairs(combined, part, result, top)
        found = [self._assignment(chosen, value, log_weight) for value, chosen in combined]
        order = {name: i for i, name in enumerate((*self.problem.missing, STRANGER))}
        found.sort(key=lambda a: (-round(a.log_likelihood, 7), [order[n] for n in a.named]))
        return found

    def _assignment(self, chosen: dict[int, Choice], value: float, log_weight: float) -> Assignment:
        named = [STRANGER] * len(self.problem.victims)
        prior = 0.0
        for family, choice in chosen.items():
            for seat, victim in enumerate(choice):
                if victim != NOBODY:
                    missing = self.problem.families[family].missing[seat]
                    named[victim] = missing
                    prior += self.problem.log_prior(victim, missing)
        return Assignment(tuple(named), self.base + value - prior, float(np.exp(value - log_weight)))


def _best_pairs(
    combined: list[tuple[float, dict[int, Choice]]], part: Component, result: ComponentResult, top: int
) -> list[tuple[float, dict[int, Choice]]]:
    pairs = [
        (a + b, left, right)
        for i, (a, left) in enumerate(combined)
        for b, right in result.top[: max(1, top // (i + 1))]
    ]
    pairs.sort(key=lambda pair: -pair[0])
    return [
        (value, left | dict(zip(part.families, right, strict=True))) for value, left, right in pairs[:top]
    ]


def greedy_start(choices: list[FamilyChoices]) -> tuple[Choice, ...]:
    """Each family its best choice that takes nobody already taken."""
    used: set[int] = set()
    state: list[Choice] = []
    for family in choices:
        for i in np.argsort(-family.log_weight):
            taken = {v for v in family.choices[i] if v != NOBODY}
            if not taken & used:
                used |= taken
                state.append(family.choices[i])
                break
    return tuple(state)


def _single(victim: int, seat: int, seats: int) -> Choice:
    return tuple(victim if k == seat else NOBODY for k in range(seats))


def _check_family(scorer: FamilyScorer) -> None:
    impossible = np.flatnonzero(np.isneginf(scorer.log_alone))
    if len(impossible):
        marker = scorer.markers[int(impossible[0])].name
        raise KinshipError(
            "the references exclude each other; check the tree or allow mutation",
            sample=scorer.family.id,
            marker=marker,
        )
