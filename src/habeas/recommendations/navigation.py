"""Where recommendations stand in the navigation and on the home page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from habeas.core import home, navigation
from habeas.core.actors import Actor
from habeas.core.navigation import Entry, monitors
from habeas.recommendations import queries
from habeas.recommendations.tables import lead_of


def register_entries() -> None:
    """The line of the side navigation and the block of overdue recommendations."""
    label = gettext_lazy("Recommendations")
    address = "recommendations:recommendations"
    navigation.register(Entry("work", label, address, 30, monitors, "recommendation"))
    home.contribute(home_blocks, order=20)


def home_blocks(request: HttpRequest) -> dict[str, Any]:
    """What is overdue and unanswered."""
    actor: Actor = request.actor
    if not monitors(actor):
        return {}
    unsettled = queries.on_unsettled_findings(actor).first_few(5) if actor.compartments("work") else ()
    blocks: dict[str, Any] = {
        "next_steps": [_unsettled(row) for row in unsettled],
        "overdue": _late(actor),
    }
    if actor.compartments("clear"):
        blocks["reviews"] = [_to_clear(row) for row in queries.to_clear(actor).first_few(10)]
    return blocks


def _late(actor: Actor) -> list[dict[str, Any]]:
    """Each recommendation once: that nothing follows from its failure says more than that it is overdue."""
    failed = queries.without_consequence(actor, 5)
    said = {row.pk for row in failed}
    late = [row for row in queries.overdue(actor).first_few(10 + len(said)) if row.pk not in said][:10]
    return (
        [_overdue(row) for row in late]
        + [_silent(row) for row in queries.silent(actor).first_few(5)]
        + [_without_consequence(row) for row in failed]
    )


def _silent(row: Any) -> dict[str, Any]:
    text = _("No reply although it was due: %(lead)s") % {"lead": lead_of(row)}
    return {**_overdue(row), "text": text, "when": date_format(row.reply_by, "SHORT_DATE_FORMAT")}


def _without_consequence(row: Any) -> dict[str, Any]:
    return {**_overdue(row), "text": _("Not implemented: escalate, train or advise"), "late": False}


def _unsettled(row: Any) -> dict[str, Any]:
    text = _("Its finding %(finding)s is not confirmed any more") % {"finding": row.finding.reference}
    when = date_format(timezone.localdate(row.finding.changed_at), "SHORT_DATE_FORMAT")
    return {**_overdue(row), "text": text, "when": when, "icon": "warn"}


def _to_clear(row: Any) -> dict[str, Any]:
    return {
        **_overdue(row),
        "text": _("In clearance"),
        "when": date_format(timezone.localdate(row.changed_at), "SHORT_DATE_FORMAT"),
        "late": False,
    }


def _overdue(row: Any) -> dict[str, Any]:
    return {
        "title": str(row),
        "text": lead_of(row),
        "url": row.get_absolute_url(),
        "when": date_format(row.deadline, "SHORT_DATE_FORMAT"),
        "late": True,
        "icon": "recommendation",
    }
