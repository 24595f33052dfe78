"""Where coordination stands in the navigation, and what it says on the home page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from habeas.coordination import queries
from habeas.coordination.rules import can_chair
from habeas.core import home, navigation
from habeas.core.actors import Actor
from habeas.core.navigation import Entry, monitors


def takes_part(actor: Actor) -> bool:
    """Somebody whose role has to do with sessions, or who keeps the list of the missing."""
    return actor.may("session.attend") or actor.may("session.chair") or actor.may("missing.keep")


def register_entries() -> None:
    """Lines of the side navigation, and requests that wait on the home page."""
    sessions, requests = gettext_lazy("Sessions"), gettext_lazy("Requests")
    bodies, papers = gettext_lazy("Bodies and parties"), gettext_lazy("Papers")
    navigation.register(Entry("sessions", sessions, "coordination:sessions", 60, takes_part, "calendar"))
    navigation.register(Entry("sessions", requests, "coordination:requests", 62, takes_part, "link"))
    navigation.register(Entry("sessions", papers, "coordination:papers", 64, takes_part, "file"))
    navigation.register(Entry("sessions", bodies, "coordination:bodies", 66, takes_part, "people"))
    activities = gettext_lazy("Activities")
    navigation.register(Entry("work", activities, "coordination:activities", 35, monitors, "calendar"))
    crises = gettext_lazy("Crises")
    navigation.register(Entry("work", crises, "coordination:crises", 36, monitors, "warn"))
    home.contribute(home_blocks, order=6)
    home.contribute(activity_blocks, order=25)


def home_blocks(request: HttpRequest) -> dict[str, Any]:
    """Requests that wait for an answer of the reader's own side."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not takes_part(actor):
        return {}
    blocks: dict[str, Any] = {
        "next_steps": [_session(row) for row in queries.sessions_to_come(actor).first_few(3)]
        + [_waiting(row) for row in queries.requests_waiting(actor).first_few(10)]
        + [_item(row) for row in queries.items_of_own_side(actor).first_few(5)],
        "overdue": [_unanswered(row) for row in queries.requests_late(actor).first_few(10)],
    }
    if actor.may("session.attend") and actor.compartments("work"):
        label, url = _("Ask the other side"), reverse("coordination:request-add")
        blocks["actions"] = [{"label": label, "url": url, "icon": "plus", "primary": True}]
    if actor.may("session.chair"):
        blocks["actions"] = _call_a_session(actor)
    return blocks


def _call_a_session(actor: Actor) -> list[dict[str, Any]]:
    """The main action of whoever chairs one body; the list of bodies where there are several, or none."""
    chaired = [body for body in queries.bodies(actor)[:20] if can_chair(actor, body)]
    one = len(chaired) == 1
    url = reverse("coordination:session-add", args=[chaired[0].pk]) if one else reverse("coordination:bodies")
    label = _("Call a session") if one else _("Bodies and parties")
    return [{"label": label, "url": url, "icon": "calendar", "primary": True}]


def _session(row: Any) -> dict[str, Any]:
    return {
        "title": str(row),
        "url": row.get_absolute_url(),
        "text": str(row.body),
        "when": date_format(row.day, "SHORT_DATE_FORMAT"),
        "late": row.day < timezone.localdate(),
        "icon": "calendar",
    }


def activity_blocks(request: HttpRequest) -> dict[str, Any]:
    """Own activities that should be over: say what came of them."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.compartments("work"):
        return {}
    return {"next_steps": [_to_report(row) for row in queries.activities_to_report(actor).first_few(10)]}


def _to_report(row: Any) -> dict[str, Any]:
    return {
        "title": str(row),
        "url": row.get_absolute_url(),
        "text": _("Say what came of this activity"),
        "when": date_format(row.ends_on, "SHORT_DATE_FORMAT"),
        "late": True,
        "icon": "calendar",
    }


def _waiting(row: Any) -> dict[str, Any]:
    return {
        "title": str(row),
        "url": row.get_absolute_url(),
        "text": _waiting_text(row),
        "when": date_format(row.due_on, "SHORT_DATE_FORMAT"),
        "late": row.is_overdue(),
        "icon": "link",
    }


def _waiting_text(row: Any) -> str:
    if row.reminded_on is None:
        return _("answer for %(side)s") % {"side": row.asked_by}
    day = date_format(row.reminded_on, "SHORT_DATE_FORMAT")
    return _("answer for %(side)s, who reminded you on %(day)s") % {"side": row.asked_by, "day": day}


def _unanswered(row: Any) -> dict[str, Any]:
    text = _("No answer from %(side)s: remind them") % {"side": row.asked_of}
    return {**_waiting(row), "text": text, "late": True}


def _item(row: Any) -> dict[str, Any]:
    return {
        "title": str(row),
        "url": row.session.get_absolute_url(),
        "text": _("Asked of your side in %(session)s") % {"session": row.session},
        "when": date_format(row.due_on, "SHORT_DATE_FORMAT"),
        "late": row.is_overdue(),
        "icon": "clock",
    }
