"""The command line prints what the reference files hold, and refuses with one line and status 2."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import pytest

from habeas.science.kinship.cli import add_parser, main

from .builders import CASES, raw_case


def printed(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    assert main(list(argv)) == 0
    return capsys.readouterr().out


def printed_json(capsys: pytest.CaptureFixture[str], *argv: str):  # type: ignore[no-untyped-def]
    return json.loads(printed(capsys, *argv, "--json"))


@pytest.mark.parametrize(
    "name", ["c17_mut_equal_duo", "c19_mut_stepwise_duo", "c21_mut_stepwise_untyped_mid"]
)
def test_lr_prints_the_keys_and_values_of_expected(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    expected = raw_case(name)["expected"]
    found = printed_json(capsys, "lr", str(CASES / f"{name}.json"))
    assert set(found) == set(expected)
    for key in ("LR_per_marker", "second_LR_per_marker"):
        assert found[key] == pytest.approx(expected[key], rel=1e-9)
    for key in ("LR_total", "log10_LR_total", "second_log10_LR_total", "max_rel_diff"):
        assert found[key] == pytest.approx(expected[key], rel=1e-8)


def test_lr_prints_the_linked_pair(capsys: pytest.CaptureFixture[str]) -> None:
    expected = raw_case("c26_linked_pair_sibs")["expected"]["linked"]
    assert printed_json(capsys, "lr", str(CASES / "c26_linked_pair_sibs.json"))["linked"] == pytest.approx(
        expected
    )


def test_lr_of_an_exclusion_has_no_logarithm(capsys: pytest.CaptureFixture[str]) -> None:
    found = printed_json(capsys, "lr", str(CASES / "c22_no_mut_exclusion.json"))
    assert (found["LR_total"], found["log10_LR_total"]) == (0.0, None)


def test_search_prints_the_matrix(capsys: pytest.CaptureFixture[str]) -> None:
    expected = raw_case("blind_12x12_none")["log10LR"]
    found = printed_json(capsys, "search", str(CASES / "blind_12x12_none.json"))
    assert (found["victims"], found["missing"]) == (expected["victims"], expected["missing"])
    for row, wanted in zip(found["matrix"], expected["matrix"], strict=True):
        assert row == [v if v == "-Inf" else pytest.approx(v, abs=1e-9) for v in wanted]


def test_identify_prints_the_keys_of_expected(capsys: pytest.CaptureFixture[str]) -> None:
    expected = raw_case("dvi_own_full")["expected"]
    found = printed_json(capsys, "identify", str(CASES / "dvi_own_full.json"))
    assert set(found) == set(expected)
    assert found["sequential"] == expected["sequential"]
    for one, two in zip(found["joint"]["top"], expected["joint"]["top"], strict=True):
        assert one == {k: pytest.approx(v, rel=1e-9) if isinstance(v, float) else v for k, v in two.items()}
    for table in ("dviSolve_AM", "dviSolve_PM"):
        for one, two in zip(found[table], expected[table], strict=True):
            assert [one[k] for k in ("Sample", "Missing", "Family", "Conclusion")] == [
                two[k] for k in ("Sample", "Missing", "Family", "Conclusion")
            ]
            for key in ("LR", "GLR"):
                assert one[key] == (None if two[key] is None else pytest.approx(two[key], rel=1e-9))


def test_report_counts_one_mismatch_and_does_not_exclude_by_it(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "lr", str(CASES / "c22_no_mut_exclusion.json"))
    assert "exclusions 1" in text
    assert "it does not exclude by itself" in text


def test_report_names_what_it_rests_on(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "lr", str(CASES / "c19_mut_stepwise_duo.json"), "--prior", "0.001", "--theta", "0")
    for words in (
        "coancestry theta 0",
        "not stationary",
        "untyped founders: mutate",
        "prior 0.001",
        "needs no seed",
    ):
        assert words in text


def test_further_database_stands_beside(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = ["marker,allele,frequency"]
    for marker in raw_case("c02_parent_child")["markers"]:
        flat = 1 / len(marker["freqs"])
        rows += [f"{marker['name']},{allele},{flat!r}" for allele in marker["freqs"]]
    table = tmp_path / "flat.csv"
    table.write_text("\n".join(rows))
    text = printed(capsys, "lr", str(CASES / "c02_parent_child.json"), "--database", f"flat={table}")
    assert "other frequency databases" in text
    assert "- flat: " in text


def test_drop_out_is_computed_and_named(capsys: pytest.CaptureFixture[str]) -> None:
    file = str(CASES / "c22_no_mut_exclusion.json")
    text = printed(capsys, "lr", file, "--drop-out", "MP=0.1", "--drop-in", "0.05")
    assert "exclusions 0" in text
    assert "sample MP: drop-out 0.1 an allele, drop-in 0.05 a marker" in text


def test_power_tells_whom_to_sample(capsys: pytest.CaptureFixture[str]) -> None:
    found = printed_json(
        capsys, "power", str(CASES / "c04_half_sibs.json"), "--simulations", "500", "--candidates", "3"
    )
    assert found[0]["next"][0]["gain"] > 0
    assert {c["person"] for c in found[0]["next"]} == {"F", "M1", "M2"}


@pytest.mark.parametrize("ending", ["fam", "json"])
def test_converted_case_gives_the_same_ratio(
    ending: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / f"case.{ending}"
    printed(capsys, "convert", str(CASES / "c20_mut_stepwise_trio_2step.json"), str(target))
    found = printed_json(capsys, "lr", str(target))
    expected = raw_case("c20_mut_stepwise_trio_2step")["expected"]
    assert found["log10_LR_total"] == pytest.approx(expected["log10_LR_total"], rel=1e-9)


def test_tree_is_drawn(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "tree.svg"
    printed(capsys, "convert", str(CASES / "c12_inbred_first_cousins.json"), str(target))
    assert target.read_text().startswith("<svg")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["lr", "absent.json"], "absent.json: cannot be read"),
        (["lr", str(CASES / "dvi_own_full.json")], "schema 'dvi-case/1' is not 'kinship-case/1'"),
        (
            ["lr", str(CASES / "c02_parent_child.json"), "--drop-out", "ZZ=0.1"],
            "sample ZZ: drop-out is given",
        ),
        (["lr", str(CASES / "c02_parent_child.json"), "--drop-out", "MP"], "is not SAMPLE=P"),
        (["lr", str(CASES / "c02_parent_child.json"), "--add-unknown"], "needs --minimum-frequency"),
        (["convert", str(CASES / "c02_parent_child.json"), "x.doc"], "ending '.doc' is unknown"),
        (
            ["power", str(CASES / "blind_12x12_none.json"), "--family", "Zeqiri"],
            "there is no family 'Zeqiri'",
        ),
    ],
)
def test_refusal_is_one_line_and_status_two(
    argv: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(argv) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


def test_command_joins_a_larger_one(capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers(dest="command"))
    chosen = parser.parse_args(["kinship", "lr", str(CASES / "c02_parent_child.json"), "--json"])
    assert chosen.run(chosen) == 0
    total = json.loads(capsys.readouterr().out)["LR_total"]
    assert np.log10(total) == pytest.approx(raw_case("c02_parent_child")["expected"]["log10_LR_total"])


def test_findings_in_the_file_and_notices_stand_in_the_report(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    raw = raw_case("c02_parent_child")
    kept = [m["name"] for m in raw["markers"][:5]]
    raw["genotypes"]["MP"] = {m: raw["genotypes"]["MP"][m] for m in kept} | {"AMEL": ["X", "X"]}
    raw["evidence"] = [
        {"type": "sex", "estimated": "M", "missing": "M", "error_rate": 0.05, "share": 0.8},
        {"type": "age", "estimated": [30, 40], "missing": [35, 35], "error_rate": 0.1, "share": 0.25},
        {"type": "place", "consistent": True, "error_rate": 0.1, "share": 0.2},
        {
            "type": "date",
            "disappeared": "1999-04-01",
            "death": ["1999-01-01", "1999-12-31"],
            "error_rate": 0.01,
            "share": 0.5,
        },
    ]
    file = tmp_path / "case.json"
    file.write_text(json.dumps(raw))
    text = printed(capsys, "lr", str(file))
    assert "note: MP has 5 markers, fewer than 8: too few to be matched in a search" in text
    assert "note: amelogenin of MP says F, the record says M" in text
    assert text.index("beside the DNA, not multiplied in:") < text.index("  - age: log10 LR +0.556")


def test_identify_states_the_prior(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "identify", str(CASES / "dvi_own_weak.json"), "--population", "500")
    assert "prior 1/500 for each missing person; open event: victims may be strangers" in text
    assert "V2 has 5 markers" in text


def test_search_shows_the_nearest_below_the_threshold(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(
        capsys, "search", str(CASES / "blind_12x12_stepwise.json"), "--threshold", "20", "--top", "1"
    )
    assert "below the threshold, V4: M4 14.62" in text


def test_direct_match_prints_the_variants_with_coancestry(capsys: pytest.CaptureFixture[str]) -> None:
    expected = raw_case("c01_direct_match")["expected"]["theta_variants"]
    found = printed_json(capsys, "lr", str(CASES / "c01_direct_match.json"))["theta_variants"]
    assert [v["theta"] for v in found] == [v["theta"] for v in expected]
    for one, two in zip(found, expected, strict=True):
        assert one["LR_per_marker"] == pytest.approx(two["LR_per_marker"], rel=1e-9)
