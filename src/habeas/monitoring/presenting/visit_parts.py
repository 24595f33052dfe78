"""The panels of a visit's page: risk, team, who was met, restrictions, questionnaires, report."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.core.actors import Actor
from habeas.core.listing import Column
from habeas.core.listing.inline import known, table_panel
from habeas.core.packs import mission
from habeas.core.pages import link
from habeas.monitoring import rules
from habeas.monitoring.choices import RiskLevel, SheetState
from habeas.monitoring.models import Visit, VisitReport
from habeas.monitoring.tables import RISK_BADGES


def _day(value: Any) -> str:
    return date_format(value, "SHORT_DATE_FORMAT") if value else ""


def purpose_panel(visit: Visit) -> dict[str, Any]:
    """Why the visit is made, and what it follows up."""
    return {"title": _("Purpose"), "template": "monitoring/_purpose.html", "visit": visit, "column": "side"}


def risk_panel(actor: Actor, visit: Visit) -> dict[str, Any] | None:
    """The checks of the visit, the last one in full."""
    rows = list(visit.risks.all())
    if not rows and not visit.is_to_come:
        return None
    return {
        "title": _("Risk of harm"),
        "template": "monitoring/_risk.html",
        "rows": rows,
        "last": rows[0] if rows else None,
        "kind_of_risk": RISK_BADGES[RiskLevel(rows[0].level)] if rows else "quiet",
        "until": _day(visit.risk_until),
        "approved": visit.approved_at,
        "icon": "warn",
        "column": "side",
        "id": "risk",
    }


def team_panel(actor: Actor, visit: Visit) -> dict[str, Any]:
    """Who goes: colleagues, experts, interpreters."""
    add = reverse("monitoring:member-add", args=[visit.pk])
    return {
        "title": _("Team"),
        "template": "monitoring/_people.html",
        "rows": [str(row) for row in visit.members.all()],
        "nothing": _("Nobody is named yet."),
        "icon": "people",
        "column": "side",
        "actions": link(_("Add"), add, actor=actor, rule=rules.can_join, target=visit, icon="plus"),
    }


def met_panel(actor: Actor, visit: Visit) -> dict[str, Any]:
    """Whom the team met or wants to meet."""
    add = reverse("monitoring:interlocutor-add", args=[visit.pk])
    return {
        "title": _("Interlocutors"),
        "template": "monitoring/_people.html",
        "rows": [_met(row) for row in visit.interlocutors.all()],
        "nothing": _("Nobody is named yet."),
        "icon": "people",
        "column": "side",
        "actions": link(_("Add"), add, actor=actor, rule=rules.can_join, target=visit, icon="plus"),
    }


def _met(row: Any) -> str:
    parts = [str(row)]
    if row.number > 1:
        parts.append(_("%(number)s persons") % {"number": row.number})
    if row.community:
        parts.append(row.get_community_display())
    if row.leadership:
        place = dict(mission.leaderships()).get(row.leadership, row.leadership)
        parts.append(_("for the leadership in %(place)s") % {"place": place})
    if row.in_private:
        parts.append(_("in private"))
    return ", ".join(parts)


def restrictions_panel(actor: Actor, visit: Visit) -> dict[str, Any] | None:
    """What kept the team from going, seeing or talking."""
    rows = list(visit.restrictions.all())
    add = reverse("monitoring:visit-restriction-add", args=[visit.pk])
    actions = link(_("Log a restriction"), add, actor=actor, rule=rules.can_join, target=visit, icon="plus")
    if not rows and not actions:
        return None
    columns = (
        Column("kind", _("kind of restriction"), lambda row: row.get_kind_display()),
        Column("happened_on", _("day"), kind="date"),
        Column("text", _("what happened")),
        Column("minutes_lost", _("minutes lost"), kind="number"),
    )
    nothing = _("No restriction of movement or access was logged.")
    return table_panel(
        _("Restrictions"), columns, rows, nothing=nothing, icon="lock", actions=actions, id="restrictions"
    )


def sheets_panel(actor: Actor, visit: Visit) -> dict[str, Any] | None:
    """The questionnaires of the visit."""
    rows = list(visit.sheets.all())
    begin = reverse("monitoring:sheet-begin", args=[visit.pk])
    actions = link(
        _("Fill in a questionnaire"), begin, actor=actor, rule=rules.can_observe, target=visit, icon="plus"
    )
    if not rows and not actions:
        return None
    columns = (
        Column("title", _("questionnaire")),
        Column("form_version", _("version"), kind="number"),
        Column(
            "state",
            _("state"),
            lambda row: row.get_state_display(),
            badge=lambda row: "ok" if row.state == SheetState.DONE else "warn",
        ),
        Column("score", _("score"), kind="number"),
    )
    return table_panel(
        _("Questionnaires"),
        columns,
        rows,
        nothing=_("No questionnaire was filled in."),
        icon="table",
        actions=actions,
        id="questionnaires",
    )


def report_panel(actor: Actor, visit: Visit) -> dict[str, Any] | None:
    """The report of the visit with its reply."""
    report = next(iter(visit.reports.all()), None)
    if report is None:
        return None
    return {
        "title": _("Report"),
        "template": "monitoring/_report.html",
        "report": report,
        "facts": _report_facts(report),
        "overdue": report.is_overdue(),
        "icon": "report",
        "id": "report",
        "actions": [
            *_report_link(_("Record the reply"), "report-reply", actor, report, rules.can_record_reply),
            *_report_link(_("Record its publication"), "report-publish", actor, report, rules.can_publish),
        ],
    }


def _report_link(label: Any, name: str, actor: Actor, report: VisitReport, rule: Any) -> list[dict[str, Any]]:
    return link(label, reverse(f"monitoring:{name}", args=[report.pk]), actor=actor, rule=rule, target=report)


def _report_facts(report: VisitReport) -> list[tuple[Any, Any]]:
    return known(
        [
            (_("sent to"), report.sent_to),
            (_("sent on"), _day(report.sent_on)),
            (_("reply due by"), _day(report.reply_due)),
            (_("replied on"), _day(report.replied_on)),
            (_("published on"), _day(report.published_on)),
        ]
    )
