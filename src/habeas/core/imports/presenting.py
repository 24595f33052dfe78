"""How an import is laid out on its pages."""

from __future__ import annotations

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from habeas.core.actors import Actor
from habeas.core.imports import mapping, queries, rules, sheets
from habeas.core.imports.forms import ColumnsForm, SheetForm
from habeas.core.imports.kinds import IMPORTERS, importer_of
from habeas.core.imports.models import Import, ImportState, QuarantinedRow
from habeas.core.imports.readers import text_of
from habeas.core.imports.tables import title_of
from habeas.core.jobs.models import JobState
from habeas.core.jobs.running import silence
from habeas.core.pages import link

SAMPLES = 3


def steps(batch: Import | None, current: str) -> list[dict[str, Any]]:
    """The way of a list into the register; a step that was reached can be gone back to."""
    names = {
        "file": _("File"),
        "columns": _("Columns"),
        "preview": _("Look"),
        "import": _("Import"),
    }
    reached = {"file": True, "columns": batch is not None}
    if batch is not None:
        has_columns = batch.state != ImportState.RECEIVED
        reached |= {"preview": has_columns, "import": batch.state in (ImportState.RUNNING, ImportState.DONE)}
    return [
        {
            "label": label,
            "current": name == current,
            "reached": bool(reached.get(name)),
            "url": address(batch, name) if batch is not None and name != "file" and reached.get(name) else "",
        }
        for name, label in names.items()
    ]


def address(batch: Import, name: str) -> str:
    return reverse(f"imports:{name}", args=[batch.pk])


def head(actor: Actor, batch: Import, current: str) -> dict[str, Any]:
    """Title, steps, and the note on a file that was here before."""
    same = queries.same_file(actor, batch)
    context = {"title": batch.source, "subtitle": title_of(batch), "steps": steps(batch, current)}
    if same is not None:
        when = date_format(timezone.localtime(same.created_at), "SHORT_DATETIME_FORMAT")
        told = _(
            "This very file was imported before, on %(when)s. Nothing is entered twice: rows that say the "
            "same are left as they are."
        )
        context |= {"same_file": told % {"when": when}, "same_file_url": same.get_absolute_url()}
    return context


def columns_page(
    actor: Actor, batch: Import, sheet: sheets.Sheet, asked: dict[str, Any], data: Any
) -> dict[str, Any]:
    """The choice of sheet, header and columns."""
    kind = importer_of(batch.importer)
    header = int(asked["header_row"]) - 1
    headers = sheets.headers_of(sheet, header)
    start = sheets.last_header_row(sheet, header) + 1
    first = [cells for _number, cells in sheets.data_rows(sheet, header, 0, 40)]
    samples = [_samples(first, number) for number in range(len(headers))]
    was = {int(number): one for number, one in batch.chosen.items()}
    saved = queries.saved_columns(actor, batch)
    chosen = was or mapping.suggest(kind, headers, saved)
    form = ColumnsForm(data, importer=kind, headers=headers, samples=samples, chosen=chosen)
    is_text = batch.file.media_type.startswith("text/")
    return {
        **head(actor, batch, "columns"),
        "form": form,
        "sheet_form": SheetForm(initial=asked, names=sheet.names, is_text=is_text),
        "asked": asked,
        "fixed": batch.state == ImportState.DONE,
        "titles": _titles(sheet, header),
        "rows_below": max(len(sheet) - start, 0),
        "fields": [one for one in kind.targets if one.required],
        "remembered": not was and mapping.knows(headers, saved),
    }


def _samples(rows: list[Any], number: int) -> list[str]:
    texts = (text_of(cells[number]) for cells in rows if number < len(cells))
    return [
        text if len(text) <= 60 else f"{text[:58]}…"
        for text in list(dict.fromkeys(filter(None, texts)))[:SAMPLES]
    ]


def _titles(sheet: sheets.Sheet, header: int) -> str:
    """What stands above the header, so that it is seen that it is left out."""
    rows = [" ".join(filter(None, map(text_of, sheet.row(number)))) for number in range(min(header, 4))]
    return " · ".join(filter(None, rows))[:200]


def overview(actor: Actor, batch: Import) -> dict[str, Any]:
    """The page of an import: its progress while it runs, then its result."""
    waiting = (
        queries.waiting(actor, batch).count() if actor.holds("work", batch.compartment) else batch.set_aside
    )
    held = batch.state == ImportState.DONE and batch.closed_at is None
    return {
        **head(actor, batch, "import"),
        "batch": batch,
        "actions": _actions(actor, batch),
        "facts": _facts(batch),
        "job": progress_of(actor, batch),
        "running": batch.state == ImportState.RUNNING,
        "done": batch.state == ImportState.DONE,
        "tiles": _tiles(actor, batch, waiting),
        "waiting": waiting,
        "left_out": queries.left_out(actor, batch).count(),
        "held": held,
    }


