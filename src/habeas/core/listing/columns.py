"""One column of a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html


@dataclass(frozen=True)
class Column:
    """What a column shows of a row.

    `value` is an attribute path (`visit.site`) or a function of the row; `sort` the field to order by;
    `kind` is text, number, date, badge or code; `badge` maps the row to the badge's kind (ok, warn, bad …);
    a hidden column is shown when the reader chooses it.
    """

    key: str
    label: Any
    value: str | Callable[[Any], Any] = ""
    sort: str = ""
    kind: str = "text"
    badge: Callable[[Any], str] | None = None
    hidden: bool = False
    export: bool = True

    def value_of(self, row: Any) -> Any:
        """The value before it is shown."""
        if callable(self.value):
            return self.value(row)
        found = row
        for name in (self.value or self.key).split("."):
            found = getattr(found, name, None)
            if found is None:
                return None
        return found

    def cell(self, row: Any) -> dict[str, Any]:
        """The cell as the table template shows it."""
        value = self.value_of(row)
        if self.badge is not None and value not in (None, ""):
            html = format_html('<span class="badge badge-{}">{}</span>', self.badge(row), value)
            return {"html": html, "kind": "badge"}
        return {"text": shown(value), "kind": self.kind}

    def exported(self, row: Any) -> Any:
        """The value in an export: numbers and dates as such, all else as text."""
        value = self.value_of(row)
        if isinstance(value, datetime):
            return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
        return value if isinstance(value, (int, float, date)) or value is None else str(value)


def shown(value: Any) -> str:
    """A value as a reader sees it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    return str(value)
