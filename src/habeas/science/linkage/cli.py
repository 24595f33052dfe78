"""`habeas link LISTS.csv`: the same person in several lists.

Without Django, settings, database or keys. Progress goes to standard error, the answer to standard output.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import sys
import time
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, TextIO

from habeas.science.linkage.columns import read_lists
from habeas.science.linkage.decisions import read_decisions
from habeas.science.linkage.engines import ENGINES
from habeas.science.linkage.errors import LinkageError
from habeas.science.linkage.linking import DEFAULT, Linked, Settings, link
from habeas.science.linkage.truth import Quality, curve, pairs_within, quality, read_truth
from habeas.science.linkage.waterfall import waterfall
from habeas.science.linkage.weights import Weights, weights_from
from habeas.science.names.places import Gazetteer, read_gazetteer

DONE, WRONG = 0, 2
SURE: Final = 0.99
EXAMPLES = """\
examples:
  habeas link lists.csv --persons persons.csv     one row a record: record_id, person_id
  habeas link lists.csv --truth truth.csv --json  how well it does where the truth is known
  habeas link lists.csv --explain 17 4021         why two records are one person, or not

The lists: columns record_id, list, given_name, surname (or full_name), and as many as there are of father_name, sex,
birth_date, birth_year, birthplace, municipality, last_seen_date, last_seen_place.
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Adds `link` to the commands of `habeas`."""
    parser = subparsers.add_parser(
        "link",
        help="find the same person in several lists",
        description="Finds the records of several lists that are one person.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    describe(parser)
    parser.set_defaults(run=run)
    return parser


def describe(parser: argparse.ArgumentParser) -> None:
    say = parser.add_argument
    say("lists", type=Path, metavar="LISTS.csv", help="records of one or several lists")
    say("--truth", type=Path, metavar="TRUTH.csv", help="record_id and person_id, to tell how well it did")
    say(
        "--engine",
        choices=ENGINES,
        default="own",
        help="who makes and compares pairs (own)",
    )
    say(
        "--decisions", type=Path, metavar="FILE.csv", help="what reviewers decided: one, other, same (1 or 0)"
    )
    say(
        "--places",
        type=Path,
        metavar="FILE.csv",
        help="gazetteer: code, name… (the municipalities of the package)",
    )
    say(
        "--threshold",
        type=float,
        default=DEFAULT,
        help=f"log odds from which records are joined ({DEFAULT:g})",
    )
    say("--weights", type=Path, metavar="FILE.json", help="use the weights of an earlier run")
    say("--save-weights", type=Path, metavar="FILE.json", help="write the weights that were learned")
    say("--persons", type=Path, metavar="OUT.csv", help="write record_id and person_id")
    say("--picture", type=Path, metavar="OUT.svg", help="with --explain: draw the reasons")
    say("--explain", nargs=2, metavar=("ONE", "OTHER"), help="say why two records are one person, or not")
    say("--seed", type=int, default=1, help="of random pairs (1)")
    say("--json", action="store_true", help="print the answer for programs")
    say("--quiet", action="store_true", help="no progress")


def package_places() -> Gazetteer:
    """The municipalities of the package."""
    return read_gazetteer(Path(str(files("habeas").joinpath("packs", "kosovo", "municipalities.csv"))))


class Teller:
    """Says on standard error what is being done."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def __call__(self, what: str, done: int) -> None:
        words = f"{what} {done}" if done else what
        if self.stream.isatty():
            self.stream.write("\r" + words.ljust(40))
        elif done <= 1:
            self.stream.write(what + "\n")
        self.stream.flush()

    def end(self) -> None:
        if self.stream.isatty():
            self.stream.write("\r" + " " * 40 + "\r")


