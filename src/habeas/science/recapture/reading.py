"""Reads a capture table from CSV: one row a pattern with a count, or one row a person with 0/1 columns.

Rows are tallied while they are read, so memory grows with the number of different rows, not with the number
of persons.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import TextIO

from habeas.science.recapture.errors import RecaptureError
from habeas.science.recapture.tables import (
    CaptureTable,
    check_names,
    checked,
    pattern_notes,
    whole_count,
)

YES = frozenset({"1", "1.0", "true", "yes", "y", "x"})
NO = frozenset({"0", "0.0", "false", "no"})
COUNT_NAMES = frozenset({"count", "counts", "n", "freq", "frequency", "persons", "number"})
UNKNOWN = frozenset({"", "na", "n/a", "nan", "missing", "unknown", "none", "null", "?"})
LOOKED_AT = 2000
CHUNK = 200_000
MOST_ROWS_APART = 2_000_000

Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class Columns:
    """Which columns (by position) are lists, strata and the count; `ignored` are the names of the rest."""

    lists: tuple[int, ...]
    strata: tuple[int, ...]
    count: int | None
    ignored: tuple[str, ...]


@dataclass(frozen=True)
class StratifiedTable:
    """Persons by stratum value and pattern. `cells[(values, mask)]` = persons; a value of None is not
    known.
    """

    lists: tuple[str, ...]
    by: tuple[str, ...]
    cells: dict[tuple[tuple[str | None, ...], int], int]
    notes: tuple[str, ...]

    def whole(self) -> CaptureTable:
        """The table without strata."""
        found: dict[int, int] = {}
        for (_, mask), count in self.cells.items():
            found[mask] = found.get(mask, 0) + count
        return checked(self.lists, found, self.notes, "table")


def read_table(
    path: str | Path,
    *,
    by: Sequence[str] = (),
    lists: Sequence[str] = (),
    progress: Progress | None = None,
) -> StratifiedTable:
    """The table of a CSV file; `lists` names the list columns when they cannot be told by their 0 and 1."""
    place = Path(path).name
    try:
        with open(path, encoding="utf-8-sig", newline="") as stream:
            return read_stream(stream, place, by=by, lists=lists, progress=progress)
    except UnicodeDecodeError as error:
        raise RecaptureError("not-text", where=place, value=error.reason) from None
    except (OSError, csv.Error) as error:
        raise RecaptureError("unreadable", where=place, value=error) from None


def read_stream(
    stream: TextIO, place: str, *, by: Sequence[str], lists: Sequence[str], progress: Progress | None
) -> StratifiedTable:
    sample = stream.read(65536)
    stream.seek(0)
    first = sample.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    rows = csv.reader(stream, delimiter=separator)
    heading = [name.strip() for name in next(rows, [])]
    start = [row for row in islice(rows, LOOKED_AT) if any(value.strip() for value in row)]
    columns = find_columns(heading, start, place, by, lists)
    names = tuple(heading[c] for c in columns.lists)
    check_names(names, place)
    tally = tally_rows(chain_rows(start, rows), columns, len(heading), place, progress)
    return gather(tally, columns, heading, place)


def chain_rows(start: Sequence[Sequence[str]], rest: Iterator[list[str]]) -> Iterator[Sequence[str]]:
    yield from start
    yield from rest


def find_columns(
    heading: Sequence[str], rows: Sequence[Sequence[str]], place: str, by: Sequence[str], lists: Sequence[str]
) -> Columns:
    for name in (*by, *lists):
        if name not in heading:
            raise RecaptureError(
                "unknown-column", where=place, value=name, columns=", ".join(heading) or "none"
            )
    strata = tuple(heading.index(name) for name in by)
    count = next(
        (c for c, name in enumerate(heading) if name.lower() in COUNT_NAMES and c not in strata), None
    )
    if lists:
        chosen = tuple(heading.index(name) for name in lists)
    else:
        open_columns = [c for c in range(len(heading)) if c not in strata and c != count]
        chosen = tuple(c for c in open_columns if looks_like_list(rows, c))
    if not chosen:
        raise RecaptureError("no-lists", where=place, value=", ".join(heading) or "none")
    used = {*strata, *chosen, count}
    return Columns(chosen, strata, count, tuple(name for c, name in enumerate(heading) if c not in used))


def looks_like_list(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Nearly all values are 0 or 1, so that one slip is reported as a slip and not taken for another kind
    of column.
    """
    values = [row[column].strip().lower() for row in rows if len(row) > column]
    good = sum(value in YES or value in NO for value in values)
    return bool(values) and good >= max(1, round(0.8 * len(values)))


