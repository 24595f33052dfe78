"""A random walk over assignments, for components too large for the exact sums; it says so in the result."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .exact import OUTSIDE, Component, ComponentResult
from .problem import Problem
from .scoring import NOBODY, Choice, FamilyScorer

State = tuple[Choice, ...]


class Walk:
    """Metropolis steps: a random victim moves to a random seat (or out); whoever sat there becomes a stranger."""

    def __init__(
        self,
        component: Component,
        scorers: Sequence[FamilyScorer],
        problem: Problem,
        rng: np.random.Generator,
    ) -> None:
        self.component = component
        self.scorers = scorers
        self.problem = problem
        self.rng = rng
        self.known: dict[tuple[int, Choice], float] = {}
        self.seats = [(f, k) for f, s in enumerate(scorers) for k in range(len(s.family.missing))]

    def log_weight(self, family: int, choice: Choice) -> float:
        key = (family, choice)
        if key not in self.known:
            scorer = self.scorers[family]
            value = float(scorer.score([choice])[0])
            for k, v in enumerate(choice):
                if v != NOBODY:
                    value += self.problem.log_prior(v, scorer.family.missing[k])
            self.known[key] = value
        return self.known[key]

    def total(self, state: State) -> float:
        return sum(self.log_weight(f, choice) for f, choice in enumerate(state))

    def proposal(self, state: State) -> State:
        """Swap what two places hold: a seat and a seat, or a seat and a stranger (or nobody)."""
        f, k = self.seats[int(self.rng.integers(len(self.seats)))]
        used = {v for choice in state for v in choice if v != NOBODY}
        strangers = [v for v in self.component.victims if v not in used]
        holders = [*self.seats, *((-1, v) for v in strangers), (-1, NOBODY)]
        g, other = holders[int(self.rng.integers(len(holders)))]
        choices = [list(choice) for choice in state]
        moving = choices[f][k]
        if g < 0:
            choices[f][k] = other
        else:
            choices[f][k], choices[g][other] = choices[g][other], moving
        return tuple(tuple(c) for c in choices)

    def holders(self, state: State) -> int:
        used = sum(v != NOBODY for choice in state for v in choice)
        return len(self.seats) + len(self.component.victims) - used + 1

    def fits(self, state: State) -> bool:
        return all(
            v == NOBODY or self.problem.sexes_agree(v, self.scorers[f].family.missing[k])
            for f, choice in enumerate(state)
            for k, v in enumerate(choice)
        )

    def run(self, start: State, steps: int, top: int) -> ComponentResult:
        """Visit shares after a tenth of the steps; `log_total` is not known and is NaN."""
        state, weight = start, self.total(start)
        visits: dict[State, int] = {}
        best: dict[State, float] = {state: weight}
        for step in range(steps):
            candidate = self.proposal(state)
            if self.fits(candidate):
                value = self.total(candidate)
                correction = np.log(self.holders(state) / self.holders(candidate))
                if value > -np.inf and np.log(self.rng.random()) < value - weight + correction:
                    state, weight = candidate, value
                    best[state] = value
            if step >= steps // 10:
                visits[state] = visits.get(state, 0) + 1
        return self._result(visits, best, top)

    def _result(self, visits: dict[State, int], best: dict[State, float], top: int) -> ComponentResult:
        total = sum(visits.values())
        marginals: dict[tuple[int, int, int], float] = {}
        for state, count in visits.items():
            for f, choice in enumerate(state):
                for k, v in enumerate(choice):
                    if v != NOBODY:
                        key = (v, self.component.families[f], k)
                        marginals[key] = marginals.get(key, 0.0) + count / total
            used = {v for choice in state for v in choice}
            for v in set(self.component.victims) - used:
                marginals[v, OUTSIDE, 0] = marginals.get((v, OUTSIDE, 0), 0.0) + count / total
        ordered = sorted(best.items(), key=lambda item: (-item[1], item[0]))[:top]
        return ComponentResult(float("nan"), 0, marginals, tuple((value, state) for state, value in ordered))
