import numpy as np
import pytest

from habeas.science.recapture.errors import RecaptureError
from habeas.science.recapture.graphs import (
    Grid,
    average_graphs,
    decomposable_graphs,
    default_grid,
    graph_name,
)
from habeas.science.recapture.lattice import pairs
from habeas.science.recapture.tables import from_masks

from .loading import rows, table


@pytest.mark.parametrize(("size", "count"), [(2, 2), (3, 8), (4, 61), (5, 822)])
def test_the_number_of_decomposable_graphs_is_the_known_one(size, count):
    assert len(decomposable_graphs(size)[0]) == count


@pytest.mark.parametrize("row", rows("dga"), ids=lambda row: row["table"])
def test_median_and_quantiles_are_those_of_the_reference_at_its_grid(row):
    settings = row["settings"]

    found = average_graphs(table(row["table"]), Grid(1, settings["Nmissing_max"], settings["step"]))

    assert (found.median, found.lo, found.hi) == (row["N"], row["lo"], row["hi"])
    assert cliques(found.best) == cliques(row["model"])


def cliques(name: str) -> set[str]:
    return set(name.strip("[]").split("]["))


def test_all_the_weight_on_the_complete_graph_is_seen():
    assert average_graphs(table("peru3")).complete_weight > 0.99
    assert average_graphs(table("kosovo")).complete_weight < 1e-4


def test_probability_cut_off_by_a_short_grid_is_seen():
    assert average_graphs(table("kosovo"), Grid(1, 8000)).edge_weight > 0.01
    assert average_graphs(table("kosovo")).edge_weight < 1e-9


def test_probabilities_add_up_and_the_mean_lies_inside():
    found = average_graphs(table("kosovo"))

    assert found.weight.sum() == pytest.approx(1)
    assert found.graph_weight.sum() == pytest.approx(1)
    assert found.lo < found.median < found.mean < found.hi


def test_two_graphs_worked_by_hand():
    """Two lists: independent lists and joined lists, Dirichlet integrals written out."""
    from scipy.special import gammaln

    both = from_masks(("A", "B"), [1, 2, 3], [4, 3, 2])
    u = np.arange(1, 201)
    total, quarter = 9 + u, 0.25

    def dirichlet(counts, prior):
        return sum(gammaln(c + prior) - gammaln(prior) for c in counts) - gammaln(total + 1)

    joined = dirichlet([u, 4, 3, 2], quarter)
    apart = dirichlet([u + 3, 6], 0.5) + dirichlet([u + 4, 5], 0.5)
    weight = np.exp(gammaln(total + 1) - gammaln(u + 1) - np.log(total)) * np.array(
        [np.exp(apart), np.exp(joined)]
    )

    found = average_graphs(both, Grid(1, 200))

    assert found.graph_weight == pytest.approx(weight.sum(axis=1) / weight.sum())
    assert found.weight == pytest.approx(weight.sum(axis=0) / weight.sum())


def test_graphs_are_named_by_cliques():
    edges = {pair: 1 << k for k, pair in enumerate(pairs(4))}

    assert graph_name(edges[0b0011] | edges[0b1001] | edges[0b1010], 4) == "[124][3]"


def test_seven_lists_are_too_many():
    with pytest.raises(RecaptureError, match="graphs"):
        decomposable_graphs(7)


def test_the_grid_reaches_sixty_times_the_documented_within_bounded_memory():
    grid = default_grid(from_masks("ABCDE", [1], [10_000_000]))

    assert grid.last == 600_000_000
    assert len(grid.values()) <= 200_000
