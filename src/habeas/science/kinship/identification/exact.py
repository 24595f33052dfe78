"""Exact sums and the best assignments of one component, by dynamic programming over sets of used victims."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..errors import KinshipError
from ..jit import compiled
from .choices import FamilyChoices
from .scoring import NOBODY

Floats = NDArray[np.float64]
MAX_VICTIMS = 20
OUTSIDE = -1


@dataclass(frozen=True)
class Component:
    """Families and victims that no possible pair ties to any other; victims by number."""

    families: tuple[int, ...]
    victims: tuple[int, ...]


@dataclass(frozen=True)
class ComponentResult:
    """log_total: log sum of weights over all assignments; marginals: by (victim, family, seat); top: best first."""

    log_total: float
    count: int
    marginals: dict[tuple[int, int, int], float]
    top: tuple[tuple[float, tuple[tuple[int, ...], ...]], ...]


class ExactSolver:
    """Subset sums over the victims of a component; `closed` asks that no victim of it be a stranger."""

    def __init__(self, component: Component, choices: Sequence[FamilyChoices], *, closed: bool) -> None:
        self.component = component
        self.choices = choices
        self.bits = {v: 1 << i for i, v in enumerate(component.victims)}
        self.full = (1 << len(component.victims)) - 1
        self.closed = closed
        self.masks = [np.array([self._mask(c) for c in f.choices], dtype=np.int64) for f in choices]
        self.shift = [float(f.log_weight.max()) for f in choices]
        self.weights = [np.exp(f.log_weight - s) for f, s in zip(choices, self.shift, strict=True)]
        self.sums = self._sums(self.weights)
        self.bests = self._bests()

    def _mask(self, choice: tuple[int, ...]) -> int:
        return sum(self.bits[v] for v in choice if v != NOBODY)

    def _last(self) -> Floats:
        last = np.ones(self.full + 1)
        if self.closed:
            last[1:] = 0.0
        return last

    def _sums(self, weights: Sequence[Floats]) -> list[Floats]:
        """By family from the last: total weight of the rest given the set of free victims."""
        tables = [self._last()]
        for masks, weight in zip(reversed(self.masks), reversed(weights), strict=True):
            table = np.empty(self.full + 1)
            sum_back(masks, weight, tables[0], table)
            tables.insert(0, table)
        return tables

    def _bests(self) -> list[Floats]:
        """The same with the largest log weight in place of the sum."""
        with np.errstate(divide="ignore"):
            tables = [np.log(self._last())]
        for masks, family in zip(reversed(self.masks), reversed(self.choices), strict=True):
            table = np.empty(self.full + 1)
            best_back(masks, family.log_weight, tables[0], table)
            tables.insert(0, table)
        return tables

    def solve(self, top: int) -> ComponentResult:
        total = float(self.sums[0][self.full])
        if total == 0.0:
            raise KinshipError("no assignment is possible; a closed event needs a place for every victim")
        with np.errstate(divide="ignore"):
            log_total = float(np.log(total)) + sum(self.shift)
        ones = self._sums([np.ones(len(w)) for w in self.weights])
        count = int(round(float(ones[0][self.full])))
        return ComponentResult(log_total, count, self._marginals(total), tuple(self._best(top)))

    def _marginals(self, total: float) -> dict[tuple[int, int, int], float]:
        """Posterior of each victim in each seat: forward sums meet backward sums."""
        found: dict[tuple[int, int, int], float] = {}
        forward = np.zeros(self.full + 1)
        forward[self.full] = 1.0
        for f, family in enumerate(self.component.families):
            shares = np.zeros(len(self.weights[f]))
            onward = np.zeros(self.full + 1)
            step_forward(self.masks[f], self.weights[f], forward, self.sums[f + 1], shares, onward)
            for choice, share in zip(self.choices[f].choices, shares / total, strict=True):
                for seat, victim in enumerate(choice):
                    if victim != NOBODY:
                        key = (victim, family, seat)
                        found[key] = found.get(key, 0.0) + float(share)
            forward = onward
        return found | self._strangers(forward, total)

    def _strangers(self, free: Floats, total: float) -> dict[tuple[int, int, int], float]:
        """Posterior of each victim being nobody's, summed directly so that tiny shares keep their digits."""
        left = free * self._last()
        sets = np.arange(self.full + 1)
        return {(v, OUTSIDE, 0): float(left[(sets & bit) != 0].sum()) / total for v, bit in self.bits.items()}

    def _best(self, top: int) -> list[tuple[float, tuple[tuple[int, ...], ...]]]:
        """Best first: the bound (best completion of a partial assignment) is exact, so nothing is searched in vain."""
        queue: list[tuple[float, tuple[int, ...], int]] = [(-self._log_best(0, self.full), (), self.full)]
        found: list[tuple[float, tuple[tuple[int, ...], ...]]] = []
        while queue and len(found) < top:
            bound, picked, free = heapq.heappop(queue)
            depth = len(picked)
            if depth == len(self.masks):
                chosen = tuple(self.choices[f].choices[i] for f, i in enumerate(picked))
                found.append((-bound, chosen))
                continue
            done = sum(float(self.choices[f].log_weight[i]) for f, i in enumerate(picked))
            for i in np.flatnonzero((self.masks[depth] & ~np.int64(free)) == 0):
                rest = free & ~int(self.masks[depth][i])
                value = done + float(self.choices[depth].log_weight[i]) + self._log_best(depth + 1, rest)
                if np.isfinite(value):
                    heapq.heappush(queue, (-value, (*picked, int(i)), rest))
        return found

    def _log_best(self, depth: int, free: int) -> float:
        return float(self.bests[depth][free])


@compiled
def sum_back(masks: NDArray[np.int64], weights: Floats, after: Floats, out: Floats) -> None:
    """out[free] = sum over the choices that fit into the free victims."""
    for free in range(out.shape[0]):
        value = 0.0
        for i in range(masks.shape[0]):
            if masks[i] & ~free == 0:
                value += weights[i] * after[free & ~masks[i]]
        out[free] = value


@compiled
def best_back(masks: NDArray[np.int64], weights: Floats, after: Floats, out: Floats) -> None:
    """out[free] = largest log weight over the choices that fit into the free victims."""
    for free in range(out.shape[0]):
        value = -np.inf
        for i in range(masks.shape[0]):
            if masks[i] & ~free == 0:
                value = max(value, weights[i] + after[free & ~masks[i]])
        out[free] = value


@compiled
def step_forward(
    masks: NDArray[np.int64], weights: Floats, forward: Floats, after: Floats, shares: Floats, onward: Floats
) -> None:
    """Share of each choice in the total, and the weight with which each set of victims stays free."""
    for free in range(forward.shape[0]):
        if forward[free] == 0.0:
            continue
        for i in range(masks.shape[0]):
            if masks[i] & ~free == 0:
                rest = free & ~masks[i]
                shares[i] += forward[free] * weights[i] * after[rest]
                onward[rest] += forward[free] * weights[i]
