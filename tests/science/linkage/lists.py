"""A reduced part of the invented lists, and the places they name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from habeas.science.linkage import Linked, link, read_lists
from habeas.science.linkage.cli import package_places

FOLDER = Path(__file__).parent / "invented"
LISTS, TRUTH = FOLDER / "lists.csv", FOLDER / "truth.csv"


@cache
def linked() -> Linked:
    return link(read_lists(LISTS), gazetteer=package_places())
