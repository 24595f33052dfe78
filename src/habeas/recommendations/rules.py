"""Who may do what with recommendations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.rules import can_clear, can_work, rule
from habeas.monitoring.choices import FindingState
from habeas.monitoring.models import Finding
from habeas.recommendations.choices import RecommendationState
from habeas.recommendations.models import Recommendation


@rule(_("The finding is not confirmed."), _("A second person reviews it first."))
def finding_is_confirmed(actor: Actor, finding: Finding) -> bool:
    return finding.state in (FindingState.CONFIRMED, FindingState.CLOSED)


@rule(_("The recommendation was issued already."), _("Make a new recommendation."))
def is_draft(actor: Actor, recommendation: Recommendation) -> bool:
    return recommendation.state == RecommendationState.DRAFT


@rule(_("The recommendation has not been issued."), _("Somebody who may clear it issues it first."))
def is_issued(actor: Actor, recommendation: Recommendation) -> bool:
    return recommendation.state != RecommendationState.DRAFT


can_recommend = can_work & finding_is_confirmed
can_edit = can_work & is_draft
can_issue = can_clear & is_draft
can_record = can_work & is_issued
