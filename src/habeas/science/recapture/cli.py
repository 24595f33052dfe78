"""`habeas estimate TABLE.csv`: how many are on no list, and how surely.

Without Django, settings, database or keys. Progress goes to standard error, the answer to standard output.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import TextIO

from habeas.science.recapture.errors import RecaptureError
from habeas.science.recapture.figures import figure
from habeas.science.recapture.graphs import Grid
from habeas.science.recapture.latent import Settings
from habeas.science.recapture.methods import METHODS, Options
from habeas.science.recapture.reading import Progress, read_table
from habeas.science.recapture.report import Report, estimate
from habeas.science.recapture.sheet import html_sheet
from habeas.science.recapture.wording import as_rows, as_text

SAMPLE = "kosovo"
FOOTNOTE = (
    "References to Kosovo shall be understood in full compliance with United Nations Security Council "
    "resolution 1244 (1999)."
)
DONE, WRONG = 0, 2

EXAMPLES = """\
examples:
  habeas estimate kosovo                           the four lists of 1999, part of the package
  habeas estimate lists.csv --by municipality      also by stratum
  habeas estimate lists.csv --method graphs --json one method, for programs
  habeas estimate lists.csv --linkages loose.csv strict.csv --figure lists.svg --sheet lists.html

The table: one column of 0 and 1 for each list, and either a column "count" (one row a pattern) or one row a person.
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Adds `estimate` to the commands of `habeas`."""
    parser = subparsers.add_parser(
        "estimate",
        help="how many are on no list, and how surely",
        description="Estimates how many persons are on no list, from lists that were linked.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    describe(parser)
    parser.set_defaults(run=run)
    return parser


def describe(parser: argparse.ArgumentParser) -> None:
    say = parser.add_argument
    say("table", metavar="TABLE.csv", help=f"the capture table, or {SAMPLE!r} for the one in the package")
    say("--by", action="append", default=[], metavar="COLUMN", help="a stratum column; may be repeated")
    say(
        "--lists", default="", metavar="A,B,C", help="list columns, when they cannot be told by their 0 and 1"
    )
    say(
        "--method",
        action="append",
        metavar="NAME",
        help=f"all, or one of: {', '.join(METHODS)}; may be repeated",
    )
    say(
        "--linkage",
        choices=("reviewed", "unknown", "unreviewed"),
        default="unknown",
        help="how the lists were linked",
    )
    say(
        "--linkages",
        nargs="+",
        default=[],
        metavar="OTHER.csv",
        help="the same lists under other plausible matches",
    )
    say("--level", type=float, default=0.95, help="of the intervals (0.95)")
    say("--bootstraps", type=int, default=1000, help="samples of the bootstrap (1000)")
    say("--seed", type=int, default=1, help="of everything drawn (1)")
    say("--draws", type=int, default=1000, help="draws kept by each chain of the latent-class sampler (1000)")
    say("--thin", type=int, default=100, help="updates for each draw kept (100)")
    say("--burn-in", type=int, default=10_000, help="updates thrown away first (10000)")
    say("--classes", type=int, default=10, help="most latent classes (10)")
    say("--chains", type=int, default=4, help="chains of the sampler (4)")
    say("--grid-last", type=int, metavar="U", help="most unseen persons for graphs (60 times the documented)")
    say("--grid-step", type=int, default=1, metavar="S", help="step of that grid (1)")
    say("--json", action="store_true", help="print the rows for programs")
    say("--figure", metavar="OUT.svg", help="write the pictures")
    say("--sheet", metavar="OUT.html", help="write the report to print or send")
    say("--title", default="", help="of report and pictures (the file's name)")
    say("--quiet", action="store_true", help="no progress")


class Teller:
    """Says on standard error what is being done, at most five times a second, on one line of a terminal."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.last = 0.0
        self.words = ""

    def __call__(self, what: str, done: int) -> None:
        now = time.monotonic()
        if done and now - self.last < 0.2:
            return
        self.last = now
        words = f"{what}: {done:,}" if done else what
        if self.stream.isatty():
            self.stream.write("\r" + words.ljust(max(len(self.words), 40)))
        elif what != self.words.split(":")[0]:
            self.stream.write(words + "\n")
        self.words = words
        self.stream.flush()

    def end(self) -> None:
        if self.words and self.stream.isatty():
            self.stream.write("\r" + " " * max(len(self.words), 40) + "\r")


