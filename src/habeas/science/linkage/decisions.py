"""What people decided about pairs of records: kept forever, and above every score."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from habeas.science.linkage.clustering import join_all
from habeas.science.linkage.errors import LinkageError
from habeas.science.linkage.weights import Reviewed

Pair = tuple[str, str]


@dataclass(frozen=True)
class Decisions:
    """Pairs of record ids decided to be one person, and pairs decided to be two."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()


@dataclass(frozen=True)
class Bonds:
    """Decisions over rows: `together` (n,) the first row of each row's group; `apart` sorted `low << 32 | high`."""

    together: NDArray[np.int32]
    apart: NDArray[np.int64]
    reviewed: Reviewed


def decisions(same: Iterable[Pair] = (), different: Iterable[Pair] = ()) -> Decisions:
    return Decisions(frozenset(same), frozenset(different))


def read_decisions(path: Path) -> Decisions:
    """From a CSV file with the columns `one`, `other` and `same` (1 or 0)."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            columns = reader.fieldnames or []
            if not {"one", "other", "same"} <= set(columns):
                raise LinkageError("not-decisions", where=path, value=", ".join(columns) or "none")
            rows = [(row["one"], row["other"], (row["same"] or "").strip()) for row in reader]
    except OSError as error:
        raise LinkageError("unreadable", where=path, value=error.strerror) from error
    return decisions(
        [(one, other) for one, other, same in rows if same == "1"],
        [(one, other) for one, other, same in rows if same != "1"],
    )


def bind(decided: Decisions, ids: list[str]) -> Bonds:
    """Decisions over the rows of these records; those about records that are not there are left out.

    Raises `LinkageError` when two records are decided to differ and yet to be the same through others.
    """
    row = {record: at for at, record in enumerate(ids)} if decided.same or decided.different else {}
    same = _rows(decided.same, row)
    different = _rows(decided.different, row)
    together = np.arange(len(ids), dtype=np.int32)
    join_all(together, same[:, 0].copy(), same[:, 1].copy())
    for one, other in different.tolist():
        if together[one] == together[other]:
            raise LinkageError("contradiction", one=ids[one], other=ids[other])
    low, high = different.min(1, initial=2**31 - 1), different.max(1, initial=0)
    apart = np.sort(low.astype(np.int64) << 32 | high.astype(np.int64))
    all_pairs = np.concatenate([same, different])
    said = np.concatenate([np.ones(len(same), np.bool_), np.zeros(len(different), np.bool_)])
    return Bonds(together, apart, Reviewed(all_pairs[:, 0].copy(), all_pairs[:, 1].copy(), said))


def _rows(pairs: Iterable[Pair], row: Mapping[str, int]) -> NDArray[np.int32]:
    known = [
        (row[one], row[other]) for one, other in sorted(pairs) if one in row and other in row and one != other
    ]
    return np.array(known, np.int32).reshape(-1, 2)
