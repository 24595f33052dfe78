"""Familias files: a hand-written one is read, a written one is read back, a truncated one names its line."""

from __future__ import annotations

import numpy as np
import pytest

from habeas.science.kinship.comparison import compare_case
from habeas.science.kinship.errors import KinshipError, ParseError
from habeas.science.kinship.formats.cases import load_case
from habeas.science.kinship.formats.familias import (
    FamiliasFile,
    familias_case,
    load_familias,
    parse_familias,
)
from habeas.science.kinship.formats.familias_writing import write_familias

from .builders import CASES

INVENTED = "\n".join(
    [
        '"Output from Familias, version 3.3.1"', '"DO NOT EDIT!"', "3.3.1", '""', "3",
        '"Arben"', "#FALSE#", "-1", "#FALSE#", "#TRUE#", "1", "0", "1", "0",
        '"Mira"', "#FALSE#", "-1", "#FALSE#", "#FALSE#", "0",
        '"Luan"', "#FALSE#", "-1 (Consider dropouts)", "#FALSE#", "#TRUE#", "1", "1", "1", "0",
        '"Known relations"', "0", "0", "0", "2",
        "0", '"father"', "0", "0", "4", "0", "2", "1", "2", "0", "2", "1", "2",
        "1", '"stranger"', "0", "0", "0",
        "#FALSE# (#Databases: 1 ;Theta/Kinship/Fst: 0 )", "1", "#TRUE#", '"invented"',
        '"INV1"', "0.001", "0.002", "4", "4", "3", "0.1", "0.1", "1e-006", "1e-006", "#FALSE#", "0",
        "3\t(DatabaseSize = 1000 , Dropout probability = 0 , Minor allele frequency = 0 )",
        '"10"', "0.5", '"11"', "0.3", '"11.3"', "0.2",
        "[Advanced]", "[[Other]]", "NumberOfDecimals= 10",
    ]
)  # fmt: skip
SIMPLE = INVENTED.replace("\n4\n0\n2\n1\n2\n0\n2\n1\n2\n", "\n2\n0\n2\n1\n2\n")


def test_file_written_by_hand_is_read() -> None:
    found = parse_familias(SIMPLE)
    (marker,) = found.markers
    assert marker.alleles == ("10", "11", "11.3")
    assert marker.mutation is not None
    assert marker.mutation.parameters == {
        "rate_male": 0.002,
        "rate_female": 0.001,
        "rate2": 1e-6,
        "range": 0.1,
    }
    assert found.profiles["Luan"].genotypes == {"INV1": ("11", "11")}
    assert found.with_drop_out == ("Luan",)
    luan = next(p for tree in found.pedigrees["father"].components for p in tree.persons if p.id == "Luan")
    assert (luan.father, luan.mother) == ("Arben", "Mira")
    assert len(found.pedigrees["stranger"].components) == 3


def test_hypotheses_of_the_file_are_compared_by_hand() -> None:
    """Father 10/11, child 11/11, mother unknown: half a passed-on 11 (nearly) over the frequency of 11."""
    result = compare_case(familias_case(parse_familias(SIMPLE)))
    assert result.mutate.lr["INV1"] == pytest.approx(0.5 / 0.3, rel=5e-3)


def test_two_fathers_are_refused() -> None:
    with pytest.raises(ParseError, match="sample Luan: has two fathers"):
        parse_familias(INVENTED)


@pytest.mark.parametrize(
    "name", ["c10_spouse_two_children", "c18_mut_proportional_duo", "c20_mut_stepwise_trio_2step"]
)
def test_case_survives_the_way_there_and_back(name: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    case = load_case(CASES / f"{name}.json")
    assert case.h1 is not None
    assert case.h2 is not None
    file = tmp_path / "case.fam"
    file.write_text(write_familias(FamiliasFile(case.profiles, {"H1": case.h1, "H2": case.h2}, case.markers)))
    back = familias_case(load_familias(file))
    np.testing.assert_allclose(compare_case(back).mutate.log_lr, compare_case(case).mutate.log_lr, rtol=1e-9)
    assert {s: p.genotypes for s, p in back.profiles.items()} == {
        s: p.genotypes for s, p in case.profiles.items()
    }


def test_silent_allele_survives_the_way_there_and_back() -> None:
    case = load_case(CASES / "c24_silent_duo.json")
    text = write_familias(FamiliasFile(case.profiles, {"H1": case.h1, "H2": case.h2}, case.markers))  # type: ignore[dict-item]
    back = familias_case(parse_familias(text))
    np.testing.assert_allclose(compare_case(back).mutate.log_lr, compare_case(case).mutate.log_lr, rtol=1e-8)


def test_missing_parent_is_invented() -> None:
    only_father = SIMPLE.replace("\n4\n0\n2\n1\n2\n1\n", "\n2\n0\n2\n1\n")
    claim = parse_familias(only_father.replace("\n4\n0\n2\n1\n2\n", "\n2\n0\n2\n")).pedigrees["father"]
    luan = next(p for tree in claim.components for p in tree.persons if p.id == "Luan")
    assert luan.father == "Arben"
    assert luan.mother in ("Mira", "added parent of Luan")


def test_truncated_file_names_file_and_line(tmp_path) -> None:  # type: ignore[no-untyped-def]
    lines = SIMPLE.splitlines()
    end = lines.index("[Advanced]")
    for count in range(end):
        file = tmp_path / "cut.fam"
        file.write_text("\n".join(lines[:count]))
        with pytest.raises(KinshipError, match=rf"file {file}") as caught:
            load_familias(file)
        assert caught.value.line is not None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"Known relations"', '"Relations"', "'Known relations' should stand here"),
        ('"11.3"\n0.2', '"11.3"\nmuch', "the frequency of allele 11.3 of INV1 should stand here, not 'much'"),
        ('"11.3"\n0.2', '"11.3"\n0.4', "marker INV1: frequencies sum to 1.2"),
        ("1\n1\n1\n0\n", "1\n7\n1\n0\n", "sample Luan, marker INV1: allele number 7 does not exist"),
        ("1\n1\n1\n0\n", "1\n1\n1\n4\n", "sample Luan: locus number 4 does not exist"),
        ("\n4\n4\n3\n", "\n3\n3\n3\n", "stationary stepwise model is not supported"),
        ("#FALSE# (#Databases", "#TRUE# (#Databases", "computed probabilities"),
    ],
)
def test_broken_file_says_what_should_stand_where(old: str, new: str, message: str) -> None:
    assert old in SIMPLE
    with pytest.raises(KinshipError, match=message):
        parse_familias(SIMPLE.replace(old, new, 1))


def test_x_linked_marker_cannot_be_written() -> None:
    case = load_case(CASES / "c25_x_paternal_grandmother.json")
    with pytest.raises(KinshipError, match="X-linked"):
        write_familias(FamiliasFile(case.profiles, {"H1": case.h1}, case.markers))  # type: ignore[dict-item]
