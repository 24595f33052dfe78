"""How retention is laid out: a record's page of decisions, and what waits."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.access.actions.approvals import may_answer
from habeas.access.choices import ApprovalState
from habeas.access.models import Approval
from habeas.core.actors import Actor
from habeas.core.pages import link
from habeas.retention import queries, rules
from habeas.retention.kinds import kind_of
from habeas.retention.models import Decision, Erasure, Hold


def address(name: str, record: Any) -> str:
    """The address of a page about a record."""
    return reverse(f"retention:{name}", args=[record._meta.label_lower, record.pk])


def record_page(actor: Actor, record: Any) -> dict[str, Any]:
    """The context of the page on which is decided about a record."""
    erasure, hold = queries.erasure_of(actor, record), queries.live_hold(actor, record)
    return {
        "title": _("Retention of %(record)s") % {"record": record},
        "subtitle": record._meta.verbose_name,
        "breadcrumbs": [
            {"label": _("Retention"), "url": reverse("retention:due")},
            {"label": str(record), "url": record_url(record)},
            {"label": _("Decide")},
        ],
        "badges": badges(erasure, hold),
        "actions": [] if erasure else _actions(actor, record, hold),
        "facts": facts(actor, record, erasure),
        "panels": _panels(actor, record, erasure, hold),
    }


def record_url(record: Any) -> str:
    """The page of the record itself."""
    return (
        str(record.get_absolute_url()) if hasattr(record, "get_absolute_url") else address("record", record)
    )


def badges(erasure: Erasure | None, hold: Hold | None) -> list[dict[str, str]]:
    """What stands at a glance."""
    if erasure is not None:
        return [{"label": _("erased"), "kind": "bad"}]
    return [{"label": _("legal hold"), "kind": "warn"}] if hold else []


def facts(actor: Actor, record: Any, erasure: Erasure | None) -> list[tuple[str, Any]]:
    """Category, basis, and when somebody must decide."""
    category = queries.category_of(kind_of(record))
    day = None if erasure else queries.review_day(actor, record)
    years = category.years if category else None
    found = [
        (_("category"), str(category) if category else _("none in the pack")),
        (_("kept for"), _("%(years)s years") % {"years": years} if years else _("without end")),
        (_("recorded"), _day(timezone.localtime(record.created_at).date())),
        (_("review on"), _day(day) if day else ""),
        (_("at the end"), category.get_at_end_display() if category and years else ""),
        (_("basis"), category.basis if category else ""),
    ]
    return [(label, value) for label, value in found if value]


def _actions(actor: Actor, record: Any, hold: Hold | None) -> list[dict[str, Any]]:
    told: dict[str, Any] = {"actor": actor, "target": record}
    keep = link(_("Keep longer"), address("keep", record), rule=rules.can_keep, icon="clock", **told)
    if hold is not None:
        return keep
    return keep + link(
        _("Place a legal hold"), address("hold", record), rule=rules.can_hold, icon="lock", **told
    )


def _panels(actor: Actor, record: Any, erasure: Erasure | None, hold: Hold | None) -> list[dict[str, Any]]:
    holds = [hold_line(actor, one) for one in queries.holds_of(actor, record)]
    decisions = [_decision_line(one) for one in queries.decisions_of(actor, record)]
    return [
        _erasing(actor, record, erasure, hold),
        _lines(_("Legal holds"), holds, _("There is no legal hold on it."), "lock"),
        _lines(_("Decisions to keep"), decisions, _("Nobody has decided about it yet."), "clock"),
    ]


def _lines(title: str, rows: list[dict[str, Any]], nothing: str, icon: str) -> dict[str, Any]:
    template = "retention/_lines.html"
    return {
        "title": title, "template": template, "rows": rows, "nothing": nothing, "icon": icon,
        "count": len(rows), "column": "side",
    }  # fmt: skip


def hold_line(actor: Actor, hold: Hold) -> dict[str, Any]:
    """A legal hold in a list."""
    lift = reverse("retention:lift", args=[hold.pk])
    told = {"who": hold.placed_by or "–", "day": _moment(hold.created_at)}
    ended = {"who": hold.lifted_by or "–", "day": _moment(hold.lifted_at), "why": hold.lifted_why}
    return {
        "title": hold.reason,
        "text": _("placed by %(who)s, %(day)s") % told,
        "more": "" if hold.is_live else _("lifted by %(who)s, %(day)s: %(why)s") % ended,
        "badge": _("in force") if hold.is_live else _("lifted"),
        "kind": "warn" if hold.is_live else "quiet",
        "actions": link(_("Lift"), lift, actor=actor, rule=rules.can_lift, target=hold)
        if hold.is_live
        else [],
    }


def _decision_line(decision: Decision) -> dict[str, Any]:
    return {
        "title": _("kept until %(day)s") % {"day": _day(decision.review_on)},
        "text": decision.reason,
        "more": _moment(decision.created_at),
        "badge": _("overtaken") if decision.overtaken else _("in force"),
        "kind": "quiet" if decision.overtaken else "ok",
        "actions": [],
    }


def _erasing(actor: Actor, record: Any, erasure: Erasure | None, hold: Hold | None) -> dict[str, Any]:
    approval = None if erasure else queries.approval_of(actor, record)
    return {
        "title": _("Erasing for good"),
        "template": "retention/_erasing.html",
        "icon": "warn",
        "erasure": erasure,
        "hold": hold,
        "approval": approval,
        "files": len(queries.files_with(actor, record)),
        "steps": _steps(actor, record, approval) if erasure is None and hold is None else [],
    }


def _steps(actor: Actor, record: Any, approval: Approval | None) -> list[dict[str, Any]]:
    """What this reader may do next: ask, answer, or carry out."""
    told: dict[str, Any] = {"actor": actor, "rule": rules.can_erase, "target": record}
    if is_agreed(actor, approval):
        return link(_("Erase for good"), address("erase", record), danger=True, **told)
    if approval is not None and is_waiting(approval):
        answer = reverse("access:approval", args=[approval.pk])
        return link(_("Answer"), answer, primary=True) if may_answer(actor, approval) else []
    return link(_("Ask for the erasure"), address("ask", record), **told)


def is_waiting(approval: Approval) -> bool:
    """True while nobody has answered and the question is open."""
    return approval.state == ApprovalState.ASKED and _is_open(approval)


def is_agreed(actor: Actor, approval: Approval | None) -> bool:
    """True when an owner agreed to what this reader asked, and the yes still holds."""
    return (
        approval is not None
        and approval.state == ApprovalState.APPROVED
        and approval.asked_by_id == actor.id
        and _is_open(approval)
    )


def _is_open(approval: Approval) -> bool:
    return approval.expires_at is None or approval.expires_at > timezone.now()


def due_page(actor: Actor) -> dict[str, Any]:
    """What waits for this reader's decision, by kind."""
    kinds = [
        {
            "title": one.kind.title,
            "category": one.category,
            "count": one.count,
            "more": one.count - len(one.rows),
            "rows": [(str(row), address("record", row), row.created_at) for row in one.rows],
        }
        for one in queries.due(actor)
    ]
    return {
        "title": _("Due for a retention review"),
        "subtitle": _("Records whose years are over: keep them longer with a reason, or have them erased."),
        "kinds": kinds,
        "owner": bool(actor.compartments("own")),
        "actions": [
            {"label": _("Categories"), "url": reverse("retention:categories")},
            {"label": _("Legal holds"), "url": reverse("retention:holds")},
            {"label": _("Erased"), "url": reverse("retention:erasures")},
        ],
    }


def _day(day: Any) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def _moment(at: Any) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT") if at else "–"
