"""Invented search problems for the kinship benchmarks: six family types, 23 STRs of invented frequencies."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from habeas.science.kinship.markers import Marker, make_marker
from habeas.science.kinship.mutation import Mutation, stepwise_matrix
from habeas.science.kinship.pedigree import Pedigree, Person
from habeas.science.kinship.profiles import Profile
from habeas.science.kinship.simulate import as_profile, simulate_genotypes
from habeas.science.kinship.tables import Family

CASE = Path(__file__).parents[1] / "tests/science/kinship/cases/c02_parent_child.json"

FA, MO = ("FA", None, None, "M"), ("MO", None, None, "F")
GRANDPARENTS = [("GF", None, None, "M"), ("GM", None, None, "F")]
TYPES: list[tuple[list[tuple[str, str | None, str | None, str]], list[str]]] = [
    ([FA, MO, ("MP", "FA", "MO", "M")], ["FA", "MO"]),
    ([FA, MO, ("MP", "FA", "MO", "M"), ("S1", "FA", "MO", "F"), ("S2", "FA", "MO", "M")], ["MO", "S1", "S2"]),
    ([("MP", None, None, "M"), MO, ("C1", "MP", "MO", "M"), ("C2", "MP", "MO", "F")], ["MO", "C1", "C2"]),
    ([FA, MO, ("MP", "FA", "MO", "M"), ("S1", "FA", "MO", "F"), ("S2", "FA", "MO", "M")], ["S1", "S2"]),
    (
        [*GRANDPARENTS, ("MP", "GF", "GM", "M"), MO, ("C1", "MP", "MO", "M"), ("BR", "GF", "GM", "M")],
        ["GM", "MO", "C1", "BR"],
    ),
    (
        [*GRANDPARENTS, ("FA", "GF", "GM", "M"), ("UN", "GF", "GM", "M"), MO, ("MP", "FA", "MO", "M")],
        ["UN", "MO"],
    ),
]


def load_markers(model: str) -> list[Marker]:
    """The 23 markers of the reference cases, without mutation or with the stepwise model."""
    found = []
    for item in json.loads(CASE.read_text())["markers"]:
        marker = make_marker(item["name"], item["freqs"])
        if model == "stepwise":
            matrices = [stepwise_matrix(marker.alleles, rate, 1e-6, 0.1) for rate in (0.002, 0.0005)]
            marker = replace(marker, mutation=Mutation("stepwise", matrices[0], matrices[1]))
        found.append(marker)
    return found


def make_problem(size: int, markers: list[Marker], seed: int = 7) -> tuple[list[Family], list[Profile]]:
    """`size` families of mixed types and as many victims: the missing person of each family, shuffled."""
    rng = np.random.default_rng(seed)
    families: list[Family] = []
    victims: list[Profile] = []
    per_type = [size // len(TYPES) + (i < size % len(TYPES)) for i in range(len(TYPES))]
    for (rows, typed), count in zip(TYPES, per_type, strict=True):
        pedigree = Pedigree(tuple(Person(*row) for row in rows))  # type: ignore[arg-type]
        drawn = simulate_genotypes(pedigree, markers, rng, count)
        for k in range(count):
            name = f"F{len(families)}"
            profiles = {p: as_profile(p, drawn[p][k], markers, pedigree.by_id[p]) for p in typed}
            families.append(Family(name, pedigree, "MP", profiles))
            victims.append(as_profile(f"V{len(victims)}", drawn["MP"][k], markers))
    mixed = [families[i] for i in rng.permutation(size)]
    return mixed, [victims[i] for i in rng.permutation(size)]
