import numpy as np
import pytest
from scipy.special import betaln, gammaln

from habeas.science.recapture.errors import RecaptureError
from habeas.science.recapture.latent import Settings, latent_classes
from habeas.science.recapture.tables import from_masks

from .loading import rows, table

QUICK = Settings(burn_in=2000, kept=400, thin=20, seed=3)


def test_one_class_is_the_posterior_of_independent_lists():
    """Worked in closed form: p(N | data) ∝ (N − 1)!/u! Π_j B(1 + on j, 1 + N − on j), u up to 20 n."""
    hav = table("hav3")
    unseen = np.arange(20 * hav.n + 1)
    total = hav.n + unseen
    log_weight = gammaln(total) - gammaln(unseen + 1)
    for on in hav.on_list():
        log_weight += betaln(1 + on, 1 + total - on)
    weight = np.exp(log_weight - log_weight.max())
    cumulated = np.cumsum(weight / weight.sum())

    found = latent_classes(hav, Settings(classes=1, burn_in=500, kept=4000, thin=3))

    for share in (0.025, 0.5, 0.975):
        exact = total[np.searchsorted(cumulated, share)]
        assert np.quantile(found.draws, share) == pytest.approx(exact, abs=2.5)


def test_two_classes_are_the_posterior_summed_over_every_assignment():
    """Four persons, two lists: every class assignment, every number of unseen and α by quadrature."""
    tiny = from_masks("AB", [1, 2, 3], [2, 1, 1])
    exact = exact_two_classes(tiny.n * 20)

    found = latent_classes(tiny, Settings(classes=2, burn_in=1000, kept=20_000, thin=4))

    seen = np.bincount((found.draws - tiny.n).astype(int).ravel(), minlength=81) / found.draws.size
    assert np.cumsum(seen)[[0, 2, 5, 10, 20, 40]] == pytest.approx(
        np.cumsum(exact)[[0, 2, 5, 10, 20, 40]], abs=0.01
    )


def exact_two_classes(most: int) -> np.ndarray:
    log_alpha = np.linspace(-18, 7, 160)
    alpha = np.exp(log_alpha)
    prior = 0.25 * log_alpha - 0.25 * alpha + log_alpha
    u1, u2 = np.meshgrid(np.arange(most + 1), np.arange(most + 1), indexing="ij")
    inside = u1 + u2 <= most
    u1, u2 = u1[inside], u2[inside]
    weight = np.zeros(most + 1)
    for a in range(3):
        for b in range(2):
            for c in range(2):
                ways = np.log([1, 2, 1][a])
                first, second = (a, b, c), (2 - a, 1 - b, 1 - c)
                value = ways + gammaln(4 + u1 + u2) - gammaln(u1 + 1) - gammaln(u2 + 1)
                for (x, y, z), u in ((first, u1), (second, u2)):
                    size = x + y + z + u
                    value = value + betaln(1 + x + z, 1 + size - x - z) + betaln(1 + y + z, 1 + size - y - z)
                n1, n2 = sum(first) + u1, sum(second) + u2
                stick = np.exp(prior[:, None] + betaln(1 + n1, alpha[:, None] + n2)).sum(axis=0)
                np.add.at(weight, u1 + u2, np.exp(value) * stick)
    return weight / weight.sum()


@pytest.mark.parametrize(
    "row", [r for r in rows("LCMCR") if r["table"] in {"korea", "western5", "hiv_rome4"}]
)
def test_medians_are_those_of_the_reference_within_monte_carlo_error(row):
    found = latent_classes(table(row["table"]), Settings(burn_in=3000, kept=500, thin=30))

    error = np.hypot(found.convergence.median_error, max(found.convergence.median_error, 0.01 * row["N"]))
    assert abs(found.total - row["N"]) < 3 * error
    assert found.convergence.rhat < 1.05


def test_the_same_seed_gives_the_same_draws_and_another_seed_others():
    first, again = latent_classes(table("korea"), QUICK), latent_classes(table("korea"), QUICK)
    other = latent_classes(table("korea"), Settings(burn_in=2000, kept=400, thin=20, seed=4))

    assert np.array_equal(first.draws, again.draws)
    assert not np.array_equal(first.draws, other.draws)


def test_chains_that_stay_in_different_valleys_are_told_by_rhat():
    assert latent_classes(table("ned5"), QUICK).convergence.rhat > 1.05


def test_ten_million_persons_cost_no_more_than_a_few():
    many = from_masks(
        "ABC", range(1, 8), [3_000_000, 2_000_000, 2_000_000, 1_000_000, 900_000, 800_000, 300_000]
    )

    found = latent_classes(many, Settings(burn_in=200, kept=50, thin=2))

    assert found.total > many.n == 10_000_000


def test_progress_counts_the_draws_kept():
    told = []
    latent_classes(table("korea"), QUICK, progress=lambda what, done: told.append(done))

    assert max(told) == 4 * 400


@pytest.mark.parametrize("wrong", [{"classes": 0}, {"chains": 0}, {"thin": 0}, {"kept": 1}, {"burn_in": -1}])
def test_settings_that_make_no_sense_are_refused(wrong):
    with pytest.raises(RecaptureError, match="must be at least"):
        latent_classes(table("korea"), Settings(**wrong))
