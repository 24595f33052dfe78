"""Files on the pages of sessions, requests and papers; the crises that a record is tagged with."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.coordination import queries
from habeas.coordination.models import Activity, Body, Paper, Request, Session
from habeas.coordination.rules import can_edit_paper
from habeas.core import panels
from habeas.core.files.panels import files_panel
from habeas.core.files.rules import register_attaching
from habeas.core.pages import link
from habeas.core.rules import can_work


def crises_panel(address: str) -> Any:
    """The crises of a record, and the way to tag it; `address` names the page that does."""

    def panel(request: Any, row: Any) -> dict[str, Any] | None:
        found = queries.crises_of(request.actor, row)
        may = can_work(request.actor, row) and queries.crises(request.actor).exists()
        if not found and not may:
            return None
        to = reverse(address, args=[row.pk])
        return {
            "title": _("Crises"),
            "template": "coordination/_crises.html",
            "rows": found,
            "column": "side",
            "icon": "warn",
            "actions": link(_("Tag"), to, icon="edit") if may else [],
        }

    return panel


def register_panels() -> None:
    """Rules, minutes and papers may come as files."""
    for model in (Body, Session, Request, Paper):
        panels.register(model, files_panel, order=80)
    register_attaching(Paper, can_edit_paper)
    panels.register(Activity, crises_panel("coordination:activity-crises"), order=70)
