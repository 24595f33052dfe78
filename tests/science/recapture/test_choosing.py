import numpy as np
import pytest

from habeas.science.recapture.choosing import bootstrap_choice, choose_again
from habeas.science.recapture.loglinear import fit_models
from habeas.science.recapture.resampling import draw_samples

from .loading import table


@pytest.mark.parametrize("name", ["kosovo", "australia4", "neworleans5"])
@pytest.mark.parametrize("criterion", ["bic", "aic"])
def test_passing_over_models_never_changes_the_choice(name, criterion):
    found = fit_models(table(name))
    samples = draw_samples(table(name), 2, seed=11)

    totals, _ = choose_again(found, criterion, samples)

    for sample, total in zip(samples, totals, strict=True):
        best = fit_models(table(name).with_counts(sample)).best(criterion)
        assert total == pytest.approx(best.total, rel=1e-6)


def test_kosovo_interval_over_the_choice_of_model_is_near_the_reference():
    found = bootstrap_choice(fit_models(table("kosovo")), count=1000)

    assert found.total == pytest.approx(10356.519, rel=1e-6)
    assert found.lo == pytest.approx(6900.8, rel=0.05)
    assert found.hi == pytest.approx(17807.7, rel=0.10)
    assert len(np.unique(found.choices)) > 5


def test_the_same_seed_gives_the_same_interval():
    models = fit_models(table("korea"))

    assert bootstrap_choice(models, count=50).hi == bootstrap_choice(models, count=50).hi


def test_without_a_finite_model_there_is_no_interval():
    from habeas.science.recapture.tables import from_masks

    assert bootstrap_choice(fit_models(from_masks("ABC", [1, 2, 4], [40, 30, 20]))) is None
