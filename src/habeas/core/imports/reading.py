"""From cells to rows that are understood, or to what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from habeas.core.audit import digest
from habeas.core.dates import UncertainDate
from habeas.core.imports.kinds import Importer, ReadRow
from habeas.core.imports.models import Import
from habeas.core.imports.problems import Problem, Unread
from habeas.core.imports.readers import REPEATED, Column, Reader, text_of


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be taken as it stands; `key` is known when what names the record could be read."""

    number: int
    cells: Sequence[Any]
    problems: Sequence[Problem]
    key: str = ""


@dataclass
class Reading:
    """What was read of some rows."""

    good: list[ReadRow] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)


class _CellReader:
    """Reads the cells of one column; short texts that come again are read once."""

    def __init__(self, column: Column, reader: Reader) -> None:
        self.column, self.reader = column, reader
        self.number, self.header, self.field = column.number, column.header, column.field
        self.known: dict[Any, tuple[str, Any]] = {}

    def read(self, cell: Any) -> tuple[str, Any]:
        """The cell as text and as it is understood. Raises Unread."""
        found = text_of(cell), self.reader(cell, self.column)
        if type(cell) is str and len(cell) <= REPEATED:
            self.known[cell] = found
        return found


class RowReader:
    """Reads the rows of one import; made once a chunk, for its columns and what the importer looks up."""

    def __init__(self, importer: Importer, batch: Import, columns: Sequence[Column], memory: Any) -> None:
        self.importer, self.memory = importer, memory
        self.columns = columns
        self.cells = [_CellReader(column, importer.target(column.field).read) for column in columns]
        self.required = [target.name for target in importer.targets if target.required]
        self.prefix = f"{batch.compartment}|{importer.code}|{importer.stream(batch)}|"
        self.empty: dict[str, Any] = {target.name: "" for target in importer.targets}

    def read_all(self, rows: Iterable[tuple[int, Sequence[Any]]]) -> Reading:
        """Read rows given as (number from 0, cells)."""
        reading = Reading()
        for number, cells in rows:
            one = self.read(number, cells)
            if isinstance(one, ReadRow):
                reading.good.append(one)
            else:
                reading.bad.append(one)
        return reading

    def read(self, number: int, cells: Sequence[Any]) -> ReadRow | BadRow:
        """Read one row; its number is told as people count, from 1."""
        values, raw, problems = self._converted(cells)
        named = self.importer.key(values) if not self._spoils_key(problems) else ""
        if not problems:
            problems = [self._placed(one, cells) for one in self.importer.check(values, self.memory)]
        if not named and not problems:
            problems = [Problem("no_key", params={"fields": self._key_labels()})]
        key = digest(self.prefix + named) if named else ""
        if problems:
            return BadRow(number + 1, cells, problems, key)
        shaped = self.importer.shape(values, raw)
        return ReadRow(number + 1, values, raw, cells, key, digest(_told(values)), shaped=shaped)

    def _converted(self, cells: Sequence[Any]) -> tuple[dict[str, Any], dict[str, str], list[Problem]]:
        values: dict[str, Any] = dict(self.empty)
        raw: dict[str, str] = {}
        problems: list[Problem] = []
        width = len(cells)
        for one in self.cells:
            cell = cells[one.number] if one.number < width else None
            if cell is None or cell == "":
                continue
            try:
                raw[one.header], values[one.field] = one.known.get(cell) or one.read(cell)
            except Unread as why:
                raw[one.header] = text_of(cell)
                told = raw[one.header][:300]
                problems.append(Problem(why.code, one.field, one.number, told, why.params))
        lacking = [name for name in self.required if values[name] in ("", None)]
        wrong = {problem.field for problem in problems}
        problems += [self._placed(Problem("missing", name), cells) for name in lacking if name not in wrong]
        return values, raw, problems

    def _placed(self, problem: Problem, cells: Sequence[Any]) -> Problem:
        """A problem of a field with the column that fills it."""
        for column in self.columns:
            if column.field == problem.field:
                told = text_of(cells[column.number])[:300] if column.number < len(cells) else ""
                return Problem(
                    problem.code, problem.field, column.number, problem.value or told, problem.params
                )
        return problem

    def _spoils_key(self, problems: Sequence[Problem]) -> bool:
        return any(problem.field in self.importer.key_fields for problem in problems)

    def _key_labels(self) -> str:
        fields = self.importer.key_fields or (self.importer.targets[0].name,)
        return ", ".join(str(self.importer.target(name).label) for name in fields)


def _told(values: dict[str, Any]) -> str:
    return "\x1f".join(
        [f"{name}={_plain(value)}" for name, value in values.items() if value is not None and value != ""]
    )


def _plain(value: Any) -> str:
    if type(value) is str:
        return value
    if isinstance(value, UncertainDate):
        return f"{value.precision} {value.isoformat()}"
    return str(getattr(value, "pk", value))