def chosen_methods(asked: Sequence[str] | None) -> tuple[str, ...]:
    names = [name for word in (asked or ["all"]) for name in word.split(",")]
    for name in names:
        if name != "all" and name not in METHODS:
            raise RecaptureError(
                "bad-setting", name="--method", value=name, expected="all or one of " + ", ".join(METHODS)
            )
    return tuple(METHODS) if "all" in names else tuple(dict.fromkeys(names))


def options_of(asked: argparse.Namespace) -> Options:
    if not 0 < asked.level < 1:
        raise RecaptureError("bad-setting", name="--level", value=asked.level, expected="between 0 and 1")
    for name in ("bootstraps", "grid_step"):
        if getattr(asked, name) < 1:
            raise RecaptureError("bad-setting", name=name, value=getattr(asked, name), expected="at least 1")
    if asked.seed < 0:
        raise RecaptureError("bad-setting", name="--seed", value=asked.seed, expected="0 or more")
    if asked.grid_last is not None and asked.grid_last < 2:
        raise RecaptureError("bad-setting", name="--grid-last", value=asked.grid_last, expected="at least 2")
    latent = Settings(
        classes=asked.classes,
        chains=asked.chains,
        burn_in=asked.burn_in,
        kept=asked.draws,
        thin=asked.thin,
        seed=asked.seed,
    )
    latent.check()
    grid = Grid(1, asked.grid_last, asked.grid_step) if asked.grid_last else None
    return Options(asked.level, asked.bootstraps, asked.seed, grid, latent)


def sample_path() -> Path:
    """The table of Kosovo 1999 in the package."""
    return Path(str(files("habeas.science.recapture").joinpath("data", "kosovo_1999.csv")))


def make_report(asked: argparse.Namespace, progress: Progress | None) -> Report:
    methods, options = chosen_methods(asked.method), options_of(asked)
    lists = [name.strip() for name in asked.lists.split(",") if name.strip()]
    is_sample = asked.table == SAMPLE and not Path(asked.table).exists()
    path = sample_path() if is_sample else Path(asked.table)
    source = read_table(path, by=asked.by, lists=lists, progress=progress)
    others = [(Path(p).stem, read_table(p, lists=lists, progress=progress).whole()) for p in asked.linkages]
    title = asked.title or ("Kosovo, killings 20 March – 22 June 1999" if is_sample else path.stem)
    return estimate(
        source,
        title=title,
        methods=methods,
        linkage=asked.linkage,
        linkages=others,
        options=replace(options),
        checks=not asked.json,
        progress=progress,
    )


def run(asked: argparse.Namespace) -> int:
    teller = Teller(sys.stderr)
    try:
        report = make_report(asked, None if asked.quiet else teller)
        note = FOOTNOTE if "kosovo" in report.title.lower() else ""
        if asked.figure:
            Path(asked.figure).write_text(figure(report, note), encoding="utf-8")
        if asked.sheet:
            Path(asked.sheet).write_text(html_sheet(report, note), encoding="utf-8")
    except (RecaptureError, OSError) as error:
        teller.end()
        sys.stderr.write(f"habeas estimate: {error}\n")
        return WRONG
    teller.end()
    if asked.json:
        sys.stdout.write(json.dumps(as_rows(report), indent=1, ensure_ascii=False, allow_nan=False) + "\n")
    else:
        sys.stdout.write(as_text(report) + (f"\n{note}\n" if note else ""))
    return DONE


def main(argv: Sequence[str] | None = None) -> int:
    """The command by itself; returns 0, or 2 when the input cannot be used."""
    parser = argparse.ArgumentParser(
        prog="habeas estimate",
        description="Estimates how many persons are on no list, from lists that were linked.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    describe(parser)
    return run(parser.parse_args(argv))
