"""Reporting a visit, recording the reply, publishing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.monitoring import errors, rules
from habeas.monitoring.choices import VisitState
from habeas.monitoring.models import Visit, VisitReport


@action("visit.report", rule=rules.can_report)
def report_visit(
    actor: Actor, visit: Visit, *, sent_on: date, reply_due: date | None = None, **details: Any
) -> VisitReport:
    """Record the report of a visit and to whom it was sent; the visit is reported then."""
    _check_day(sent_on, visit.day, "sent_on")
    if reply_due is not None and reply_due < sent_on:
        raise errors.day_before(reply_due, sent_on, "reply_due")
    report = VisitReport.objects.create(
        compartment=visit.compartment, visit=visit, sent_on=sent_on, reply_due=reply_due, **details
    )
    visit.state = VisitState.REPORTED
    visit.save()
    return report


@action("visit.reply", rule=rules.can_record_reply)
def record_reply(actor: Actor, report: VisitReport, *, replied_on: date, reply: str) -> VisitReport:
    """Record what was replied to a report."""
    _check_day(replied_on, report.sent_on, "replied_on")
    report.replied_on, report.reply = replied_on, reply.strip()
    report.save()
    return report


@action("visit.publish", rule=rules.can_publish, verb="clear")
def publish_report(actor: Actor, report: VisitReport, *, published_on: date) -> VisitReport:
    """Say that a report was published; its visit counts in the public figures from then on."""
    _check_day(published_on, report.sent_on, "published_on")
    report.published_on = published_on
    report.save()
    return report


def _check_day(day: date, earliest: date, field: str) -> None:
    if day > timezone.localdate():
        raise errors.day_in_the_future(day, field)
    if day < earliest:
        raise errors.day_before(day, earliest, field)
