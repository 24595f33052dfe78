"""Tab and comma separated profiles, frequencies and trees."""

from __future__ import annotations

import pytest

from habeas.science.kinship.errors import KinshipError
from habeas.science.kinship.formats.cases import load_case
from habeas.science.kinship.formats.tables import (
    load_profiles,
    parse_frequencies,
    parse_pedigrees,
    parse_profiles,
    write_frequencies,
    write_pedigrees,
    write_profiles,
)
from habeas.science.kinship.profiles import Profile

from .builders import CASES, str_marker, trio

EXPORT = (
    "Sample Name\tMarker\tAllele 1\tAllele 2\tHeight 1\n"
    "V1\tTH01\t6\t9.3\t1200\nV1\tAMEL\tX\tY\t900\nV1\tFGA\t21\t\t\n"
)


def test_genemapper_export_is_read() -> None:
    (profile,) = parse_profiles(EXPORT).values()
    assert profile.genotypes == {"TH01": ("6", "9.3"), "AMEL": ("X", "Y"), "FGA": ("21",)}
    assert profile.amelogenin_sex == "M"


@pytest.mark.parametrize("separator", ["\t", ",", ";"])
def test_profiles_survive_the_way_there_and_back(separator: str) -> None:
    case = load_case(CASES / "c14_partial_profile_sibs.json")
    text = write_profiles(case.profiles.values(), [m.name for m in case.markers], separator)
    assert {s: p.genotypes for s, p in parse_profiles(text).items()} == {
        s: p.genotypes for s, p in case.profiles.items()
    }


def test_name_that_looks_like_a_formula_is_defused_and_read_back() -> None:
    text = write_profiles([Profile("=1+1", {"TH01": ("6", "7")})], ["TH01"], ",")
    assert text.splitlines()[1] == "'=1+1,TH01,6,7"
    assert list(parse_profiles(text)) == ["=1+1"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("V1\tTH01\t6\t7", "line 5, sample V1, marker TH01: stands here a second time"),
        ("\tTH01\t6\t7", "line 5: the sample or the marker is missing"),
    ],
)
def test_bad_row_names_its_line(row: str, message: str) -> None:
    with pytest.raises(KinshipError, match=message):
        parse_profiles(EXPORT + row)


def test_three_alleles_name_file_line_sample_and_marker(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "export.txt"
    file.write_text("Sample Name\tMarker\tAllele 1\tAllele 2\tAllele 3\nV1\tTH01\t6\t7\t9\n")
    with pytest.raises(KinshipError) as caught:
        load_profiles(file)
    assert str(caught.value) == (
        f"file {file}, line 2, sample V1, marker TH01: 3 alleles 6, 7, 9; a single person has at most two"
    )


def test_frequencies_long_and_wide_are_the_same() -> None:
    long = "marker,allele,frequency\nTH01,6,0.4\nTH01,9.3,0.6\nFGA,21,1\n"
    wide = "Allele;TH01;FGA\n6;0,4;\n9.3;0,6;\n21;;1\nN;200;200\n"
    assert (
        parse_frequencies(long)
        == parse_frequencies(wide)
        == {"TH01": {"6": 0.4, "9.3": 0.6}, "FGA": {"21": 1.0}}
    )


def test_written_frequencies_are_read_back_exactly() -> None:
    marker = str_marker(5)
    assert list(parse_frequencies(write_frequencies([marker]))["INV1"].values()) == marker.freqs.tolist()


def test_frequencies_that_do_not_sum_to_one_are_refused() -> None:
    with pytest.raises(KinshipError, match="marker TH01: frequencies sum to 0.9, not to one"):
        parse_frequencies("marker,allele,frequency\nTH01,6,0.4\nTH01,9.3,0.5\n")


def test_trees_survive_the_way_there_and_back() -> None:
    assert (
        parse_pedigrees(write_pedigrees({"Hoti-invented": trio()}))["Hoti-invented"].persons == trio().persons
    )
