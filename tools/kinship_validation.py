"""Writes the validation table of docs/science/kinship.md from the reference cases.

PYTHONPATH=src python tools/kinship_validation.py          print the table
PYTHONPATH=src python tools/kinship_validation.py --write  put it into the page
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from habeas.science.kinship.comparison import compare_case
from habeas.science.kinship.formats.blind import load_search
from habeas.science.kinship.formats.cases import load_case
from habeas.science.kinship.formats.dvi import load_dvi
from habeas.science.kinship.identification.solve import Identification
from habeas.science.kinship.likelihood import MarkerRatio
from habeas.science.kinship.search import BlindSearch

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests/science/kinship/cases"
PAGE = ROOT / "docs/science/kinship.md"
START, STOP = "<!-- validation table: begin -->", "<!-- validation table: end -->"
LIMIT = 1e-9


def worst(ratio: MarkerRatio, expected: dict[str, float]) -> float:
    """Largest relative difference at a marker; an expected zero must be met exactly."""
    found = ratio.lr
    return max(abs(found[m] - v) / abs(v) if v else abs(found[m]) for m, v in expected.items())


def grade(difference: float | None) -> str:
    """Differences below the limit are shown by their order only, because the last digits vary by machine."""
    if difference is None:
        return "–"
    return (
        "< 1e-12"
        if difference < 1e-12
        else f"< {LIMIT:g}"
        if difference <= LIMIT
        else f"**{difference:.1e}**"
    )


def case_row(path: Path) -> list[str]:
    raw: dict[str, Any] = json.loads(path.read_text())
    expected, result = raw["expected"], compare_case(load_case(path))
    second = expected.get("second_LR_per_marker")
    shown = result.mutate.log10_total
    return [
        raw["id"],
        raw["title"],
        f"{shown:.6f}" if np.isfinite(shown) else "LR = 0",
        grade(worst(result.mutate, expected["LR_per_marker"])),
        grade(worst(result.prune, second) if second else None),
    ]


def search_row(path: Path) -> list[str]:
    raw, problem = json.loads(path.read_text()), load_search(path)
    expected = np.array(
        [[float(str(v).replace("Inf", "inf")) for v in row] for row in raw["log10LR"]["matrix"]]
    )
    found = BlindSearch(problem.families, problem.victims, problem.markers).matrix()
    finite = np.isfinite(expected)
    same = bool((np.isneginf(found) == np.isneginf(expected)).all())
    difference = float(np.abs(found[finite] / expected[finite] - 1).max()) if same else float("inf")
    return [path.stem, f"12 × 12 blind search, mutation {raw['mut']}", "144 values", grade(difference), "–"]


def joint_row(path: Path) -> list[str]:
    expected = json.loads(path.read_text())["expected"]["joint"]
    problem = load_dvi(path)
    solution = Identification(problem).solve(1000)
    names = [*problem.missing, "*"]
    rows = np.array([[row[n] for n in names] for row in expected["marginal_posterior_flat"]])
    logs = [a.log_likelihood / e["loglik"] - 1 for a, e in zip(solution.top, expected["top"], strict=True)]
    posterior = np.abs(solution.posterior - rows) / np.maximum(rows, 1e-300)
    difference = max(float(np.abs(logs).max()), float(posterior[rows > 0].max()))
    return [
        path.stem,
        "joint identification, 28 assignments",
        f"{solution.log_sum:.6f}",
        grade(difference),
        "–",
    ]


def table() -> str:
    rows = [case_row(p) for p in sorted(CASES.glob("c*.json"))]
    rows += [search_row(p) for p in sorted(CASES.glob("blind_*.json"))]
    rows += [joint_row(p) for p in sorted(CASES.glob("dvi_*.json"))]
    lines = [
        "| case | what | log10 LR (joint: ln of the total) | difference | second engine |",
        "|---|---|---|---|---|",
    ]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines)


def page_with(content: str) -> str:
    text = PAGE.read_text()
    before, after = text[: text.index(START) + len(START)], text[text.index(STOP) :]
    return f"{before}\n{content}\n{after}"


def main() -> None:
    if "--write" in sys.argv:
        PAGE.write_text(page_with(table()))
    else:
        sys.stdout.write(table() + "\n")


if __name__ == "__main__":
    main()
