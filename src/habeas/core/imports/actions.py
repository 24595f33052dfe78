"""What is done with imports: received, its columns chosen, taken in chunks, rows corrected, closed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any, BinaryIO
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.core.actions import action, audited_read, current
from habeas.core.actors import Actor
from habeas.core.errors import Invalid, Refused
from habeas.core.files import store
from habeas.core.files.actions import receive_file
from habeas.core.files.kinds import TEXTS
from habeas.core.files.models import StoredFile
from habeas.core.imports import ahead, mapping, rules, sheets, writing
from habeas.core.imports.kinds import Importer, importer_of
from habeas.core.imports.models import (
    Import,
    ImportChunk,
    ImportMapping,
    ImportState,
    QuarantinedRow,
    RowState,
)
from habeas.core.imports.problems import Problem
from habeas.core.imports.reading import BadRow, Reading, RowReader
from habeas.core.jobs.actions import resume_job, start_job
from habeas.core.jobs.models import Job
from habeas.core.jobs.running import SILENT_AFTER
from habeas.core.listing.exports import room_for
from habeas.core.rules import can_work
from habeas.core.vault.fields import open_many

RETRY_CHUNK = 500
PAGE_OF_LOST = 1000
WORKBOOKS = (".xlsx", ".xls", ".ods")


class RowProblems(Invalid):
    """A corrected row still cannot be taken; `problems` say why, field by field."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(_("The row cannot be taken yet."), remedy=_("Correct what is marked."))
        self.problems = problems


@action("import.receive", rule=can_work)
def receive_import(
    actor: Actor,
    home: UUID,
    *,
    importer: str,
    source: str,
    options: Mapping[str, Any],
    name: str,
    stream: BinaryIO,
    size: int,
) -> Import:
    """Receive a list into a compartment; raises Invalid for a file that is no table, and keeps nothing of it."""
    kind = importer_of(importer)
    named = kind.source(options, source)
    file = receive_file(
        actor, home, name=name, source=stream, size=size, title=f"{kind.title}: {named}"[:150]
    )
    try:
        _check_name(name, file)
        batch = Import(compartment=home, importer=importer, source=named[:120], file=file)
        batch.options = json.dumps(options, default=str)
        sheet = sheets.open_sheet(actor, file)
        batch.sheet = sheet.name if len(sheet.name) <= 100 else ""  # empty is the first sheet
        batch.header_row = sheets.find_header(sheet, mapping.known_names(kind)) + 1
        batch.save()
    except BaseException:
        for location in filter(None, (file.location, file.preview_location)):
            store.discard(location)
        raise
    return batch


def _check_name(name: str, file: StoredFile) -> None:
    """Raise Invalid for a text that is called a workbook: its rows would be guessed."""
    suffix = PurePath(name).suffix.lower()
    if suffix in WORKBOOKS and file.kind.code in TEXTS:
        raise Invalid(
            _("The file is called a workbook (%(suffix)s) but is none: it holds plain text.")
            % {"suffix": suffix},
            remedy=_(
                "Open it in a spreadsheet program and save it as a workbook; if it is a table as text, "
                "let its name end in .csv."
            ),
            field="file",
        )


@audited_read("import.look", rule=can_work, verb="work")
def look_at(actor: Actor, batch: Import, *, sheet: str = "", encoding: str = "") -> sheets.Sheet:
    """Look at the rows of a file before they are imported."""
    return sheets.open_sheet(
        actor, batch.file, sheet=sheet or batch.sheet, encoding=encoding or batch.encoding
    )


