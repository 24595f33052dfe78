"""From a fresh installation to the verdicts on its crashes."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.crash import recording
from tests.installation import Installation

CHECK = Path(__file__).parent / "check.py"


@dataclass(frozen=True)
class Crashes:
    """What stood on the disks that were found."""

    verdicts: list[dict[str, Any]]

    @property
    def problems(self) -> list[str]:
        return [
            f"point {one['point']}{' torn' if one['torn'] else ''}: {problem}"
            for one in self.verdicts
            for problem in one["problems"]
        ]

    def count(self, beginning: str) -> int:
        """Disks on which a problem begins with these words."""
        return sum(any(p.startswith(beginning) for p in one["problems"]) for one in self.verdicts)


def crash(
    baseline: Path, folder: Path, points: int, seed: int, writes: int, synchronous: str = ""
) -> Crashes:
    """Record two writers in a copy of an installation, lose the power at `points` points, look at what is left."""
    folder.mkdir(parents=True, exist_ok=True)
    lying = shutil.copytree(baseline, folder / "installation")
    record = folder / "record"
    record.with_suffix(".folder").write_text(str(lying))
    settings = {"CRASH_WRITES": str(writes), "CRASH_SYNCHRONOUS": synchronous}
    recording.record_work(recording.build(folder), lying, record, **settings)
    done = Installation(baseline).run(str(CHECK), str(baseline), str(record), str(points), str(seed))
    assert done.returncode == 0, done.stderr
    return Crashes([json.loads(line) for line in done.stdout.splitlines()])
