"""Requests between sides, and papers that one side hands to all."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from habeas.access.models import Organisation
from habeas.coordination import errors
from habeas.coordination.choices import PaperState, RequestState
from habeas.coordination.models import Paper, Request
from habeas.coordination.rules import can_answer, can_edit_paper, can_withdraw, can_work
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.counters import next_reference


def _must_speak_for(actor: Actor, organisation: Organisation) -> None:
    if not (actor.everywhere or organisation.pk in actor.organisations):
        raise errors.not_your_side(organisation)


@action("request.make", rule=can_work)
def make_request(
    actor: Actor,
    compartment: Any,
    *,
    asked_by: Organisation,
    asked_of: Organisation,
    due_on: date,
    about: Any = None,
    **fields: Any,
) -> Request:
    """Ask another side for information until a day; for one's own side only."""
    _must_speak_for(actor, asked_by)
    today = timezone.localdate()
    if due_on < today:
        raise errors.due_before_asked(due_on, today)
    request: Request = Request.objects.create(
        compartment=compartment.pk,
        reference=next_reference(compartment.pk, "Q"),
        asked_by=asked_by,
        asked_of=asked_of,
        due_on=due_on,
        about_model=about._meta.label_lower if about is not None else "",
        about=about.pk if about is not None else None,
        **fields,
    )
    return request


@action("request.answer", rule=can_answer)
def answer_request(actor: Actor, request: Request, *, answer: str) -> Request:
    """Answer a request, as the side that was asked."""
    request.answer, request.answered_on = answer, timezone.localdate()
    request.state = RequestState.ANSWERED
    request.save()
    return request


@action("request.withdraw", rule=can_withdraw)
def withdraw_request(actor: Actor, request: Request) -> Request:
    """Withdraw a request that was not answered."""
    request.state = RequestState.WITHDRAWN
    request.save()
    return request


@action("paper.write", rule=can_work)
def write_paper(actor: Actor, compartment: Any, *, organisation: Organisation, **fields: Any) -> Paper:
    """Write a paper of one's own side; nobody else sees it."""
    _must_speak_for(actor, organisation)
    paper: Paper = Paper.objects.create(compartment=compartment.pk, organisation=organisation, **fields)
    return paper


@action("paper.edit", rule=can_edit_paper)
def edit_paper(actor: Actor, paper: Paper, **fields: Any) -> Paper:
    """Change a paper that was not shared."""
    fields.pop("seen_version", None)
    for name, value in fields.items():
        setattr(paper, name, value)
    paper.save()
    return paper


@action("paper.share", rule=can_edit_paper)
def share_paper(actor: Actor, paper: Paper, *, compartment: Any) -> Paper:
    """Hand a paper to the mechanism: a copy as it is now, for all sides; own paper and copy are fixed from then on."""
    _must_speak_for(actor, paper.organisation)
    shared: Paper = Paper.objects.create(
        compartment=compartment.pk,
        organisation=paper.organisation,
        title=paper.title,
        text=paper.text,
        dated=paper.dated,
        state=PaperState.SHARED,
    )
    paper.state = PaperState.SHARED
    paper.save()
    return shared
