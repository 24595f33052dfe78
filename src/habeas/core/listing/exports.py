"""Exports of a list: what the reader may export of what is shown, written down, without live formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from habeas.core import scope as scopes
from habeas.core.actions import audited_read, current
from habeas.core.actors import Actor
from habeas.core.errors import Invalid, Refused
from habeas.core.listing.query import ListQuery
from habeas.core.packs.mission import status_note
from habeas.core.rules import is_signed_in

FORMATS = {"csv": gettext_lazy("Comma-separated (CSV)"), "xlsx": gettext_lazy("Excel workbook (XLSX)")}
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST_ROWS = 100_000
FORMULAS = frozenset("=+-@＝＋－＠")  # noqa: RUF001  # the wide ones count where East Asian signs are set
AFTER_A_CUT = re.compile(r"([;\t\r\n|]\s*)(?=[=+\-@＝＋－＠])")  # noqa: RUF001
_fresh_login: list[Callable[[HttpRequest], HttpResponse | None]] = []
_limits: list[Callable[[ListQuery, dict[UUID, int]], str]] = []
_rooms: list[Callable[[Actor], int]] = []


def require_fresh_login(check: Callable[[HttpRequest], HttpResponse | None]) -> None:
    """Register the check that sends a reader to sign in again before an export (access does)."""
    _fresh_login[:] = [check]


def limit_exports(check: Callable[[ListQuery, dict[UUID, int]], str], room: Callable[[Actor], int]) -> None:
    """Register what bounds exports of protected rows (access does).

    `check(query, rows by compartment)` raises Refused, or returns the page where a second person is asked, or "".
    `room(actor)` says inside an action how many rows may still go out alone, and holds the actor's other exports
    back until it ends.
    """
    _limits[:], _rooms[:] = [check], [room]


def sign_in_again(request: HttpRequest) -> HttpResponse | None:
    """The way to the page that asks for the password, None when it was given a short while ago."""
    return next((answer for check in _fresh_login if (answer := check(request)) is not None), None)


def room_for(actor: Actor) -> int:
    """How many protected rows may go out now without a second person; inside an action, and true until it ends."""
    return min([MOST_ROWS, *(room(actor) for room in _rooms)])


def may_export(query: ListQuery) -> bool:
    """True when there is a compartment whose rows the reader may export, or the rows are open."""
    table = query.table
    if not table.exportable:
        return False
    return not table.is_protected() or query.actor.everywhere or bool(query.actor.compartments("export"))


def export(request: HttpRequest, query: ListQuery) -> HttpResponse:
    """The asked export as a download."""
    if not may_export(query):
        raise Refused(
            _("You may not export records of this list."),
            remedy=_("Ask the owner of the compartment for access."),
        )
    if (answer := sign_in_again(request)) is not None:
        return answer
    kind = format_of(query)
    if query.table.is_protected():
        counted = rows_by_compartment(query)
        for limit in _limits:
            if ask := limit(query, counted):
                return HttpResponseRedirect(ask)
    return download(query, kind, export_list(query.actor, None, query=query, kind=kind))


def format_of(query: ListQuery) -> str:
    """The asked format; raises Invalid naming one that is not offered."""
    kind = str(query.get.get("export", ""))
    if kind not in FORMATS:
        message = _("'%(kind)s' is not a format of exports.") % {"kind": kind}
        raise Invalid(message, remedy=_("Choose CSV or XLSX."))
    return kind


def rows_of(query: ListQuery) -> Any:
    """The rows of the list that the reader may export, as things stand now."""
    queryset = query.rows()
    return scopes.scoped(queryset, query.actor, "export") if query.table.is_protected() else queryset


def rows_by_compartment(query: ListQuery) -> dict[UUID, int]:
    """How many rows of each compartment an export of the list would hold."""
    counted = rows_of(query).order_by().values("compartment").annotate(rows=Count("pk", distinct=True))
    return {row["compartment"]: row["rows"] for row in counted}


def download(query: ListQuery, kind: str, content: bytes) -> HttpResponse:
    """An export as a file that the browser saves."""
    response = HttpResponse(content, content_type=MEDIA_TYPES[kind])
    name = f"{query.table.key}-{timezone.localdate():%Y-%m-%d}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@audited_read("list.export", rule=is_signed_in)
def export_list(actor: Actor, target: Any, *, query: ListQuery, kind: str) -> bytes:
    """Export the rows of a list; what is protected is bounded here again, whatever the page let pass."""
    queryset = rows_of(query)
    if query.table.is_protected():
        _check_alone(query, sum(rows_by_compartment(query).values()))
    return write_export(query, kind, queryset)


def _check_alone(query: ListQuery, rows: int) -> None:
    if query.table.identities or rows > room_for(query.actor):
        raise Refused(
            _("A second person must agree to this export."),
            remedy=_("Ask for it again: you will be led to where a reason is given."),
            code="export.second_person",
        )


def write_export(query: ListQuery, kind: str, queryset: Any) -> bytes:
    """The file of these rows, noted in the running action."""
    columns = [column for column in query.columns() if column.export]
    rows = list(query.table.related(queryset)[: MOST_ROWS + 1])
    if len(rows) > MOST_ROWS:
        message = _("The list has more than %(most)s rows.") % {"most": MOST_ROWS}
        raise Invalid(message, remedy=_("Filter it and export in parts."))
    current().say(table=query.table.key, format=kind, rows=len(rows), filters=sorted(query.get))
    current().note_many(query.table.model, "exported", [row.pk for row in rows])
    header = [str(column.label) for column in columns]
    body = ([column.exported(row) for column in columns] for row in rows)
    return WRITERS[kind](str(query.table.title), header, body)


def defused(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets a leading apostrophe."""
    if isinstance(value, str) and (value[:1] in {"\t", "\r", "\n"} or value.lstrip()[:1] in FORMULAS):
        return f"'{value}"
    return value


def defused_parts(value: Any) -> Any:
    """The same for a table as text, which a spreadsheet set to another country cuts at other signs than the comma."""
    return AFTER_A_CUT.sub(r"\1'", defused(value)) if isinstance(value, str) else value


def notes() -> list[str]:
    """Lines that every export carries."""
    lines = [status_note()]
    if settings.INVENTED:
        lines.insert(0, _("Invented data: no person, case or event in this file is real."))
    return lines


def _csv(title: str, header: list[str], rows: Iterable[list[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    if settings.INVENTED:
        writer.writerow([notes()[0]])
    writer.writerow(header)
    writer.writerows([defused_parts(value) for value in row] for row in rows)
    writer.writerows([line] for line in notes())
    return ("\ufeff" + out.getvalue()).encode()


def _xlsx(title: str, header: list[str], rows: Iterable[list[Any]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("".join(c for c in title if c not in "[]:*?/\\")[:31] or "habeas")
    if settings.INVENTED:
        sheet.append([notes()[0]])
    sheet.append(header)
    for row in rows:
        sheet.append([defused(value) for value in row])
    for line in notes():
        sheet.append([line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


WRITERS: dict[str, Callable[[str, list[str], Iterable[list[Any]]], bytes]] = {"csv": _csv, "xlsx": _xlsx}
