"""docs/requirements.md names tests that exist."""

import re

from tests.house.sources import ROOT

NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
FILES = re.compile(r"`(tests/[\w/.]+)`")


def test_every_test_that_shows_a_requirement_exists():
    named = NAMED.findall((ROOT / "docs" / "requirements.md").read_text())
    assert len(named) > 40
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / path).exists() or f"def {name}(" not in (ROOT / path).read_text()
    ]
    assert missing == []


def test_every_folder_of_tests_named_exists():
    text = (ROOT / "docs" / "requirements.md").read_text()
    assert [path for path in FILES.findall(text) if not (ROOT / path).exists()] == []


def test_every_row_says_where_it_is_shown_or_what_is_missing():
    rows = [
        row for row in (ROOT / "docs" / "requirements.md").read_text().splitlines() if row.startswith("| SR-")
    ]
    assert [row for row in rows if "`tests/" not in row and "Not yet" not in row] == []
