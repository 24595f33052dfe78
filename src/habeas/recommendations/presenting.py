"""How a recommendation is laid out on its page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from habeas.coordination.choices import ActivityKind
from habeas.core.actors import Actor
from habeas.core.listing import Column
from habeas.core.listing.inline import table_panel
from habeas.core.pages import link, linked
from habeas.core.rules import can_work
from habeas.recommendations import clearance, queries, rules
from habeas.recommendations.chain import chain_of
from habeas.recommendations.choices import PENDING, RecommendationState
from habeas.recommendations.models import Addressee, Cluster, Recommendation
from habeas.recommendations.tables import badge_of, grade_of, state_of

UNANSWERED = (RecommendationState.DRAFT, RecommendationState.IN_CLEARANCE, RecommendationState.ISSUED)


def recommendation_page(request: Any, row: Recommendation, finding: Any) -> dict[str, Any]:
    """The context of a recommendation's page."""
    actor = request.actor
    return {
        "title": row.reference,
        "subtitle": row.text,
        "badges": [{"label": state_of(row), "kind": badge_of(row)}],
        "breadcrumbs": [
            {"label": _("Recommendations"), "url": reverse("recommendations:recommendations")},
            {"label": row.reference},
        ],
        "actions": _actions(actor, row),
        "facts": _facts(row),
        "panels": [
            _unsettled(row),
            _chain(finding, row),
            _withdrawn(row),
            _clearance(actor, row),
            _what_now(actor, row),
            _measures(actor, row),
            _responses(row),
            _follow_ups(row),
            _consequences(actor, row),
            _grades(row),
            _cluster(actor, row),
        ],
    }


def _actions(actor: Actor, row: Recommendation) -> list[dict[str, Any]]:
    def to(name: str) -> str:
        return reverse(f"recommendations:{name}", args=[row.pk])

    may: dict[str, Any] = {"actor": actor, "target": row}
    record: dict[str, Any] = {**may, "rule": rules.can_record, "icon": "plus"}
    post: dict[str, Any] = {**may, "method": "post"}
    grade = [_("Grade"), to("grade")] if row.follow_ups.all() else None
    return [
        *link(_("Edit"), to("edit"), rule=rules.can_edit, icon="edit", **may),
        *link(_("Add an addressee"), to("addressee"), rule=rules.can_edit, icon="plus", **may),
        *link(_("Send to clearance"), to("clear"), rule=rules.can_send_to_clearance, **post),
        *link(_("Take back"), to("recall"), rule=rules.can_recall, **post),
        *link(_("Issue"), to("issue"), rule=rules.can_issue, primary=True, **post),
        *link(_("Record a response"), to("respond"), **record),
        *link(_("Record a measure"), to("measure"), **record),
        *link(_("Record a follow-up"), to("follow-up"), **record),
        *(link(*grade, rule=rules.can_record, primary=True, icon="check", **may) if grade else []),
        *link(_("Withdraw"), to("withdraw"), rule=rules.can_withdraw, **may),
        *link(_("Put in a cluster"), to("cluster-put"), rule=can_work, icon="link", **may),
    ]


def _facts(row: Recommendation) -> list[tuple[str, Any]]:
    addressees = [_addressee(row, one) for one in row.addressees.all() if not one.is_lead]
    lead = next((_addressee(row, one) for one in row.addressees.all() if one.is_lead), "")
    facts = [
        (_("finding"), linked(getattr(row, "finding", None))),
        (_("recommended by"), row.get_body_display()),
        (_("document and paragraph"), row.document),
        (_("cluster"), linked(getattr(row, "cluster", None))),
        (_("kind of measure"), row.get_kind_display()),
        (_("municipality"), row.municipality),
        (_("site"), row.site),
        (_("who leads"), lead),
        (_("other addressees"), "; ".join(addressees)),
        (_("deadline"), date_format(row.deadline, "SHORT_DATE_FORMAT")),
        (_("reply due"), date_format(row.reply_by, "SHORT_DATE_FORMAT") if row.reply_by else ""),
        (_("look again on"), date_format(row.follow_up_on, "SHORT_DATE_FORMAT")),
        (_("issued"), date_format(row.issued_on, "SHORT_DATE_FORMAT") if row.issued_on else ""),
        (_("grade"), grade_of(row)),
    ]
    return [(label, value) for label, value in facts if value]


def _addressee(row: Recommendation, one: Addressee) -> str:
    """An addressee with its level, and what it answered last, or that it did not although the reply was due."""
    told = [answer for answer in row.responses.all() if answer.addressee_id == one.pk]
    newest = max(told, key=lambda answer: (answer.received_on, answer.created_at), default=None)
    late = row.state in PENDING and row.reply_by is not None and row.reply_by < timezone.localdate()
    said = newest.get_kind_display() if newest else _("no reply") if late else ""
    return ": ".join(part for part in (f"{one} ({one.get_level_display()})", said) if part)


def _chain(finding: Any, row: Recommendation) -> dict[str, Any] | None:
    if finding is None:
        return None
    picture = chain_of(finding, [row], here=row)
    template = "recommendations/_chain.html"
    return {
        "title": _("From visit to grade"),
        "template": template,
        "picture": picture,
        "icon": "link",
        "column": "wide",
    }


def _unsettled(row: Recommendation) -> dict[str, Any] | None:
    """What a recommendation must be told of its finding: it was opened again, or withdrawn."""
    if row.state == RecommendationState.WITHDRAWN or not rules.unsettled(row):
        return None
    return {
        "title": _("Its finding is not confirmed any more"),
        "template": "recommendations/_unsettled.html",
        "finding": row.finding,
        "icon": "warn",
        "kind": "warn",
    }


