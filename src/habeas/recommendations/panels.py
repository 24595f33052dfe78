"""What recommendations show on pages of the floors below."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.coordination.models import Activity
from habeas.core import panels
from habeas.core.pages import link
from habeas.core.rules import can_work
from habeas.monitoring.models import Finding, Visit
from habeas.monitoring.rules import can_close
from habeas.places.models import Municipality
from habeas.recommendations import queries, rules
from habeas.recommendations.chain import chain_of
from habeas.recommendations.models import IndexEntry, Recommendation

INDEXED = (
    "body_name", "session", "number", "published_on", "countries", "states", "position", "themes", "persons", "goals",
)  # fmt: skip


def register_panels() -> None:
    """The chain and the recommendations on a finding's page; recommendations on a municipality's."""
    panels.register(Finding, chain_panel, order=10)
    panels.register(Finding, recommendations_panel, order=20)
    panels.register(Municipality, municipality_panel, order=40)
    panels.register(Visit, checks_panel, order=30)
    panels.register(Activity, activity_panel, order=10)
    panels.register(Recommendation, index_panel, order=60)


def chain_panel(request: HttpRequest, finding: Finding) -> dict[str, Any]:
    """The finding's chain as a picture."""
    rows = list(queries.of_finding(request.actor, finding))
    return {
        "title": _("From visit to grade"),
        "template": "recommendations/_chain.html",
        "picture": chain_of(finding, rows, here=finding),
        "icon": "link",
        "id": "chain",
        "column": "wide",
    }


def recommendations_panel(request: HttpRequest, finding: Finding) -> dict[str, Any]:
    """The recommendations on a finding, and the way to a new one."""
    actor = request.actor
    rows = list(queries.of_finding(actor, finding))
    url = reverse("recommendations:add", args=[finding.pk])
    add = link(
        _("Recommend"), url, actor=actor, rule=rules.can_recommend, target=finding, primary=True, icon="plus"
    )
    if rows and all(queries.is_done_with(row) for row in rows):
        address = reverse("recommendations:close", args=[finding.pk])
        may: dict[str, Any] = {"actor": actor, "rule": can_close, "target": finding}
        add = [*add, *link(_("Close the finding"), address, method="post", icon="check", **may)]
    return _panel(rows, len(rows), add)


def municipality_panel(request: HttpRequest, municipality: Municipality) -> dict[str, Any] | None:
    """The recommendations that concern a municipality."""
    found = queries.recommendations(request.actor).filter(queries.in_municipality(municipality))
    rows = list(found.order_by("deadline")[:8])
    url = f"{reverse('recommendations:recommendations')}?municipality={municipality.pk}"
    return _panel(rows, found.count(), [{"label": _("All"), "url": url}]) if rows else None


def checks_panel(request: HttpRequest, visit: Visit) -> dict[str, Any] | None:
    """What a visit is to check, or checked."""
    actor = request.actor
    rows = list(queries.checked_at(actor, visit))
    url = reverse("recommendations:checks", args=[visit.pk])
    choose = link(_("Choose"), url, actor=actor, rule=can_work, target=visit, icon="plus")
    if not rows and not (choose and queries.is_something_to_check_at(actor, visit)):
        return None
    return {**_panel(rows, len(rows), choose), "title": _("Recommendations to check here")}


def activity_panel(request: HttpRequest, activity: Activity) -> dict[str, Any] | None:
    """The recommendations that an activity follows from, and what was seen of its effect."""
    rows = list(queries.consequences_of_activity(request.actor, activity))
    if not rows:
        return None
    return {
        "title": _("Follows from"),
        "template": "recommendations/_follows_from.html",
        "rows": rows,
        "count": len(rows),
        "icon": "recommendation",
        "flush": True,
    }


def _panel(rows: list[Any], count: int, actions: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "title": _("Recommendations"),
        "template": "recommendations/_rows.html",
        "rows": rows,
        "count": count,
        "icon": "recommendation",
        "actions": actions,
        "flush": bool(rows),
    }


def index_panel(request: HttpRequest, recommendation: Recommendation) -> dict[str, Any] | None:
    """What an index of published recommendations says of this one; nothing for one of our own."""
    entry = queries.index_entry(request.actor, recommendation)
    if entry is None:
        return None
    fields = [
        field for field in IndexEntry._meta.concrete_fields if field.verbose_name and not field.is_relation
    ]
    shown = [(field.verbose_name, getattr(entry, field.name)) for field in fields if field.name in INDEXED]
    return {
        "title": _("In the index"),
        "template": "recommendations/_index.html",
        "facts": [(label, value) for label, value in shown if value],
        "icon": "book",
        "column": "side",
    }
