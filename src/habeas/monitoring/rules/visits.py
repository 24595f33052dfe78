"""Who may do what with a visit, and when."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.rules import can_clear, can_work, rule
from habeas.monitoring.choices import VisitState
from habeas.monitoring.models import Restriction, Visit, VisitReport


@rule(_("The visit is not planned any more."), _("Plan a new visit."))
def is_planned(actor: Actor, visit: Visit) -> bool:
    return visit.state == VisitState.PLANNED


@rule(_("The visit is over or was cancelled."), _("Plan a new visit."))
def is_to_come(actor: Actor, visit: Visit) -> bool:
    return visit.is_to_come


@rule(_("The visit is under way already."), _("Say that it was carried out, or cancel it."))
def has_not_begun(actor: Actor, visit: Visit) -> bool:
    return visit.state != VisitState.UNDER_WAY


@rule(_("The risk of the visit was not checked."), _("Answer the questions of the risk check first."))
def risk_is_checked(actor: Actor, visit: Visit) -> bool:
    return bool(visit.risk_level)


@rule(
    _("The visit has a high risk and nobody else has agreed to it."),
    _("Ask for approval, then approve the visit."),
)
def risk_is_accepted(actor: Actor, visit: Visit) -> bool:
    return not visit.is_high_risk or visit.state != VisitState.PLANNED


@rule(_("The risk of the visit should have been checked again by now."), _("Check the risk again."))
def risk_is_recent(actor: Actor, visit: Visit) -> bool:
    return visit.risk_until is None or visit.risk_until >= timezone.localdate()


@rule(_("The visit has not been carried out."), _("Record first that it took place."))
def is_carried_out(actor: Actor, visit: Visit) -> bool:
    return visit.took_place


@rule(_("The visit has not begun."), _("Record first that it began or took place."))
def has_begun(actor: Actor, visit: Visit) -> bool:
    return visit.took_place or visit.state == VisitState.UNDER_WAY


@rule(_("There is no report to write: the visit was not carried out, or was reported already."))
def is_unreported(actor: Actor, visit: Visit) -> bool:
    return visit.state == VisitState.CARRIED_OUT


@rule(_("The visit was cancelled."), _("Plan a new visit."))
def is_not_cancelled(actor: Actor, visit: Visit) -> bool:
    return visit.state != VisitState.CANCELLED


@rule(_("A reply is recorded already."))
def has_no_reply(actor: Actor, report: VisitReport) -> bool:
    return report.replied_on is None


@rule(_("The report is published already."))
def is_unpublished(actor: Actor, report: VisitReport) -> bool:
    return report.published_on is None


@rule(_("What was done about it is recorded already."))
def is_not_raised(actor: Actor, restriction: Restriction) -> bool:
    return not restriction.raised


can_plan_again = can_work & is_to_come & has_not_begun
can_check_risk = can_work & is_to_come
can_approve = can_work & is_planned & risk_is_checked & risk_is_recent
can_carry_out = can_work & is_to_come & risk_is_checked & risk_is_accepted
"""Whether the check still held on the day of the visit is asked by the action, which knows that day."""
can_start = can_carry_out & has_not_begun & risk_is_recent
can_cancel = can_work & is_to_come
can_observe = can_work & has_begun
can_join = can_work & is_not_cancelled
can_report = can_work & is_unreported
can_record_reply = can_work & has_no_reply
can_publish = can_clear & is_unpublished
can_raise = can_work & is_not_raised