def _withdrawn(row: Recommendation) -> dict[str, Any] | None:
    if row.state != RecommendationState.WITHDRAWN:
        return None
    note = row.withdrawn_because
    return {
        "title": _("Why it was withdrawn"),
        "template": "monitoring/_note.html",
        "note": note,
        "kind": "warn",
    }


def _entries(title: str, template: str, rows: list[Any]) -> dict[str, Any] | None:
    if not rows:
        return None
    return {"title": title, "template": f"recommendations/{template}", "rows": rows, "count": len(rows)}


def _responses(row: Recommendation) -> dict[str, Any] | None:
    return _entries(_("Responses"), "_responses.html", list(row.responses.all()))


def _follow_ups(row: Recommendation) -> dict[str, Any] | None:
    return _entries(_("Follow-ups"), "_follow_ups.html", list(row.follow_ups.all()))


def _grades(row: Recommendation) -> dict[str, Any] | None:
    return _entries(_("Grades"), "_grades.html", list(row.grades.all()))


def _clearance(actor: Actor, row: Recommendation) -> dict[str, Any] | None:
    """The steps that the compartment demands, while the recommendation is not issued."""
    if row.state not in (RecommendationState.DRAFT, RecommendationState.IN_CLEARANCE):
        return None
    steps = clearance.standing(actor, row)
    return {
        "title": _("Clearance"),
        "template": "recommendations/_clearance.html",
        "rows": steps,
        "count": len(steps),
        "icon": "check",
        "column": "side",
    }


def _what_now(actor: Actor, row: Recommendation) -> dict[str, Any] | None:
    """What can follow when nothing happened; silent when something was begun already."""
    if not rules.can_follow_with_activity(actor, row):
        return None
    add = reverse("recommendations:consequence-add", args=[row.pk])
    ways = [
        (_("Escalate"), ActivityKind.ESCALATION),
        (_("Plan a training"), ActivityKind.TRAINING),
        (_("Give advice"), ActivityKind.ADVICE),
    ]
    open_ones = [one for one in row.consequences.all() if not one.effect]
    return {
        "title": _("What now?"),
        "template": "recommendations/_what_now.html",
        "late": row.is_overdue() or row.is_silent(),
        "rejected": queries.is_rejected(row),
        "begun": len(open_ones),
        "ways": [(label, f"{add}?kind={kind}") for label, kind in ways],
        "icon": "warn",
        "kind": "warn",
    }


def _measures(actor: Actor, row: Recommendation) -> dict[str, Any] | None:
    found = _entries(_("Measures"), "_measures.html", list(row.measures.all()))
    return found and {**found, "may": can_work(actor, row)}


def _consequences(actor: Actor, row: Recommendation) -> dict[str, Any] | None:
    found = _entries(_("Escalation, training, advice"), "_consequences.html", list(row.consequences.all()))
    return found and {**found, "may": can_work(actor, row) and bool(row.follow_ups.all())}


def _cluster(actor: Actor, row: Recommendation) -> dict[str, Any] | None:
    """What asks for the same: the others of its cluster, and recommendations with similar words."""
    cluster = getattr(row, "cluster", None)  # a shared recommendation may stand without its cluster
    others = [one for one in queries.of_cluster(actor, cluster) if one.pk != row.pk] if cluster else []
    alike = queries.alike(actor, row)
    if not others and not alike:
        return None
    return {
        "title": _("Asked for elsewhere"),
        "template": "recommendations/_alike.html",
        "others": others,
        "alike": alike,
        "count": len(others) + len(alike),
        "icon": "link",
        "column": "side",
    }


def consequence_start(request: Any, row: Recommendation) -> dict[str, Any]:
    """An activity that follows from a recommendation starts with its words and its lead."""
    lead = next((one for one in row.addressees.all() if one.is_lead), None)
    place = getattr(row.place, "pk", None)
    kind = request.GET.get("kind", "")
    return {
        "kind": kind if kind in ActivityKind.values else ActivityKind.ADVICE,
        "title": Truncator(f"{row.reference}: {row.text}").chars(180),
        "purpose": row.text,
        "level": lead.level if lead else "",
        "addressed": [lead.organisation_id] if lead else [],
        "municipality": place,
        "starts_on": timezone.localdate(),
        "ends_on": timezone.localdate(),
    }


def cluster_page(request: Any, cluster: Cluster) -> dict[str, Any]:
    """The context of a cluster's page: the same call through the years, and what became of it."""
    rows = list(queries.of_cluster(request.actor, cluster))
    columns = (
        Column("reference", _("reference"), kind="code"),
        Column(
            "body", _("recommended by"), value=lambda row: row.get_body_display() or _("the mission itself")
        ),
        Column("issued_on", _("issued"), kind="date"),
        Column("text", _("what should be done"), value=lambda row: Truncator(row.text).chars(140)),
        Column("state", _("state"), value=state_of, badge=badge_of),
        Column("grade", _("grade"), value=grade_of),
    )
    answered = [row for row in rows if row.state not in UNANSWERED]
    return {
        "title": cluster.title,
        "subtitle": cluster.note,
        "breadcrumbs": [
            {"label": _("Recommendations"), "url": reverse("recommendations:recommendations")},
            {"label": _("Clusters"), "url": reverse("recommendations:clusters")},
            {"label": cluster.title},
        ],
        "facts": [
            (_("recommendations"), len(rows)),
            (_("bodies"), len({row.body for row in rows})),
            (_("answered"), len(answered)),
            (_("graded"), len([row for row in rows if row.state == RecommendationState.GRADED])),
        ],
        "panels": [table_panel(_("The same call through the years"), columns, rows, column="wide")],
    }
