"""Feed mutated spreadsheets, pictures, PDFs and archives to the sandboxed reader, and say what became of them.

    python benchmarks/hostile_files.py --count 2000 --seed 1

Exit code 1 when one of them ended otherwise than received or refused, took over 10 s, or held over 1 GiB.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
MEGABYTES, SECONDS = 1024, 10.5


def main(argv: list[str] | None = None) -> int:
    """Run, print a table by kind, and judge."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", default="1/1", help="2/4 feeds the second of four parts of the same files")
    told = parser.parse_args(argv)
    import django

    django.setup()
    from tests.core.files.feeding import Fed
    from tests.core.files.mutants import mutants

    fed, started = Fed(), time.perf_counter()
    part, parts = map(int, told.part.split("/"))
    for number, (kind, body) in enumerate(mutants(told.count, told.seed), start=1):
        if number * parts // told.count % parts != part % parts:
            continue
        fed.feed(kind, body)
        if number % 250 == 0:
            print(f"{number} files, {len(fed.broken)} errors", file=sys.stderr, flush=True)
    report(fed, time.perf_counter() - started)
    return int(bool(fed.broken) or fed.megabytes > MEGABYTES or max(fed.seconds) > SECONDS)


def report(fed: object, seconds: float) -> None:
    """Outcomes by kind, then the figures."""
    outcomes = fed.outcomes  # type: ignore[attr-defined]
    ways = ("received", "received and read", "refused", "broken")
    print(f"{'kind':<20}" + "".join(f"{way:>20}" for way in ways))
    for kind in dict.fromkeys(kind for kind, _way in outcomes):
        print(f"{kind:<20}" + "".join(f"{outcomes[kind, way]:>20}" for way in ways))
    took = sorted(fed.seconds)  # type: ignore[attr-defined]
    print(
        f"{len(took)} files in {seconds:.0f} s, {len(fed.broken)} errors, at most {fed.megabytes:.0f} MiB "  # type: ignore[attr-defined]
        f"and {took[-1]:.2f} s each; median {took[len(took) // 2]:.2f} s"
    )
    print("\n".join(fed.broken))  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.exit(main())
