"""Lists as columns: every distinct value once, and its number in every row.

A million rows of twelve columns hold few distinct values; what is done to a name is done once.
"""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from habeas.science.linkage.errors import LinkageError

FIELDS: Final = (
    "list",
    "given_name",
    "surname",
    "father_name",
    "sex",
    "birth_date",
    "birth_year",
    "birthplace",
    "municipality",
    "last_seen_date",
    "last_seen_place",
)
IDENTITY: Final = "record_id"
WHOLE: Final = "full_name"
CHUNK: Final = 20_000
UNKNOWN, GIVEN_FIRST, FAMILY_FIRST = range(3)


@dataclass(frozen=True)
class Column:
    """`values[codes[row]]` is the text of a row; "" where there is none."""

    values: list[str]
    codes: NDArray[np.int32]


@dataclass(frozen=True)
class Lists:
    """Records of one or several lists. `order` (n,) says how the whole name was written: 0 unknown, 1 given name
    first, 2 family name first; plus 4 where it has brackets. `whole` holds the whole name of rows without parts."""

    ids: list[str]
    columns: dict[str, Column]
    order: NDArray[np.int8]
    whole: dict[int, str]

    def __len__(self) -> int:
        return len(self.ids)

    def row(self, at: int) -> dict[str, str]:
        """The texts of one record."""
        told = {name: column.values[column.codes[at]] for name, column in self.columns.items()}
        return {IDENTITY: self.ids[at], **told, WHOLE: self.whole.get(at, "")}


class _Numbers(dict[str, int]):
    """Numbers of values in the order they are met."""

    def __missing__(self, value: str) -> int:
        number = self[value] = len(self)
        return number


class _Filling:
    """Columns while rows come in, many rows at a time."""

    def __init__(self, header: Sequence[str]) -> None:
        self.places = [(name, header.index(name)) for name in FIELDS if name in header]
        self.identity = header.index(IDENTITY) if IDENTITY in header else -1
        self.name = header.index(WHOLE) if WHOLE in header else -1
        self.numbers = [_Numbers({"": 0}) for _ in self.places]
        self.codes = [array("i") for _ in self.places]
        self.ids: list[str] = []
        self.order = array("b")
        self.whole: dict[int, str] = {}
        found = dict(self.places)
        self.given, self.family = found.get("given_name", -1), found.get("surname", -1)

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        first = len(self.ids)
        columns = list(zip(*rows, strict=True))
        for (_name, place), numbers, codes in zip(self.places, self.numbers, self.codes, strict=True):
            codes.extend(map(numbers.__getitem__, columns[place]))
        self.ids.extend(
            columns[self.identity] if self.identity >= 0 else map(str, range(first, first + len(rows)))
        )
        if self.name < 0:
            self.order.extend([UNKNOWN] * len(rows))
        else:
            self.order.extend(self._order(row, at) for at, row in enumerate(rows, first))

    def _order(self, row: Sequence[str], at: int) -> int:
        whole = row[self.name]
        given = row[self.given] if self.given >= 0 else ""
        family = row[self.family] if self.family >= 0 else ""
        if not given.strip() or not family.strip():
            self.whole[at] = whole
            return UNKNOWN
        bracket = 4 if "(" in whole else 0
        if whole.startswith(given.split()[0]):
            return GIVEN_FIRST + bracket
        if whole.startswith(family.split()[0]):
            return FAMILY_FIRST + bracket
        return UNKNOWN + bracket

    def done(self) -> Lists:
        count = len(self.ids)
        columns = {
            name: Column(list(numbers), np.frombuffer(codes, np.int32) if count else np.zeros(0, np.int32))
            for (name, _place), numbers, codes in zip(self.places, self.numbers, self.codes, strict=True)
        }
        for name in FIELDS:
            columns.setdefault(name, Column([""], np.zeros(count, np.int32)))
        order = np.frombuffer(self.order, np.int8) if count else np.zeros(0, np.int8)
        return Lists(self.ids, columns, order, self.whole)


def read_lists(path: Path) -> Lists:
    """A CSV file in UTF-8 with the columns `record_id`, `list` and those of `FIELDS` that it has.

    Raises `LinkageError` when it cannot be read, has no header with a name, or a row of another length.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return _read(csv.reader(stream), str(path))
    except UnicodeDecodeError as error:
        raise LinkageError("not-text", where=path, value=error) from error
    except OSError as error:
        raise LinkageError("unreadable", where=path, value=error.strerror) from error
    except csv.Error as error:
        raise LinkageError("unreadable", where=path, value=error) from error


def _read(rows: Iterator[list[str]], where: str) -> Lists:
    header = [name.strip().lower() for name in next(rows, [])]
    if not {"given_name", "surname", WHOLE} & set(header):
        raise LinkageError("no-names", where=where, value=", ".join(header) or "none")
    for name in header:
        if header.count(name) > 1:
            raise LinkageError("duplicate-column", where=where, value=name)
    filling = _Filling(header)
    number = 2
    while chunk := list(islice(rows, CHUNK)):
        good = [row for row in chunk if len(row) == len(header)]
        if len(good) < len(chunk):
            _check_lengths(chunk, number, len(header), where)
        if good:
            filling.add(good)
        number += len(chunk)
    return filling.done()


def _check_lengths(chunk: list[list[str]], number: int, expected: int, where: str) -> None:
    """Rows of nothing but empty cells are let pass, others need the length of the header."""
    for at, row in enumerate(chunk, number):
        if len(row) != expected and any(cell.strip() for cell in row):
            raise LinkageError("ragged-row", where=where, row=at, value=len(row), expected=expected)


def from_rows(rows: Iterable[Mapping[str, str | None]]) -> Lists:
    """Lists from mappings with the keys `record_id`, `full_name` and `FIELDS`; what a row does not hold is empty."""
    header = [IDENTITY, WHOLE, *FIELDS]
    filling = _Filling(header)
    texts = [[str(row.get(name) or "") for name in header] for row in rows]
    if texts:
        filling.add(texts)
    return filling.done()


def join(first: Lists, second: Lists) -> Lists:
    """Two sets of records as one, rows of the first before those of the second."""
    columns = {}
    for name in FIELDS:
        one, other = first.columns[name], second.columns[name]
        numbers = {value: at for at, value in enumerate(one.values)}
        moved = np.array([numbers.setdefault(value, len(numbers)) for value in other.values], np.int32)
        columns[name] = Column(list(numbers), np.concatenate([one.codes, moved[other.codes]]))
    whole = {**first.whole, **{at + len(first): text for at, text in second.whole.items()}}
    return Lists(first.ids + second.ids, columns, np.concatenate([first.order, second.order]), whole)
