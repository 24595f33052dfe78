"""Who may do what in coordination: the chair is neutral, and no delegation writes what is the chair's."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.coordination.choices import ActivityState, PaperState, RequestState, SessionState
from habeas.coordination.models import Activity, Paper, Request, Session
from habeas.coordination.queries import sits_in_a_delegation
from habeas.core.actors import Actor
from habeas.core.rules import can_read, can_work, rule

__all__ = ["can_read", "can_work"]


@rule(
    _("Lists, agenda and figures are the chair's; a delegation does not change them."),
    _("Ask the chair, or put it to a session."),
)
def is_neutral(actor: Actor, target: Any) -> bool:
    return actor.everywhere or not sits_in_a_delegation(actor)


@rule(_("The session was cancelled."), _("Call a new one."))
def takes_place(actor: Actor, session: Session) -> bool:
    return session.state != SessionState.CANCELLED


@rule(_("The request waits for no answer."), _("Make a new request."))
def is_waiting(actor: Actor, request: Request) -> bool:
    return request.state == RequestState.OPEN


@rule(_("Only the side that was asked answers."), _("Make a request of your own."))
def was_asked(actor: Actor, request: Request) -> bool:
    return actor.everywhere or request.asked_of_id in actor.organisations


@rule(_("Only the side that asked withdraws the request."), "")
def has_asked(actor: Actor, request: Request) -> bool:
    return actor.everywhere or request.asked_by_id in actor.organisations


@rule(_("Only the side whose paper it is changes or shares it."), _("Write a paper of your own side."))
def is_own_side(actor: Actor, paper: Paper) -> bool:
    return actor.everywhere or paper.organisation_id in actor.organisations


@rule(_("The paper was shared and is not changed."), _("Take it back, or write a new paper."))
def is_own_draft(actor: Actor, paper: Paper) -> bool:
    return paper.state == PaperState.OWN


@rule(_("The paper is not shared."), "")
def is_shared(actor: Actor, paper: Paper) -> bool:
    return paper.state == PaperState.SHARED and paper.handed_over is not None


@rule(_("The session is still to come."), _("Prepare its agenda, and record this on the day or later."))
def has_come(actor: Actor, session: Session) -> bool:
    return session.day <= timezone.localdate()


@rule(_("The minutes were agreed: the record of this session is closed."), _("Put it to the next session."))
def is_not_agreed(actor: Actor, session: Session) -> bool:
    return session.minutes_agreed_on is None


@rule(_("The session is not planned any more."), _("What was held is not moved; call a new session."))
def is_planned(actor: Actor, session: Session) -> bool:
    return session.state == SessionState.PLANNED


@rule(_("Only the side that asked, or the chair, reminds."), "")
def may_remind(actor: Actor, request: Request) -> bool:
    return has_asked(actor, request) or actor.may("session.chair")


can_chair = can_work & is_neutral
can_chair_session = can_work & is_neutral & takes_place
can_minute = can_chair_session & has_come
can_prepare = can_chair_session & is_not_agreed
can_record = can_minute & is_not_agreed
can_move_session = can_chair & is_planned
can_answer = can_work & was_asked & is_waiting
can_withdraw = can_work & has_asked & is_waiting
can_remind = can_work & may_remind & is_waiting
can_edit_paper = can_work & is_own_side & is_own_draft
can_take_back = can_work & is_own_side & is_shared


@rule(_("The activity is not planned any more."), _("Plan a new one."))
def is_still_planned(actor: Actor, activity: Activity) -> bool:
    return activity.state == ActivityState.PLANNED


can_change_activity = can_work & is_still_planned
