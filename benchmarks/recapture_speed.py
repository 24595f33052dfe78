"""Speed beside the R packages: the same table, the same number of fits, samples or draws.

R is not needed: the seconds of the R packages were recorded on an idle machine with two cores and are labelled
as recorded (versions: `tests/science/recapture/reference/expected.json`). When `Rscript` and Rcapture are there,
Rcapture is timed in the same run.

    PYTHONPATH=src python benchmarks/recapture_speed.py
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from habeas.science.recapture.choosing import bootstrap_choice
from habeas.science.recapture.graphs import Grid, average_graphs
from habeas.science.recapture.latent import latent_classes
from habeas.science.recapture.lattice import all_models
from habeas.science.recapture.loglinear import fit_models
from habeas.science.recapture.methods import METHODS, ready
from habeas.science.recapture.reading import read_table
from habeas.science.recapture.sparse import bootstrap_sparse, sparse_stepwise
from habeas.science.recapture.tables import CaptureTable

TABLES = Path(__file__).parent.parent / "tests" / "science" / "recapture" / "reference" / "tables"
REPEATS = 5


def table(name: str) -> CaptureTable:
    return read_table(TABLES / f"{name}.csv").whole()


def all_models_of(name: str) -> object:
    all_models.cache_clear()
    return fit_models(table(name))


def choice(name: str) -> object:
    return bootstrap_choice(fit_models(table(name)), count=1000)


def stepwise(name: str) -> object:
    return bootstrap_sparse(table(name), sparse_stepwise(table(name)), count=1000)


def graphs(name: str, last: int, step: int) -> object:
    return average_graphs(table(name), Grid(1, last, step))


TASKS: list[tuple[str, float, str, float, Callable[[], object], str]] = [
    (
        "all 6,893 models, uk5",
        100,
        "Rcapture",
        69.287,
        lambda: all_models_of("uk5"),
        "closedpMS.t(x, dfreq=TRUE)",
    ),
    (
        "all 6,893 models, western5",
        100,
        "Rcapture",
        76.41,
        lambda: all_models_of("western5"),
        "closedpMS.t(x, dfreq=TRUE)",
    ),
    (
        "1,000 bootstraps over 113 models, Kosovo",
        20,
        "MultipleSystemsEstimation (top 20 models)",
        26.477,
        lambda: choice("kosovo"),
        "",
    ),
    (
        "sparse stepwise, 1,000 bootstraps, Kosovo",
        50,
        "MultipleSystemsEstimation",
        37.542,
        lambda: stepwise("kosovo"),
        "",
    ),
    (
        "sparse stepwise, 1,000 bootstraps, uk5",
        50,
        "MultipleSystemsEstimation",
        99.163,
        lambda: stepwise("uk5"),
        "",
    ),
    (
        "sparse stepwise, 1,000 bootstraps, western5",
        50,
        "MultipleSystemsEstimation",
        53.311,
        lambda: stepwise("western5"),
        "",
    ),
    ("61 graphs, 44,000 points, Kosovo", 5, "dga", 0.247, lambda: graphs("kosovo", 44_000, 1), ""),
    ("822 graphs, 36,587 points, uk5", 5, "dga", 2.777, lambda: graphs("uk5", 109_759, 3), ""),
    ("822 graphs, 20,700 points, western5", 5, "dga", 1.424, lambda: graphs("western5", 20_700, 1), ""),
    ("4 chains of 110,000 updates, Kosovo", 3, "LCMCR", 11.554, lambda: latent_classes(table("kosovo")), ""),
    ("4 chains of 110,000 updates, uk5", 3, "LCMCR", 9.111, lambda: latent_classes(table("uk5")), ""),
    (
        "4 chains of 110,000 updates, western5",
        3,
        "LCMCR",
        8.805,
        lambda: latent_classes(table("western5")),
        "",
    ),
]


def least_seconds(task: Callable[[], object]) -> float:
    """The best of five: what else runs on the machine only ever adds."""
    best = float("inf")
    for _ in range(REPEATS):
        started = time.perf_counter()
        task()
        best = min(best, time.perf_counter() - started)
    return best


def rcapture_now(name: str) -> float | None:
    """Seconds of Rcapture on this machine, if it is there."""
    if not shutil.which("Rscript"):
        return None
    program = (
        f'x <- as.matrix(read.csv("{TABLES / name}.csv")); suppressMessages(library(Rcapture));'
        "cat(system.time(closedpMS.t(x, dfreq=TRUE))[['elapsed']])"
    )
    found = subprocess.run(["Rscript", "-e", program], capture_output=True, text=True, check=False)  # noqa: S603, S607
    return float(found.stdout) if found.returncode == 0 and found.stdout else None


def main() -> int:
    say = sys.stdout.write
    for method in METHODS:
        ready(method)
    load = os.getloadavg()[0]
    say(
        f"cores {len(os.sched_getaffinity(0))}, load before {load:.1f}{' (shared: not idle)' if load > 0.7 else ''}\n"
    )
    say(f"{'task':<46}{'seconds':>9}{'R, recorded':>13}{'ratio':>8}{'aim':>6}  beside\n")
    missed = 0
    for words, aim, peer, recorded, task, _ in TASKS:
        seconds = least_seconds(task)
        missed += recorded / seconds < aim
        say(f"{words:<46}{seconds:>9.3f}{recorded:>13.2f}{recorded / seconds:>7.0f}×{aim:>5.0f}×  {peer}\n")
    now = rcapture_now("uk5")
    if now is not None:
        say(f"Rcapture on this machine, uk5: {now:.1f} s\n")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
