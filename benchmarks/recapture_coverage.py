"""How often do the intervals hold the truth? Tables drawn from populations of known size, nominal against actual.

Four worlds of 125 tables each, 500 in all: independent lists; two pairs of dependent lists; persons of two
kinds, easy and hard to list; and both. Writes the table of the documentation to standard output.

    PYTHONPATH=src python benchmarks/recapture_coverage.py [tables a world] > coverage.md
"""

from __future__ import annotations

import sys
import time

import numpy as np

from habeas.science.recapture.graphs import Grid
from habeas.science.recapture.kernels import Floats
from habeas.science.recapture.latent import Settings
from habeas.science.recapture.methods import METHODS, Options, Workbench, estimate_by
from habeas.science.recapture.tables import CaptureTable, from_masks

TRUTH = 2000
SEED = 2026
LISTS = ("A", "B", "C", "D")
CHANCES = np.array([0.30, 0.25, 0.20, 0.25])
OPTIONS = Options(
    bootstraps=200,
    grid=Grid(1, 20_000, 5),
    latent=Settings(chains=2, burn_in=3000, kept=500, thin=20),
)


def log_odds(chance: Floats) -> Floats:
    return np.asarray(np.log(chance / (1 - chance)), np.float64)


def cell_chances(shift: float, joined: bool) -> Floats:
    """Chances of the sixteen patterns for a person whose log odds are moved by `shift`."""
    masks = np.arange(16)
    on = masks[:, None] >> np.arange(4) & 1
    weight = on @ (log_odds(CHANCES) + shift)
    if joined:
        weight = weight + 1.0 * (masks & 3 == 3) - 0.7 * (masks & 12 == 12)
    chance = np.exp(weight)
    return np.asarray(chance / chance.sum(), np.float64)


WORLDS = {
    "independent": cell_chances(0.0, False),
    "dependence": cell_chances(0.0, True),
    "heterogeneity": 0.5 * cell_chances(0.7, False) + 0.5 * cell_chances(-0.7, False),
    "both": 0.5 * cell_chances(0.7, True) + 0.5 * cell_chances(-0.7, True),
}


def draw(chances: Floats, rng: np.random.Generator) -> CaptureTable:
    return from_masks(LISTS, range(16), rng.multinomial(TRUTH, chances))


def run_world(name: str, tables: int, rng: np.random.Generator) -> list[str]:
    held = dict.fromkeys(METHODS, 0)
    given = dict.fromkeys(METHODS, 0)
    refused = dict.fromkeys(METHODS, 0)
    totals: dict[str, list[float]] = {method: [] for method in METHODS}
    for done in range(tables):
        bench = Workbench(draw(WORLDS[name], rng), OPTIONS)
        for method in METHODS:
            row = estimate_by(method, bench)
            if row.refused or row.total is None:
                refused[method] += 1
                continue
            totals[method].append(row.total)
            if row.lo is not None and row.hi is not None:
                given[method] += 1
                held[method] += row.lo <= TRUTH <= row.hi
        if done % 25 == 24:
            sys.stderr.write(f"{name}: {done + 1} of {tables} tables\n")
    lines = []
    for method in METHODS:
        share = f"{held[method] / given[method]:.0%}" if given[method] else "–"
        middle = f"{np.median(totals[method]):,.0f}" if totals[method] else "–"
        lines.append(f"| {name} | `{method}` | 95% | {share} | {middle} | {refused[method]} |")
    return lines


def main() -> int:
    tables = int(sys.argv[1]) if len(sys.argv) > 1 else 125
    started = time.perf_counter()
    out = [
        f"Truth {TRUTH:,} persons, four lists, {tables} tables in each world.",
        "",
        "| world | method | nominal | actual | median estimate | tables refused |",
        "|---|---|---:|---:|---:|---:|",
    ]
    for k, name in enumerate(WORLDS):
        out += run_world(name, tables, np.random.default_rng([SEED, k]))
    sys.stdout.write("\n".join(out) + "\n")
    sys.stderr.write(f"{time.perf_counter() - started:.0f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