def _actions(actor: Actor, batch: Import) -> list[dict[str, Any]]:
    kind = IMPORTERS.get(batch.importer)
    may: dict[str, Any] = {"actor": actor, "target": batch}
    shown: list[dict[str, Any]] = []
    if batch.state == ImportState.RECEIVED:
        shown += link(
            _("Choose the columns"), address(batch, "columns"), rule=rules.can_prepare, primary=True, **may
        )
    if batch.state == ImportState.READY:
        shown += link(
            _("Look at the rows"), address(batch, "preview"), rule=rules.can_start, primary=True, **may
        )
    if batch.state == ImportState.RUNNING and not _alive(actor, batch):
        shown += link(
            _("Go on where it stopped"), address(batch, "resume"), rule=rules.can_run, method="post", **may
        )
    if batch.state == ImportState.DONE and batch.closed_at is None:
        ask = _("Mark everything that this file no longer names as withdrawn?")
        shown += link(
            _("Close: mark what is gone as withdrawn"), address(batch, "close"),
            rule=rules.can_retry, method="post", confirm=ask, **may,
        )  # fmt: skip
    result = kind.result_url(batch) if kind and batch.state == ImportState.DONE else ""
    return shown + ([{"label": _("Go to the records"), "url": result, "primary": True}] if result else [])


def _alive(actor: Actor, batch: Import) -> bool:
    job = queries.job_of(actor, batch)
    if job is not None:
        return not job.is_over
    from habeas.core.jobs.running import SILENT_AFTER

    return bool(batch.changed_at > timezone.now() - SILENT_AFTER)


def progress_of(actor: Actor, batch: Import) -> dict[str, Any]:
    """The progress as the component shows it; the requester also reads why a job stopped."""
    job = queries.job_of(actor, batch)
    state = {"running": "running", "done": "done"}.get(batch.state, "waiting")
    note = ""
    if job is not None and batch.state == ImportState.RUNNING:
        note = job.note or silence(job)
        state = "failed" if job.state in (JobState.FAILED, JobState.STOPPED) else state
    elif batch.state == ImportState.RUNNING and not _alive(actor, batch):
        state = "failed"
    if batch.state == ImportState.RUNNING and not note and batch.set_aside:
        note = ngettext("%(count)s row set aside", "%(count)s rows set aside", batch.set_aside)
        note %= {"count": batch.set_aside}
    return {
        "label": batch.source,
        "state": state,
        "done": batch.rows_done,
        "total": batch.rows_total,
        "note": note,
        "poll_url": address(batch, "progress"),
    }


def _tiles(actor: Actor, batch: Import, waiting: int) -> list[dict[str, Any]]:
    may = actor.holds("work", batch.compartment)
    tiles = [
        {"value": batch.added, "label": _("added")},
        {"value": batch.changed, "label": _("changed")},
        {"value": batch.unchanged, "label": _("unchanged")},
        {"value": batch.repeated, "label": _("repeated within the file")},
    ]
    if batch.importer in IMPORTERS and IMPORTERS[batch.importer].withdraws:
        tiles.append({"value": batch.withdrawn, "label": _("withdrawn")})
    url = address(batch, "quarantine") if may and waiting else ""
    return [*tiles, {"value": waiting, "label": _("set aside"), "url": url}]


def _facts(batch: Import) -> list[tuple[str, Any]]:
    facts = [
        (_("file"), f"{batch.file.kind.label}, {filesizeformat(batch.file.size)}"),
        (_("received"), date_format(timezone.localtime(batch.created_at), "SHORT_DATETIME_FORMAT")),
        (_("sheet"), batch.sheet),
        (_("row of the header"), batch.header_row),
        (_("rows below the header"), batch.rows_total),
        (_("state"), batch.get_state_display()),
    ]
    return [(label, value) for label, value in facts if value not in ("", None)]


def row_page(actor: Actor, row: QuarantinedRow, problems: list[Any]) -> dict[str, Any]:
    """The page of a row that was set aside."""
    following = queries.waiting(actor, row.batch).filter(number__gt=row.number).order_by("number").first()
    return {
        "title": _("Row %(number)s") % {"number": row.number},
        "subtitle": row.batch.source,
        "row": row,
        "problems": problems,
        "cancel_url": address(row.batch, "quarantine"),
        "next_url": following.get_absolute_url() if following else "",
    }
