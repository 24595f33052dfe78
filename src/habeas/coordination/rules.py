"""Who may do what in coordination: the chair is neutral, and no delegation writes what is the chair's."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from habeas.coordination.choices import ActivityState, RequestState, SessionState
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


@rule(_("The paper was shared and is not changed."), _("Write a new paper."))
def is_own_draft(actor: Actor, paper: Paper) -> bool:
    return paper.state == "own"


can_chair = can_work & is_neutral
can_chair_session = can_work & is_neutral & takes_place
can_answer = can_work & was_asked & is_waiting
can_withdraw = can_work & has_asked & is_waiting
can_edit_paper = can_work & is_own_draft


@rule(_("The activity is not planned any more."), _("Plan a new one."))
def is_still_planned(actor: Actor, activity: Activity) -> bool:
    return activity.state == ActivityState.PLANNED


can_change_activity = can_work & is_still_planned
