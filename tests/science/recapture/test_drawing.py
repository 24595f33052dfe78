import numpy as np
import pytest
from numba import njit
from scipy import stats

from habeas.science.recapture.drawing import binomial, gamma, multinomial, new_state, normal, poisson, uniform

DRAWS = 40_000


@njit
def many(kind, state, a, b, out):
    for i in range(out.size):
        if kind == 0:
            out[i] = uniform(state)
        elif kind == 1:
            out[i] = normal(state)
        elif kind == 2:
            out[i] = gamma(state, a)
        elif kind == 3:
            out[i] = poisson(state, a)
        else:
            out[i] = binomial(state, int(a), b)


def draws(kind: int, a: float = 0.0, b: float = 0.0) -> np.ndarray:
    out = np.empty(DRAWS)
    many(kind, new_state(np.random.SeedSequence(6)), a, b, out)
    return out


@pytest.mark.parametrize(
    ("kind", "a", "law"),
    [
        (0, 0.0, stats.uniform()),
        (1, 0.0, stats.norm()),
        (2, 1.0, stats.gamma(1)),
        (2, 40.5, stats.gamma(40.5)),
    ],
)
def test_continuous_draws_follow_their_law(kind, a, law):
    assert stats.kstest(draws(kind, a), law.cdf).pvalue > 1e-3


@pytest.mark.parametrize(
    ("kind", "a", "b", "law"),
    [
        (3, 2.5, 0.0, stats.poisson(2.5)),
        (3, 80.0, 0.0, stats.poisson(80)),
        (4, 12.0, 0.2, stats.binom(12, 0.2)),
        (4, 12.0, 0.9, stats.binom(12, 0.9)),
        (4, 400.0, 0.3, stats.binom(400, 0.3)),
        (4, 5000.0, 0.0005, stats.binom(5000, 0.0005)),
    ],
)
def test_counts_follow_their_law(kind, a, b, law):
    found = draws(kind, a, b)
    edges = np.unique(law.ppf(np.linspace(0.02, 0.98, 25)))
    seen = np.histogram(found, np.concatenate([[-np.inf], edges + 0.5, [np.inf]]))[0]
    chance = np.diff(np.concatenate([[0], law.cdf(edges), [1]]))

    kept = chance > 1e-9
    assert stats.chisquare(seen[kept], DRAWS * chance[kept] / chance[kept].sum()).pvalue > 1e-3


def test_multinomial_counts_add_up_and_have_the_right_means():
    state, out = new_state(np.random.SeedSequence(3)), np.zeros(4, np.int64)
    total = np.zeros(4)
    for _ in range(4000):
        multinomial(state, 100, 2.0, np.array([0.2, 0.0, 1.4, 0.4]), out)
        assert out.sum() == 100
        total += out

    assert total / 4000 == pytest.approx([10, 0, 70, 20], abs=0.4)


def test_the_same_seed_draws_the_same():
    assert np.array_equal(draws(2, 3.0), draws(2, 3.0))
