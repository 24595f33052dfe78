"""The command prints what a program reads, and refuses with one line and status 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from habeas.science.linkage.cli import main

from .lists import LISTS, TRUTH


def test_truth_gives_the_keys_of_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(LISTS), "--truth", str(TRUTH), "--json", "--quiet"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"records", "pairs", "seconds", "peak_mb", "default", "best"} <= set(found)
    assert set(found["default"]) == {"P", "R", "F1"}
    assert set(found["best"]) == {"threshold", "P", "R", "F1"}
    assert found["best"]["F1"] - found["default"]["F1"] < 0.01


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "there is no column of names"),
        ("record_id,list\n1,A\n", "there is no column of names"),
        ("record_id,surname,surname\n", "two columns are called 'surname'"),
        ("record_id,surname\n1,A,B\n", "row 2: 3 cells under a header of 2"),
    ],
)
def test_refusal_is_one_line_and_status_two(
    text: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "lists.csv"
    file.write_text(text, encoding="utf-8")
    assert main([str(file), "--quiet"]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
