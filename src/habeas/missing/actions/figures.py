"""Freezing the figures of a session."""

from __future__ import annotations

from datetime import date

from habeas.coordination.models import Session
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.missing import errors
from habeas.missing.actions.days import not_to_come
from habeas.missing.models import SessionFigures
from habeas.missing.queries.figures import figures_between, frozen
from habeas.missing.rules import can_freeze


@action("figures.freeze", rule=can_freeze)
def freeze_figures(actor: Actor, session: Session, *, as_of: date | None = None) -> SessionFigures:
    """Freeze the list's figures for a session that has taken place; the chair is their source.

    They begin with what was presented at the session before, so that the series adds up.
    """
    until = as_of or session.day
    not_to_come(until, "as_of")
    last = _presented_before(actor, session, until)
    counted = figures_between(actor, last.as_of if last else None, until)
    told = (
        vars(counted) | {"before": last.open, "late": counted.before - last.open} if last else vars(counted)
    )
    figures: SessionFigures = SessionFigures.objects.create(
        compartment=session.compartment,
        session=session,
        source=session.body.chair,
        as_of=until,
        since=last.as_of if last else None,
        **told,
    )
    return figures


def _presented_before(actor: Actor, session: Session, until: date) -> SessionFigures | None:
    """The figures frozen last; raises Invalid when this session's are, or those of a later one."""
    earlier = frozen(actor).filter(session__body=session.body_id)
    if earlier.filter(session=session).exists():
        raise errors.figures_are_frozen(session)
    last: SessionFigures | None = earlier.order_by("-as_of", "-created_at").first()
    if last is not None and last.as_of > until:
        raise errors.later_figures_stand(last.session)
    return last
