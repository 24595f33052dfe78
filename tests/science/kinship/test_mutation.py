"""Mutation models: hand-worked entries and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from habeas.science.kinship.errors import KinshipError
from habeas.science.kinship.mutation import (
    Mutation,
    equal_matrix,
    proportional_matrix,
    stepwise_matrix,
    with_silent,
)

FREQS = np.array([0.5, 0.3, 0.2])


def test_equal_model_spreads_the_rate() -> None:
    assert equal_matrix(3, 0.01)[0].tolist() == [0.99, 0.005, 0.005]


def test_proportional_model_has_the_mean_rate_asked_for_and_is_stationary() -> None:
    matrix = proportional_matrix(FREQS, 0.01)
    assert FREQS @ (1 - np.diag(matrix)) == pytest.approx(0.01)
    assert Mutation("proportional", matrix, matrix).is_stationary(FREQS)


def test_stepwise_model_by_hand() -> None:
    """From 11: one step to 10 and 12, microvariant 11.3 in the other class; rate2 spreads over it."""
    matrix = stepwise_matrix(["10", "11", "11.3", "12"], 0.002, 1e-4, 0.5)
    assert matrix[1] == pytest.approx([0.001, 1 - 0.002 - 1e-4, 1e-4, 0.001])
    assert matrix[0] == pytest.approx([1 - 0.002 - 1e-4, 0.002 * 2 / 3, 1e-4, 0.002 / 3])
    assert matrix[2] == pytest.approx([1e-4 / 3, 1e-4 / 3, 1 - 1e-4, 1e-4 / 3])


def test_stepwise_model_is_not_stationary_and_says_by_how_much() -> None:
    matrix = stepwise_matrix(["10", "11", "12"], 0.01, 0.0, 0.1)
    model = Mutation("stepwise", matrix, matrix)
    assert not model.is_stationary(FREQS)
    assert model.drift(FREQS) == pytest.approx(np.abs(FREQS @ matrix - FREQS).max())


def test_silent_allele_neither_mutates_nor_arises() -> None:
    matrix = with_silent(equal_matrix(2, 0.1))
    assert matrix[2].tolist() == [0, 0, 1]
    assert matrix[:2, 2].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: equal_matrix(3, 1.5), "rate 1.5 must lie between"),
        (lambda: stepwise_matrix(["10", "x"], 0.01, 0, 0.1), "allele 'x' is not a repeat number"),
        (lambda: stepwise_matrix(["10", "11"], 0.01, 0, 1.0), "range 1.0 must lie"),
        (lambda: Mutation("custom", np.ones((2, 2)), np.eye(2)), "row 1 of a mutation matrix does not sum"),
        (lambda: Mutation("custom", np.eye(3)[:2], np.eye(2)), "must be square"),
        (lambda: Mutation("custom", np.array([[1.5, -0.5], [0, 1]]), np.eye(2)), "negative"),
    ],
)
def test_impossible_models_are_refused(make, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(KinshipError, match=message):
        make()
