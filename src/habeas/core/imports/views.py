"""Pages of imports: file, columns, look, progress, result, and the rows set aside."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from habeas.core.editing import require
from habeas.core.errors import Invalid, NotVisible
from habeas.core.imports import (
    actions,
    exporting,
    forms,
    mapping,
    presenting,
    previewing,
    queries,
    rules,
    tables,
)
from habeas.core.imports.kinds import IMPORTERS, homes_of, importer_of
from habeas.core.imports.models import Import, ImportState, QuarantinedRow
from habeas.core.imports.reading import BadRow
from habeas.core.jobs.actions import start_job
from habeas.core.listing import list_page
from habeas.core.listing.exports import sign_in_again
from habeas.core.pages import find, page

ROWS_A_PAGE = 25
LEFT_OUT_SHOWN = 500
MOST_ERRORS = 20_000


@page()
def imports(request: Any) -> HttpResponse:
    """The list of imports."""
    return list_page(request, tables.ImportTable)


@page()
def new(request: Any, importer: str) -> HttpResponse:
    """Send a list."""
    kind, homes = IMPORTERS.get(importer), homes_of(request.actor)
    if kind is None or not homes:
        raise NotVisible()
    known = queries.sources(request.actor, importer)
    given = {"importer": kind, "homes": homes, "sources": known, "actor": request.actor}
    form = forms.UploadForm(request.POST or None, request.FILES or None, initial=request.GET.dict(), **given)
    if request.method == "POST" and form.is_valid():
        try:
            batch = _received(request.actor, importer, form)
            return HttpResponseRedirect(presenting.address(batch, "columns"))
        except Invalid as problem:
            form.add_error("file" if problem.field in ("file", "header_row") else None, str(problem))
    context = {
        "title": _("Import: %(what)s") % {"what": kind.title},
        "subtitle": kind.help,
        "form": form,
        "sources": known,
        "steps": presenting.steps(None, "file"),
    }
    return render(request, "core/imports/new.html", context, status=422 if form.errors else 200)


def _received(actor: Any, importer: str, form: forms.UploadForm) -> Import:
    sent, data = form.cleaned_data["file"], form.cleaned_data
    told = {"name": sent.name, "stream": sent, "size": sent.size, "source": data.get("source", "")}
    home = importer_of(importer).home(data)
    batch: Import = actions.receive_import(actor, home, importer=importer, options=form.options(), **told)
    return batch


@page(model=Import)
def overview(request: Any, pk: Any) -> HttpResponse:
    """An import: how far it is, or what it brought."""
    row = find(queries.imports(request.actor), pk=pk)
    return render(request, "core/imports/import.html", presenting.overview(request.actor, row))


@page(model=Import)
def columns(request: Any, pk: Any) -> HttpResponse:
    """Choose sheet, header and columns."""
    row = find(queries.imports(request.actor), pk=pk)
    require(rules.can_prepare, request.actor, row)
    asked = _asked(request, row)
    opened = actions.look_at(request.actor, row, sheet=asked["sheet"], encoding=asked["encoding"])
    asked["sheet"] = opened.name
    if "sheet" in request.GET and "header_row" not in request.GET:
        asked["header_row"] = actions.header_of(row, opened)
    context = presenting.columns_page(request.actor, row, opened, asked, request.POST or None)
    form = context["form"]
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_columns(request.actor, row, chosen=form.chosen(), **asked)
            return HttpResponseRedirect(presenting.address(row, "preview"))
        except Invalid as problem:
            form.add_error(None, str(problem))
    return render(request, "core/imports/columns.html", context, status=422 if form.errors else 200)


def _asked(request: Any, row: Import) -> dict[str, Any]:
    """Sheet, header and encoding as they were just asked for, else as they are kept."""
    given = request.POST if request.method == "POST" else request.GET
    number = given.get("header_row", "")
    encodings = dict(forms.ENCODINGS)
    return {
        "sheet": given.get("sheet", row.sheet)[:100],
        "header_row": int(number)
        if number.isdecimal() and 0 < int(number) <= 1000
        else max(row.header_row, 1),
        "encoding": given.get("encoding", row.encoding) if given.get("encoding", "") in encodings else "",
    }


@page(model=Import)
def preview(request: Any, pk: Any) -> HttpResponse:
    """The first rows as they would be read."""
    row = find(queries.imports(request.actor), pk=pk)
    if row.state == ImportState.RECEIVED:
        return HttpResponseRedirect(presenting.address(row, "columns"))
    seen = previewing.preview_of(request.actor, row)
    can_start = rules.can_start(request.actor, row)
    context = {
        **presenting.head(request.actor, row, "preview"),
        "batch": row,
        "seen": seen,
        "can_start": can_start,
    }
    return render(request, "core/imports/preview.html", context)


@page(model=Import)
@require_POST
def start(request: Any, pk: Any) -> HttpResponse:
    """Take the rows in the background."""
    row = actions.start_import(request.actor, find(queries.imports(request.actor), pk=pk))
    return HttpResponseRedirect(row.get_absolute_url())


@page(model=Import)
@require_POST
def resume(request: Any, pk: Any) -> HttpResponse:
    """Go on where a run stopped."""
    row = actions.resume_import(request.actor, find(queries.imports(request.actor), pk=pk))
    return HttpResponseRedirect(row.get_absolute_url())


@page(model=Import)
@require_POST
def close(request: Any, pk: Any) -> HttpResponse:
    """Mark as withdrawn what the file no longer names."""
    row = actions.close_import(request.actor, find(queries.imports(request.actor), pk=pk))
    return HttpResponseRedirect(row.get_absolute_url())


@page(model=Import)
def progress(request: Any, pk: Any) -> HttpResponse:
    """The progress alone; once it is over the whole page is asked for again."""
    row = find(queries.imports(request.actor), pk=pk)
    told = presenting.progress_of(request.actor, row)
    response = render(request, "core/components/progress.html", {"job": told})
    if told["state"] in ("done", "failed"):
        response["HX-Refresh"] = "true"
    return response


@page(model=Import)
def quarantine(request: Any, pk: Any) -> HttpResponse:
    """The rows that wait for correction, each with what is wrong."""
    batch = find(queries.imports(request.actor), pk=pk)
    require(rules.can_work, request.actor, batch)
    waiting = Paginator(queries.waiting(request.actor, batch).order_by("number"), ROWS_A_PAGE)
    shown = waiting.get_page(request.GET.get("page"))
    opened = actions.open_rows(request.actor, batch, rows=list(shown.object_list))
    context = {
        "title": _("Rows set aside"),
        "subtitle": batch.source,
        "batch": batch,
        "page": shown,
        "lines": [{"row": row, "problems": _told(batch, row, cells, found)} for row, cells, found in opened],
        "left_out": queries.left_out(request.actor, batch).order_by("number")[:LEFT_OUT_SHOWN],
        "can_retry": rules.can_retry(request.actor, batch),
        "can_take_errors": rules.can_take_errors(request.actor, batch),
    }
    return render(request, "core/imports/quarantine.html", context)


def _told(batch: Import, row: QuarantinedRow, cells: Any, problems: Any) -> list[Any]:
    kind = importer_of(batch.importer)
    return previewing.told_of(
        kind, mapping.columns_of(kind, batch.chosen), [BadRow(row.number, cells, problems)]
    )


@page(model=Import)
@require_POST
def retry(request: Any, pk: Any) -> HttpResponse:
    """Read all rows that were set aside once more, in the background."""
    batch = find(queries.imports(request.actor), pk=pk)
    require(rules.can_retry, request.actor, batch)
    start_job(request.actor, "imports.retry", compartment=batch.compartment, batch=batch.pk)
    messages.info(request, _("The rows are read once more in the background."))
    return HttpResponseRedirect(batch.get_absolute_url())


@page(model=Import)
@require_POST
def errors(request: Any, pk: Any) -> HttpResponse:
    """The errors as a file."""
    batch = find(queries.imports(request.actor), pk=pk)
    require(rules.can_take_errors, request.actor, batch)
    if (answer := sign_in_again(request)) is not None:
        return answer
    waiting = queries.waiting(request.actor, batch).order_by("number")
    name, opened = actions.error_rows(request.actor, batch, rows=list(waiting[:MOST_ERRORS]))
    return exporting.errors_file(batch, name, opened, left=waiting.count() - len(opened))


@page(model=QuarantinedRow)
def row(request: Any, pk: Any) -> HttpResponse:
    """Correct a row that was set aside."""
    one = find(queries.quarantine(request.actor), pk=pk)
    kind = importer_of(one.batch.importer)
    chosen = mapping.columns_of(kind, one.batch.chosen)
    ((_row, cells, problems),) = actions.open_rows(request.actor, one.batch, rows=[one])
    texts = {
        f"cell_{c.number}": str(cells[c.number])
        for c in chosen
        if c.number < len(cells) and cells[c.number] is not None
    }
    labels = {target.name: str(target.label) for target in kind.targets}
    wrong = {problem.column for problem in problems}
    form = forms.RowForm(request.POST or None, initial=texts, columns=chosen, labels=labels, wrong=wrong)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_row(request.actor, one, cells=form.cells(cells))
            messages.success(request, _("The row was taken."))
            context = presenting.row_page(request.actor, one, [])
            return HttpResponseRedirect(context["next_url"] or one.batch.get_absolute_url())
        except actions.RowProblems as refusal:
            problems = refusal.problems
    told = _told(one.batch, one, cells, problems)
    _show_beside(form, problems, told, bound=request.method == "POST")
    context = {**presenting.row_page(request.actor, one, told), "form": form, "drop_form": forms.DropForm()}
    context["stood"] = [(labels[c.field], texts.get(f"cell_{c.number}", "")) for c in chosen]
    return render(request, "core/imports/row.html", context, status=422 if form.is_bound else 200)


def _text_at(cells: Any, number: int) -> str:
    return str(cells[number]) if number < len(cells) and cells[number] is not None else ""


def _show_beside(form: Any, problems: Any, told: list[Any], *, bound: bool) -> None:
    """Errors beside their cells once something was sent; before that they stand above the form."""
    if not bound:
        return
    for problem, words in zip(problems, told, strict=True):
        name = f"cell_{problem.column}"
        form.add_error(name if name in form.fields else None, f"{words.why} {words.remedy}".strip())


@page(model=QuarantinedRow)
@require_POST
def drop(request: Any, pk: Any) -> HttpResponse:
    """Leave a row out for good."""
    one = find(queries.quarantine(request.actor), pk=pk)
    form = forms.DropForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("A reason is needed to leave a row out."), remedy=_("Write why, in a few words."))
    actions.drop_row(request.actor, one, reason=form.cleaned_data["reason"])
    left = queries.waiting(request.actor, one.batch).count()
    told = (
        ngettext("One row still waits.", "%(count)s rows still wait.", left)
        if left
        else _("No row waits any more.")
    )
    messages.success(request, told % {"count": left} if left else told)
    return HttpResponseRedirect(
        presenting.address(one.batch, "quarantine") if left else one.batch.get_absolute_url()
    )
