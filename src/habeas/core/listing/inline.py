"""Small tables and pictures inside the page of a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from habeas.core.listing.columns import Column
from habeas.core.pictures.picture import Picture


def address_of(row: Any) -> str:
    """Where a row leads, if anywhere."""
    return row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""


def known(facts: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """The facts that are known: pairs without a value are left out."""
    return [(label, value) for label, value in facts if value not in (None, "")]


def table_panel(
    title: Any,
    columns: Sequence[Column],
    rows: Iterable[Any],
    *,
    url: Callable[[Any], str] = address_of,
    nothing: Any = "",
    **more: Any,
) -> dict[str, Any]:
    """A panel with a table; `nothing` is said when there are no rows."""
    shown = [{"url": url(row), "cells": [column.cell(row) for column in columns]} for row in rows]
    head = [{"key": column.key, "label": column.label, "kind": column.kind} for column in columns]
    return {
        "title": title,
        "template": "core/components/table_panel.html",
        "table": {"columns": head, "rows": shown},
        "nothing": nothing or _("Nothing is recorded."),
        "count": len(shown),
        "flush": bool(shown),
        **more,
    }


def picture_panel(title: Any, picture: Picture, **more: Any) -> dict[str, Any]:
    """A panel with a chart."""
    return {"title": title, "template": "core/components/picture_panel.html", "picture": picture, **more}


def map_panel(title: Any, picture: Picture | None, **more: Any) -> dict[str, Any]:
    """A panel with a map and its tools."""
    return {"title": title, "template": "core/components/map_panel.html", "map": picture, **more}
