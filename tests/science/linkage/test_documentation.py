"""The examples of the pages run, and every public name exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[3] / "docs" / "science"
EXAMPLES = [
    source
    for page in ("names.md", "linkage.md")
    for source in re.findall(
        r"```python\n(.*?)```", (PAGES / page).read_text(encoding="utf-8"), flags=re.DOTALL
    )
]


@pytest.mark.parametrize("source", EXAMPLES, ids=range(len(EXAMPLES)))
def test_example_runs(source: str) -> None:
    exec(compile(source, "page", "exec"), {})  # noqa: S102


def test_every_public_name_exists() -> None:
    from habeas.science import linkage, names

    for package in (linkage, names):
        assert all(getattr(package, name) is not None for name in package.__all__)


def test_invented_lists_of_a_seed_are_the_same_and_visibly_of_their_size(tmp_path: Path) -> None:
    from benchmarks.linkage_lists import write

    write(tmp_path / "one", 200, seed=4)
    write(tmp_path / "two", 200, seed=4)
    text = (tmp_path / "one" / "lists.csv").read_text(encoding="utf-8")
    assert text == (tmp_path / "two" / "lists.csv").read_text(encoding="utf-8")
    assert text.count("\n") == 201
