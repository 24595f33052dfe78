"""How well persons were found, when the truth is known: over all pairs of records that are one person."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from habeas.science.linkage.clustering import Merges
from habeas.science.linkage.errors import LinkageError


@dataclass(frozen=True)
class Quality:
    """Precision, recall and F1 over pairs at a threshold."""

    threshold: float
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def read_truth(path: Path, ids: list[str]) -> NDArray[np.int64]:
    """The person of each record, numbered; from a CSV file with the columns `record_id` and `person_id`."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.reader(stream)
            header = next(rows, [])
            if not {"record_id", "person_id"} <= set(header):
                raise LinkageError("not-truth", where=path, value=", ".join(header) or "none")
            record, person = header.index("record_id"), header.index("person_id")
            told = {row[record]: row[person] for row in rows if row}
    except OSError as error:
        raise LinkageError("unreadable", where=path, value=error.strerror) from error
    numbers: dict[str, int] = {}
    missing = next((one for one in ids if one not in told), None)
    if missing is not None:
        raise LinkageError("no-truth", where=path, value=missing)
    return np.array([numbers.setdefault(told[one], len(numbers)) for one in ids], np.int64)


def pairs_within(groups: NDArray[np.int64]) -> int:
    """How many pairs of records share a group."""
    _, sizes = np.unique(groups, return_counts=True)
    return int((sizes * (sizes - 1) // 2).sum())


def quality(labels: NDArray[np.int32], person: NDArray[np.int64], threshold: float) -> Quality:
    """Of groups `labels` (n,) against persons (n,)."""
    both = labels.astype(np.int64) * (int(person.max(initial=0)) + 1) + person
    right, said, true = pairs_within(both), pairs_within(labels.astype(np.int64)), pairs_within(person)
    return Quality(threshold, right / said if said else 1.0, right / true if true else 1.0)


def curve(merges: Merges, person: NDArray[np.int64]) -> list[Quality]:
    """Quality at thresholds from -3 to 9.75 by a quarter."""
    return [quality(merges.cut(float(at)), person, float(at)) for at in np.arange(-3, 9.76, 0.25)]
