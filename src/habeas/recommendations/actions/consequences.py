"""When nothing happens: escalation, training or advice, and what a later visit shows of it."""

from __future__ import annotations

from typing import Any

from habeas.access.models import Compartment
from habeas.coordination.actions.activities import plan_activity
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.rules import can_work
from habeas.recommendations import errors, rules
from habeas.recommendations.models import Consequence, FollowUp, Recommendation


@action("recommendation.follow_with_activity", rule=rules.can_follow_with_activity)
def follow_with_activity(actor: Actor, recommendation: Recommendation, **activity: Any) -> Consequence:
    """Plan an escalation, training or advice because a recommendation was not carried out."""
    home = Compartment.objects.visible_to(actor).get(pk=recommendation.compartment)
    planned = plan_activity(actor, home, **activity)
    return Consequence.objects.create(
        compartment=recommendation.compartment, recommendation=recommendation, activity=planned
    )


@action("recommendation.record_effect", rule=can_work)
def record_effect(
    actor: Actor, consequence: Consequence, *, follow_up: FollowUp, effect: str, note: str = ""
) -> Consequence:
    """Say what a later visit showed of an escalation, training or advice."""
    if follow_up.recommendation_id != consequence.recommendation_id:
        raise errors.follow_up_of_another(follow_up)
    if follow_up.visit.day < consequence.activity.starts_on:
        raise errors.seen_before_it_was_done(follow_up.visit, consequence.activity)
    consequence.follow_up, consequence.effect, consequence.note = follow_up, effect, note
    consequence.save()
    return consequence
