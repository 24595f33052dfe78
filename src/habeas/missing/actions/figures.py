"""Freezing the figures of a session."""

from __future__ import annotations

from datetime import date

from habeas.coordination.models import Session
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.missing import errors
from habeas.missing.models import SessionFigures
from habeas.missing.queries.figures import figures_between, frozen
from habeas.missing.rules import can_keep


@action("figures.freeze", rule=can_keep)
def freeze_figures(actor: Actor, session: Session, *, as_of: date | None = None) -> SessionFigures:
    """Freeze the list's figures for a session, counted from the session before; the chair is their source."""
    earlier = frozen(actor).filter(session__body=session.body_id)
    if earlier.filter(session=session).exists():
        raise errors.figures_are_frozen(session)
    until = as_of or session.day
    last = earlier.filter(as_of__lt=until).order_by("-as_of").first()
    counted = figures_between(actor, last.as_of if last else None, until)
    figures: SessionFigures = SessionFigures.objects.create(
        compartment=session.compartment,
        session=session,
        source=session.body.chair,
        as_of=until,
        since=last.as_of if last else None,
        **vars(counted),
    )
    return figures
