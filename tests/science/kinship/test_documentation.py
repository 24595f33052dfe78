"""The page's examples run, and its validation table is the one that the code gives today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools.kinship_validation import PAGE, page_with, table

from .builders import CASES

EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE.read_text(), flags=re.DOTALL)


@pytest.mark.parametrize("source", EXAMPLES, ids=range(len(EXAMPLES)))
def test_example_runs(source: str) -> None:
    exec(compile(source, str(PAGE), "exec"), {"CASES": CASES, "Path": Path})  # noqa: S102


def test_validation_table_is_up_to_date_and_within_the_limit() -> None:
    content = table()
    assert "**" not in content
    assert page_with(content) == PAGE.read_text()


def test_every_public_name_exists() -> None:
    import habeas.science.kinship as kinship

    assert all(getattr(kinship, name) is not None for name in kinship.__all__)
