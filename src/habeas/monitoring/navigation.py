"""Where monitoring stands in the navigation, and what it says on the home page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from habeas.core import home, navigation
from habeas.core.actors import Actor
from habeas.core.navigation import Entry, case_reader, monitors
from habeas.monitoring import queries
from habeas.monitoring.pictures import coverage_map


def register_entries() -> None:
    """Lines of the side navigation and blocks of the home page."""
    visits, findings = gettext_lazy("Visits"), gettext_lazy("Findings")
    navigation.register(Entry("work", visits, "monitoring:visits", 10, monitors, "visit"))
    incidents, interviews = gettext_lazy("Incidents"), gettext_lazy("Interviews")
    protection = gettext_lazy("Protection")
    navigation.register(Entry("work", incidents, "monitoring:incidents", 12, monitors, "warn"))
    navigation.register(Entry("work", interviews, "monitoring:interviews", 14, monitors, "people"))
    navigation.register(Entry("work", findings, "monitoring:findings", 20, monitors, "finding"))
    navigation.register(Entry("work", protection, "monitoring:protection", 40, monitors, "lock"))
    lists = (
        (gettext_lazy("Calendar"), "monitoring:calendar", 11, "calendar"),
        (gettext_lazy("Restrictions"), "monitoring:restrictions", 14, "lock"),
        (gettext_lazy("Coverage of sites"), "monitoring:covered-sites", 16, "clock"),
        (gettext_lazy("Visit programmes"), "monitoring:programmes", 18, "calendar"),
    )
    for label, url_name, order, icon in lists:
        navigation.register(Entry("work", label, url_name, order, monitors, icon))
    submissions = gettext_lazy("Submissions")
    navigation.register(Entry("work", submissions, "monitoring:submissions", 19, monitors, "inbox"))
    sent = gettext_lazy("Send in a visit")
    navigation.register(Entry("work", sent, "monitoring:receipts", 19, sends_only, "share"))
    detention = gettext_lazy("Places of deprivation of liberty")
    navigation.register(
        Entry("reference", detention, "monitoring:detention-places", 15, monitors, "building")
    )
    home.contribute(home_blocks, order=10)
    home.contribute(sending_block, order=5)


def sends_only(actor: Actor) -> bool:
    """Somebody who may work in a compartment that they cannot read: a partner who sends in visits."""
    return bool(actor.compartments("work") - actor.compartments("read"))


def home_blocks(request: HttpRequest) -> dict[str, Any]:
    """Next steps, reviews, coverage and changes for a reader of cases."""
    actor: Actor = request.actor
    if not case_reader(actor):
        return {}
    today = timezone.localdate()
    planned, drafts = queries.own_open_work(actor)
    blocks: dict[str, Any] = {
        "next_steps": [_protection(task) for task in queries.open_protection_tasks(actor).first_few(10)]
        + [_submission(one) for one in queries.submissions_waiting(actor).first_few(5)]
        + [_planned(visit) for visit in planned.first_few(10)]
        + [_draft(finding) for finding in drafts.first_few(10)]
        + [_no_consent(finding) for finding in queries.resting_on_no_consent(actor).first_few(5)],
        "overdue": [
            _reply(report) for report in queries.replies_due(actor).filter(reply_due__lt=today).first_few(10)
        ],
        "changes": [_change(row) for row in queries.latest_changes(actor)],
        "actions": [],
    }
    if goes_out(actor):
        blocks |= {"coverage_map": coverage_map(actor), "actions": _main_action(actor)}
    if actor.compartments("clear"):
        blocks["reviews"] = [_review(finding) for finding in queries.waiting_for_review(actor).first_few(10)]
    return blocks


def goes_out(actor: Actor) -> bool:
    """Whether visits are what the reader's work is about: there are some, or no other function is theirs."""
    return monitors(actor) and (
        bool(queries.visits(actor).exists()) or not (actor.compartments("own") or sends_only(actor))
    )


def _main_action(actor: Actor) -> list[dict[str, Any]]:
    if not actor.compartments("work"):
        return []
    label, url = _("Plan a visit"), reverse("monitoring:visit-add")
    return [{"label": label, "url": url, "primary": True, "icon": "plus"}]


def sending_block(request: HttpRequest) -> dict[str, Any]:
    """The main action of a partner who sends in visits."""
    if not sends_only(request.actor):  # type: ignore[attr-defined]
        return {}
    label, url = _("Send in a visit"), reverse("monitoring:submission-add")
    return {"actions": [{"label": label, "url": url, "primary": True, "icon": "share"}]}


def _planned(visit: Any) -> dict[str, Any]:
    return {
        "title": str(visit),
        "text": _what_next(visit),
        "url": visit.get_absolute_url(),
        "when": date_format(visit.planned_for, "SHORT_DATE_FORMAT"),
        "late": visit.planned_for < timezone.localdate(),
        "icon": "visit",
    }


def _what_next(visit: Any) -> str:
    if not visit.risk_level:
        return _("Planned visit: check its risk first")
    if visit.planned_for > timezone.localdate():
        return _("Planned visit: its risk is checked")
    return _("Planned visit: say what became of it")


def _protection(task: Any) -> dict[str, Any]:
    return {
        "title": str(task),
        "text": _("Reprisal reported: see to the measures"),
        "url": task.get_absolute_url(),
        "when": date_format(task.deadline, "SHORT_DATE_FORMAT"),
        "late": task.is_overdue(),
        "icon": "lock",
    }


def _submission(one: Any) -> dict[str, Any]:
    return {
        "title": str(one),
        "text": _("Sent in by a partner: take it over or return it"),
        "url": one.get_absolute_url(),
        "when": date_format(one.visited_on, "SHORT_DATE_FORMAT"),
        "icon": "inbox",
    }


def _reply(report: Any) -> dict[str, Any]:
    return {
        "title": str(report),
        "text": _("No reply from %(body)s") % {"body": report.sent_to or "–"},
        "url": report.get_absolute_url(),
        "when": date_format(report.reply_due, "SHORT_DATE_FORMAT"),
        "late": True,
        "icon": "report",
    }


def _draft(finding: Any) -> dict[str, Any]:
    return {
        "title": str(finding),
        "text": finding.review_note[:120] or _("Draft: complete it and submit it for review"),
        "url": finding.get_absolute_url(),
        "when": date_format(timezone.localdate(finding.changed_at), "SHORT_DATE_FORMAT"),
        "icon": "finding",
    }


def _no_consent(finding: Any) -> dict[str, Any]:
    return {
        "title": str(finding),
        "text": _(
            "Rests on an interview whose consent is not in force any more: open it again or withdraw it"
        ),
        "url": finding.get_absolute_url(),
        "when": date_format(timezone.localdate(finding.changed_at), "SHORT_DATE_FORMAT"),
        "late": True,
        "icon": "warn",
    }


def _review(finding: Any) -> dict[str, Any]:
    return {
        "title": str(finding),
        "text": finding.get_proof_display(),
        "url": reverse("monitoring:finding-review", args=[finding.pk]),
        "when": date_format(timezone.localdate(finding.changed_at), "SHORT_DATE_FORMAT"),
        "icon": "finding",
    }


def _change(row: Any) -> dict[str, Any]:
    return {
        "title": str(row),
        "when": date_format(timezone.localtime(row.changed_at), "SHORT_DATETIME_FORMAT"),
        "text": row.get_state_display(),
        "url": row.get_absolute_url(),
    }
