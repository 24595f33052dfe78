"""What monitoring shows on pages of the floors below."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.core import panels
from habeas.monitoring import queries
from habeas.places.models import Municipality, Site

MOST = 8


def register_panels() -> None:
    """Visits and findings on the pages of sites and municipalities."""
    panels.register(Site, visits_panel, order=20)
    panels.register(Municipality, visits_panel, order=20)
    panels.register(Municipality, findings_panel, order=30)


def visits_panel(request: HttpRequest, row: Any) -> dict[str, Any] | None:
    """The latest visits to a place."""
    name = type(row).__name__.lower()
    found = queries.visits(request.actor).filter(**{name: row}).order_by("-planned_for")
    return _panel(_("Visits"), found, f"{reverse('monitoring:visits')}?{name}={row.pk}", "visit")


def findings_panel(request: HttpRequest, row: Any) -> dict[str, Any] | None:
    """The latest findings in a municipality."""
    found = queries.findings(request.actor).filter(municipality=row).order_by("-changed_at")
    return _panel(_("Findings"), found, f"{reverse('monitoring:findings')}?municipality={row.pk}", "finding")


def _panel(title: str, found: Any, more_url: str, icon: str) -> dict[str, Any] | None:
    rows = list(found[:MOST])
    if not rows:
        return None
    actions = [{"label": _("All"), "url": more_url}]
    return {
        "title": title,
        "template": "monitoring/_rows.html",
        "rows": rows,
        "count": found.count(),
        "icon": icon,
        "actions": actions,
        "flush": True,
    }
