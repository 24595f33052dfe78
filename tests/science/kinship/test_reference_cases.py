"""Every reference case agrees with two independent engines, marker by marker."""

from __future__ import annotations

import numpy as np
import pytest

from habeas.science.kinship.comparison import compare_case
from habeas.science.kinship.formats.cases import load_case
from habeas.science.kinship.likelihood import Settings

from .builders import CASES, raw_case

NAMES = sorted(path.stem for path in CASES.glob("c*.json"))


def relative(found: float, expected: float) -> float:
    return abs(found - expected) / abs(expected) if expected else abs(found)


@pytest.mark.parametrize("name", NAMES)
def test_case_agrees_with_both_engines_at_every_marker(name: str) -> None:
    expected = raw_case(name)["expected"]
    result = compare_case(load_case(CASES / f"{name}.json"))
    for ratio, key in ((result.mutate, "LR_per_marker"), (result.prune, "second_LR_per_marker")):
        if key in expected:
            assert set(ratio.lr) >= set(expected[key])
            assert max(relative(ratio.lr[m], v) for m, v in expected[key].items()) <= 1e-9


@pytest.mark.parametrize("theta", [0.01, 0.03])
def test_direct_match_with_coancestry_follows_balding_and_nichols(theta: float) -> None:
    variants = raw_case("c01_direct_match")["expected"]["theta_variants"]
    expected = next(v for v in variants if v["theta"] == theta)
    case = load_case(CASES / "c01_direct_match.json")
    found = compare_case(case, Settings(theta=theta)).mutate
    assert found.log10_total == pytest.approx(expected["log10_LR_total"], rel=1e-12)


def test_linked_pair_agrees_and_differs_from_the_product() -> None:
    expected = raw_case("c26_linked_pair_sibs")["expected"]
    result = compare_case(load_case(CASES / "c26_linked_pair_sibs.json"))
    assert result.linked_log_lr is not None
    assert relative(float(np.exp(result.linked_log_lr)), expected["linked"]["LR"]) <= 1e-9
    assert abs(result.linked_log_lr - result.mutate.log_lr.sum()) > 0.5


def test_one_mismatch_without_mutation_is_a_zero_that_stays_apart() -> None:
    result = compare_case(load_case(CASES / "c22_no_mut_exclusion.json")).mutate
    assert result.log10_total == -np.inf
    assert len(result.exclusions) == 1
