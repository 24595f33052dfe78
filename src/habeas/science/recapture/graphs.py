"""Averaging over decomposable graphs: Madigan & York 1997 (Biometrika 84, 19–31); hyper-Dirichlet priors.

Under a graph, lists that are not joined are independent given those between them. With a symmetric
Dirichlet prior (δ for each
of the 2^K cells, 2^−K by default), the probability of the data given graph and u unseen persons is a
product over cliques divided by separators. Prior of N: 1/N on a grid; prior of the graphs: equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import gammaln

from habeas.science.recapture.compiled import compiled, in_parallel
from habeas.science.recapture.errors import RecaptureError
from habeas.science.recapture.kernels import Floats, Ints
from habeas.science.recapture.lattice import pairs, term_lists
from habeas.science.recapture.tables import CaptureTable

MOST_LISTS = 6
NEGLIGIBLE = 60.0
MARGIN = 30.0
"""A graph whose best log weight is this far below the best of all is left out (a share below 10^−26 at each point)."""


@dataclass(frozen=True)
class Grid:
    """Trial numbers of unseen persons: `first`, `first + step`, … up to `last`."""

    first: int
    last: int
    step: int = 1

    def values(self) -> Floats:
        return np.arange(self.first, self.last + 1, self.step, dtype=float)


@dataclass(frozen=True)
class GraphPosterior:
    """Posterior of N and of the graphs.

    `total`: float (G,), the grid of N; `weight`: (G,), its probabilities. `graphs`: edge masks over `pairs(K)`, (M,);
    `graph_weight`: (M,). `level`: of `lo` and `hi`, equal tails.
    """

    size: int
    total: Floats
    weight: Floats
    graphs: Ints
    graph_weight: Floats
    level: float

    def quantile(self, share: float) -> float:
        """The first grid value at which the cumulated probability reaches `share`."""
        sums = np.cumsum(self.weight)
        return float(self.total[min(int(np.searchsorted(sums, share)), len(sums) - 1)])

    @property
    def median(self) -> float:
        return self.quantile(0.5)

    @property
    def mean(self) -> float:
        return float(self.total @ self.weight)

    @property
    def lo(self) -> float:
        return self.quantile((1 - self.level) / 2)

    @property
    def hi(self) -> float:
        return self.quantile((1 + self.level) / 2)

    @property
    def best(self) -> str:
        """The most probable graph by its cliques."""
        return graph_name(int(self.graphs[np.argmax(self.graph_weight)]), self.size)

    @property
    def complete_weight(self) -> float:
        """Probability of the graph that joins every list with every other: there the data say nothing about N."""
        complete = (1 << len(pairs(self.size))) - 1
        return float(self.graph_weight[self.graphs == complete].sum())

    @property
    def edge_weight(self) -> float:
        """Probability in the last hundredth of the grid: what the grid cuts off."""
        far = self.total > self.total[0] + 0.99 * (self.total[-1] - self.total[0])
        return float(self.weight[far].sum())


def neighbour_masks(edges: int, size: int) -> list[int]:
    near = [0] * size
    for k, pair in enumerate(pairs(size)):
        if edges >> k & 1:
            i, j = (number - 1 for number in term_lists(pair))
            near[i] |= 1 << j
            near[j] |= 1 << i
    return near


def elimination(edges: int, size: int) -> list[tuple[int, int]] | None:
    """(vertex and its later neighbours, those neighbours) as masks, in a perfect order; None if not decomposable."""
    near = neighbour_masks(edges, size)
    left = (1 << size) - 1
    steps = []
    while left:
        for v in range(size):
            around = near[v] & left
            if left >> v & 1 and all(
                around & ~(near[w] | 1 << w) == 0 for w in range(size) if around >> w & 1
            ):
                steps.append((around | 1 << v, around))
                left ^= 1 << v
                break
        else:
            return None
    return steps


@lru_cache(maxsize=8)
def decomposable_graphs(size: int) -> tuple[Ints, Floats]:
    """Edge masks (M,) and, for each, how often every set of lists counts (M, 2^K): cliques 1, separators −1.

    2, 8, 61, 822 and 18,154 graphs for two to six lists.
    """
    if size > MOST_LISTS:
        raise RecaptureError("too-many-lists", value=size, limit=MOST_LISTS, method="averaging over graphs")
    masks, rows = [], []
    for edges in range(1 << len(pairs(size))):
        steps = elimination(edges, size)
        if steps is None:
            continue
        row = np.zeros(1 << size)
        for clique, separator in steps:
            row[clique] += 1
            row[separator] -= 1
        row[0] = 0
        masks.append(edges)
        rows.append(row)
    return np.array(masks, np.int64), np.array(rows)


def graph_name(edges: int, size: int) -> str:
    """Cliques of a graph, `[124][23][34]`."""
    steps = elimination(edges, size) or []
    sets = {clique for clique, _ in steps}
    cliques = [c for c in sets if not any(c & other == c and c != other for other in sets)]
    cliques.sort(key=lambda clique: (-clique.bit_count(), term_lists(clique)))
    return "".join("[" + "".join(map(str, term_lists(clique))) + "]" for clique in cliques)


def set_scores(table: CaptureTable, unseen: Floats, delta: float) -> Floats:
    """Log marginal likelihood of the counts over each set of lists, float64 (2^K, G)."""
    cells = table.dense()
    size = table.size
    masks = np.arange(1 << size)
    scores = np.zeros((1 << size, len(unseen)))
    whole = gammaln(len(cells) * delta) - gammaln(unseen + table.n + len(cells) * delta)
    for lists in range(1, 1 << size):
        margin = np.bincount(masks & lists, weights=cells, minlength=1 << size)
        inside = np.unique(masks & lists)
        prior = delta * 2.0 ** (size - lists.bit_count())
        fixed = gammaln(margin[inside[1:]] + prior).sum() - len(inside) * gammaln(prior)
        scores[lists] = gammaln(unseen + margin[0] + prior) + fixed + whole
    return scores


@compiled
def glance(signs: Floats, scores: Floats, common: Floats) -> float:
    """The largest log weight of one graph on every eighth point; the margin covers what lies between."""
    best = -np.inf
    for g in range(0, common.size, 8):
        value = common[g]
        for lists in range(1, signs.size):
            if signs[lists] != 0.0:
                value += signs[lists] * scores[lists, g]
        best = max(best, value)
    return best


@compiled
def weigh(
    signs: Floats, scores: Floats, common: Floats, start: int, step: int, point: Floats, graph: Floats
) -> float:
    """Adds exp(log weight − scale) over graphs start, start + step, … into `point` (G,); returns the scale.

    `graph` (M,) gets the log of each graph's sum; the scale rises with the largest weight met so far.
    """
    width = common.size
    line = np.empty(width)
    scale = -np.inf
    for row in range(start, signs.shape[0], step):
        if scale > -np.inf and glance(signs[row], scores, common) < scale - NEGLIGIBLE - MARGIN:
            continue
        line[:] = common
        for lists in range(1, signs.shape[1]):
            sign = signs[row, lists]
            if sign != 0.0:
                for g in range(width):
                    line[g] += sign * scores[lists, g]
        top = line.max()
        if top < scale - NEGLIGIBLE:
            continue
        if top > scale:
            shrink = np.exp(scale - top)
            for g in range(width):
                point[g] *= shrink
            scale = top
        total = 0.0
        for g in range(width):
            if line[g] > scale - 100.0:
                share = np.exp(line[g] - scale)
                point[g] += share
                total += share
        graph[row] = np.log(total) + scale
    return scale


def average_graphs(
    table: CaptureTable, grid: Grid | None = None, *, delta: float | None = None, level: float = 0.95
) -> GraphPosterior:
    """Posterior of N averaged over all decomposable graphs, two to six lists."""
    masks, signs = decomposable_graphs(table.size)
    unseen = (grid or default_grid(table)).values()
    scores = set_scores(table, unseen, delta or 2.0**-table.size)
    common = gammaln(unseen + table.n + 1) - gammaln(unseen + 1) - np.log(unseen + table.n)
    graph = np.full(len(masks), -np.inf)

    def part_of(part: int, parts: int) -> tuple[float, Floats]:
        point = np.zeros(len(unseen))
        return weigh(signs, scores, common, part, parts, point, graph), point

    done = in_parallel(part_of, len(masks))
    scale = max(own for own, _ in done)
    point = np.sum([line * np.exp(own - scale) for own, line in done], axis=0)
    shares = np.exp(graph - graph.max())
    return GraphPosterior(
        table.size, unseen + table.n, point / point.sum(), masks, shares / shares.sum(), level
    )


def default_grid(table: CaptureTable) -> Grid:
    """Up to sixty times the documented persons, every number while memory and time allow."""
    last = 60 * table.n
    points = {2: 1_000_000, 3: 1_000_000, 4: 500_000, 5: 200_000}.get(table.size, 10_000)
    return Grid(1, last, -(-last // points))
