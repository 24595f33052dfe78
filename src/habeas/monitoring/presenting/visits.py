"""How a visit is laid out on its page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.core.actors import Actor
from habeas.core.listing import Column
from habeas.core.listing.inline import known, table_panel
from habeas.core.pages import link
from habeas.core.rules import can_work
from habeas.monitoring import forms, queries, rules
from habeas.monitoring.choices import Access, ActivityType, RiskLevel, RiskOccasion, Strand, VisitState
from habeas.monitoring.models import Observation, Restriction, Visit
from habeas.monitoring.presenting.visit_parts import (
    met_panel,
    purpose_panel,
    report_panel,
    restrictions_panel,
    risk_panel,
    sheets_panel,
    team_panel,
)
from habeas.monitoring.tables import RISK_BADGES, VISIT_BADGES

REPLY_WITHIN = timedelta(days=60)
MOST_OBSERVATIONS = 25
"""So many of the newest observations stand on the page of a visit; the others come when they are asked for."""


def day(value: Any) -> str:
    return date_format(value, "SHORT_DATE_FORMAT") if value else ""


def visit_page(request: Any, visit: Visit) -> dict[str, Any]:
    """The context of a visit's page."""
    actor = request.actor
    return {
        "title": str(visit),
        "subtitle": f"{visit.get_strand_display().capitalize()} · {visit.municipality}",
        "badges": _badges(visit),
        "breadcrumbs": [
            {"label": _("Visits"), "url": reverse("monitoring:visits")},
            {"label": visit.reference},
        ],
        "actions": _visit_actions(actor, visit),
        "facts": _visit_facts(visit),
        "panels": [
            _observations_panel(actor, visit, whole=request.GET.get("observations") == "all"),
            sheets_panel(actor, visit),
            restrictions_panel(actor, visit),
            _findings_panel(visit),
            report_panel(actor, visit),
            purpose_panel(visit),
            risk_panel(actor, visit),
            team_panel(actor, visit),
            met_panel(actor, visit),
        ],
    }


def _badges(visit: Visit) -> list[dict[str, Any]]:
    found = [{"label": visit.get_state_display(), "kind": VISIT_BADGES[VisitState(visit.state)]}]
    if visit.risk_level:
        label = _("risk: %(level)s") % {"level": visit.get_risk_level_display()}
        found.append({"label": label, "kind": RISK_BADGES[RiskLevel(visit.risk_level)]})
    elif visit.is_to_come:
        found.append({"label": _("risk not checked"), "kind": "warn"})
    return found


def _visit_actions(actor: Actor, visit: Visit) -> list[dict[str, Any]]:
    def to(name: str) -> str:
        return reverse(f"monitoring:{name}", args=[visit.pk])

    may: dict[str, Any] = {"actor": actor, "target": visit}
    return [
        *_before(actor, visit, to, may),
        *link(
            _("Carried out"),
            to("visit-carry-out"),
            rule=rules.can_carry_out,
            primary=True,
            icon="check",
            **may,
        ),
        *link(_("Add an observation"), to("observation-add"), rule=rules.can_observe, icon="plus", **may),
        *link(
            _("Open a finding"), to("finding-add"), rule=rules.can_observe, primary=True, icon="plus", **may
        ),
        *link(_("Record the report"), to("visit-report"), rule=rules.can_report, icon="report", **may),
        *link(
            _("Plan a follow-up visit"),
            f"{reverse('monitoring:visit-add')}?follows={visit.pk}",
            rule=rules.can_observe,
            **may,
        ),
        *link(_("Cancel"), to("visit-cancel"), rule=rules.can_cancel, **may),
    ]


def _before(actor: Actor, visit: Visit, to: Any, may: dict[str, Any]) -> list[dict[str, Any]]:
    """What may be done before a visit begins."""
    approve = link(
        _("Approve"), to("visit-approve"), rule=rules.can_approve, method="post", icon="check", **may
    )
    question = queries.approval_of(actor, visit) if visit.is_high_risk and approve else None
    if visit.is_high_risk and approve and (question is None or question.state != "approved"):
        ask = link(_("Ask for approval"), to("visit-ask"), primary=True, icon="help")
        approve = [] if question is not None and question.state == "asked" else ask
    return [
        *link(_("Check the risk"), to("visit-risk"), rule=rules.can_check_risk, icon="warn", **may),
        *approve,
        *link(_("Begin"), to("visit-start"), rule=rules.can_start, method="post", **may),
        *link(_("Change the plan"), to("visit-replan"), rule=rules.can_plan_again, icon="edit", **may),
    ]


def _visit_facts(visit: Visit) -> list[tuple[str, Any]]:
    facts = [
        (_("site"), visit.site),
        (_("kind of visit"), visit.get_kind_display()),
        (_("type of activity"), visit.get_activity_display()),
        (_("level"), visit.get_level_display()),
        (_("team"), visit.unit),
        (_("task of the mandate"), visit.task),
        (_("planned for"), day(visit.planned_for)),
        (_("carried out on"), day(visit.carried_out_on)),
        (_("access"), visit.get_access_display()),
        (_("announced to the site"), _("yes") if visit.announced else _("no")),
    ]
    if visit.cancelled_why:
        facts.append((_("why it was cancelled"), visit.cancelled_why))
    return [(label, value) for label, value in facts if value]


