"""Exports that wait for a second person: asking, seeing how they stand, downloading."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habeas.access import actions, queries
from habeas.access.exporting import limits, said_of, taken_today
from habeas.access.forms import ExportForm
from habeas.access.freshness import recent_login_required
from habeas.access.models import ExportRequest
from habeas.core.editing import edit_page
from habeas.core.errors import NotVisible
from habeas.core.listing.exports import download, may_export, rows_by_compartment
from habeas.core.listing.query import ListQuery
from habeas.core.listing.tables import TABLES
from habeas.core.pages import find, page


@page()
def exports(request: Any) -> HttpResponse:
    """The reader's exports that needed a second person, and what is left of the day."""
    context = {
        "title": _("Exports"),
        "subtitle": _("What is large, or names people, waits until an owner of the compartment agrees."),
        "batches": queries.export_batches(request.actor),
        "taken": taken_today(request.actor),
        "limits": limits(),
    }
    return render(request, "access/exports.html", context)


@page()
@recent_login_required
def export_ask(request: Any, table: str) -> HttpResponse:
    """Say why so much is needed, and ask the owners."""
    if table not in TABLES:
        raise NotVisible()
    query = ListQuery(TABLES[table](), request)
    if not (query.table.is_protected() and may_export(query)):
        raise NotVisible()
    rows = sum(rows_by_compartment(query).values())

    def save(given: dict[str, Any]) -> str:
        actions.ask_export(request.actor, None, query=query, reason=given["reason"])
        messages.success(request, _("The owners were asked. You will find the export here once they agree."))
        return reverse("access:exports")

    return edit_page(
        request,
        title=_("Ask for an export"),
        subtitle=_("%(what)s. Rows: %(rows)s") % {"what": said_of(query), "rows": rows},
        form_class=ExportForm,
        save=save,
        key="access.export",
        submit_label=_("Ask the owners"),
        cancel_url=reverse("access:exports"),
        autosave_url="",
    )


@page(model=ExportRequest)
@require_POST
@recent_login_required
def export_collect(request: Any, pk: Any) -> HttpResponse:
    """Download what was agreed to."""
    part = find(queries.exports_of(request.actor), pk=pk)
    asked = actions.reopen_export(request.actor, part)
    query = ListQuery(TABLES[part.table](), request, asked)
    content = actions.collect_export(request.actor, part, query=query)
    return download(query, asked.get("export", ""), content)