@action("import.choose", rule=rules.can_prepare)
def choose_columns(
    actor: Actor,
    batch: Import,
    *,
    chosen: Mapping[str, Any],
    sheet: str = "",
    header_row: int = 1,
    encoding: str = "",
) -> Import:
    """Say which column fills which field (`{"0": {"field": "text", "order": ""}}`), and remember it for the source."""
    kind = importer_of(batch.importer)
    _check_columns(kind, chosen)
    if batch.state != ImportState.DONE:
        batch.sheet, batch.header_row, batch.encoding = sheet, header_row, encoding
    opened = sheets.open_sheet(actor, batch.file, sheet=batch.sheet, encoding=batch.encoding)
    header = batch.header_row - 1
    batch.rows_total = sheets.count_rows(opened, header)
    headers = sheets.headers_of(opened, header)
    found = mapping.with_orders_shown(kind, opened, header, headers, dict(chosen))
    batch.columns = json.dumps(found)
    if batch.state != ImportState.DONE:
        batch.state = ImportState.READY
    batch.save()
    _remember(batch, mapping.to_save(headers, found))
    return batch


def _check_columns(kind: Importer, chosen: Mapping[str, Any]) -> None:
    fields = [one["field"] for one in chosen.values()]
    twice = next((name for name in fields if fields.count(name) > 1), "")
    if twice:
        told = _("Two columns fill the field “%(field)s”.") % {"field": kind.target(twice).label}
        raise Invalid(told, remedy=_("Leave one of them out."))
    lacking = [str(one.label) for one in kind.targets if one.required and one.name not in fields]
    lacking += [str(told) for told in kind.check_columns(set(fields))]
    if lacking:
        told = _("No column was chosen for: %(fields)s.") % {"fields": ", ".join(lacking)}
        raise Invalid(told, remedy=_("Choose the column that holds it."))


def _remember(batch: Import, columns: Mapping[str, Any]) -> None:
    same = {"compartment": batch.compartment, "importer": batch.importer, "source": batch.source}
    kept = ImportMapping.objects.filter(**same).first() or ImportMapping(**same)
    kept.columns = json.dumps(columns)
    kept.save()


@action("import.start", rule=rules.can_start)
def start_import(actor: Actor, batch: Import) -> Import:
    """Take the rows in the background."""
    importer_of(batch.importer).start(batch)
    return _run_in_background(actor, batch)


@action("import.close", rule=rules.can_retry)
def close_import(actor: Actor, batch: Import) -> Import:
    """Mark what the file no longer names as withdrawn; the rows set aside no longer hold that back."""
    if unkeyed(batch):
        raise Invalid(
            _("Rows that were set aside may name records that would count as withdrawn."),
            remedy=_("Correct them first, or leave them out."),
        )
    return _run_in_background(actor, batch, asked=True)


@action("import.resume", rule=rules.can_run)
def resume_import(actor: Actor, batch: Import) -> Import:
    """Go on where a run stopped; a colleague may do so once the run has fallen silent."""
    own = Job.objects.visible_to(actor).filter(pk=batch.job, owner=actor.id).first()
    if own is not None and own.is_over:
        resume_job(actor, own)
        return batch
    if own is not None or batch.changed_at > timezone.now() - SILENT_AFTER:
        raise Invalid(_("This import is still running."), remedy=_("Wait a minute and look again."))
    return _run_in_background(actor, batch)


def _run_in_background(actor: Actor, batch: Import, *, asked: bool = False) -> Import:
    batch.state = ImportState.RUNNING
    job = start_job(actor, "imports.run", compartment=batch.compartment, batch=batch.pk, asked=asked)
    batch.job = job.pk
    batch.save()
    return batch


@action("import.chunk", rule=rules.can_run)
def run_chunk(actor: Actor, batch: Import) -> Import:
    """Take the next rows of a file: records, ledger and rows set aside in one transaction."""
    kind = importer_of(batch.importer)
    sheet = sheets.open_sheet(actor, batch.file, sheet=batch.sheet, encoding=batch.encoding)
    first, last = batch.rows_done, min(batch.rows_done + kind.chunk, batch.rows_total)
    reader, memory = _reader(kind, batch)
    reading = ahead.take(_rows_of(actor, batch, first)) or _read(reader, sheet, batch, first)
    if last < batch.rows_total:
        kind.make_ready()
        ahead.begin(_rows_of(actor, batch, last), lambda: _read(reader, sheet, batch, last))
    writing.take(kind, batch, reading, memory)
    writing.set_aside(kind, batch, reading.bad)
    batch.rows_done = last
    whole = hashlib.sha256("".join(row.key + row.digest for row in reading.good).encode())
    ImportChunk.objects.create(
        compartment=batch.compartment, batch=batch, first=first, last=last, digest=whole.hexdigest()
    )
    batch.save()
    current().say(rows=len(reading.good), set_aside=len(reading.bad))
    return batch


