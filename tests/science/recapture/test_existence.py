import random

import pytest

from habeas.science.recapture.existence import certify, existence
from habeas.science.recapture.lattice import all_models, parse_model

from .loading import table


@pytest.mark.parametrize(
    "name", ["artificial3", "korea", "australia4", "western5", "uk5", "neworleans5", "ned5"]
)
def test_both_checks_agree_on_cells_rank_and_finiteness(name):
    models = all_models(table(name).size)
    chosen = random.Random(7).sample(models, min(len(models), 40))

    for model in chosen:
        fast, slow = existence(table(name), model), certify(table(name), model)
        assert (fast.finite, fast.infinite_terms) == (slow.finite, slow.infinite_terms)
        assert fast.cells.tolist() == slow.cells.tolist()


def test_an_estimate_can_be_finite_while_some_terms_are_not():
    found = existence(table("australia4"), parse_model("[234,12]", 4))

    assert (found.finite, found.infinite_terms) == (True, 1)


def test_artificial_table_of_chan_silverman_vincent_has_none_for_its_favourite():
    assert existence(table("artificial3"), parse_model("[12,3]", 3)).finite is False
