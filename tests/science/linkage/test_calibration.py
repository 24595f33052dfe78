"""Pairs inside one list tell how many coincidences the scores take for persons."""

from __future__ import annotations

import numpy as np
import pytest

from habeas.science.linkage.calibration import USUAL, caution
from habeas.science.linkage.linking import LEAST
from habeas.science.linkage.weights import Weights, weights_from

from .lists import linked

LISTS, INSIDE, TWICE = 4, 0.25, 0.01


def scored(offset: float, count: int, seed: int = 1) -> tuple[tuple[np.ndarray, ...], np.ndarray, Weights]:
    """Pairs of rows whose true log odds are lower than the score by `offset`, persons seldom twice in one list."""
    rng = np.random.default_rng(seed)
    score = rng.uniform(-4, 14, count)
    person = rng.random(count) < 1 / (1 + np.exp(offset - score))
    within = rng.random(count) < np.where(person, TWICE, INSIDE)
    lists = np.zeros(2 * count, np.int32)
    lists[count:] = ~within
    rows = np.arange(count, dtype=np.int32)
    weights = Weights(np.zeros((9, 16)), np.zeros((9, 16)), (-10.0, -12.0))
    return (rows, rows + np.int32(count), score.astype(np.float32)), lists, weights


@pytest.mark.parametrize("offset", [0.5, 2.0, 3.5])
def test_offset_of_scores_is_found(offset: float) -> None:
    pairs, lists, weights = scored(offset, 200_000)
    assert caution(pairs, lists, weights, LEAST) == pytest.approx(offset, abs=0.25)


def test_one_list_tells_nothing() -> None:
    pairs, lists, weights = scored(2.0, 1_000)
    assert caution(pairs, np.zeros_like(lists), weights, LEAST) == USUAL


def test_few_pairs_lean_on_the_usual() -> None:
    pairs, lists, weights = scored(4.0, 60)
    assert caution(pairs, lists, weights, LEAST) == pytest.approx(USUAL, abs=0.8)


def test_nothing_tells_nothing() -> None:
    pairs, lists, weights = scored(2.0, 0)
    assert caution(pairs, lists, weights, LEAST) == USUAL


def test_caution_is_kept_with_the_weights_and_explained() -> None:
    found = linked()
    assert found.weights.caution > 0
    assert weights_from(found.weights.text()).caution == pytest.approx(found.weights.caution)
    suggestion = next(found.suggestions(above=2))
    reasons = found.explain(suggestion.one, suggestion.other).evidence
    assert any(reason.weight == -found.weights.caution for reason in reasons)
