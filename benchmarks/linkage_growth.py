"""How the cost of `habeas link` grows with the records, beside n · log n, as a table and a picture.

Makes lists of one seed in FOLDER where they are missing, links each size in a process of its own, and notes wall
seconds, processor seconds (which other programs on the machine disturb less), memory and quality. A run on a hundred
records says what starting takes.

    PYTHONPATH=src:. python benchmarks/linkage_growth.py FOLDER --picture docs/science/linkage-growth.svg
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.linkage_lists import write

from habeas.core.pictures import svg

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
START = 100
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640.0, 400.0, 64.0, 500.0, 40.0, 352.0
MEASURED, SECOND, BESIDE, SOFT = "#1b6ca8", "#b3541e", "#85827a", "#475058"


@dataclass(frozen=True)
class Run:
    """One size: wall and processor seconds, pairs compared, megabytes, quality at the default."""

    records: int
    wall: float
    processor: float
    compared: int
    memory: float
    quality: dict[str, float]
    load: float


def run(folder: Path, records: int, seed: int) -> Run:
    """Links one size."""
    place = folder / f"{records}-{seed}"
    if not (place / "truth.csv").exists():
        write(place, records, seed)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [
        sys.executable,
        "-m",
        "habeas",
        "link",
        str(place / "lists.csv"),
        "--json",
        "--quiet",
        "--truth",
    ]
    load = os.getloadavg()[0]
    done = subprocess.run([*command, str(place / "truth.csv")], check=True, capture_output=True, text=True)  # noqa: S603
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    told: dict[str, Any] = json.loads(done.stdout)
    return Run(
        records,
        told["seconds"],
        after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        told["compared"],
        told["peak_mb"],
        told["default"],
        load,
    )


def row(one: Run) -> str:
    told = one.quality
    return (
        f"| {one.records:,} | {one.wall:.1f} | {one.processor:.1f} | {one.compared / one.records:.1f} "
        f"| {one.memory:,.0f} MB | {told['P']:.4f} | {told['R']:.4f} | {told['F1']:.4f} | {one.load:.1f} |"
    )


def n_log_n(runs: list[Run], start: float, at: float) -> float:
    """Processor seconds if what comes after starting grew with n · log n from the first size on."""
    first = runs[0]
    times = at * math.log(at) / (first.records * math.log(first.records))
    return start + (first.processor - start) * times


def picture(runs: list[Run], start: float) -> str:
    """Both axes logarithmic."""
    most = max(n_log_n(runs, start, runs[-1].records), *(one.wall for one in runs))
    low, high = math.floor(math.log10(min(one.wall for one in runs))), math.ceil(math.log10(most))

    def x(records: float) -> float:
        span = math.log10(runs[-1].records / runs[0].records)
        return LEFT + (RIGHT - LEFT) * math.log10(records / runs[0].records) / span

    def y(seconds: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * (math.log10(seconds) - low) / (high - low)

    parts = [text(LEFT, 20, "Seconds to link lists, by the number of records", colour="#1c2126", size=15)]
    for power in range(low, high + 1):
        parts.append(svg.tag("path", d=f"M{LEFT} {y(10.0**power):.1f}H{RIGHT}", stroke="#dcd9cf"))
        parts.append(text(LEFT - 8, y(10.0**power) + 4, f"{10.0**power:g}", "end"))
    parts += [text(x(one.records), BOTTOM + 20, f"{one.records:,}", "middle") for one in runs]
    beside = [(one.records, n_log_n(runs, start, one.records)) for one in runs]
    series = [
        ("n · log n", beside, BESIDE, "5 5"),
        ("processor seconds", [(one.records, one.processor) for one in runs], MEASURED, None),
        ("wall seconds", [(one.records, one.wall) for one in runs], SECOND, "2 4"),
    ]
    levels = spread([y(points[-1][1]) + 4 for _name, points, _colour, _dash in series])
    for (name, points, colour, dash), level in zip(series, levels, strict=True):
        path = "L".join(f"{x(n):.1f} {y(seconds):.1f}" for n, seconds in points)
        parts.append(
            svg.tag("path", d=f"M{path}", stroke=colour, fill="none", stroke_width=2.2, stroke_dasharray=dash)
        )
        if colour != BESIDE:
            parts += [svg.tag("circle", cx=x(n), cy=y(s), r=3.5, fill=colour) for n, s in points]
        parts.append(text(RIGHT + 10, level, name, colour=colour))
    label = "; ".join(f"{one.records:,} records: {one.processor:.0f} processor seconds" for one in runs)
    back = svg.tag("rect", width=WIDTH, height=HEIGHT, fill="#fff")
    return (
        svg.canvas(svg.joined([back, *parts]), width=WIDTH, height=HEIGHT, label=label, class_="pic") + "\n"
    )


def spread(levels: list[float]) -> list[float]:
    """Names at the ends of lines, moved apart where they would touch."""
    found: dict[int, float] = {}
    for at in sorted(range(len(levels)), key=lambda one: levels[one]):
        found[at] = max([levels[at], *(level + 16 for level in found.values())])
    return [found[at] for at in range(len(levels))]


def text(x: float, y: float, words: str, anchor: str = "start", colour: str = SOFT, size: int = 12) -> str:
    return svg.tag(
        "text", words, x=x, y=y, fill=colour, font_size=size, text_anchor=anchor, font_family="sans-serif"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument("--most", type=int, default=SIZES[-1], help="the largest number of records")
    parser.add_argument("--picture", type=Path)
    asked = parser.parse_args()
    started = run(asked.folder, START, asked.seed)
    print(f"starting: {started.wall:.1f} s, {started.processor:.1f} s of processor time")
    print("| records | wall s | processor s | pairs compared a record | memory | P | R | F1 | load |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    runs = []
    for size in (size for size in SIZES if size <= asked.most):
        runs.append(run(asked.folder, size, asked.seed))
        print(row(runs[-1]), flush=True)
    start = started.processor
    above = runs[0].processor - start
    times = (runs[-1].processor - start) / above
    allowed = (n_log_n(runs, start, runs[-1].records) - start) / above
    print(f"processor time above starting grew {times:.0f} ×, n · log n would {allowed:.0f} ×")
    if asked.picture:
        asked.picture.write_text(picture(runs, start), encoding="utf-8")


if __name__ == "__main__":
    main()
