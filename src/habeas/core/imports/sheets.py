"""The rows of a file: read once in the sandbox, its header found below titles, merged header cells filled in."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from habeas.core.actors import Actor
from habeas.core.errors import Invalid
from habeas.core.files.actions import read_rows
from habeas.core.files.models import StoredFile
from habeas.core.i18n.fold import fold
from habeas.core.imports.readers import text_of

LOOK_FOR_HEADER_IN = 25
FRESH_FOR_SECONDS = 120.0
MOST_COLUMNS = 200
"""More columns than a person can choose from are left out."""
BELOW = " – "
"""Stands between a merged header and the one below it."""
Cells = list[Any]
_decoded = json.JSONDecoder().decode


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows as lines of JSON, which are decoded when they are asked for; rows count from 0."""

    lines: Sequence[bytes]
    name: str = ""
    names: tuple[str, ...] = ()
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    width: int = field(default=0)

    def __len__(self) -> int:
        return len(self.lines)

    def is_named(self, name: str) -> bool:
        """Whether it is meant by a name; the empty one means the first of the file."""
        return name == self.name if name else self.name in self.names[:1] or not self.names

    def row(self, number: int) -> Cells:
        found: Cells = _decoded(self.lines[number].decode()) if 0 <= number < len(self.lines) else []
        return found

    def rows(self, first: int, last: int) -> Iterator[tuple[int, Cells]]:
        """Rows from `first` up to before `last`, with their numbers."""
        for number in range(first, min(last, len(self.lines))):
            yield number, self.row(number)


def open_sheet(actor: Actor, file: StoredFile, *, sheet: str = "", encoding: str = "") -> Sheet:
    """Read a sheet; the last one read is remembered for two minutes, so that a run does not read it once a chunk.

    Whoever calls stands inside an audited action. Raises Invalid for a file that is no table.
    """
    wanted = (actor.id, file.pk, encoding)
    if _remembered.key == wanted and _remembered.is_fresh and _remembered.sheet.is_named(sheet):
        _remembered.at = time.monotonic()
        return _remembered.sheet
    forget()
    seen = read_rows(actor, file, sheet=sheet, encoding=encoding)
    merged = tuple((tuple(first), tuple(last)) for first, last in seen.facts["merged"])
    lines = seen.body.split(b"\n") if seen.body else []
    found = Sheet(lines, seen.facts["sheet"], tuple(seen.facts["sheets"]), merged)
    _remembered.key, _remembered.sheet, _remembered.at = wanted, found, time.monotonic()
    return found


@dataclass
class _Remembered:
    key: Any = None
    sheet: Sheet = field(default_factory=lambda: Sheet([]))
    at: float = 0.0

    @property
    def is_fresh(self) -> bool:
        return time.monotonic() - self.at < FRESH_FOR_SECONDS


_remembered = _Remembered()


def forget() -> None:
    """Drop the rows that are remembered."""
    _remembered.key, _remembered.sheet = None, Sheet([])


def find_header(sheet: Sheet, known: set[str]) -> int:
    """The row of the header: the one among the first that names most known fields, or else has most words."""

    def weight(number: int) -> tuple[int, int]:
        words = [fold(cell) for cell in sheet.row(number) if isinstance(cell, str) and fold(cell)]
        words = [word for word in words if not word.replace(" ", "").isdigit()]
        return len(known.intersection(words)), len(set(words))

    rows = range(min(LOOK_FOR_HEADER_IN, len(sheet)))
    return _first_line(sheet, max(rows, key=lambda number: (*weight(number), -number), default=0))


def _first_line(sheet: Sheet, found: int) -> int:
    """The upper line of a header of two, when its lower line was found."""
    tops = [top for (top, _left), (bottom, _right) in sheet.merged if top < found <= bottom]
    above = found - 1
    if not tops and above >= 0 and last_header_row(sheet, above) == found:
        tops = [above] if sum(bool(text_of(cell)) for cell in sheet.row(above)) > 1 else []
    return min(tops, default=found)


def last_header_row(sheet: Sheet, header: int) -> int:
    """The row below which the data begin: merged cells show that a header has a second line of its own.

    Either a cell is merged downwards, or the row below is filled under cells merged sideways and nowhere else.
    """
    here = [(left, bottom, right) for (top, left), (bottom, right) in sheet.merged if top == header]
    lowest = max((bottom for _left, bottom, _right in here), default=header)
    if lowest > header:
        return lowest
    wide = {column for left, _bottom, right in here if right > left for column in range(left, right + 1)}
    filled = {column for column, cell in enumerate(sheet.row(header + 1)) if text_of(cell)}
    return header + 1 if wide and filled == wide else header


def headers_of(sheet: Sheet, header: int) -> list[str]:
    """The name of every column: its header, below a merged one both ("Birth – year"); a letter where none stands."""
    last = last_header_row(sheet, header)
    levels = [_filled(sheet, number) for number in range(header, last + 1)]
    width = max(
        [*map(len, levels), *(len(sheet.row(n)) for n in range(last + 1, min(last + 60, len(sheet))))] or [0]
    )
    names: list[str] = []
    for column in range(min(width, MOST_COLUMNS)):
        parts = [text_of(level[column]) for level in levels if column < len(level)]
        name = BELOW.join(dict.fromkeys(part for part in parts if part)) or column_letter(column)
        names.append(name if name not in names else f"{name} ({column_letter(column)})")
    return names


def _filled(sheet: Sheet, number: int) -> Cells:
    """A row of the header with merged cells written into all the places they cover."""
    row = list(sheet.row(number))
    for (top, left), (bottom, right) in sheet.merged:
        if top <= number <= bottom and right - left < 200:
            value = sheet.row(top)[left : left + 1] or [""]
            row += [""] * (right + 1 - len(row))
            row[left : right + 1] = value * (right + 1 - left)
    return row


def column_letter(number: int) -> str:
    """A, B, … Z, AA: how spreadsheets name columns."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def data_rows(sheet: Sheet, header: int, first: int, last: int) -> Iterator[tuple[int, Cells]]:
    """Rows below the header, `first` and `last` counted from there; empty ones and repeated headers are left out."""
    start = last_header_row(sheet, header) + 1
    again = sheet.row(header)
    for number, cells in sheet.rows(start + first, start + last):
        if cells and cells != again and any(text_of(cell) for cell in cells):
            yield number, cells


def count_rows(sheet: Sheet, header: int) -> int:
    """How many rows stand below the header, empty ones included; raises Invalid when there is none."""
    from django.utils.translation import gettext as _

    left = len(sheet) - last_header_row(sheet, header) - 1
    if left <= 0 or next(data_rows(sheet, header, 0, left), None) is None:
        raise Invalid(
            _("The list is empty: no row stands below the header."),
            remedy=_("Choose another sheet or another row of the header, or send the right file."),
            field="header_row",
        )
    return left
