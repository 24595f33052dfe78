"""Blind search agrees with the reference matrix and does not depend on threads or blocks."""

from __future__ import annotations

import numpy as np
import pytest

from habeas.science.kinship.formats.blind import load_search, parse_search
from habeas.science.kinship.profiles import Profile
from habeas.science.kinship.search import BlindSearch, SearchSettings

from .builders import CASES, raw_case

MODELS = ["none", "stepwise"]


def expected_matrix(model: str) -> np.ndarray:
    rows = raw_case(f"blind_12x12_{model}")["log10LR"]["matrix"]
    return np.array([[-np.inf if v == "-Inf" else v for v in row] for row in rows])


@pytest.mark.parametrize("model", MODELS)
def test_matrix_equals_the_reference(model: str) -> None:
    problem = load_search(CASES / f"blind_12x12_{model}.json")
    found = BlindSearch(problem.families, problem.victims, problem.markers).matrix()
    expected = expected_matrix(model)
    assert (np.isneginf(found) == np.isneginf(expected)).all()
    finite = np.isfinite(expected)
    assert np.abs(found[finite] - expected[finite]).max() <= 1e-9


@pytest.mark.parametrize(("threads", "block"), [(1, 1), (1, 64), (2, 5), (3, 2)])
def test_threads_and_blocks_change_nothing(threads: int, block: int) -> None:
    problem = load_search(CASES / "blind_12x12_stepwise.json")
    plain = BlindSearch(problem.families, problem.victims, problem.markers)
    other = BlindSearch(
        problem.families,
        problem.victims,
        problem.markers,
        options=SearchSettings(threads=threads, block=block, threshold=-100, top_k=3),
    )
    hits = list(other.run())
    assert (plain.matrix() == other.matrix()).all()
    pairs = {
        (int(v), int(f)): s for h in hits for v, f, s in zip(h.victim, h.family, h.log10_lr, strict=True)
    }
    matrix = plain.matrix()
    assert pairs == {(v, f): matrix[v, f] for v, f in zip(*np.nonzero(matrix >= -100), strict=True)}


def test_best_lists_hold_the_largest_first() -> None:
    problem = load_search(CASES / "blind_12x12_stepwise.json")
    search = BlindSearch(
        problem.families, problem.victims, problem.markers, options=SearchSettings(top_k=4, block=5)
    )
    matrix = search.matrix()
    assert (search.best_by_victim.partner == np.argsort(-matrix, axis=1, kind="stable")[:, :4]).all()
    assert (search.best_by_family.partner == np.argsort(-matrix.T, axis=1, kind="stable")[:, :4]).all()
    assert (search.best_by_victim.partner[:, 0] == np.arange(12)).all()


def test_poor_profile_is_reported_and_not_matched() -> None:
    problem = load_search(CASES / "blind_12x12_none.json")
    first = problem.victims[0]
    poor = Profile("bone-7", dict(list(first.genotypes.items())[:7]))
    search = BlindSearch(problem.families, [poor, *problem.victims[1:]], problem.markers)
    matrix = search.matrix()
    assert search.left_out == ["bone-7"]
    assert np.isnan(matrix[0]).all()
    assert search.best_by_victim.partner[0].tolist() == [-1] * 5


def test_sexes_that_differ_are_not_compared() -> None:
    raw = raw_case("blind_12x12_none")
    raw["victims"] = [{"id": f"V{i}", "sex": "F"} for i in range(1, 13)]
    problem = parse_search(raw)
    assert problem.families[0].sex == "M"
    matrix = BlindSearch(problem.families, problem.victims, problem.markers).matrix()
    assert np.isnan(matrix[:, 0]).all()


def test_hits_count_the_markers_compared() -> None:
    problem = load_search(CASES / "blind_12x12_none.json")
    first = problem.victims[0]
    partial = Profile(first.sample, dict(list(first.genotypes.items())[:9]))
    search = BlindSearch(problem.families, [partial], problem.markers, options=SearchSettings(threshold=0))
    hits = [h for h in search.run() if len(h.victim)]
    assert hits[0].markers.tolist()[0] == 9
