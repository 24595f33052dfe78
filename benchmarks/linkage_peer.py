"""`habeas link` beside Splink on DuckDB, one after the other in one run on the same file.

Splink has the settings of its own worked example for persons (historical persons, 50,000 records), its columns
replaced by those of the lists. It runs twice: on the names as they are written, and on names and places in the common
form of `habeas.science.names`, made beforehand and not counted. It needs a Python of its own with Splink:

    python3 -m venv /tmp/peer && /tmp/peer/bin/pip install splink
    PYTHONPATH=src:. python benchmarks/linkage_lists.py FOLDER --records 100000 --seed 8
    PYTHONPATH=src:. python benchmarks/linkage_peer.py FOLDER --peer /tmp/peer/bin/python
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from habeas.science.linkage import read_lists
from habeas.science.linkage.truth import quality, read_truth
from habeas.science.names import fold

INSIDE = Path(__file__).parent / "linkage_peer_splink.py"
NAMES = {"given_name": "first_name", "surname": "surname", "father_name": "father_name"}
PLACES = {"birthplace": "birth_place", "municipality": "town"}


def own(folder: Path) -> dict[str, Any]:
    """Default and best of `habeas link`."""
    command = [sys.executable, "-m", "habeas", "link", str(folder / "lists.csv"), "--truth"]
    done = subprocess.run(  # noqa: S603
        [*command, str(folder / "truth.csv"), "--json", "--quiet"], check=True, capture_output=True, text=True
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def for_peer(folder: Path, path: Path, folded: bool) -> list[str]:
    """Writes the columns that Splink looks at, a date of birth only where the day is told; returns the identities."""
    lists = read_lists(folder / "lists.csv")
    written = {"unique_id": lists.ids}
    for name, told in {**NAMES, **PLACES}.items():
        column = lists.columns[name]
        texts = [fold(text) if folded else text for text in column.values]
        written[told] = [texts[code] for code in column.codes.tolist()]
    born = lists.columns["birth_date"]
    written["dob"] = [born.values[code] for code in born.codes.tolist()]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(written)
        writer.writerows(zip(*written.values(), strict=True))
    return lists.ids


def peer(folder: Path, python: Path, folded: bool) -> dict[str, Any]:
    """Default (0.95) and best of Splink, its seconds and its memory."""
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        ids = for_peer(folder, work / "persons.csv", folded)
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        done = subprocess.run(  # noqa: S603
            [str(python), str(INSIDE), str(work)], check=True, capture_output=True, text=True, env=environment
        )
        told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        person = read_truth(folder / "truth.csv", ids)
        found = [(at, quality_of(work / f"{at}.csv", ids, person)) for at in told.pop("thresholds")]
    told["default"] = next(one for at, one in found if at == told["used"])
    at, best = max(found, key=lambda one: one[1]["F1"])
    told["best"] = {"threshold": at, **best}
    return told


def quality_of(path: Path, ids: list[str], person: Any) -> dict[str, float]:
    """Of a file of record and cluster."""
    import numpy as np

    with path.open(encoding="utf-8") as stream:
        groups = dict(list(csv.reader(stream))[1:])
    numbers: dict[str, int] = {}
    labels = np.array([numbers.setdefault(groups.get(one, one), len(numbers)) for one in ids], np.int32)
    reached = quality(labels, person, 0.0)
    return {"P": round(reached.precision, 4), "R": round(reached.recall, 4), "F1": round(reached.f1, 4)}


def line(name: str, told: dict[str, Any]) -> str:
    """One row of a table."""
    default, best = told["default"], told["best"]
    return (
        f"| {name} | {default['P']:.4f} | {default['R']:.4f} | {default['F1']:.4f} | {best['F1']:.4f} "
        f"| {told['seconds']:.1f} s | {told['peak_mb']:,.0f} MB |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peer", type=Path, required=True, help="a Python with Splink")
    asked = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}")
    print("| system | P | R | F1 at the default | best F1 | seconds | memory |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    print(line("habeas link", own(asked.folder)), flush=True)
    print(line("Splink, names as written", peer(asked.folder, asked.peer, folded=False)), flush=True)
    print(line("Splink, names folded", peer(asked.folder, asked.peer, folded=True)), flush=True)
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
