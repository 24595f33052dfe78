"""Taking rows that were read: what is new, changed, the same, repeated; the ledger; what is set aside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from habeas.core.imports.kinds import Importer, ReadRow
from habeas.core.imports.models import Import, ImportedRow, QuarantinedRow
from habeas.core.imports.problems import Problem
from habeas.core.imports.reading import BadRow, Reading

LEDGER = {"unique_fields": ["compartment", "importer", "stream", "key"]}
LEDGER_CHANGES = {"update_fields": ["digest", "batch", "number", "gone", "changed_at", "changed_by"]}


@dataclass
class Sorted:
    """Rows by what they mean for the register."""

    new: list[ReadRow]
    changed: list[tuple[UUID, ReadRow]]
    same: list[tuple[UUID, ReadRow]]
    repeated: int = 0


def ledger_of(importer: Importer, batch: Import) -> Any:
    """The ledger of a source; called inside an action."""
    return ImportedRow.objects.filter(
        compartment=batch.compartment, importer=importer.code, stream=importer.stream(batch)
    )


def sort_rows(importer: Importer, batch: Import, reading: Reading) -> Sorted:
    """Compare rows with the ledger; a row that contradicts another of the same file is set aside."""
    keys = {row.key for row in reading.good}
    known = {row.key: row for row in ledger_of(importer, batch).filter(key__in=keys)}
    found = Sorted([], [], [])
    here: dict[str, Any] = {}
    for row in reading.good:
        earlier = here.get(row.key) or _same_file(known.get(row.key), batch)
        if earlier is not None:
            if earlier.digest == row.digest:
                found.repeated += 1
            else:
                reading.bad.append(_clash(row, earlier))
            continue
        here[row.key] = row
        _sort_one(found, row, known.get(row.key))
    return found


def _same_file(ledger: ImportedRow | None, batch: Import) -> ImportedRow | None:
    """The ledger's row when this very file already gave it (number 0: only as a row that was set aside)."""
    return ledger if ledger is not None and ledger.batch_id == batch.pk and ledger.number else None


def _sort_one(found: Sorted, row: ReadRow, ledger: ImportedRow | None) -> None:
    if ledger is None:
        found.new.append(row)
    elif ledger.digest == row.digest and not ledger.gone:
        found.same.append((ledger.record, row))
    else:
        found.changed.append((ledger.record, replace(row, returned=ledger.gone)))


def _clash(row: ReadRow, earlier: Any) -> BadRow:
    problem = Problem("clash", params={"other": earlier.number})
    return BadRow(row.number, row.cells, [problem], row.key)


def take(importer: Importer, batch: Import, reading: Reading, memory: Any) -> Sorted:
    """Write rows through the importer and enter them into the ledger; called inside an action."""
    found = sort_rows(importer, batch, reading)
    made = importer.write(batch, found, memory)
    pairs = [*zip(made, found.new, strict=True), *found.changed, *found.same]
    enter(importer, batch, pairs)
    batch.added += len(found.new)
    batch.changed += len(found.changed)
    batch.unchanged += len(found.same)
    batch.repeated += found.repeated
    return found


def enter(importer: Importer, batch: Import, pairs: Iterable[tuple[UUID, ReadRow]]) -> None:
    """Write the ledger: one row a key, whichever file said it last."""
    fixed = {"compartment": batch.compartment, "importer": importer.code, "stream": importer.stream(batch)}
    told = (
        {"key": row.key, "digest": row.digest, "record": record, "number": row.number}
        for record, row in pairs
    )
    rows = ImportedRow.fresh(told, batch=batch, **fixed)
    if rows:
        ImportedRow.objects.bulk_create(rows, update_conflicts=True, **LEDGER, **LEDGER_CHANGES)


def set_aside(importer: Importer, batch: Import, bad: Sequence[BadRow]) -> None:
    """Keep rows that cannot be taken, sealed; their records count as named by this file."""
    QuarantinedRow.objects.bulk_create(
        QuarantinedRow(
            compartment=batch.compartment,
            batch=batch,
            file=batch.file_id,
            number=one.number,
            code=one.problems[0].code[:30],
            content=content_of(one.cells, one.problems),
            keyed=bool(one.key),
        )
        for one in bad
    )
    keys = {one.key for one in bad if one.key}
    if keys:
        named = ledger_of(importer, batch).filter(key__in=keys).exclude(batch=batch)
        importer.keep(batch, list(named.values_list("record", flat=True)))
        named.update(batch=batch, number=0)
    batch.set_aside += len(bad)


def content_of(cells: Sequence[Any], problems: Sequence[Problem]) -> str:
    """A row as it is sealed."""
    told = {"cells": list(cells), "problems": [one.stored() for one in problems]}
    return json.dumps(told, ensure_ascii=False, default=str)


def from_content(content: str) -> tuple[list[Any], list[Problem]]:
    """A row as it was sealed."""
    if not content.startswith("{"):
        return [content], []
    told = json.loads(content)
    return told["cells"], [Problem(*stored) for stored in told["problems"]]
