"""How a visit is laid out on its page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.core.actors import Actor
from habeas.core.pages import link
from habeas.core.rules import can_work
from habeas.monitoring import queries, rules
from habeas.monitoring.choices import ActivityType, VisitState
from habeas.monitoring.models import Visit
from habeas.monitoring.tables import VISIT_BADGES


def day(value: Any) -> str:
    return date_format(value, "SHORT_DATE_FORMAT") if value else ""


def visit_page(request: Any, visit: Visit) -> dict[str, Any]:
    """The context of a visit's page."""
    return {
        "title": str(visit),
        "subtitle": str(visit.municipality),
        "badges": [{"label": visit.get_state_display(), "kind": VISIT_BADGES[VisitState(visit.state)]}],
        "breadcrumbs": [
            {"label": _("Visits"), "url": reverse("monitoring:visits")},
            {"label": visit.reference},
        ],
        "actions": _visit_actions(request.actor, visit),
        "facts": _visit_facts(visit),
        "panels": [_purpose_panel(visit), _observations_panel(request.actor, visit), _findings_panel(visit)],
    }


def _visit_actions(actor: Actor, visit: Visit) -> list[dict[str, Any]]:
    def to(name: str) -> str:
        return reverse(f"monitoring:{name}", args=[visit.pk])

    may: dict[str, Any] = {"actor": actor, "target": visit}
    return [
        *link(
            _("Carried out"),
            to("visit-carry-out"),
            rule=rules.can_carry_out,
            primary=True,
            icon="check",
            **may,
        ),
        *link(_("Cancel"), to("visit-cancel"), rule=rules.can_carry_out, **may),
        *link(_("Add an observation"), to("observation-add"), rule=rules.can_observe, icon="plus", **may),
        *link(
            _("Open a finding"), to("finding-add"), rule=rules.can_observe, primary=True, icon="plus", **may
        ),
        *link(
            _("Plan a follow-up visit"),
            f"{reverse('monitoring:visit-add')}?follows={visit.pk}&site={visit.site_id}",
            rule=rules.can_observe,
            **may,
        ),
    ]


def _visit_facts(visit: Visit) -> list[tuple[str, Any]]:
    facts = [
        (_("site"), visit.site),
        (_("kind of visit"), visit.get_kind_display()),
        (_("type of activity"), visit.get_activity_display()),
        (_("team"), visit.unit),
        (_("task of the mandate"), visit.task),
        (_("planned for"), day(visit.planned_for)),
        (_("carried out on"), day(visit.carried_out_on)),
        (_("access"), visit.get_access_display()),
        (_("announced to the site"), _("yes") if visit.announced else _("no")),
        (_("members of the team"), ", ".join(str(member) for member in visit.members.all())),
    ]
    if visit.cancelled_why:
        facts.append((_("why it was cancelled"), visit.cancelled_why))
    return [(label, value) for label, value in facts if value]


def _purpose_panel(visit: Visit) -> dict[str, Any]:
    return {"title": _("Purpose"), "template": "monitoring/_purpose.html", "visit": visit, "column": "side"}


def _observations_panel(actor: Actor, visit: Visit) -> dict[str, Any] | None:
    rows = list(queries.observations_of(actor, visit))
    if not rows and visit.state != VisitState.CARRIED_OUT:
        return None
    can_correct = can_work(actor, visit)
    return {
        "title": _("Observations"),
        "template": "monitoring/_observations.html",
        "rows": rows,
        "count": len(rows),
        "icon": "observation",
        "can_correct": can_correct,
    }


def _findings_panel(visit: Visit) -> dict[str, Any] | None:
    rows = list(visit.findings.all())
    if not rows:
        return None
    return {
        "title": _("Findings"),
        "template": "monitoring/_rows.html",
        "rows": rows,
        "count": len(rows),
        "icon": "finding",
        "flush": True,
    }


def visit_start(request: Any) -> dict[str, Any]:
    """What a new visit starts with: the site in the address, the usual activity."""
    start: dict[str, Any] = {"activity": ActivityType.MONITORING}
    if site := request.GET.get("site", ""):
        start["site"] = site
    return start
