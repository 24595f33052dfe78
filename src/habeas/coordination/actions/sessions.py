"""Calling sessions, minuting them, deciding."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.access.actions.shares import end_shares_of_basis
from habeas.access.choices import ShareBasis
from habeas.coordination import errors
from habeas.coordination.choices import SessionState
from habeas.coordination.models import ActionItem, AgendaItem, Body, Decision, Session
from habeas.coordination.rules import can_chair, can_chair_session, can_move_session, can_prepare, can_record
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.editing import check_seen


@action("session.call", rule=can_chair)
def call_session(actor: Actor, body: Body, *, number: int, **fields: Any) -> Session:
    """Call a session of a body."""
    if Session.objects.visible_to(actor).filter(body=body, number=number).exists():
        raise errors.number_taken(number)
    session: Session = Session.objects.create(
        compartment=body.compartment, body=body, number=number, **fields
    )
    return session


@action("session.move", rule=can_move_session)
def move_session(
    actor: Actor, session: Session, *, day: date, seen_version: int | None = None, **fields: Any
) -> Session:
    """Change day, place or openness of a session that is planned; its number stays."""
    check_seen(session, seen_version)
    session.day = day
    for name, value in fields.items():
        setattr(session, name, value)
    session.save()
    return session


@action("session.cancel", rule=can_move_session)
def cancel_session(actor: Actor, session: Session) -> Session:
    """Cancel a session; its number is not given again."""
    session.state = SessionState.CANCELLED
    session.save()
    return session


@action("session.agenda", rule=can_prepare)
def add_to_agenda(actor: Actor, session: Session, *, title: str, note: str = "") -> AgendaItem:
    """Put a point on the agenda."""
    return AgendaItem.objects.create(  # type: ignore[no-any-return]
        compartment=session.compartment,
        session=session,
        number=_next(AgendaItem, actor, session),
        title=title,
        note=note,
    )


@action("session.point", rule=can_chair)
def edit_point(actor: Actor, item: AgendaItem, *, title: str, note: str = "") -> AgendaItem:
    """Change a point of the agenda, or note what was said on it; not once the minutes are agreed."""
    if item.session.minutes_agreed_on:
        raise errors.minutes_are_agreed(item.session.minutes_agreed_on)
    item.title, item.note = title, note
    item.save()
    return item


def _next(model: Any, actor: Actor, session: Session) -> int:
    last = model.objects.visible_to(actor).filter(session=session).aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


@action("session.minutes", rule=can_chair_session)
def write_minutes(
    actor: Actor, session: Session, *, minutes: str, seen_version: int | None = None
) -> Session:
    """Write the minutes; the session has then been held."""
    check_seen(session, seen_version)
    if session.day > timezone.localdate():
        raise errors.not_held_yet(session)
    if session.minutes_agreed_on:
        raise errors.minutes_are_agreed(session.minutes_agreed_on)
    session.minutes, session.state = minutes, SessionState.HELD
    session.save()
    return session


@action("session.agree", rule=can_chair_session)
def agree_minutes(actor: Actor, session: Session, *, on: date | None = None) -> Session:
    """Record that the parties agreed the minutes; from then on they stand."""
    if session.state != SessionState.HELD:
        raise errors.not_held_yet(session)
    if session.minutes_agreed_on:
        raise errors.minutes_are_agreed(session.minutes_agreed_on)
    session.minutes_agreed_on = on or timezone.localdate()
    session.save()
    return session


@action("session.decide", rule=can_record)
def record_decision(actor: Actor, session: Session, *, text: str, **fields: Any) -> Decision:
    """Record what the session decided."""
    return Decision.objects.create(  # type: ignore[no-any-return]
        compartment=session.compartment,
        session=session,
        number=_next(Decision, actor, session),
        text=text,
        **fields,
    )


@action("decision.revoke", rule=can_chair)
def revoke_decision(actor: Actor, decision: Decision, *, on: date | None = None) -> Decision:
    """Revoke a decision; every share that rests on it ends at once."""
    decision.revoked_on = on or timezone.localdate()
    decision.save()
    end_shares_of_basis(ShareBasis.DECISION, decision.pk, why=str(_("decision revoked")))
    return decision


@action("session.action_item", rule=can_record)
def add_action_item(actor: Actor, session: Session, *, due_on: date, **fields: Any) -> ActionItem:
    """Record who does what until when."""
    if due_on < session.day:
        raise errors.due_before_asked(due_on, session.day)
    return ActionItem.objects.create(  # type: ignore[no-any-return]
        compartment=session.compartment, session=session, due_on=due_on, **fields
    )


@action("action_item.finish", rule=can_chair)
def finish_action_item(actor: Actor, item: ActionItem, *, done_on: date, outcome: str) -> ActionItem:
    """Record what came of an action item."""
    item.done_on, item.outcome = done_on, outcome
    item.save()
    return item
