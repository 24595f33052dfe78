"""Requests between sides, and papers that one side hands to all."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

from django.utils import timezone

from habeas.access.models import Organisation
from habeas.coordination import errors
from habeas.coordination.choices import PaperState, RequestState
from habeas.coordination.models import Paper, Request
from habeas.coordination.queries import exchanges, is_exchange, language_versions
from habeas.coordination.rules import (
    can_answer,
    can_edit_paper,
    can_remind,
    can_take_back,
    can_withdraw,
    can_work,
)
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.counters import next_reference
from habeas.core.files.actions import attach_file, open_file
from habeas.core.files.queries import files_of


def _must_speak_for(actor: Actor, organisation: Organisation) -> None:
    if not (actor.everywhere or organisation.pk in actor.organisations):
        raise errors.not_your_side(organisation)


def _must_reach_all(actor: Actor, compartment: Any) -> None:
    if not (actor.everywhere or exchanges(actor).filter(pk=compartment.pk).exists()):
        raise errors.not_where_sides_exchange(compartment)


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
    _must_reach_all(actor, compartment)
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


@action("request.decline", rule=can_answer)
def decline_request(actor: Actor, request: Request, *, reason: str) -> Request:
    """Say that the side that was asked gives no answer, and why; the other side and the chair read it."""
    request.answer, request.answered_on = reason, timezone.localdate()
    request.state = RequestState.DECLINED
    request.save()
    return request


@action("request.remind", rule=can_remind)
def remind_of_request(actor: Actor, request: Request) -> Request:
    """Remind the side that was asked, once a day at most; it stands on their home page and on the request."""
    today = timezone.localdate()
    if request.reminded_on == today:
        raise errors.reminded_today(request)
    request.reminded_on = today
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
    if not actor.everywhere and is_exchange(actor, compartment):
        raise errors.all_sides_read_there(compartment)
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


@action("paper.translate", rule=can_edit_paper)
def translate_paper(actor: Actor, paper: Paper, *, language: str, **fields: Any) -> Paper:
    """Write a paper in another language, beside the first one; each version is shared by itself."""
    first = paper.version_of_id or paper.pk
    if any(one.language == language for one in (paper, *language_versions(actor, paper))):
        raise errors.language_taken(paper)
    version: Paper = Paper.objects.create(
        compartment=paper.compartment,
        organisation=paper.organisation,
        version_of_id=first,
        language=language,
        **fields,
    )
    return version


@action("paper.share", rule=can_edit_paper)
def share_paper(actor: Actor, paper: Paper, *, compartment: Any) -> Paper:
    """Hand a paper to the mechanism: a copy as it is now, for all sides; own paper and copy are fixed from then on."""
    _must_speak_for(actor, paper.organisation)
    _must_reach_all(actor, compartment)
    shared: Paper = Paper.objects.create(
        compartment=compartment.pk,
        organisation=paper.organisation,
        title=paper.title,
        text=paper.text,
        dated=paper.dated,
        language=paper.language,
        version_of_id=_version_there(actor, paper),
    )
    _hand_over_files(actor, paper, shared)
    shared.state = PaperState.SHARED
    shared.save()
    paper.state, paper.handed_over = PaperState.SHARED, shared.pk
    paper.save()
    return shared


def _version_there(actor: Actor, paper: Paper) -> UUID | None:
    """The first shared version of a paper in another language, where the sides exchange."""
    shared = [one.handed_over for one in language_versions(actor, paper) if one.handed_over]
    copy = Paper.objects.visible_to(actor).filter(pk__in=shared).order_by("created_at").first()
    return (copy.version_of_id or copy.pk) if copy else None


def _hand_over_files(actor: Actor, paper: Paper, shared: Paper) -> None:
    for file in files_of(actor, paper):
        opened = open_file(actor, file)
        body = BytesIO(b"".join(opened.chunks))
        attach_file(actor, shared, name=opened.name, source=body, size=opened.size, title=file.title)


@action("paper.take_back", rule=can_take_back)
def take_back_paper(actor: Actor, paper: Paper) -> Paper:
    """Take a shared paper back: its copy keeps title and day and loses its text; the own paper may change again.

    What was read cannot be unread, and the trail keeps that it was shared.
    """
    _must_speak_for(actor, paper.organisation)
    copy = Paper.objects.workable_by(actor).filter(pk=paper.handed_over).first()
    if copy is not None:
        copy.state, copy.text, copy.taken_back_on = PaperState.TAKEN_BACK, "", timezone.localdate()
        copy.save()
    paper.state, paper.handed_over = PaperState.OWN, None
    paper.save()
    return paper
