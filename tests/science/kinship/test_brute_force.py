"""Peeling equals the sum over every genotype, on random pedigrees with loops, mutation, theta, silent alleles and X."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.science.kinship.likelihood import Settings, linked_log_likelihood, log_likelihood
from habeas.science.kinship.markers import Marker
from habeas.science.kinship.pedigree import Hypothesis, Pedigree, Person
from habeas.science.kinship.profiles import Profile

from . import brute
from .builders import family, hypothesis, str_marker


@st.composite
def pedigrees(draw: st.DrawFn) -> Pedigree:
    """Two or three founders, then children of anybody: loops, incest and remarriage included."""
    founders = draw(st.integers(2, 3))
    persons = [Person(f"F{i}", None, None, "MF"[i % 2]) for i in range(founders)]
    for i in range(draw(st.integers(1, 3))):
        father = draw(st.sampled_from([p.id for p in persons if p.sex == "M"]))
        mother = draw(st.sampled_from([p.id for p in persons if p.sex == "F"]))
        persons.append(Person(f"C{i}", father, mother, draw(st.sampled_from("MF"))))
    return Pedigree(tuple(persons))


def draw_profiles(draw: st.DrawFn, pedigree: Pedigree, marker: Marker) -> dict[str, tuple[str, ...]]:
    typed = draw(st.sets(st.sampled_from(sorted(pedigree.ids)), min_size=1, max_size=4))
    alleles = marker.alleles[: marker.size - marker.has_silent]
    found = {}
    for person in sorted(typed):
        hemizygous = marker.chrom == "X" and pedigree.by_id[person].sex == "M"
        count = 1 if hemizygous else 2
        found[person] = tuple(draw(st.sampled_from(alleles)) for _ in range(count))
    return found


def engine(
    pedigree: Pedigree, marker: Marker, typed: dict[str, tuple[str, ...]], theta: float = 0.0
) -> float:
    profiles = {person: Profile(person, {marker.name: seen}) for person, seen in typed.items()}
    claim = hypothesis("family", pedigree)
    return float(np.exp(log_likelihood(claim, [marker], profiles, Settings(theta=theta))[0]))


SHAPES = [
    {"size": 3},
    {"size": 2, "mutation": True},
    {"size": 2, "silent": 0.05},
    {"size": 2, "mutation": True, "silent": 0.03},
    {"size": 3, "chrom": "X"},
    {"size": 2, "chrom": "X", "mutation": True},
]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@settings(max_examples=25, deadline=None, derandomize=True)
@given(data=st.data())
def test_peeling_equals_enumeration(shape: dict, data: st.DataObject) -> None:  # type: ignore[type-arg]
    marker = str_marker(**shape)
    pedigree = data.draw(pedigrees())
    typed = data.draw(st.composite(lambda draw: draw_profiles(draw, pedigree, marker))())
    expected = brute.likelihood([pedigree], marker, typed)
    assert engine(pedigree, marker, typed) == pytest.approx(expected, rel=1e-11, abs=1e-300)


@pytest.mark.parametrize(
    "shape", [{"size": 3}, {"size": 2, "mutation": True}, {"size": 2, "silent": 0.05}], ids=str
)
@settings(max_examples=20, deadline=None, derandomize=True)
@given(data=st.data(), theta=st.sampled_from([0.01, 0.2]))
def test_coancestry_equals_enumeration_with_the_urn(shape: dict, data: st.DataObject, theta: float) -> None:  # type: ignore[type-arg]
    marker = str_marker(**shape)
    pedigree = data.draw(pedigrees())
    typed = data.draw(st.composite(lambda draw: draw_profiles(draw, pedigree, marker))())
    expected = brute.likelihood([pedigree], marker, typed, theta)
    assert engine(pedigree, marker, typed, theta) == pytest.approx(expected, rel=1e-11, abs=1e-300)


def test_coancestry_reaches_over_components() -> None:
    marker = str_marker(3)
    related = family(("Arben", None, None, "M"), ("Mira", None, None, "F"), ("Luan", "Arben", "Mira", "M"))
    stranger = family(("Dritan", None, None, "M"))
    typed = {"Luan": ("10", "11"), "Dritan": ("10", "10"), "Arben": ("10", "12")}
    profiles = {person: Profile(person, {marker.name: seen}) for person, seen in typed.items()}
    claim = Hypothesis("unrelated", (related, stranger))
    found = np.exp(log_likelihood(claim, [marker], profiles, Settings(theta=0.05))[0])
    assert found == pytest.approx(brute.likelihood([related, stranger], marker, typed, 0.05), rel=1e-12)


@pytest.mark.parametrize("rho", [0.0, 0.1, 0.5])
def test_linked_pair_equals_enumeration_over_inheritance(rho: float) -> None:
    """Three full siblings: sum over the parents' haplotypes and every recombination pattern."""
    first, second = str_marker(2, seed=1), str_marker(2, mutation=True, seed=2)
    rows = [("Fa", None, None, "M"), ("Mo", None, None, "F")]
    pedigree = family(*rows, ("S1", "Fa", "Mo", "M"), ("S2", "Fa", "Mo", "F"))
    seen = {"S1": (("10", "11"), ("10", "10")), "S2": (("10", "10"), ("11", "10"))}
    profiles = {p: Profile(p, {first.name: g[0], second.name: g[1]}) for p, g in seen.items()}
    found = linked_log_likelihood(hypothesis("siblings", pedigree), (first, second), rho, profiles)
    assert np.exp(found) == pytest.approx(_linked_by_hand(first, second, rho, seen), rel=1e-11)


def _linked_by_hand(first: Marker, second: Marker, rho: float, seen: dict) -> float:  # type: ignore[type-arg]
    """Gamete table of each parent over two loci, then siblings independent given the parents."""
    total = 0.0
    haplotypes = [(a, b) for a in range(2) for b in range(2)]
    parents = [(h, k) for h in haplotypes for k in haplotypes]
    weight = {p: np.prod([first.freqs[h[0]] * second.freqs[h[1]] for h in p]) for p in parents}
    gametes = {sex: {p: _gamete(p, second, rho, sex) for p in parents} for sex in ("male", "female")}
    for father in parents:
        for mother in parents:
            p = weight[father] * weight[mother]
            for one, two in seen.values():
                p *= _child(gametes["male"][father], gametes["female"][mother], one, two)
            total += p
    return float(total)


def _gamete(parent, second: Marker, rho: float, sex: str) -> np.ndarray:  # type: ignore[type-arg,no-untyped-def]
    table = np.zeros((2, 2))
    matrix = getattr(second.mutation, sex)
    for i in range(2):
        for j in range(2):
            p = 0.5 * (1 - rho if i == j else rho)
            table[parent[i][0]] += p * matrix[parent[j][1]]
    return table


def _child(father, mother, one, two) -> float:  # type: ignore[no-untyped-def]
    index = {"10": 0, "11": 1}
    total = 0.0
    for a, b in {(index[one[0]], index[one[1]]), (index[one[1]], index[one[0]])}:
        for c, d in {(index[two[0]], index[two[1]]), (index[two[1]], index[two[0]])}:
            total += father[a, c] * mother[b, d]
    return total