def _rows_of(actor: Actor, batch: Import, first: int) -> tuple[Any, ...]:
    """A chunk of rows, and all that their reading depends on."""
    chosen = (batch.columns, batch.options, batch.sheet, batch.encoding, batch.header_row)
    return (actor.id, batch.pk, batch.compartment, batch.file_id, *chosen, batch.rows_total, first)


def _read(reader: RowReader, sheet: sheets.Sheet, batch: Import, first: int) -> Reading:
    last = min(first + reader.importer.chunk, batch.rows_total)
    return reader.read_all(sheets.data_rows(sheet, batch.header_row - 1, first, last))


def _reader(kind: Importer, batch: Import) -> tuple[RowReader, Any]:
    memory = kind.prepare(batch)
    return RowReader(kind, batch, mapping.columns_of(kind, batch.chosen), memory), memory


@action("import.finish", rule=rules.can_run)
def finish_chunk(actor: Actor, batch: Import, *, asked: bool = False) -> Import:
    """Once all rows are taken: withdraw what the source no longer names, a page at a time, then close.

    Nothing is withdrawn while rows are set aside whose record is not known, nor, unless somebody `asked`, when half
    of the source would go: that file is more likely a wrong one.
    """
    kind = importer_of(batch.importer)
    lost = lost_of(kind, batch)
    if kind.withdraws and lost.exists():
        if unkeyed(batch) or (not asked and too_many_lost(kind, batch)):
            return _done(kind, batch, asked)
        page = list(lost.order_by("pk")[:PAGE_OF_LOST])
        kind.withdraw(batch, [row.record for row in page])
        lost.filter(pk__in=[row.pk for row in page]).update(gone=True)
        batch.withdrawn += len(page)
        current().say(withdrawn=len(page))
        if lost.exists():
            batch.save()
            return batch
    batch.closed_at = timezone.now()
    _close_when_settled(kind, batch)
    return _done(kind, batch, asked)


def _close_when_settled(kind: Importer, batch: Import) -> None:
    """Tell the importer once the import is closed and no row waits any more."""
    if batch.closed_at and not QuarantinedRow.objects.filter(batch=batch, state=RowState.WAITING).exists():
        kind.close(batch)


def _done(kind: Importer, batch: Import, asked: bool) -> Import:
    batch.state = ImportState.DONE
    batch.save()
    if not asked:
        kind.taken(batch)
    return batch


def lost_of(kind: Importer, batch: Import) -> Any:
    """Ledger rows of the source that this file does not name; called inside an action."""
    return writing.ledger_of(kind, batch).filter(gone=False).exclude(batch=batch)


def too_many_lost(kind: Importer, batch: Import) -> bool:
    """Whether half of the source would be withdrawn."""
    return bool(lost_of(kind, batch).count() * 2 > writing.ledger_of(kind, batch).filter(gone=False).count())


def unkeyed(batch: Import) -> bool:
    """Whether a row waits of which nobody knows what record it names; called inside an action."""
    waiting = QuarantinedRow.objects.filter(batch=batch, state=RowState.WAITING, keyed=False)
    return bool(waiting.exists())


@action("import.retry", rule=rules.can_retry)
def retry_chunk(actor: Actor, batch: Import, *, after: int) -> tuple[int | None, int]:
    """Read the next rows that were set aside once more; returns the last row looked at (None: no more) and how many
    were taken."""
    kind, started = importer_of(batch.importer), timezone.now()
    rows = QuarantinedRow.objects.filter(batch=batch, state=RowState.WAITING, number__gt=after)
    waiting = list(rows.order_by("number")[:RETRY_CHUNK])
    cells = [writing.from_content(content)[0] for (content,) in open_many(waiting, "content")]
    taken = _take_waiting(kind, batch, list(zip(waiting, cells, strict=True)))
    if taken:
        kind.taken(batch, started)
    current().say(rows=len(waiting), taken=len(taken))
    return (waiting[-1].number if len(waiting) == RETRY_CHUNK else None), len(taken)