def tally_rows(
    rows: Iterator[Sequence[str]], columns: Columns, width: int, place: str, progress: Progress | None
) -> Counter[tuple[str, ...]]:
    """Counts equal rows (lists, strata and count column only), 200,000 at a time."""
    wanted = (*columns.lists, *columns.strata, *(() if columns.count is None else (columns.count,)))
    pick = itemgetter(*wanted)
    tally: Counter[tuple[str, ...]] = Counter()
    done = 0
    while chunk := list(islice(rows, CHUNK)):
        full = [row for row in chunk if any(row)]
        for number, row in enumerate(full if {len(row) for row in full} - {width} else (), start=done + 1):
            if len(row) != width:
                raise RecaptureError(
                    "ragged-row", where=f"{place}, row {number}", value=len(row), expected=width
                )
        tally.update(map(pick, full) if len(wanted) > 1 else ((pick(row),) for row in full))
        done += len(chunk)
        if len(tally) > MOST_ROWS_APART:
            raise RecaptureError(
                "too-many-lists",
                value=f"{len(tally):,} different rows of",
                limit=MOST_ROWS_APART,
                method="a table",
            )
        if progress:
            progress("rows read", done)
    return tally


def gather(
    tally: Counter[tuple[str, ...]], columns: Columns, heading: Sequence[str], place: str
) -> StratifiedTable:
    names = tuple(heading[c] for c in columns.lists)
    size = len(names)
    cells: dict[tuple[tuple[str | None, ...], int], int] = {}
    listed: list[int] = []
    nowhere = 0
    for key, times in tally.items():
        where = f"{place}, row {','.join(key)}"
        mask = parse_mask(key[:size], names, where)
        strata = tuple(stratum_value(value) for value in key[size : size + len(columns.strata)])
        count = whole_count(key[-1], where) * times if columns.count is not None else times
        listed.extend([mask] * (times if columns.count is not None and not strata else 1))
        if mask == 0:
            if count and columns.count is not None:
                raise RecaptureError("all-zeros", where=where, value=count)
            nowhere += count
            continue
        cells[strata, mask] = cells.get((strata, mask), 0) + count
    if sum(cells.values()) == 0:
        raise RecaptureError("empty-table", where=place)
    notes = reading_notes(columns, heading, listed, names, nowhere)
    return StratifiedTable(names, tuple(heading[c] for c in columns.strata), cells, tuple(notes))


def reading_notes(
    columns: Columns, heading: Sequence[str], listed: Sequence[int], names: Sequence[str], nowhere: int
) -> list[str]:
    notes = []
    if columns.count is not None and not columns.ignored and not columns.strata:
        notes += pattern_notes(names, listed)
    if nowhere:
        notes.append(f"{nowhere:,} persons are on no list and were left out.")
    if columns.ignored:
        notes.append(f"Columns not used: {', '.join(columns.ignored)}.")
    return notes


def parse_mask(values: Sequence[str], names: Sequence[str], where: str) -> int:
    mask = 0
    for j, value in enumerate(values):
        text = value.strip().lower()
        if text in YES:
            mask |= 1 << j
        elif text not in NO:
            raise RecaptureError("not-membership", where=where, value=value, column=names[j])
    return mask


def stratum_value(value: str) -> str | None:
    """The value, or None when it is not known."""
    text = value.strip()
    return None if text.lower() in UNKNOWN else text
