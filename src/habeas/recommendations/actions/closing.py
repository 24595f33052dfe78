"""Closing a finding once everything that was recommended on it is carried out."""

from __future__ import annotations

from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.monitoring.actions import close_finding
from habeas.monitoring.models import Finding
from habeas.monitoring.rules import can_close
from habeas.recommendations import errors
from habeas.recommendations.queries import is_done_with, of_finding


@action("recommendation.close_finding", rule=can_close)
def close_carried_out(actor: Actor, finding: Finding) -> Finding:
    """Close a confirmed finding whose recommendations are all graded as implemented, or overtaken by events."""
    made = list(of_finding(actor, finding))
    if not made:
        raise errors.nothing_recommended()
    still_open = [row for row in made if not is_done_with(row)]
    if still_open:
        raise errors.not_carried_out(still_open)
    closed: Finding = close_finding(actor, finding)
    return closed
