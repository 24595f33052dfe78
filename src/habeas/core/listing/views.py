"""The page of a declared list."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.core import personal
from habeas.core.listing.columns import Column
from habeas.core.listing.exports import FORMATS, export, may_export
from habeas.core.listing.query import ListQuery
from habeas.core.listing.tables import Mode, Table


def list_page(request: HttpRequest, table_class: type[Table], **context: Any) -> HttpResponse:
    """Answer a list's address: page, htmx part, map, or (POST) an export."""
    table = table_class()
    query = ListQuery(table, request)
    if request.method == "POST":
        return export(request, query)
    shown = {
        "title": table.title,
        "subtitle": table.subtitle,
        "actions": table.actions(query.actor),
        "table": _context(query),
        **context,
    }
    return render(request, "core/list.html", shown)


def _context(query: ListQuery) -> dict[str, Any]:
    table, columns, page = query.table, query.columns(), query.page()
    on_map = table.map_picture is not None and query.get.get("view") == "map"
    mode = next((one for one in table.modes if one.key == query.get.get("view")), None)
    return {
        "q": query.text,
        "columns": [_header(query, column) for column in columns],
        "rows": [] if on_map or mode else [_row(table, columns, row) for row in page.object_list],
        "page": page,
        "total": page.paginator.count,
        "total_note": _total_note(page.paginator),
        "filters": [field for field in query.form if field.html_name != "q"],
        "kept": query.kept("q", *query.form.fields),
        "chips": _chips(query),
        "clear_url": query.request.path,
        "all_columns": _choices(table, columns),
        "kept_without_columns": query.kept("columns"),
        "views": _views(query),
        "save_view_url": reverse("core:view-save", args=[table.key]),
        "exports": _exports(query),
        "mode": "map" if on_map else mode.key if mode else "table",
        "modes": [_mode(query, one) for one in table.modes],
        "shown": mode.build(table, query.rows(), query.request) if mode else None,
        "shown_template": mode.template if mode else "",
        "map_url": query.url(view="map") if table.map_picture else "",
        "table_url": query.url(view=None),
        "map": _map(query) if on_map else None,
        "empty": _empty(query),
    }


def _total_note(paginator: Any) -> str:
    return _("there are more: a filter or more words bring them nearer") if paginator.has_more else ""


def _header(query: ListQuery, column: Column) -> dict[str, Any]:
    up = query.sort == column.key
    down = query.sort == f"-{column.key}"
    return {
        "key": column.key,
        "label": column.label,
        "kind": column.kind,
        "sortable": bool(column.sort),
        "sorted": "asc" if up else "desc" if down else "",
        "sort_url": query.url(sort=f"-{column.key}" if up else column.key),
    }


def _row(table: Table, columns: list[Column], row: Any) -> dict[str, Any]:
    return {"url": table.row_url(row), "cells": [column.cell(row) for column in columns]}


def _chips(query: ListQuery) -> list[dict[str, Any]]:
    chips = [
        {"label": f"{label}: {value}", "url": query.without_value(name)}
        for name, label, value in query.form.in_use()
    ]
    if query.text:
        chips.insert(0, {"label": f"“{query.text}”", "url": query.without_value("q")})
    return chips


def _choices(table: Table, shown: list[Column]) -> list[dict[str, Any]]:
    keys = {column.key for column in shown}
    return [
        {"key": c.key, "label": c.label, "visible": c.key in keys, "fixed": index == 0}
        for index, c in enumerate(table.columns)
    ]


def _views(query: ListQuery) -> list[dict[str, Any]]:
    views = list(personal.views_of(query.actor, query.table.key))
    if not views:
        return []
    path, current = query.request.path, query.get.urlencode()
    everything = {"label": _("Everything"), "url": path, "active": not current}
    return [everything] + [
        {"label": view.name, "url": f"{path}?{view.query}", "active": view.query == current} for view in views
    ]


def _exports(query: ListQuery) -> list[dict[str, Any]]:
    if not may_export(query):
        return []
    kept = query.kept("export", "view")
    return [
        {
            "label": label,
            "url": f"{query.request.path}?{urlencode([*kept, ('export', key)])}",
            "method": "post",
        }
        for key, label in FORMATS.items()
    ]


def _map(query: ListQuery) -> Any:
    """The picture of the rows in their places, which the table declares as a plain function."""
    draw: Any = type(query.table).map_picture
    return draw(query.table, query.rows(), query.request)


def _mode(query: ListQuery, mode: Mode) -> dict[str, Any]:
    return {"key": mode.key, "label": mode.label, "icon": mode.icon, "url": query.url(view=mode.key)}


def _empty(query: ListQuery) -> dict[str, Any] | None:
    """What stands in place of rows that nobody has written yet; none when a search or filter hides them."""
    say: Any = query.table.empty
    return say(query.actor) if say and not (query.text or query.form.in_use()) else None
