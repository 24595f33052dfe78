import numpy as np
import pytest

from habeas.science.recapture.chains import convergence, effective_size, rhat


def noise(chains: int = 4, length: int = 1000) -> np.ndarray:
    return np.random.default_rng(2).normal(size=(chains, length))


def test_chains_that_agree_have_an_rhat_of_one():
    assert rhat(noise()) == pytest.approx(1, abs=0.01)


def test_a_chain_elsewhere_or_wider_is_seen():
    elsewhere, wider = noise(), noise()
    elsewhere[0] += 3
    wider[0] *= 5

    assert rhat(elsewhere) > 1.3
    assert rhat(wider) > 1.05


def test_a_chain_that_drifts_is_seen():
    assert rhat(noise() + np.linspace(0, 3, 1000)) > 1.2


def test_independent_draws_count_in_full_and_correlated_ones_by_their_theory():
    steps = noise(4, 20_000)
    walk = np.empty_like(steps)
    walk[:, 0] = steps[:, 0]
    for t in range(1, 20_000):
        walk[:, t] = 0.8 * walk[:, t - 1] + steps[:, t]

    assert effective_size(steps) == pytest.approx(80_000, rel=0.05)
    assert effective_size(walk) == pytest.approx(80_000 * 0.2 / 1.8, rel=0.1)


def test_the_error_of_the_median_is_that_of_theory():
    assert convergence(noise(4, 5000)).median_error == pytest.approx(1.2533 / np.sqrt(20_000), rel=0.2)


def test_chains_that_never_move_are_no_disagreement():
    assert convergence(np.full((4, 100), 7.0)).rhat == 1.0
