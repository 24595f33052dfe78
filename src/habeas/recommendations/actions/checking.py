"""What a follow-up visit is to look at: the recommendations that it checks."""

from __future__ import annotations

from collections.abc import Iterable

from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.links import link_rows
from habeas.core.rules import can_work
from habeas.monitoring.models import Visit
from habeas.recommendations import errors
from habeas.recommendations.models import Recommendation
from habeas.recommendations.queries import CHECKS, checked_at
from habeas.recommendations.rules import is_issued


@action("visit.checks", rule=can_work)
def check_at_visit(actor: Actor, visit: Visit, *, recommendations: Iterable[Recommendation]) -> Visit:
    """Say which issued recommendations a visit is to check; those named before stay."""
    known = set(checked_at(actor, visit).values_list("pk", flat=True))
    for one in recommendations:
        if not is_issued(actor, one):
            raise errors.not_issued(one)
        if one.issued_on is not None and visit.day < one.issued_on:
            raise errors.visit_before_issue(visit, one.issued_on)
        if one.pk not in known:
            link_rows(visit, CHECKS, one)
    return visit