def _observations_panel(actor: Actor, visit: Visit, *, whole: bool) -> dict[str, Any] | None:
    if whole:
        rows, earlier = queries.observations_made_during(actor, visit), 0
    else:
        rows, earlier = queries.newest_observations(actor, visit, MOST_OBSERVATIONS)
    if not rows and not rules.has_begun(actor, visit):
        return None
    can_correct = can_work(actor, visit)
    return {
        "title": _("Observations"),
        "template": "monitoring/_observations.html",
        "rows": rows,
        "count": len(rows) + earlier,
        "icon": "observation",
        "can_correct": can_correct,
        "earlier": earlier,
        "all_url": f"{visit.get_absolute_url()}?observations=all#observation-1",
    }


def observation_values(observation: Observation) -> dict[str, Any]:
    """The values of an observation for its form; the person stands there by code."""
    values = {name: getattr(observation, name, None) for name in forms.ObservationForm.base_fields}
    return {**values, "person": str(values["person"] or "")}


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
    """What a new visit starts with: the site, the visit to follow up or the line of the programme in the address."""
    asked = request.GET
    start: dict[str, Any] = {"activity": ActivityType.MONITORING}
    if site := asked.get("site", ""):
        start["site"] = site
    followed = queries.visit_by_key(request.actor, asked.get("follows", ""))
    if followed is not None:
        start |= {"follows": followed.pk, "site": followed.site_id, "strand": Strand.FOLLOW_UP, "kind": "FUP"}
        start |= {"level": followed.level, "unit": followed.unit_id, "task": followed.task_id}
    line = queries.line_by_key(request.actor, asked.get("line", ""))
    if line is not None:
        start |= {"site": line.site_id, "kind": line.kind, "strand": Strand.PREVENTION, "purpose": line.note}
        start["compartment"] = line.compartment
    return start


def visit_values(visit: Visit) -> dict[str, Any]:
    """The values of a plan for its form."""
    return {name: getattr(visit, name) for name in forms.visits.PLAN}


def visit_sections(*, with_risk: bool) -> list[dict[str, Any]]:
    """The parts of the form of a plan."""
    what = ["site", "strand", "activity", "kind", "level", "follows", "purpose"]
    who = ["planned_for", "announced", "unit", "task", *(("members", "compartment") if with_risk else ())]
    parts = [
        {"id": "what", "title": _("What and where"), "fields": what},
        {"id": "who", "title": _("When and who"), "fields": who},
    ]
    return [*parts, risk_section()] if with_risk else parts


def risk_section() -> dict[str, Any]:
    """The part of a form that asks for the risk."""
    return {
        "id": "harm",
        "title": _("Risk of harm"),
        "help": _(
            "The highest answer is the risk of the visit. A high risk needs the approval of somebody else before "
            "anybody is met. If in doubt, do not go."
        ),
        "fields": forms.RISK_FIELDS,
    }


def risk_start(visit: Visit) -> dict[str, Any]:
    """A new check starts with the answers of the last one."""
    last = next(iter(visit.risks.all()), None)
    start: dict[str, Any] = {"occasion": RiskOccasion.DUE if last else RiskOccasion.PLANNING}
    if last is not None:
        start |= {f"risk_{row.question}": row.level for row in last.answers.all()}
        start |= {"benefit": last.benefit, "mitigation": last.mitigation}
    return start


def _state_and_access(row: Visit) -> str:
    """How far a visit is, and which access it was given where that was not all."""
    if row.access in (Access.PARTIAL, Access.REFUSED):
        return f"{row.get_state_display()}, {row.get_access_display()}"
    return str(row.get_state_display())


def visits_of_site(actor: Actor, site: Any) -> dict[str, Any]:
    """The visits to a site as a table with restricted access and the team."""
    columns = (
        Column("reference", _("reference"), kind="code"),
        Column("day", _("day"), kind="date"),
        Column("strand", _("what the visit is for"), lambda row: row.get_strand_display()),
        Column(
            "state",
            _("state"),
            _state_and_access,
            badge=lambda row: VISIT_BADGES[row.state],
        ),
        Column("unit", _("team")),
    )
    rows = queries.visits(actor).filter(site=site).order_by("-planned_for")
    more = f"{reverse('monitoring:visits')}?site={site.pk}"
    panel = table_panel(
        _("Visit history"),
        columns,
        rows[:12],
        icon="visit",
        nothing=_("No visit is known."),
        actions=[{"label": _("All"), "url": more}],
    )
    return {**panel, "count": rows.count()}


def report_start(visit: Visit) -> dict[str, Any]:
    """A report goes to the authority of the site and asks for a reply within two months."""
    today = timezone.localdate()
    return {"sent_to": visit.site.authority_id, "sent_on": today, "reply_due": today + REPLY_WITHIN}


def restriction_page(request: Any, row: Restriction) -> dict[str, Any]:
    """The context of a restriction's page."""
    url = reverse("monitoring:restriction-raise", args=[row.pk])
    facts = [
        (_("day"), day(row.happened_on)),
        (_("visit"), getattr(row, "visit", None)),
        (_("municipality"), row.municipality),
        (_("where"), row.place),
        (_("imposed by"), row.imposed_by),
        (_("institution"), row.organisation),
        (_("minutes lost"), row.minutes_lost),
    ]
    note: dict[str, Any] = {"template": "monitoring/_note.html"}
    return {
        "title": str(row).capitalize(),
        "breadcrumbs": [
            {"label": _("Restrictions of movement and access"), "url": reverse("monitoring:restrictions")},
            {"label": day(row.happened_on)},
        ],
        "actions": link(
            _("Say what was done about it"),
            url,
            actor=request.actor,
            rule=rules.can_raise,
            target=row,
            primary=True,
        ),
        "facts": known(facts),
        "panels": [
            {"title": _("What happened"), "note": row.text, **note},
            {"title": _("What was done about it"), "note": row.raised, **note} if row.raised else None,
        ],
    }
