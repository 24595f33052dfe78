"""`habeas kinship`: likelihood ratios, search, identification, power and conversion from the command line."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import KinshipError

if TYPE_CHECKING:
    from .likelihood import Settings
    from .markers import RareAlleles

FAILED, FINE = 2, 0


def add_parser(subparsers: Any) -> argparse.ArgumentParser:
    """Add `kinship` with its commands to the subparsers of a larger command; returns it."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "kinship", help="DNA kinship: likelihood ratios, blind search, joint identification"
    )
    _fill(parser)
    parser.set_defaults(run=run)
    return parser


def _fill(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="kinship_command", required=True, metavar="COMMAND")
    _add_lr(commands)
    _add_search(commands)
    _add_identify(commands)
    _add_power(commands)
    convert = commands.add_parser("convert", help="another format by the ending: .json .fam .tsv .csv .svg")
    convert.add_argument("file", type=Path)
    convert.add_argument("target", type=Path)


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help="print the keys of the reference files")
    parser.add_argument("--theta", type=float, help="coancestry coefficient; default: what the file says")
    parser.add_argument("--founders", choices=("mutate", "prune"), default="mutate", help="untyped founders")
    parser.add_argument("--minimum-frequency", type=float, default=0.0, metavar="P")
    parser.add_argument(
        "--add-unknown", action="store_true", help="give unknown alleles the minimum frequency"
    )
    parser.add_argument("--quiet", action="store_true", help="no progress")


def _add_lr(commands: Any) -> None:
    parser = commands.add_parser("lr", help="compare the two hypotheses of a case (.json or .fam)")
    _common(parser)
    parser.add_argument("--drop-out", action="append", default=[], metavar="SAMPLE=P")
    parser.add_argument("--drop-in", type=float, default=0.0, metavar="P")
    parser.add_argument("--prior", type=float, default=0.5, help="probability of H1 before the DNA")
    parser.add_argument("--threshold", type=float, default=0.9995, help="posterior asked for")
    parser.add_argument(
        "--database", action="append", default=[], metavar="NAME=FILE", help="further frequencies"
    )


def _add_search(commands: Any) -> None:
    parser = commands.add_parser("search", help="every victim against every missing person")
    _common(parser)
    parser.add_argument("--threshold", type=float, default=4.0, help="log10 LR reported")
    parser.add_argument("--top", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--drop-out", type=float, default=0.0, metavar="P")
    parser.add_argument("--drop-in", type=float, default=0.0, metavar="P")
    parser.add_argument("--minimum-markers", type=int, default=8)


def _add_identify(commands: Any) -> None:
    parser = commands.add_parser("identify", help="joint identification of victims and missing")
    _common(parser)
    parser.add_argument("--top", type=int, default=1000)
    parser.add_argument("--threshold", type=float, default=0.9995, help="posterior asked for")
    parser.add_argument("--event", choices=("open", "closed"), help="default: what the file says, else open")
    parser.add_argument("--population", type=int, metavar="N", help="prior 1/N for each missing person")
    parser.add_argument("--seed", type=int, default=1)


def _add_power(commands: Any) -> None:
    parser = commands.add_parser("power", help="what the present references can prove; whom to sample next")
    _common(parser)
    parser.add_argument("--threshold", type=float, default=4.0, help="log10 LR asked for")
    parser.add_argument("--simulations", type=int, default=10_000)
    parser.add_argument(
        "--candidates", type=int, default=40, help="simulations for whom to sample; 0: leave out"
    )
    parser.add_argument("--family", help="only this family of a search file")
    parser.add_argument("--seed", type=int, default=1)


def main(argv: Sequence[str] | None = None) -> int:
    """Run without the larger command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="habeas kinship", description=__doc__)
    _fill(parser)
    return run(parser.parse_args(argv))


def run(chosen: argparse.Namespace) -> int:
    """Run a parsed command; a KinshipError is told in one line on standard error."""
    names = {"lr": ("compare", "compare")}
    module, function = names.get(chosen.kinship_command, (chosen.kinship_command, chosen.kinship_command))
    try:
        getattr(import_module(f"{__package__}.commands.{module}"), function)(chosen)
    except KinshipError as error:
        sys.stderr.write(f"habeas kinship: {error}\n")
        return FAILED
    except BrokenPipeError:
        sys.stderr.close()
    return FINE


def say(text: str) -> None:
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def say_json(value: object) -> None:
    say(json.dumps(plain(value), indent=1))


def plain(value: Any) -> Any:
    """Values that JSON can hold: infinities become the strings of the reference files, NaN null."""
    if isinstance(value, dict):
        return {key: plain(v) for key, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, float):
        if value != value:
            return None
        if value in (float("inf"), float("-inf")):
            return "Inf" if value > 0 else "-Inf"
    return value


class Progress:
    """A line on standard error that counts up, when somebody sits at a terminal."""

    def __init__(self, what: str, total: int, *, quiet: bool) -> None:
        self.what, self.total = what, total
        self.shown = not quiet and sys.stderr.isatty()

    def at(self, done: int) -> None:
        if self.shown:
            end = "\n" if done >= self.total else ""
            sys.stderr.write(f"\r{self.what} {done} of {self.total}{end}")
            sys.stderr.flush()


def policy(chosen: argparse.Namespace) -> RareAlleles:
    from .markers import RareAlleles

    if chosen.add_unknown and chosen.minimum_frequency <= 0:
        raise KinshipError("--add-unknown needs --minimum-frequency")
    return RareAlleles(chosen.minimum_frequency, "add" if chosen.add_unknown else "refuse")


def settings_of(chosen: argparse.Namespace, theta: float, drop_out: Sequence[str] = ()) -> Settings:
    from .likelihood import Settings

    drops: dict[str, float] = {}
    for item in drop_out:
        sample, _, value = item.rpartition("=")
        try:
            drops[sample] = float(value)
        except ValueError:
            raise KinshipError(f"--drop-out {item!r} is not SAMPLE=P") from None
    drop_in = chosen.drop_in if drops else 0.0
    return Settings(theta if chosen.theta is None else chosen.theta, chosen.founders, drops, drop_in)
