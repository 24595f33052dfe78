"""How a recommendation is laid out on its page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.core.actors import Actor
from habeas.core.pages import link
from habeas.recommendations import rules
from habeas.recommendations.chain import chain_of
from habeas.recommendations.models import Recommendation
from habeas.recommendations.tables import badge_of, grade_of, state_of


def recommendation_page(request: Any, row: Recommendation, finding: Any) -> dict[str, Any]:
    """The context of a recommendation's page."""
    return {
        "title": row.reference,
        "subtitle": row.text,
        "badges": [{"label": state_of(row), "kind": badge_of(row)}],
        "breadcrumbs": [
            {"label": _("Recommendations"), "url": reverse("recommendations:recommendations")},
            {"label": row.reference},
        ],
        "actions": _actions(request.actor, row),
        "facts": _facts(row),
        "panels": [_chain(finding, row), _responses(row), _follow_ups(row), _grades(row)],
    }


def _actions(actor: Actor, row: Recommendation) -> list[dict[str, Any]]:
    def to(name: str) -> str:
        return reverse(f"recommendations:{name}", args=[row.pk])

    may: dict[str, Any] = {"actor": actor, "target": row}
    grade = rules.can_record if row.follow_ups.all() else None
    return [
        *link(_("Edit"), to("edit"), rule=rules.can_edit, icon="edit", **may),
        *link(_("Add an addressee"), to("addressee"), rule=rules.can_edit, icon="plus", **may),
        *link(_("Issue"), to("issue"), rule=rules.can_issue, method="post", primary=True, **may),
        *link(_("Record a response"), to("respond"), rule=rules.can_record, icon="plus", **may),
        *link(_("Record a follow-up"), to("follow-up"), rule=rules.can_record, icon="plus", **may),
        *(link(_("Grade"), to("grade"), rule=grade, primary=True, icon="check", **may) if grade else []),
    ]


def _facts(row: Recommendation) -> list[tuple[str, Any]]:
    addressees = [f"{one} ({one.get_level_display()})" for one in row.addressees.all() if not one.is_lead]
    lead = next((f"{one} ({one.get_level_display()})" for one in row.addressees.all() if one.is_lead), "")
    facts = [
        (_("finding"), getattr(row, "finding", None)),
        (_("kind of measure"), row.get_kind_display()),
        (_("who leads"), lead),
        (_("other addressees"), "; ".join(addressees)),
        (_("deadline"), date_format(row.deadline, "SHORT_DATE_FORMAT")),
        (_("look again on"), date_format(row.follow_up_on, "SHORT_DATE_FORMAT")),
        (_("issued"), date_format(row.issued_on, "SHORT_DATE_FORMAT") if row.issued_on else ""),
        (_("grade"), grade_of(row)),
    ]
    return [(label, value) for label, value in facts if value]


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
