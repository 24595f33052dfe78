"""Lists as columns: every distinct value once, and its number in every row.

A million rows of twelve columns hold few distinct values; what is done to a name is done once.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from habeas.science.linkage.errors import LinkageError
from habeas.science.linkage.reading import Cells, read_cells

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
    cells = read_cells(path, {*FIELDS, IDENTITY, WHOLE}, _check_header)
    ids = cells.texts(IDENTITY) if IDENTITY in cells.spans else list(map(str, range(len(cells))))
    columns = {name: Column(*cells.numbered(name)) for name in FIELDS if name in cells.spans}
    for name in FIELDS:
        columns.setdefault(name, Column([""], np.zeros(len(cells), np.int32)))
    return Lists(ids, columns, *_whole_names(cells, columns["given_name"], columns["surname"]))


def _check_header(header: list[str], where: str) -> None:
    if not {"given_name", "surname", WHOLE} & set(header):
        raise LinkageError("no-names", where=where, value=", ".join(header) or "none")
    for name in header:
        if header.count(name) > 1:
            raise LinkageError("duplicate-column", where=where, value=name)


def _whole_names(cells: Cells, given: Column, family: Column) -> tuple[NDArray[np.int8], dict[int, str]]:
    """The order of whole names, and the whole names of rows that lack one of the parts."""
    if WHOLE not in cells.spans:
        return np.zeros(len(cells), np.int8), {}
    told = [np.array([bool(text.strip()) for text in column.values]) for column in (given, family)]
    bare = ~(told[0][given.codes] & told[1][family.codes])
    order = cells.order(WHOLE, (given.values, given.codes), (family.values, family.codes))
    order[bare] = UNKNOWN
    rows = np.flatnonzero(bare)
    return order, dict(zip(rows.tolist(), cells.texts(WHOLE, rows), strict=True))


def from_rows(rows: Iterable[Mapping[str, str | None]]) -> Lists:
    """Lists from mappings with the keys `record_id`, `full_name` and `FIELDS`; what a row does not hold is empty."""
    header = [IDENTITY, WHOLE, *FIELDS]
    return from_cells(header, [[str(row.get(name) or "") for name in header] for row in rows])


def from_cells(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Lists:
    """Lists from rows of texts, each in the order of `header`."""
    filling = _Filling(list(header))
    if rows:
        filling.add(rows)
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
