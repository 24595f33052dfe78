"""The parts that all JSON schemas share: markers with mutation, persons, genotypes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..errors import FrequencyError, ParseError, ProfileError
from ..markers import Marker, RareAlleles, check_frequencies, make_marker
from ..mutation import Matrix, Mutation, equal_matrix, proportional_matrix, stepwise_matrix
from ..pedigree import Pedigree, Person, Sex
from ..profiles import Genotype, Profile, observed_alleles
from . import reading as get

NOBODY = (None, "NA", "", "0", 0)


def read_person(raw: Any) -> Person:
    source = get.mapping(raw, "a person")
    name = get.text(get.required(source, "id", "a person"), "a person's id")
    return Person(
        name, _parent(source, "father"), _parent(source, "mother"), read_sex(source.get("sex"), name)
    )


def _parent(source: Mapping[str, Any], role: str) -> str | None:
    value = source.get(role)
    if value is None or (isinstance(value, (str, int)) and value in NOBODY):
        return None
    return get.text(value, f"the {role}")


def read_sex(value: Any, sample: str | None = None) -> Sex:
    known: dict[Any, Sex] = {"M": "M", "F": "F", "U": "U", None: "U", 1: "M", 2: "F", 0: "U"}
    if isinstance(value, (str, int, type(None))) and not isinstance(value, bool) and value in known:
        return known[value]
    raise ParseError(f"sex {value!r} is unknown; use M, F or U", sample=sample)


def read_pedigree(raw: Any, name: str = "") -> Pedigree:
    return Pedigree(tuple(read_person(p) for p in get.sequence(raw, "a pedigree")), name)


def read_profiles(raw: Any, what: str) -> dict[str, Profile]:
    source = get.mapping(raw, what)
    return {sample: read_profile(sample, genotypes) for sample, genotypes in source.items()}


def read_profile(sample: str, raw: Any, sex: Sex = "U") -> Profile:
    found: dict[str, Genotype] = {}
    for marker, value in get.mapping(raw, f"the profile of {sample}").items():
        genotype = read_genotype(value, sample, marker)
        if genotype:
            found[marker] = genotype
    return Profile(sample, found, sex)


def read_genotype(value: Any, sample: str, marker: str) -> Genotype:
    """`["16", "17"]`, `"16/17"`, one allele, or nothing for a missing result."""
    if value is None or value == "" or value == []:
        return ()
    if isinstance(value, str):
        parts: list[Any] = value.split("/")
    elif isinstance(value, list):
        parts = value
    else:
        raise ProfileError(f"genotype {value!r} is not a list of alleles", sample=sample, marker=marker)
    if not all(isinstance(a, (str, int, float)) and not isinstance(a, bool) for a in parts):
        raise ProfileError(f"genotype {value!r} is not a list of alleles", sample=sample, marker=marker)
    if len(parts) > 2:
        seen = ", ".join(str(a) for a in parts[:5])
        message = f"{len(parts)} alleles {seen}; a single person has at most two"
        raise ProfileError(message, sample=sample, marker=marker)
    alleles = tuple(str(a).strip() for a in parts)
    if any(a in ("", "NA", "?", "-") for a in alleles):
        return ()
    return alleles


def read_markers(
    raw: Any, profiles: Mapping[str, Profile], *, silent: float = 0.0, rare: RareAlleles | None = None
) -> list[Marker]:
    """Markers with frequencies and mutation; unknown alleles among the profiles follow the policy."""
    markers: list[Marker] = []
    for item in get.sequence(raw, "markers"):
        marker = read_marker(item, profiles, silent=silent, rare=rare or RareAlleles())
        if any(other.name == marker.name for other in markers):
            raise ParseError("the marker is listed twice", marker=marker.name)
        markers.append(marker)
    if not markers:
        raise ParseError("there is no marker")
    return markers


def read_marker(raw: Any, profiles: Mapping[str, Profile], *, silent: float, rare: RareAlleles) -> Marker:
    source = get.mapping(raw, "a marker")
    name = get.text(get.required(source, "name", "a marker"), "a marker's name")
    table = get.mapping(get.required(source, "freqs", f"marker {name}"), f"the frequencies of {name}")
    check_frequencies(table, name)
    chrom = source.get("chrom", "autosomal")
    if chrom not in ("autosomal", "X"):
        raise ParseError(f"chromosome {chrom!r} is unknown; use autosomal or X", marker=name)
    freqs = rare.apply(table, observed_alleles(list(profiles.values()), name), name)
    mutation = None
    if source.get("mutation") is not None:
        mutation = read_mutation(get.mapping(source["mutation"], f"the mutation of {name}"), freqs, name)
    return make_marker(name, freqs, chrom=chrom, mutation=mutation, silent_frequency=silent)


def read_mutation(source: Mapping[str, Any], freqs: Mapping[str, float], marker: str) -> Mutation | None:
    """A matrix when one is written, else the model with its rates."""
    model = get.text(source.get("model", "custom"), "the mutation model")
    matrices = source.get("matrices")
    if matrices is not None and len(freqs) == _matrix_size(matrices):
        found = get.mapping(matrices, "the mutation matrices")
        matrices = [_matrix(found, sex, freqs, marker) for sex in ("male", "female")]
        return Mutation(model, matrices[0], matrices[1], _parameters(source))
    return mutation_by_model(source, model, freqs, marker)


def _matrix_size(matrices: Any) -> int:
    for block in get.mapping(matrices, "the mutation matrices").values():
        return len(get.sequence(get.mapping(block, "a mutation matrix").get("alleles"), "the alleles"))
    raise ParseError("the mutation matrices are empty")


def _matrix(source: Mapping[str, Any], sex: str, freqs: Mapping[str, float], marker: str) -> Matrix:
    block = get.mapping(source.get(sex, source.get("both")), f"the {sex} mutation matrix")
    alleles = [get.text(a, "an allele") for a in get.sequence(block.get("alleles"), "the alleles")]
    if sorted(alleles) != sorted(freqs):
        raise FrequencyError("the mutation matrix names other alleles than the frequencies", marker=marker)
    rows = get.sequence(block.get("matrix"), "the mutation matrix")
    if any(not isinstance(row, list) or len(row) != len(alleles) for row in rows) or len(rows) != len(
        alleles
    ):
        raise ParseError("the mutation matrix is not square", marker=marker)
    values = np.array([[get.number(v, "a mutation rate") for v in row] for row in rows])
    order = [alleles.index(a) for a in freqs]
    return np.ascontiguousarray(values[np.ix_(order, order)])


def mutation_by_model(
    source: Mapping[str, Any], model: str, freqs: Mapping[str, float], marker: str
) -> Mutation | None:
    """Build the matrices of a named model; `rate` serves both sexes unless `rate_male`, `rate_female` are given."""
    both = source.get("rate", 0)
    rates = [get.number(source.get(key, both), "a mutation rate") for key in ("rate_male", "rate_female")]
    values = np.array(list(freqs.values()))
    if model == "none":
        return None
    if model == "equal":
        made = [equal_matrix(len(freqs), rate) for rate in rates]
    elif model == "proportional":
        made = [proportional_matrix(values, rate) for rate in rates]
    elif model == "stepwise":
        rate2 = get.number(source.get("rate2", 0), "rate2")
        step = get.number(source.get("range", 0.1), "the mutation range")
        made = [stepwise_matrix(list(freqs), rate, rate2, step) for rate in rates]
    else:
        raise ParseError(f"mutation model {model!r} is unknown or lacks its matrices", marker=marker)
    return Mutation(model, made[0], made[1], _parameters(source))


def _parameters(source: Mapping[str, Any]) -> dict[str, float]:
    keys = ("rate", "rate_male", "rate_female", "rate2", "range")
    return {key: get.number(source[key], key) for key in keys if key in source}
