"""Reference tables and what the reference packages gave for them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from habeas.science.recapture.reading import read_table
from habeas.science.recapture.tables import CaptureTable

REFERENCE = Path(__file__).parent / "reference"
EVERY_TABLE = sorted(path.stem for path in (REFERENCE / "tables").glob("*.csv"))


@cache
def table(name: str) -> CaptureTable:
    return read_table(REFERENCE / "tables" / f"{name}.csv").whole()


@cache
def expected() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((REFERENCE / "expected.json").read_text())
    return found


def rows(peer: str, method: str = "") -> list[dict[str, Any]]:
    return [row for row in expected() if row["peer"] == peer and method in row["method"]]
