"""Small invented families and markers for the tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from habeas.science.kinship.markers import Marker, make_marker
from habeas.science.kinship.mutation import Mutation, stepwise_matrix
from habeas.science.kinship.pedigree import Hypothesis, Pedigree, Person

CASES = Path(__file__).parent / "cases"


def raw_case(name: str) -> dict[str, Any]:
    return json.loads((CASES / f"{name}.json").read_text())


def family(*rows: tuple[str, str | None, str | None, str]) -> Pedigree:
    return Pedigree(tuple(Person(*row) for row in rows))  # type: ignore[arg-type]


def hypothesis(label: str, *components: Pedigree) -> Hypothesis:
    return Hypothesis(label, components)


def trio() -> Pedigree:
    return family(("Arben", None, None, "M"), ("Mira", None, None, "F"), ("Luan", "Arben", "Mira", "M"))


def stepwise(alleles: list[str], male: float = 0.01, female: float = 0.004) -> Mutation:
    return Mutation(
        "stepwise", stepwise_matrix(alleles, male, 1e-4, 0.2), stepwise_matrix(alleles, female, 1e-4, 0.2)
    )


def str_marker(
    size: int = 3, *, mutation: bool = False, silent: float = 0.0, chrom: str = "autosomal", seed: int = 1
) -> Marker:
    """An invented marker with alleles 10, 11, ..."""
    values = np.random.default_rng(seed).dirichlet(np.ones(size) * 3)
    alleles = [str(10 + i) for i in range(size)]
    model = stepwise(alleles) if mutation else None
    freqs = dict(zip(alleles, map(float, values / values.sum()), strict=True))
    return make_marker(f"INV{seed}", freqs, chrom=chrom, mutation=model, silent_frequency=silent)  # type: ignore[arg-type]
