"""Ask every address nonsense for as long as you like; `--rounds` requests an address, another `--seed` asks anew.

    python benchmarks/fuzz.py --rounds 50 --seed 1

Exit code 1, and each server error with what was asked, when something broke.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def main(argv: list[str] | None = None) -> int:
    """Run the fuzzing of the tests with another budget."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=50, help="requests an address (50)")
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args(argv)
    os.environ["HABEAS_FUZZ_ROUNDS"], os.environ["HABEAS_FUZZ_SEED"] = str(told.rounds), str(told.seed)
    return int(pytest.main([str(ROOT / "tests" / "fuzz"), "-p", "no:xdist", "--tb=short", "-vv"]))


if __name__ == "__main__":
    sys.exit(main())
