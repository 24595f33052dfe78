"""Joint identification: the reference cases, brute force, undecidable brothers, priors, closed events, sampling."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from habeas.science.kinship.errors import KinshipError
from habeas.science.kinship.formats.dvi import load_dvi, parse_dvi
from habeas.science.kinship.identification import solve as solving
from habeas.science.kinship.identification.conclusions import symmetric_groups, verdicts
from habeas.science.kinship.identification.problem import Prior, Problem, SearchingFamily
from habeas.science.kinship.identification.sequential import sequential_answers
from habeas.science.kinship.identification.solve import STRANGER, Identification
from habeas.science.kinship.likelihood import Settings, log_likelihood
from habeas.science.kinship.markers import Marker
from habeas.science.kinship.pedigree import Hypothesis, Pedigree, Person
from habeas.science.kinship.profiles import Profile
from habeas.science.kinship.simulate import simulate_profiles

from .builders import CASES, family, raw_case, str_marker

NAMES = ["dvi_own_full", "dvi_own_weak"]


@pytest.fixture(scope="module", params=NAMES)
def solved(request: pytest.FixtureRequest):  # type: ignore[no-untyped-def]
    found = Identification(load_dvi(CASES / f"{request.param}.json"))
    return found, found.solve(1000), raw_case(request.param)["expected"]


def test_pairwise_ratios_equal_the_reference(solved) -> None:  # type: ignore[no-untyped-def]
    found, _, expected = solved
    rows = [[np.nan if v is None else v for v in row] for row in expected["pairwise_LR"]["matrix"]]
    np.testing.assert_allclose(np.exp(found.pairwise), rows, rtol=1e-9)


def test_joint_assignments_equal_the_reference(solved) -> None:  # type: ignore[no-untyped-def]
    found, solution, expected = solved
    names = [v.sample for v in found.problem.victims]
    assert solution.assignments == expected["joint"]["n_assignments"]
    assert solution.log_sum == pytest.approx(expected["joint"]["log_sum_exp_all"], rel=1e-12)
    assert [a.named for a in solution.top] == [tuple(e[v] for v in names) for e in expected["joint"]["top"]]
    logs = [e["loglik"] for e in expected["joint"]["top"]]
    assert [a.log_likelihood for a in solution.top] == pytest.approx(logs, rel=1e-12)


def test_marginal_posteriors_equal_the_reference_down_to_the_smallest(solved) -> None:  # type: ignore[no-untyped-def]
    found, solution, expected = solved
    rows = [
        [r[k] for k in (*found.problem.missing, "*")] for r in expected["joint"]["marginal_posterior_flat"]
    ]
    np.testing.assert_allclose(solution.posterior, rows, rtol=1e-9)


def test_sequential_answers_equal_the_reference(solved) -> None:  # type: ignore[no-untyped-def]
    found, _, expected = solved
    names = [v.sample for v in found.problem.victims]
    assert sequential_answers(found) == [tuple(e[v] for v in names) for e in expected["sequential"]]


def test_brothers_are_undecidable_and_the_others_identified(solved) -> None:  # type: ignore[no-untyped-def]
    found, solution, expected = solved
    (group,) = symmetric_groups(found, solution)
    assert (group.missing, group.victims) == (("M1", "M2"), ("V1", "V2"))
    assert np.exp(group.log_glr) == pytest.approx(expected["dviSolve_AM"][0]["GLR"], rel=1e-9)
    found_verdicts = [v.verdict for v in verdicts(found, solution)]
    assert found_verdicts == ["undecidable", "undecidable", "identified", "identified", "stranger"]


def small_problem(*, mutation: bool, seed: int, theta: float = 0.0) -> Problem:
    """Four victims, three missing of two families, weak markers."""
    markers = tuple(str_marker(4, mutation=mutation, seed=s) for s in range(1, 6))
    rng = np.random.default_rng(seed)
    siblings = family(
        ("Fa", None, None, "M"), ("Mo", None, None, "F"), ("M1", "Fa", "Mo", "M"), ("M2", "Fa", "Mo", "F"),
        ("Sis", "Fa", "Mo", "F"),
    )  # fmt: skip
    widow = family(("M3", None, None, "M"), ("Wife", None, None, "F"), ("Son", "M3", "Wife", "M"))
    one, two = simulate_profiles(siblings, markers, rng), simulate_profiles(widow, markers, rng)
    stranger = simulate_profiles(family(("x", None, None, "M")), markers, rng)["x"]
    partial = Profile("V4", dict(list(stranger.genotypes.items())[:3]), "U")
    bodies = [one["M1"], one["M2"], two["M3"]]
    victims = tuple(Profile(f"V{i + 1}", b.genotypes, b.sex) for i, b in enumerate(bodies)) + (partial,)
    families = (
        SearchingFamily("A", siblings, ("M1", "M2"), {"Mo": one["Mo"], "Sis": one["Sis"]}),
        SearchingFamily("B", widow, ("M3",), {"Wife": two["Wife"], "Son": two["Son"]}),
    )
    return Problem(families, victims, markers, Settings(theta=theta))


def by_enumeration(problem: Problem) -> dict[tuple[str, ...], float]:
    """Log likelihood of every assignment, each written out as its own hypothesis."""
    found: dict[tuple[str, ...], float] = {}
    for named in itertools.product((*problem.missing, STRANGER), repeat=len(problem.victims)):
        used = [n for n in named if n != STRANGER]
        if len(set(used)) < len(used):
            continue
        if not all(problem.sexes_agree(i, n) for i, n in enumerate(named) if n != STRANGER):
            continue
        value = written_out(problem, named)
        if value > -np.inf:
            found[named] = value
    return found


def written_out(problem: Problem, named: tuple[str, ...]) -> float:
    profiles = {p: r for f in problem.families for p, r in f.references.items()}
    trees: list[Pedigree] = [f.pedigree for f in problem.families]
    for victim, name in zip(problem.victims, named, strict=True):
        if name == STRANGER:
            trees.append(Pedigree((Person(victim.sample, sex=victim.sex),)))
        profiles[victim.sample if name == STRANGER else name] = victim
    claim = Hypothesis("assignment", tuple(trees))
    return float(log_likelihood(claim, problem.markers, profiles, problem.settings).sum())


@pytest.mark.parametrize("mutation", [False, True])
@pytest.mark.parametrize("seed", [1, 2])
def test_joint_answer_equals_brute_force(mutation: bool, seed: int) -> None:
    problem = small_problem(mutation=mutation, seed=seed)
    expected = by_enumeration(problem)
    solution = Identification(problem).solve(1000)
    assert solution.exact
    assert solution.assignments == len(expected)
    assert {a.named: a.log_likelihood for a in solution.top} == pytest.approx(expected, rel=1e-10)
    total = np.logaddexp.reduce(list(expected.values()))
    assert solution.log_sum == pytest.approx(total, rel=1e-12)
    for i in range(len(problem.victims)):
        for k, name in enumerate((*problem.missing, STRANGER)):
            share = sum(np.exp(v - total) for named, v in expected.items() if named[i] == name)
            assert solution.posterior[i, k] == pytest.approx(share, rel=1e-9, abs=1e-15)


def test_closed_event_leaves_only_full_assignments() -> None:
    problem = small_problem(mutation=True, seed=1)
    three = replace(problem, victims=problem.victims[:3], prior=Prior(event="closed"))
    everybody = {n: v for n, v in by_enumeration(three).items() if STRANGER not in n}
    solution = Identification(three).solve()
    assert solution.assignments == len(everybody)
    assert solution.posterior[:, -1].tolist() == [0.0, 0.0, 0.0]
    assert solution.log_sum == pytest.approx(np.logaddexp.reduce(list(everybody.values())), rel=1e-12)
    assert "closed event" in three.prior.description


def test_closed_event_with_too_many_victims_is_refused() -> None:
    problem = replace(small_problem(mutation=True, seed=1), prior=Prior(event="closed"))
    with pytest.raises(KinshipError, match="closed event"):
        Identification(problem).solve()


def test_prior_weights_multiply() -> None:
    problem = small_problem(mutation=True, seed=2)
    pair = np.log(np.random.default_rng(3).uniform(0.1, 5, (4, 3)))
    weighted = replace(problem, prior=Prior(pair=pair, name="invented"))
    expected = by_enumeration(problem)
    logs = {
        named: v + sum(pair[i, problem.missing.index(n)] for i, n in enumerate(named) if n != STRANGER)
        for named, v in expected.items()
    }
    solution = Identification(weighted).solve(1000)
    assert solution.log_sum == pytest.approx(np.logaddexp.reduce(list(logs.values())), rel=1e-12)
    assert {a.named: a.log_likelihood for a in solution.top} == pytest.approx(expected, rel=1e-10)


def test_coancestry_pairs_equal_the_whole_hypothesis() -> None:
    problem = small_problem(mutation=False, seed=1, theta=0.03)
    found = Identification(problem)
    widow = problem.families[1]
    apart = Pedigree((Person("V3", sex="M"),))
    related = log_likelihood(
        Hypothesis("H1", (widow.pedigree,)),
        problem.markers,
        {**widow.references, "M3": problem.victims[2]},
        problem.settings,
    )
    stranger = log_likelihood(
        Hypothesis("H2", (widow.pedigree, apart)),
        problem.markers,
        {**widow.references, "V3": problem.victims[2]},
        problem.settings,
    )
    assert found.pairwise[2, 2] == pytest.approx(float((related - stranger).sum()), rel=1e-11)


def test_sampling_says_so_and_agrees_with_the_exact_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = small_problem(mutation=True, seed=1)
    exact = Identification(problem).solve()
    monkeypatch.setattr(solving, "MAX_VICTIMS", 1)
    sampled = Identification(problem, steps=60_000, seed=4).solve()
    assert not sampled.exact
    assert sampled.method == "sampled (seed 4): a component was too large for exact sums"
    assert np.abs(sampled.posterior - exact.posterior).max() < 0.03
    assert sampled.top[0].named == exact.top[0].named


def test_one_body_of_two_missing_brothers_is_undecidable() -> None:
    raw = raw_case("dvi_own_full")
    raw["victims"] = [v for v in raw["victims"] if v["id"] == "V1"]
    raw["genotypes_pm"] = {"V1": raw["genotypes_pm"]["V1"]}
    found = Identification(parse_dvi(raw))
    (verdict,) = verdicts(found, found.solve())
    assert (verdict.verdict, verdict.missing) == ("undecidable", ("M1", "M2"))


def test_references_that_exclude_each_other_are_named() -> None:
    marker: Marker = str_marker(4)
    tree = family(
        ("Fa", None, None, "M"), ("Mo", None, None, "F"), ("M1", "Fa", "Mo", "M"), ("Sis", "Fa", "Mo", "F")
    )
    references = {
        "Fa": Profile("Fa", {marker.name: ("10", "10")}),
        "Sis": Profile("Sis", {marker.name: ("11", "11")}),
    }
    victim = Profile("V1", {marker.name: ("10", "11")}, "M")
    problem = Problem((SearchingFamily("Berisha-invented", tree, ("M1",), references),), (victim,), (marker,))
    with pytest.raises(KinshipError, match="sample Berisha-invented, marker INV1: the references exclude"):
        Identification(problem)


def test_prior_of_one_in_the_population_is_stated_and_lowers_the_weak() -> None:
    raw = raw_case("dvi_own_weak")
    raw["prior"] = {"population": 1_000_004}
    problem = parse_dvi(raw)
    solution = Identification(problem).solve()
    assert "prior 1/1000004 for each missing person; open event" in problem.prior.description
    plain = Identification(parse_dvi(raw_case("dvi_own_weak"))).solve()
    odds = solution.posterior[3, -1] / solution.posterior[3, 3]
    assert odds == pytest.approx(1_000_000 * plain.posterior[3, -1] / plain.posterior[3, 3])


def test_prior_from_other_findings_names_existing_pairs_only() -> None:
    raw = raw_case("dvi_own_weak")
    raw["prior"] = {"log10": {"V1": {"M1": 1.0}}, "name": "age and stature"}
    solution = Identification(parse_dvi(raw)).solve()
    assert solution.posterior[0, 0] / solution.posterior[0, 1] == pytest.approx(10, rel=1e-6)
    raw["prior"] = {"log10": {"V9": {"M1": 1.0}}}
    with pytest.raises(KinshipError, match="pair V9, M1"):
        parse_dvi(raw)
