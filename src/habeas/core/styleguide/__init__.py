"""Sample content for the style guide: one of everything, all of it invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from defusedxml import ElementTree

from habeas.core.dates import UncertainDate
from habeas.core.styleguide.drawings import PLACES, sample_chain, sample_charts, sample_map
from habeas.core.styleguide.frame import sample_page
from habeas.core.styleguide.papers import sample_form
from habeas.core.styleguide.records import (
    sample_conflict,
    sample_detail,
    sample_home,
    sample_table,
    sample_timeline,
    sample_wall,
)

__all__ = [
    "icon_names",
    "sample_conflict",
    "sample_detail",
    "sample_form",
    "sample_home",
    "sample_page",
    "sample_table",
    "sample_wall",
    "samples",
]

SWATCHES = ("s1", "s2", "s3", "s4", "s5", "s6", "q0", "q1", "q2", "q3", "q4", "q5")


def icon_names() -> list[str]:
    """Every icon of the sprite."""
    sprite = Path(__file__).parents[1] / "static" / "core" / "icons.svg"
    return [symbol.attrib["id"] for symbol in ElementTree.parse(sprite).getroot()]


def samples() -> dict[str, Any]:
    """Everything that the style guide shows."""
    return {
        **sample_page(),
        "title": "Style guide",
        "form": sample_form(),
        "conflict": sample_conflict(),
        "table": sample_table(),
        "map": sample_map(),
        "chain": sample_chain(),
        "charts": sample_charts(),
        "entries": sample_timeline(),
        "home": sample_home(),
        "facts": sample_detail()["facts"],
        "place": PLACES[0],
        "day": date(1999, 4, 27),
        "about": UncertainDate.parse("~1999"),
        "jobs": [
            SimpleNamespace(
                label="Import of 1,200 visits",
                state="running",
                done=480,
                total=1200,
                note="about two minutes left",
                poll_url="",
            ),
            SimpleNamespace(label="Export", state="done", done=1, total=1, note="", poll_url=""),
            SimpleNamespace(
                label="Linkage",
                state="failed",
                done=3,
                total=9,
                note="Row 311 names no municipality. Correct it and resume.",
                poll_url="",
            ),
        ],
        "icons": icon_names(),
        "kinds": ("quiet", "ok", "warn", "bad", "info", "special"),
        "swatches": SWATCHES,
    }
