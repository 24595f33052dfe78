"""Retention on the page of each record of a registered kind."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from habeas.core import panels
from habeas.retention import presenting, queries
from habeas.retention.kinds import KINDS, Kind


def register_kind(kind: Kind) -> None:
    """Make a kind of record known, and show retention on its page."""
    KINDS[kind.label] = kind
    panels.register(kind.model, retention_panel, order=90)


def retention_panel(request: HttpRequest, record: Any) -> dict[str, Any]:
    """How long the record is kept, what holds it, and the way to decide."""
    actor = request.actor  # type: ignore[attr-defined]
    erasure, hold = queries.erasure_of(actor, record), queries.live_hold(actor, record)
    return {
        "title": _("Retention"),
        "template": "retention/_panel.html",
        "icon": "clock",
        "column": "side",
        "id": "retention",
        "badges": presenting.badges(erasure, hold),
        "category": queries.category_of(KINDS[record._meta.label_lower]),
        "review_on": None if erasure else queries.review_day(actor, record),
        "erasure": erasure,
        "actions": [{"label": _("Decide"), "url": presenting.address("record", record)}],
    }