def make_linked(asked: argparse.Namespace, teller: Teller | None) -> Linked:
    weights: Weights | None = None
    if asked.weights:
        weights = weights_from(asked.weights.read_text(encoding="utf-8"), str(asked.weights))
    return link(
        read_lists(asked.lists),
        gazetteer=read_gazetteer(asked.places) if asked.places else package_places(),
        decisions=read_decisions(asked.decisions) if asked.decisions else None,
        weights=weights,
        settings=Settings(asked.threshold, asked.seed, asked.engine),
        progress=teller,
    )


def told(found: Quality) -> dict[str, float]:
    return {"P": round(found.precision, 5), "R": round(found.recall, 5), "F1": round(found.f1, 5)}


def answer(linked: Linked, persons: int, seconds: float, truth: Path | None) -> dict[str, Any]:
    """The keys of `--json`."""
    found: dict[str, Any] = {
        "records": len(linked.records),
        "pairs": pairs_within(linked.labels.astype("int64")),
        "persons": persons,
        "compared": linked.compared,
        "seconds": round(seconds, 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }
    if truth:
        person = read_truth(truth, linked.records.ids)
        found["default"] = told(quality(linked.labels, person, linked.threshold))
        points = curve(linked.merges, person)
        best = max(points, key=lambda point: point.f1)
        found["best"] = {"threshold": best.threshold, **told(best)}
        sure = [point for point in points if point.precision >= SURE]
        if sure:
            most = max(sure, key=lambda point: point.recall)
            found["precise"] = {"threshold": most.threshold, **told(most)}
    return found


def as_text(found: dict[str, Any]) -> str:
    lines = [
        f"{found['records']:,} records are {found['persons']:,} persons: {found['pairs']:,} pairs are one person, "
        f"{found['compared']:,} were compared.",
        f"{found['seconds']:.1f} s, {found['peak_mb']:,.0f} MB at most.",
    ]
    for name, words in (("default", "at the default"), ("best", "at best"), ("precise", "at 99 % precision")):
        if name in found:
            point = found[name]
            at = f" (threshold {point['threshold']:g})" if "threshold" in point else ""
            lines.append(
                f"{words}{at}: precision {point['P']:.4f}, recall {point['R']:.4f}, F1 {point['F1']:.4f}"
            )
    return "\n".join(lines) + "\n"


def explained(linked: Linked, one: str, other: str) -> str:
    found = linked.explain(one, other)
    lines = [f"{reason.weight:+7.2f}  {reason.text}" for reason in found.evidence]
    verdict = f"{found.score:+7.2f}  log odds: probability {found.probability:.4g}, weighed against a {found.against}"
    return "\n".join([*lines, verdict]) + "\n"


def write_persons(linked: Linked, path: Path) -> None:
    ids = linked.records.ids
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["record_id", "person_id"])
        writer.writerows((ids[at], ids[first]) for at, first in enumerate(linked.labels.tolist()))


def run(asked: argparse.Namespace) -> int:
    began = time.perf_counter()
    teller = Teller(sys.stderr)
    try:
        linked = make_linked(asked, None if asked.quiet else teller)
        labels = linked.labels
        found = answer(linked, len(set(labels.tolist())), time.perf_counter() - began, asked.truth)
        if asked.persons:
            write_persons(linked, asked.persons)
        if asked.save_weights:
            asked.save_weights.write_text(linked.weights.text(), encoding="utf-8")
        if asked.explain and asked.picture:
            asked.picture.write_text(waterfall(linked.explain(*asked.explain)), encoding="utf-8")
        text = explained(linked, *asked.explain) if asked.explain else as_text(found)
    except (LinkageError, OSError) as error:
        teller.end()
        sys.stderr.write(f"habeas link: {error}\n")
        return WRONG
    teller.end()
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n" if asked.json else text)
    return DONE


def main(argv: Sequence[str] | None = None) -> int:
    """The command by itself; returns 0, or 2 when the input cannot be used."""
    parser = argparse.ArgumentParser(
        prog="habeas link",
        description="Finds the records of several lists that are one person.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    describe(parser)
    return run(parser.parse_args(argv))
