"""Power cuts at 200 points of a record of two writers: what was acknowledged and lost, what was damaged.

At each point two disks are looked at: one with nothing but what was synced, one on which some of the rest came through,
whole or in part. The same is done with synchronous=NORMAL, which loses acknowledged rows: the replay would notice.

    PYTHONPATH=src python benchmarks/crash_replay.py [POINTS]     (needs a C compiler)
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from register import load  # noqa: E402
from tests.crash.replaying import Crashes, crash  # noqa: E402
from tests.installation import install  # noqa: E402

POINTS, WRITES, SEED = 200, 60, 7


def main(points: int) -> int:
    with tempfile.TemporaryDirectory(prefix="habeas-crash-") as folder:
        baseline = install(Path(folder) / "baseline").folder
        full = told("FULL", crash(baseline, Path(folder) / "full", points, SEED, WRITES), points)
        normal = crash(baseline, Path(folder) / "normal", points, SEED, WRITES, synchronous="NORMAL")
        told("NORMAL", normal, points)
    return 0 if not full.problems and normal.count("lost") else 1


def told(mode: str, crashes: Crashes, points: int) -> Crashes:
    disks = len(crashes.verdicts)
    most = max(one["acknowledged"] for one in crashes.verdicts)
    print(f"synchronous={mode}: {points} points, {disks} disks, up to {most} acknowledged writes; {load()}")
    for name in ("lost", "by half", "integrity", "Row", "guard"):
        print(f"    {name:<10} on {crashes.count(name)} disks")
    print(f"    anything at all: {sum(bool(one['problems']) for one in crashes.verdicts)}")
    for problem in crashes.problems[:3]:
        print(f"    {problem}")
    return crashes


if __name__ == "__main__":
    began = time.monotonic()
    answer = main(int(sys.argv[1]) if len(sys.argv) > 1 else POINTS)
    print(f"{time.monotonic() - began:.0f} s")
    sys.exit(answer)
