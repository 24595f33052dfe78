"""Tables of a pack, read cell by cell: every fault is found before anything is stored."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar

from django.utils.translation import gettext as _

from habeas.core.dates import UncertainDate
from habeas.core.packs.problems import BadCell, PackError, Problem

Read = TypeVar("Read")
FIRST_ROW = 2  # as a spreadsheet counts: the header is row 1


class Line:
    """One row of a table."""

    def __init__(self, number: int, cells: Mapping[str, str]) -> None:
        self.number, self.cells = number, cells

    def text(self, column: str, limit: int = 1000) -> str:
        """The cell without outer spaces; empty when it is empty, or when the table has no such column."""
        text = (self.cells.get(column) or "").strip()
        if len(text) > limit:
            why = _("This has %(length)d characters; %(limit)d are allowed.")
            raise BadCell(column, why % {"length": len(text), "limit": limit}, _("Shorten it."))
        return text

    def need(self, column: str, limit: int = 1000) -> str:
        """A cell that must not be empty."""
        text = self.text(column, limit)
        if not text:
            raise BadCell(column, _("This must not be empty."), _("Fill it in or leave the row out."))
        return text

    def day(self, column: str) -> date | None:
        """An exact day as 1999-06-10."""
        text = self.text(column)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise BadCell(column, _("This is no date."), _("Write it as 1999-06-10.")) from None

    def uncertain(self, column: str) -> UncertainDate | None:
        """A day, a month or a year."""
        text = self.text(column)
        try:
            return UncertainDate.parse(text) if text else None
        except ValueError:
            raise BadCell(
                column, _("This is no date."), _("Write it as 1999-06-10, 1999-06 or 1999.")
            ) from None

    def whole(self, column: str) -> int | None:
        """A whole number."""
        text = self.text(column)
        try:
            return int(text) if text else None
        except ValueError:
            raise BadCell(
                column, _("This is no whole number."), _("Write digits only, without separators.")
            ) from None

    def decimal(self, column: str, low: float, high: float) -> Decimal:
        """A number between two bounds, both included."""
        text = self.need(column)
        try:
            value = Decimal(text)
        except InvalidOperation:
            raise BadCell(column, _("This is no number."), _("Write it as 42.5645.")) from None
        if not low <= value <= high:
            raise BadCell(
                column,
                _("This lies outside %(low)s to %(high)s.") % {"low": low, "high": high},
                _("Check the number and its unit."),
            )
        return value

    def one_of(self, column: str, allowed: Mapping[str, Read]) -> Read:
        """One of few words, turned into what it stands for."""
        text = self.text(column)
        if text not in allowed:
            words = ", ".join(f"“{word}”" for word in allowed)
            raise BadCell(
                column, _("This word is not known here."), _("Use one of %(words)s.") % {"words": words}
            )
        return allowed[text]

    def count(self, column: str) -> int:
        """A whole number that must stand there and not be negative."""
        self.need(column)
        value = self.whole(column)
        if value is None or value < 0:
            raise BadCell(column, _("This cannot be negative."), _("Correct the number."))
        return value

    def codes(self, column: str, known: Collection[str], where: str) -> list[str]:
        """Codes separated by semicolons, each of which stands in another table."""
        found = [code.strip() for code in self.text(column).split(";") if code.strip()]
        strange = [code for code in found if code not in known]
        if strange:
            why = _("No row of %(file)s has the code “%(code)s”.") % {"file": where, "code": strange[0]}
            raise BadCell(column, why, _("Correct the code or add the row there."))
        return found

    def known(self, column: str, codes: Collection[str], where: str) -> str:
        """A code that stands in another table; empty stays empty."""
        text = self.text(column)
        if text and text not in codes:
            raise BadCell(
                column,
                _("No row of %(file)s has this code.") % {"file": where},
                _("Correct the code or add the row there."),
            )
        return text


class Table:
    """A table with its header checked."""

    def __init__(self, path: Path, name: str, columns: Collection[str]) -> None:
        self.name = name
        self.lines = [
            Line(number, cells) for number, cells in enumerate(self._read(path, columns), FIRST_ROW)
        ]

    def _read(self, path: Path, columns: Collection[str]) -> list[dict[str, str]]:
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                reader = csv.DictReader(file, restkey="", restval=None)
                header = reader.fieldnames or []
                missing = [column for column in columns if column not in header]
                if missing:
                    raise PackError([self._no_column(column) for column in missing])
                rows = list(reader)
        except (UnicodeDecodeError, csv.Error) as broken:
            raise PackError([Problem(self.name, str(broken), _("Save the table as CSV in UTF-8."))]) from None
        self._refuse_ragged(rows)
        return rows

    def _no_column(self, column: str) -> Problem:
        why = _("The column %(column)s is missing.") % {"column": column}
        return Problem(self.name, why, _("Add it to the first row."))

    def _refuse_ragged(self, rows: list[dict[str, str]]) -> None:
        remedy = _("Put cells that hold a comma between quotation marks.")
        ragged = [
            Problem(self.name, _("The row has more or fewer cells than the first row."), remedy, row=number)
            for number, row in enumerate(rows, FIRST_ROW)
            if "" in row or None in row.values()
        ]
        if ragged:
            raise PackError(ragged)

    def each(self, read: Callable[[Line], Read], *, key: tuple[str, ...] = ()) -> list[Read]:
        """Read every row; raises PackError with all faults, two rows of one key included."""
        found, problems = [], []
        seen: dict[tuple[str, ...], int] = {}
        for line in self.lines:
            try:
                self._refuse_twin(line, key, seen)
                found.append(read(line))
            except BadCell as bad:
                problems.append(self.problem(line, bad))
        if problems:
            raise PackError(problems)
        return found

    def _refuse_twin(self, line: Line, key: tuple[str, ...], seen: dict[tuple[str, ...], int]) -> None:
        if not key:
            return
        values = tuple(line.text(column) for column in key)
        first = seen.setdefault(values, line.number)
        if first != line.number:
            raise BadCell(
                key[-1],
                _("Row %(number)d has the same %(key)s.") % {"number": first, "key": ", ".join(key)},
                _("Keep one of the two rows."),
            )

    def problem(self, line: Line, bad: BadCell) -> Problem:
        """A fault with the place where it stands."""
        value = line.cells.get(bad.column) or ""
        return Problem(self.name, bad.why, bad.remedy, line.number, bad.column, value)
