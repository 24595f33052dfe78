"""Who may do what with recommendations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.rules import can_clear, can_work, rule
from habeas.monitoring.choices import SETTLED
from habeas.monitoring.rules import is_confirmed
from habeas.recommendations.choices import NOT_ISSUED, Outcome, RecommendationState
from habeas.recommendations.models import Recommendation
from habeas.recommendations.queries import authors_of, is_rejected


@rule(
    _("The recommendation is no draft any more."),
    _("Take it back from clearance; once it is issued, make a new one."),
)
def is_draft(actor: Actor, recommendation: Recommendation) -> bool:
    return recommendation.state == RecommendationState.DRAFT


@rule(_("The recommendation has not been issued."), _("Somebody who may clear it issues it first."))
def is_issued(actor: Actor, recommendation: Recommendation) -> bool:
    return recommendation.state not in (*NOT_ISSUED, RecommendationState.WITHDRAWN)


@rule(_("The recommendation was issued already."), _("Make a new recommendation."))
def may_be_issued(actor: Actor, recommendation: Recommendation) -> bool:
    return recommendation.state in NOT_ISSUED


@rule(
    _("The finding that it rests on is not confirmed any more."),
    _("Have the finding reviewed again, or withdraw the recommendation."),
)
def rests_on_a_settled_finding(actor: Actor, recommendation: Recommendation) -> bool:
    return not unsettled(recommendation)


def unsettled(recommendation: Recommendation) -> bool:
    """True when a recommendation rests on a finding that was opened again or withdrawn."""
    finding = getattr(recommendation, "finding", None)
    return finding is not None and finding.state not in SETTLED


@rule(_("The recommendation is withdrawn already."), _("Make a new recommendation."))
def is_not_withdrawn(actor: Actor, recommendation: Recommendation) -> bool:
    return recommendation.state != RecommendationState.WITHDRAWN


@rule(_("The recommendation is not in clearance."), _("Send it to clearance first."))
def is_in_clearance(actor: Actor, recommendation: Recommendation) -> bool:
    return recommendation.state == RecommendationState.IN_CLEARANCE


@rule(
    _("Nobody clears their own recommendation, or one on which they wrote."),
    _("Ask a colleague who may clear recommendations."),
)
def is_not_the_author(actor: Actor, recommendation: Recommendation) -> bool:
    return actor.id not in authors_of(actor, recommendation)


@rule(
    _("The recommendation is neither late, nor rejected, nor graded as not carried out."),
    _("Escalation, training and advice follow when nothing happens."),
)
def is_unanswered(actor: Actor, recommendation: Recommendation) -> bool:
    return needs_consequence(recommendation)


def needs_consequence(recommendation: Recommendation) -> bool:
    """True when it is overdue, silent or rejected, or its newest grade says: not carried out, or only in part."""
    if recommendation.is_overdue() or recommendation.is_silent() or is_rejected(recommendation):
        return True
    newest = next(iter(recommendation.grades.all()), None)
    return newest is not None and newest.outcome in (Outcome.NOT, Outcome.PARTLY)


can_recommend = can_work & is_confirmed
can_edit = can_work & is_draft
can_send_to_clearance = can_work & is_draft
can_recall = can_work & is_in_clearance
can_issue = can_clear & may_be_issued & is_not_the_author & rests_on_a_settled_finding
can_withdraw = can_clear & is_not_withdrawn & is_not_the_author
can_record = can_work & is_issued
can_follow_with_activity = can_record & is_unanswered
