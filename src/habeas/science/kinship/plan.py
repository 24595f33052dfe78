"""The order of elimination (peeling), found once a structure and kept as a small program of integer arrays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from .errors import TooComplexError
from .graph import FULL, GENOTYPE, PRIOR, SELECTOR, UNORDERED, Factor, Graph, build_graph, check_sexes
from .kernels import ProgramArrays
from .structure import Structure

Ints = NDArray[np.int32]
MAX_HIDDEN = 9


@dataclass(frozen=True)
class Program:
    """Arrays for the kernel. Shapes: variables (v, 3), slots (s, 4), factors (f, 9), operations (o, 3); scopes are
    padded with -1, one row a factor or operation result; `target` holds the slots asked for."""

    variables: Ints
    slots: Ints
    factors: Ints
    factor_scopes: Ints
    operations: Ints
    operation_scopes: Ints
    modes: Ints
    known: Ints
    target: Ints
    coefficient: float

    @cached_property
    def arrays(self) -> ProgramArrays:
        """What the kernel takes."""
        return ProgramArrays(
            self.variables,
            self.slots,
            self.factors,
            self.factor_scopes,
            self.operations,
            self.operation_scopes,
            self.modes,
            self.known,
            self.target,
            self.coefficient,
        )


def programs_of(structure: Structure) -> tuple[tuple[Program, float], ...]:
    """One program with weight one; under coancestry one a partition of the hidden founder alleles.

    The weight is the number of urn histories that lead to the partition; its power of theta comes from the engine.
    """
    return _partitioned(structure) if structure.theta else _single(structure)


@lru_cache(maxsize=4096)
def _single(structure: Structure) -> tuple[tuple[Program, float], ...]:
    check_sexes(structure)
    return ((_compile(build_graph(structure), {}, structure.mutates), 1.0),)


@lru_cache(maxsize=64)
def _partitioned(structure: Structure) -> tuple[tuple[Program, float], ...]:
    """Kept for few structures only: there may be thousands of programs in one."""
    check_sexes(structure)
    graph = build_graph(structure)
    if len(graph.hidden) > MAX_HIDDEN:
        raise TooComplexError(
            f"{len(graph.hidden)} untyped founder alleles; with coancestry "
            f"at most {MAX_HIDDEN} can be summed exactly"
        )
    found = []
    for partition in partitions(len(graph.hidden)):
        merged = {graph.hidden[i]: graph.hidden[block[0]] for block in partition for i in block[1:]}
        ways = float(np.prod([np.prod(np.arange(1, len(b)), initial=1.0) for b in partition]))
        found.append((_compile(graph, merged, structure.mutates), ways))
    return tuple(found)


@lru_cache(maxsize=64)
def merges_of(structure: Structure) -> tuple[tuple[int, ...], int]:
    """How many alleles each partition merges away, and how many hidden founder alleles there are."""
    hidden = len(build_graph(structure).hidden)
    return tuple(hidden - len(p) for p in partitions(hidden)), hidden


def partitions(size: int) -> Iterator[list[list[int]]]:
    """All set partitions of range(size)."""
    if size == 0:
        yield []
        return
    for smaller in partitions(size - 1):
        for i in range(len(smaller)):
            yield [*smaller[:i], [*smaller[i], size - 1], *smaller[i + 1 :]]
        yield [*smaller, [size - 1]]


def _compile(graph: Graph, merged: dict[int, int], mutates: bool) -> Program:
    def root(variable: int) -> int:
        return merged.get(variable, variable)

    rank = _ranks(graph)
    factors = [f for f in graph.factors if f.kind != PRIOR or graph.slots[f.first].variable not in merged]
    scopes = [sorted({root(v) for v in graph.scope(f)}, key=rank.__getitem__) for f in factors]
    kept = {root(graph.slots[s].variable) for s in graph.target}
    sizes = [_nominal_size(graph, v, mutates) for v in range(len(graph.variables))]
    operations, results = _eliminate(scopes, kept, sizes, rank)
    slots = [(root(s.variable), s.side, s.reference, s.locus) for s in graph.slots]
    return Program(
        _table([(v.kind, v.reference, v.locus) for v in graph.variables], 3),
        _table(slots, 4),
        _table([_row(f) for f in factors], 9),
        _padded(scopes),
        _table(operations, 3),
        _padded(results),
        np.array(graph.modes, dtype=np.int32),
        np.array(graph.known, dtype=np.int32),
        np.array(graph.target, dtype=np.int32),
        graph.coefficient,
    )


def _row(f: Factor) -> tuple[int, ...]:
    return (f.kind, f.first, f.second, f.third, f.selector, f.which, f.sex, f.reference, f.locus)


def _table(rows: Sequence[tuple[int, ...]], width: int) -> Ints:
    return np.array(rows, dtype=np.int32).reshape(len(rows), width)


def _padded(scopes: list[list[int]]) -> Ints:
    width = max([len(s) for s in scopes], default=0) + 1
    table = np.full((len(scopes), width), -1, dtype=np.int32)
    for i, scope in enumerate(scopes):
        table[i, : len(scope)] = scope
    return table


def _ranks(graph: Graph) -> dict[int, tuple[int, int]]:
    """Small variables first, so that the innermost loop runs over a long axis."""
    order = {SELECTOR: 0, GENOTYPE: 1, FULL: 2}
    return {i: (order[v.kind], i) for i, v in enumerate(graph.variables)}


def _nominal_size(graph: Graph, variable: int, mutates: bool) -> int:
    kind = graph.variables[variable].kind
    if kind == SELECTOR:
        return 2
    if kind == GENOTYPE:
        return 1 if graph.modes[graph.variables[variable].reference] == UNORDERED else 2
    return 20 if mutates else 6


class _Elimination:
    """Greedy: always the variable whose neighbourhood is cheapest."""

    def __init__(self, scopes: list[list[int]], sizes: list[int], rank: dict[int, tuple[int, int]]) -> None:
        self.live: dict[int, frozenset[int]] = {i: frozenset(s) for i, s in enumerate(scopes)}
        self.sizes = sizes
        self.rank = rank
        self.operations: list[tuple[int, ...]] = []
        self.results: list[list[int]] = []
        self.first = len(scopes)

    def cost(self, variables: frozenset[int]) -> int:
        total = 1
        for v in variables:
            total *= self.sizes[v]
        return total

    def neighbourhood(self, variable: int) -> frozenset[int]:
        return frozenset().union(*(s for s in self.live.values() if variable in s))

    def combine(self, first: int, second: int, gone: int, scope: frozenset[int]) -> int:
        for used in (first, second):
            self.live.pop(used, None)
        self.operations.append((first, second, gone))
        self.results.append(sorted(scope, key=self.rank.__getitem__))
        number = self.first + len(self.operations) - 1
        self.live[number] = scope
        return number

    def remove(self, variable: int) -> None:
        touching = [i for i, s in self.live.items() if variable in s]
        touching.sort(key=lambda i: (self.cost(self.live[i]), i))
        while len(touching) > 2:
            a, b = touching[0], touching[1]
            made = self.combine(a, b, -1, self.live[a] | self.live[b])
            touching = [*touching[2:], made]
            touching.sort(key=lambda i: (self.cost(self.live[i]), i))
        a, b = touching[0], touching[1] if len(touching) == 2 else -1
        scope = self.live[a] | (self.live[b] if b >= 0 else frozenset())
        self.combine(a, b, variable, scope - {variable})


def _eliminate(
    scopes: list[list[int]], kept: set[int], sizes: list[int], rank: dict[int, tuple[int, int]]
) -> tuple[list[tuple[int, ...]], list[list[int]]]:
    work = _Elimination(scopes, sizes, rank)
    remaining = {v for s in scopes for v in s} - kept
    while remaining:
        best = min(remaining, key=lambda v: (work.cost(work.neighbourhood(v)), v))
        work.remove(best)
        remaining.remove(best)
    order = sorted(work.live, key=lambda i: (work.cost(work.live[i]), i))
    last = order[0]
    for other in order[1:]:
        last = work.combine(last, other, -1, work.live[last] | work.live[other])
    if frozenset(kept) != work.live[last] or not work.operations:
        work.combine(last, -1, -1, frozenset(kept))
    return work.operations, work.results
