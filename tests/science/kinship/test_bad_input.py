"""What is wrong in a file is said with file, sample and marker."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from habeas.science.kinship.comparison import compare_case
from habeas.science.kinship.errors import KinshipError
from habeas.science.kinship.formats.blind import load_search
from habeas.science.kinship.formats.cases import load_case
from habeas.science.kinship.formats.dvi import load_dvi
from habeas.science.kinship.markers import RareAlleles

from .builders import raw_case

Change = Callable[[dict[str, Any]], object]


def written(tmp_path: Path, name: str, change: Change) -> Path:
    raw = raw_case(name)
    change(raw)
    file = tmp_path / "bad.json"
    file.write_text(json.dumps(raw))
    return file


CASE_FAULTS: list[tuple[Change, str]] = [
    (
        lambda r: r["genotypes"]["MP"].update(TPOX=["20", "99"]),
        "marker TPOX: allele '99' is not in the frequency table",
    ),
    (
        lambda r: r["genotypes"]["MP"].update(TPOX=["20", "22", "23"]),
        "sample MP, marker TPOX: 3 alleles 20, 22, 23",
    ),
    (lambda r: r["genotypes"]["MP"].update(TPOX=7), "sample MP, marker TPOX: genotype 7 is not a list"),
    (lambda r: r["markers"][1]["freqs"].update({"25": 0.9}), "marker TPOX: frequencies sum to"),
    (lambda r: r["markers"][1]["freqs"].update({"25": -0.1}), "marker TPOX: allele '25' has frequency -0.1"),
    (lambda r: r["markers"].append(r["markers"][0]), "marker D1S1656: the marker is listed twice"),
    (lambda r: r.update(typed=["MP", "FA", "MP"]), "sample MP: is listed twice among the typed"),
    (lambda r: r.update(typed=["MP", "ZZ"]), "sample ZZ: is said to be typed but has no profile"),
    (lambda r: r.update(typed=[]), "the family has no typed reference"),
    (lambda r: r.update(theta="much"), "theta must be a number"),
    (lambda r: r.pop("markers"), "the case has no 'markers'"),
    (
        lambda r: r["hypotheses"]["H1"]["components"][0][2].update(mother=None),
        "sample MP: only the father is given",
    ),
    (lambda r: r["hypotheses"]["H1"]["components"][0][0].update(sex="F"), "sample MP: father 'FA' has sex F"),
    (
        lambda r: r["hypotheses"]["H1"]["components"][0].append(r["hypotheses"]["H1"]["components"][0][0]),
        "listed twice",
    ),
    (lambda r: r.update(schema="other/1"), "schema 'other/1' is not 'kinship-case/1'"),
]


@pytest.mark.parametrize(("change", "message"), CASE_FAULTS)
def test_fault_in_a_case_is_named_with_its_file(tmp_path: Path, change: Change, message: str) -> None:
    file = written(tmp_path, "c02_parent_child", change)
    with pytest.raises(KinshipError, match=message) as caught:
        load_case(file)
    assert caught.value.file == str(file)


def test_typed_person_outside_the_hypothesis_is_named(tmp_path: Path) -> None:
    def rename(raw: dict[str, Any]) -> None:
        raw["genotypes"]["ZZ"] = raw["genotypes"]["FA"]
        raw["typed"] = ["MP", "FA", "ZZ"]

    case = load_case(written(tmp_path, "c02_parent_child", rename))
    with pytest.raises(KinshipError, match="sample ZZ: is typed but not in hypothesis 'identity'"):
        compare_case(case)


def test_male_with_two_x_alleles_is_refused(tmp_path: Path) -> None:
    def make_male(raw: dict[str, Any]) -> None:
        for claim in raw["hypotheses"].values():
            for tree in claim["components"]:
                for person in tree:
                    if person["id"] in ("MP", "MPu"):
                        person["sex"] = "M"

    case = load_case(written(tmp_path, "c25_x_paternal_grandmother", make_male))
    with pytest.raises(KinshipError, match="sample MP, marker X1: a male has two X alleles 10/12"):
        compare_case(case)


def test_unknown_sex_at_an_x_marker_is_refused(tmp_path: Path) -> None:
    def unknown(raw: dict[str, Any]) -> None:
        raw["hypotheses"]["H1"]["components"][0][4]["sex"] = "U"

    case = load_case(written(tmp_path, "c25_x_paternal_grandmother", unknown))
    with pytest.raises(KinshipError, match="needs the sex of every member"):
        compare_case(case)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"schema": 1', "\x00", "nul", '{"a": NaN' * 3])
def test_file_that_is_no_json_object_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "bad.json"
    file.write_text(text)
    for load in (load_case, load_search, load_dvi):
        with pytest.raises(KinshipError, match="bad.json"):
            load(file)


def test_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KinshipError, match="absent.json: cannot be read"):
        load_case(tmp_path / "absent.json")


def test_family_without_typed_reference_is_named(tmp_path: Path) -> None:
    def forget(raw: dict[str, Any]) -> None:
        for sample in ("F1_FA", "F1_MO"):
            del raw["genotypes"][sample]

    file = written(tmp_path, "blind_12x12_none", forget)
    with pytest.raises(KinshipError, match="sample Fam1: the family has no typed reference"):
        load_search(file)


def test_reference_of_no_family_is_named(tmp_path: Path) -> None:
    file = written(tmp_path, "dvi_own_full", lambda r: r["genotypes_am"].update(ZZ=r["genotypes_am"]["A_MO"]))
    with pytest.raises(KinshipError, match="sample ZZ: is in none of the families"):
        load_dvi(file)


def test_unknown_allele_may_be_added_at_the_minimum_and_the_policy_is_named(tmp_path: Path) -> None:
    file = written(tmp_path, "c02_parent_child", lambda r: r["genotypes"]["MP"].update(TPOX=["30", "99"]))
    policy = RareAlleles(minimum=0.005, unknown="add")
    case = load_case(file, policy)
    tpox = next(m for m in case.markers if m.name == "TPOX")
    assert "99" in tpox.alleles
    assert tpox.freqs.sum() == pytest.approx(1)
    assert tpox.freqs.min() == pytest.approx(0.005, rel=0.05)
    assert case.rare.name == "minimum allele frequency 0.005, unknown alleles added at the minimum"
