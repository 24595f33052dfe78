"""The do-no-harm check of a visit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.monitoring import errors
from habeas.monitoring.choices import RiskLevel, RiskOccasion, RiskQuestion, VisitState
from habeas.monitoring.models import Visit, VisitRisk, VisitRiskAnswer
from habeas.monitoring.rules import can_check_risk

HOLDS_FOR = timedelta(days=30)
"""A check holds until the planned day, or for this long when no day is set."""


@action("visit.risk", rule=can_check_risk)
def check_risk(
    actor: Actor,
    visit: Visit,
    *,
    answers: Mapping[str, str],
    occasion: str = RiskOccasion.PLANNING,
    news: str = "",
    benefit: str = "",
    mitigation: str = "",
    until: date | None = None,
) -> VisitRisk:
    """Answer the questions of the risk check; the highest answer is the risk.

    An approval given before ends: whoever agreed did not know what is known now. A risk above low needs measures.
    """
    level = highest(answers)
    _check_answers(answers, level, mitigation)
    if occasion == RiskOccasion.DISCLOSURE and not news.strip():
        raise errors.disclosure_unexplained()
    until = until or max(visit.planned_for, timezone.localdate()) + HOLDS_FOR
    made = VisitRisk.objects.create(
        compartment=visit.compartment,
        visit=visit,
        number=visit.risks.count() + 1,
        occasion=occasion,
        news=news.strip(),
        level=level,
        benefit=benefit.strip(),
        mitigation=mitigation.strip(),
        until=until,
    )
    for question in RiskQuestion.values:
        VisitRiskAnswer.objects.create(
            compartment=visit.compartment, risk=made, question=question, level=answers[question]
        )
    _take_over(visit, made)
    return made


def highest(answers: Mapping[str, str]) -> str:
    """The highest of the levels; low for no answers."""
    return max(answers.values(), key=RiskLevel.values.index, default=RiskLevel.LOW)


def _check_answers(answers: Mapping[str, Any], level: str, mitigation: str) -> None:
    for question in RiskQuestion.values:
        if answers.get(question) not in RiskLevel.values:
            raise errors.risk_unanswered(RiskQuestion(question).label, question)
    if level != RiskLevel.LOW and not mitigation.strip():
        raise errors.risk_without_measures(RiskLevel(level).label)


def _take_over(visit: Visit, risk: VisitRisk) -> None:
    visit.risk_level, visit.risk_until = risk.level, risk.until
    stops = risk.level == RiskLevel.HIGH or visit.state == VisitState.APPROVED
    if stops:
        visit.state, visit.approved_by, visit.approved_at = VisitState.PLANNED, None, None
    visit.save()
