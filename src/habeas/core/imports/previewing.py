"""A look at a file as it would be read, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from habeas.core.actions import audited_read
from habeas.core.actors import Actor
from habeas.core.imports import mapping, sheets, writing
from habeas.core.imports.dates import format_of
from habeas.core.imports.kinds import Importer, importer_of
from habeas.core.imports.models import Import
from habeas.core.imports.problems import Problem, Told, tell
from habeas.core.imports.readers import Column, is_date, text_of
from habeas.core.imports.reading import BadRow, Reading, RowReader
from habeas.core.rules import can_work

LOOKED_AT = 5000
SHOWN = 12
ERRORS_SHOWN = 40


@dataclass(frozen=True)
class DateColumn:
    """A column of dates: the shapes in which they are written and how often, and what was understood of their order."""

    label: str
    header: str
    shapes: Sequence[tuple[str, int]]
    order: str


@dataclass(frozen=True)
class Preview:
    """`looked_at` of `total` rows were read; `rows` are the first, by field; counts tell what would become of them.

    `is_whole` when no row stands behind those that were looked at.
    """

    labels: Sequence[str]
    rows: Sequence[tuple[int, Sequence[str]]]
    looked_at: int
    total: int
    new: int
    changed: int
    same: int
    repeated: int
    bad: int
    is_whole: bool
    problems: Sequence[Told]
    by_kind: Sequence[tuple[str, int]]
    dates: Sequence[DateColumn]

    @property
    def will_come_in(self) -> int:
        """How many of the rows looked at are taken: all but those that are set aside."""
        return self.looked_at - self.bad


@audited_read("import.preview", rule=can_work, verb="work")
def preview_of(actor: Actor, batch: Import) -> Preview:
    """Read the first rows as they would be read, and compare them with what is there."""
    kind = importer_of(batch.importer)
    sheet = sheets.open_sheet(actor, batch.file, sheet=batch.sheet, encoding=batch.encoding)
    columns = mapping.columns_of(kind, batch.chosen)
    rows = list(sheets.data_rows(sheet, batch.header_row - 1, 0, LOOKED_AT))
    reading = RowReader(kind, batch, columns, kind.prepare(batch)).read_all(rows)
    found = writing.sort_rows(kind, batch, reading)
    reading.bad.sort(key=lambda one: one.number)
    return Preview(
        labels=[str(kind.target(column.field).label) for column in columns],
        rows=[(one.number, [shown(one.values[c.field]) for c in columns]) for one in reading.good[:SHOWN]],
        looked_at=len(rows),
        total=batch.rows_total,
        new=len(found.new),
        changed=len(found.changed),
        same=len(found.same),
        repeated=found.repeated,
        bad=len(reading.bad),
        is_whole=batch.rows_total <= LOOKED_AT,
        problems=told_of(kind, columns, reading.bad[:ERRORS_SHOWN])[:ERRORS_SHOWN],
        by_kind=_by_kind(kind, reading),
        dates=[
            _date_column(kind, column, rows) for column in columns if is_date(kind.target(column.field).read)
        ],
    )


def shown(value: Any) -> str:
    """A value as a page shows it, cut when it is long."""
    text = "" if value is None else str(value)
    return text if len(text) <= 120 else f"{text[:118]}…"


def told_of(kind: Importer, columns: Sequence[Column], bad: Sequence[BadRow]) -> list[Told]:
    """What is wrong with rows, in the reader's language."""
    headers = {column.number: column.header for column in columns}
    return [_told(kind, headers, one.number, problem) for one in bad for problem in one.problems]


def _told(kind: Importer, headers: dict[int, str], row: int, problem: Problem) -> Told:
    why, remedy = tell(problem, kind.problems)
    label = str(kind.target(problem.field).label) if problem.field else ""
    return Told(row, headers.get(problem.column, ""), label, problem.value, why, remedy)


def _by_kind(kind: Importer, reading: Reading) -> list[tuple[str, int]]:
    counted: Counter[str] = Counter()
    words: dict[str, str] = {}
    for one in reading.bad:
        for problem in one.problems:
            counted[f"{problem.code} {problem.field}"] += 1
            label = str(kind.target(problem.field).label) if problem.field else ""
            first = tell(problem, kind.problems)[0]
            words.setdefault(f"{problem.code} {problem.field}", f"{label}: {first}" if label else first)
    return [(words[code], count) for code, count in counted.most_common(12)]


def _date_column(kind: Importer, column: Column, rows: Sequence[tuple[int, Sequence[Any]]]) -> DateColumn:
    cells = (row[column.number] for _number, row in rows if column.number < len(row))
    shapes = Counter(format_of(text_of(cell)) for cell in cells if text_of(cell))
    label = str(kind.target(column.field).label)
    return DateColumn(label, column.header, shapes.most_common(8), column.order)
