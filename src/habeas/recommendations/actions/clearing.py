"""From draft to issue: the steps of clearance that the compartment demands."""

from __future__ import annotations

from django.utils import timezone

from habeas.access.actions.approvals import ask_approval, withdraw_approval
from habeas.access.choices import ApprovalState
from habeas.access.models import Approval
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.monitoring.errors import no_reason
from habeas.recommendations import clearance, errors, rules
from habeas.recommendations.choices import RecommendationState
from habeas.recommendations.models import Recommendation


@action("recommendation.send_to_clearance", rule=rules.can_send_to_clearance)
def send_to_clearance(actor: Actor, recommendation: Recommendation) -> Recommendation:
    """Ask everybody whom the compartment names to clear a recommendation; it is not edited meanwhile."""
    _check_lead(recommendation)
    recommendation.state = RecommendationState.IN_CLEARANCE
    recommendation.save()
    for step in clearance.steps_of(actor, recommendation):
        kind = clearance.STEPS[step].code
        ask_approval(actor, recommendation, kind=kind, reason=str(recommendation))
    return recommendation


def _check_lead(recommendation: Recommendation) -> None:
    if not recommendation.addressees.filter(is_lead=True).exists():
        raise errors.no_lead()


@action("recommendation.recall", rule=rules.can_recall)
def recall(actor: Actor, recommendation: Recommendation) -> Recommendation:
    """Take a recommendation back from clearance to change it; what was agreed falls with the old version."""
    asked = Approval.objects.visible_to(actor).filter(
        record=recommendation.pk, state=ApprovalState.ASKED, asked_by=actor.id, expires_at__gt=timezone.now()
    )
    for question in asked:
        withdraw_approval(actor, question)
    recommendation.state = RecommendationState.DRAFT
    recommendation.save()
    return recommendation


@action("recommendation.withdraw", rule=rules.can_withdraw, verb="clear")
def withdraw_recommendation(actor: Actor, recommendation: Recommendation, *, reason: str) -> Recommendation:
    """Withdraw a recommendation, as somebody who did not write it; it stays to be read and counts no more."""
    if not reason.strip():
        raise no_reason()
    recommendation.state, recommendation.withdrawn_because = RecommendationState.WITHDRAWN, reason
    recommendation.save()
    return recommendation


@action("recommendation.issue", rule=rules.can_issue, verb="clear")
def issue_recommendation(actor: Actor, recommendation: Recommendation) -> Recommendation:
    """Issue a recommendation to its addressees, once every step of clearance is taken."""
    _check_lead(recommendation)
    missing = clearance.missing_steps(actor, recommendation)
    if missing:
        raise errors.clearance_missing(missing)
    recommendation.state, recommendation.issued_on = RecommendationState.ISSUED, timezone.localdate()
    recommendation.save()
    return recommendation
