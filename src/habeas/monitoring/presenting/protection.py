"""How a protection task is laid out on its page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.core.listing.inline import known
from habeas.core.pages import keys_asked, link, linked
from habeas.core.rules import can_work
from habeas.monitoring import rules
from habeas.monitoring.models import ProtectionTask
from habeas.monitoring.tables.protection import badge_of_task, state_of


def protection_page(request: Any, task: ProtectionTask) -> dict[str, Any]:
    """The context of a protection task's page."""
    may: dict[str, Any] = {"actor": request.actor, "target": task, "rule": rules.can_protect}
    return {
        "title": task.title,
        "subtitle": task.reference,
        "badges": [{"label": state_of(task), "kind": badge_of_task(task)}],
        "breadcrumbs": [
            {"label": _("Protection"), "url": reverse("monitoring:protection")},
            {"label": task.reference},
        ],
        "actions": [
            *link(
                _("Decide on a measure"),
                reverse("monitoring:protection-measure", args=[task.pk]),
                icon="plus",
                primary=True,
                **may,
            ),
            *link(_("Close"), reverse("monitoring:protection-close", args=[task.pk]), icon="check", **may),
        ],
        "facts": _facts(task),
        "panels": [
            {
                "title": _("What was reported"),
                "template": "monitoring/_note.html",
                "note": task.reported,
                "icon": "warn",
            },
            _measures(request.actor, task),
            _outcome(task),
        ],
    }


def _facts(task: ProtectionTask) -> list[tuple[Any, Any]]:
    return known(
        [
            (_("deadline"), date_format(task.deadline, "SHORT_DATE_FORMAT")),
            (_("person at risk"), linked(getattr(task, "person", None))),
            (_("incident"), linked(getattr(task, "incident", None))),
            (_("interview"), linked(getattr(task, "interview", None))),
            (_("visit"), linked(getattr(task, "visit", None))),
            (_("closed"), date_format(task.closed_on, "SHORT_DATE_FORMAT") if task.closed_on else ""),
        ]
    )


def _measures(actor: Any, task: ProtectionTask) -> dict[str, Any]:
    rows = list(task.measures.all())
    return {
        "title": _("Measures"),
        "template": "monitoring/_measures.html",
        "rows": rows,
        "count": len(rows),
        "icon": "check",
        "may": can_work(actor, task),
    }


def _outcome(task: ProtectionTask) -> dict[str, Any] | None:
    if not task.outcome:
        return None
    return {
        "title": _("Outcome"),
        "template": "monitoring/_note.html",
        "note": task.outcome,
        "icon": "grade",
        "column": "side",
    }


def protection_start(request: Any) -> dict[str, Any]:
    """What a report of a reprisal starts with: what it is about, from the address."""
    return keys_asked(request, "visit", "incident", "interview", "person")