def _take_waiting(
    kind: Importer, batch: Import, waiting: Sequence[tuple[QuarantinedRow, Sequence[Any]]]
) -> set[int]:
    """Try rows again; those that are taken are corrected, the others wait on with what is wrong with them now."""
    reader, memory = _reader(kind, batch)
    reading = reader.read_all((row.number - 1, cells) for row, cells in waiting)
    read = {one.number for one in reading.good}
    writing.take(kind, batch, reading, memory)
    bad = {one.number: one for one in reading.bad}
    for row, _cells in waiting:
        _settle(row, bad.get(row.number))
    taken = read - set(bad)
    batch.set_aside -= len(taken)
    _close_when_settled(kind, batch)
    batch.save()
    return taken


def _settle(row: QuarantinedRow, bad: BadRow | None) -> None:
    if bad is None:
        row.state = RowState.CORRECTED
    else:
        row.code, row.content = bad.problems[0].code[:30], writing.content_of(bad.cells, bad.problems)
    row.save()


@audited_read("import.row", rule=can_work, verb="work")
def open_rows(actor: Actor, batch: Import, *, rows: Sequence[QuarantinedRow]) -> list[tuple[Any, Any, Any]]:
    """Open rows that were set aside: the row, its cells, its problems."""
    return [
        (row, *writing.from_content(content))
        for row, (content,) in zip(rows, open_many(rows, "content"), strict=True)
    ]


@action("import.correct", rule=rules.can_settle)
def correct_row(actor: Actor, row: QuarantinedRow, *, cells: Sequence[Any]) -> QuarantinedRow:
    """Take a row as it was corrected; raises RowProblems when something is still wrong with it."""
    batch, started = row.batch, timezone.now()
    kind = importer_of(batch.importer)
    reader, memory = _reader(kind, batch)
    reading = Reading()
    one = reader.read(row.number - 1, cells)
    if isinstance(one, BadRow):
        raise RowProblems(one.problems)
    reading.good.append(one)
    writing.take(kind, batch, reading, memory)
    if reading.bad:
        raise RowProblems(reading.bad[0].problems)
    row.content, row.state = writing.content_of(cells, ()), RowState.CORRECTED
    row.save()
    batch.set_aside -= 1
    _close_when_settled(kind, batch)
    batch.save()
    kind.taken(batch, started)
    return row


@action("import.drop", rule=rules.can_settle)
def drop_row(actor: Actor, row: QuarantinedRow, *, reason: str) -> QuarantinedRow:
    """Leave a row out for good, with a reason."""
    row.state, row.reason = RowState.DROPPED, reason.strip()[:200]
    row.save()
    batch = row.batch
    batch.set_aside -= 1
    _close_when_settled(importer_of(batch.importer), batch)
    batch.save()
    return row


@audited_read("import.errors", rule=rules.can_take_errors, verb="work")
def error_rows(actor: Actor, batch: Import, *, rows: Sequence[QuarantinedRow]) -> tuple[str, list[Any]]:
    """Take the rows that were set aside into a file of errors: the name of the file sent, and the rows opened.

    It is an export like any other: no more rows than may go out without a second person today.
    """
    room = room_for(actor)
    if room <= 0 and rows:
        raise Refused(
            _("You have exported as many rows today as one person may alone."),
            remedy=_("Correct the rows on their pages, or go on tomorrow."),
            code="export.quota",
        )
    rows = rows[:room]
    opened = open_many(rows, "content")
    pairs = [(row, *writing.from_content(content)) for row, (content,) in zip(rows, opened, strict=True)]
    current().say(rows=len(rows))
    return batch.file.name.open(), pairs


def header_of(batch: Import, sheet: sheets.Sheet) -> int:
    """The row of the header on another sheet, counted from 1."""
    return sheets.find_header(sheet, mapping.known_names(importer_of(batch.importer))) + 1
