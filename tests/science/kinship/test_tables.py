"""A table entry equals the likelihood ratio computed pair by pair, under every model."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from habeas.science.kinship.errors import KinshipError
from habeas.science.kinship.likelihood import Settings, likelihood_ratio
from habeas.science.kinship.markers import Marker
from habeas.science.kinship.pedigree import Hypothesis, Pedigree
from habeas.science.kinship.profiles import Profile, encode
from habeas.science.kinship.tables import Family, TableBuilder

from .builders import family, str_marker

SIBLINGS = family(
    ("Arben", None, None, "M"),
    ("Mira", None, None, "F"),
    ("MP", "Arben", "Mira", "F"),
    ("Besa", "Arben", "Mira", "F"),
)
WIDOW = family(("MP", None, None, "M"), ("Teuta", None, None, "F"), ("Ilir", "MP", "Teuta", "F"))
NEPHEW = family(
    ("Old", None, None, "M"), ("Grandma", None, None, "F"), ("Uncle", "Old", "Grandma", "M"),
    ("Arben", "Old", "Grandma", "M"), ("Mira", None, None, "F"), ("MP", "Arben", "Mira", "M"),
)  # fmt: skip
FAMILIES = [
    (SIBLINGS, {"Besa": ("10", "11")}),
    (SIBLINGS, {"Besa": ("10", "10"), "Mira": ("10", "12")}),
    (WIDOW, {"Teuta": ("10", "12"), "Ilir": ("11", "12")}),
    (NEPHEW, {"Uncle": ("11", "13")}),
]
MODELS = [
    ({"size": 5}, Settings()),
    ({"size": 5, "mutation": True}, Settings()),
    ({"size": 5, "mutation": True}, Settings(founders="prune")),
    ({"size": 5, "silent": 0.03}, Settings()),
    ({"size": 5, "silent": 0.03, "mutation": True}, Settings()),
    ({"size": 4}, Settings(theta=0.03)),
    ({"size": 4, "mutation": True}, Settings(theta=0.02)),
]


def pair_ratio(pedigree: Pedigree, marker: Marker, seen: dict, victim: Profile, settings: Settings) -> float:  # type: ignore[type-arg]
    profiles = {p: Profile(p, {marker.name: g}) for p, g in seen.items()} | {"MP": victim}
    stranger = family(("MP", None, None, pedigree.by_id["MP"].sex))
    h1 = Hypothesis("identity", (pedigree,))
    h2 = Hypothesis("stranger", (pedigree.renamed("MP", "absent"), stranger))
    return likelihood_ratio(h1, h2, [marker], profiles, settings).log10_total


@pytest.mark.parametrize(
    ("pedigree", "seen"), FAMILIES, ids=["sister", "sister+mother", "widow+child", "uncle"]
)
@pytest.mark.parametrize(("shape", "settings"), MODELS, ids=str)
def test_every_entry_equals_the_ratio_of_that_pair(pedigree, seen, shape, settings) -> None:  # type: ignore[no-untyped-def]
    marker = str_marker(**shape)
    profiles = {p: Profile(p, {marker.name: g}) for p, g in seen.items()}
    builder = TableBuilder([marker], settings)
    vector = builder.build([Family("Krasniqi-invented", pedigree, "MP", profiles)]).values[0]
    alleles = marker.alleles[: marker.size - marker.has_silent]
    for genotype in itertools.combinations_with_replacement(alleles, 2):
        victim = Profile("V", {marker.name: genotype})
        found = vector[builder.index.places(encode(victim, [marker]))][0]
        expected = pair_ratio(pedigree, marker, seen, victim, settings)
        assert found == pytest.approx(expected, rel=1e-10, abs=1e-11)


def test_x_linked_table_of_a_son_and_of_a_daughter() -> None:
    marker = str_marker(4, chrom="X", mutation=True)
    for sex, genotypes in (("M", [("10",), ("13",)]), ("F", [("10", "12"), ("13", "13")])):
        pedigree = family(
            ("Arben", None, None, "M"), ("Mira", None, None, "F"), ("MP", "Arben", "Mira", sex),
            ("Besa", "Arben", "Mira", "F"),
        )  # fmt: skip
        seen = {"Besa": ("10", "12")}
        profiles = {p: Profile(p, {marker.name: g}) for p, g in seen.items()}
        builder = TableBuilder([marker])
        vector = builder.build([Family("X", pedigree, "MP", profiles)]).values[0]
        for genotype in genotypes:
            victim = Profile("V", {marker.name: genotype}, sex)  # type: ignore[arg-type]
            found = vector[builder.index.places(encode(victim, [marker]))][0]
            expected = pair_ratio(pedigree, marker, seen, victim, Settings())
            assert found == pytest.approx(expected, rel=1e-10)


def test_victim_with_drop_out_and_drop_in_equals_the_pairwise_ratio() -> None:
    marker = str_marker(4, mutation=True)
    settings = Settings(drop_out={"MP": 0.2}, drop_in=0.03)
    seen = {"Besa": ("10", "11"), "Mira": ("12", "12")}
    profiles = {p: Profile(p, {marker.name: g}) for p, g in seen.items()}
    builder = TableBuilder([marker], drop_out=0.2, drop_in=0.03)
    vector = builder.build([Family("bones", SIBLINGS, "MP", profiles)]).values[0]
    for genotype in itertools.combinations_with_replacement(marker.alleles, 2):
        victim = Profile("V", {marker.name: genotype})
        found = vector[builder.index.places(encode(victim, [marker]))][0]
        assert found == pytest.approx(
            pair_ratio(SIBLINGS, marker, seen, victim, settings), rel=1e-10, abs=1e-11
        )


def test_impossible_genotype_is_minus_infinity_and_no_data_is_zero() -> None:
    marker = str_marker(4)
    profiles = {"Arben": Profile("Arben", {marker.name: ("10", "10")})}
    builder = TableBuilder([marker])
    trio = family(("Arben", None, None, "M"), ("Mira", None, None, "F"), ("MP", "Arben", "Mira", "M"))
    vector = builder.build([Family("A", trio, "MP", profiles)]).values[0]
    entry = builder.index.places(np.array([[[1, 2]], [[-1, -1]]], dtype=np.int32))[:, 0]
    assert vector[entry].tolist() == [-np.inf, 0.0]


def test_references_that_exclude_each_other_are_flagged_not_scored() -> None:
    marker = str_marker(4)
    profiles = {
        "Arben": Profile("Arben", {marker.name: ("10", "10")}),
        "Besa": Profile("Besa", {marker.name: ("11", "11")}),
    }
    block = TableBuilder([marker]).build([Family("A", SIBLINGS, "MP", profiles)])
    assert block.inconsistent.tolist() == [[True]]
    assert not block.values.any()


def test_family_without_a_typed_reference_is_refused() -> None:
    with pytest.raises(KinshipError, match="sample Gashi-invented: the family has no typed reference"):
        Family("Gashi-invented", SIBLINGS, "MP", {})
