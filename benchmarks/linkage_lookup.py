"""Possible duplicates while typing: how fast, how often found, how much memory.

The index holds the records of invented lists. A query is what somebody types from another record of the same person:
other list, spelling and script, the last word unfinished, year of birth and municipality where that record has them.

    PYTHONPATH=src:. python benchmarks/linkage_lookup.py FOLDER --queries 500
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from pathlib import Path

import numpy as np

from habeas.science.linkage import NameIndex, read_lists
from habeas.science.linkage.columns import Lists
from habeas.science.linkage.truth import read_truth


def index_of(lists: Lists) -> NameIndex:
    """The records of lists, by given name, surname, father's name, year and municipality."""
    texts = {
        name: [column.values[code] for code in column.codes.tolist()]
        for name, column in lists.columns.items()
    }
    names = [texts[name] for name in ("given_name", "surname", "father_name")]
    years = [int(text or 0) for text in texts["birth_year"]]
    return NameIndex.of(np.array(lists.ids), names, years, texts["municipality"])


def typed(row: dict[str, str], rng: random.Random) -> dict[str, object]:
    """The query of a person who has not finished the last word."""
    words = [row["given_name"], row["surname"]]
    if row["father_name"] and rng.random() < 0.5:
        words.insert(1, row["father_name"])
    text = " ".join(words)
    cut = rng.randint(0, max(len(words[-1]) - 3, 0))
    return {"text": text[: len(text) - cut], "year": int(row["birth_year"] or 0), "town": row["municipality"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--queries", type=int, default=500)
    asked = parser.parse_args()
    rng = random.Random(5)  # noqa: S311
    lists = read_lists(asked.folder / "lists.csv")
    person = read_truth(asked.folder / "truth.csv", lists.ids)
    began = time.perf_counter()
    index = index_of(lists)
    built = time.perf_counter() - began
    row_of = {record: at for at, record in enumerate(lists.ids)}
    others = np.bincount(person) >= 2
    rows = [
        at for at in rng.sample(range(len(lists)), min(len(lists), 4 * asked.queries)) if others[person[at]]
    ]
    index.find("agron hoxh", year=1960)
    taken, found = [], 0
    for at in rows[: asked.queries]:
        query = typed(lists.row(at), rng)
        start = time.perf_counter()
        hits = index.find(str(query["text"]), year=int(str(query["year"])), town=str(query["town"]))
        taken.append(time.perf_counter() - start)
        found += any(row_of[hit.id] != at and person[row_of[hit.id]] == person[at] for hit in hits)
    p50, p95 = np.percentile(taken, [50, 95]) * 1000
    sys.stdout.write(
        f"{len(lists):,} records, load {os.getloadavg()[0]:.1f}: built in {built:.1f} s, {index.bytes / 1e6:.0f} MB; "
        f"{len(taken)} queries: p50 {p50:.1f} ms, p95 {p95:.1f} ms, recall@20 {found / max(len(taken), 1):.3f}\n"
    )


if __name__ == "__main__":
    main()
