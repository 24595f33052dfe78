"""The do-no-harm check of a visit: questions with levels; the highest answer is the risk."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from habeas.core.records import Protected
from habeas.monitoring.choices import RiskLevel, RiskOccasion, RiskQuestion
from habeas.monitoring.models.visits import Visit


class VisitRisk(Protected):
    """One check of what a visit may do to the people it meets; checks are added, never changed."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="risks")
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    occasion = models.CharField(
        _("why it is checked"), max_length=10, choices=RiskOccasion.choices, default=RiskOccasion.PLANNING
    )
    news = models.TextField(_("what became known"), blank=True)
    level = models.CharField(_("risk of harm"), max_length=6, choices=RiskLevel.choices)
    benefit = models.TextField(_("what good the visit does"), blank=True)
    mitigation = models.TextField(_("what is done against the risk"), blank=True)
    until = models.DateField(_("check again by"))

    class Meta(Protected.Meta):
        verbose_name = _("risk check")
        verbose_name_plural = _("risk checks")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["visit", "number"], name="monitoring_risk_number")]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_level_display()}"


class VisitRiskAnswer(Protected):
    """The answer to one question of a check."""

    risk = models.ForeignKey(VisitRisk, models.CASCADE, related_name="answers")
    question = models.CharField(_("question"), max_length=12, choices=RiskQuestion.choices)
    level = models.CharField(_("risk of harm"), max_length=6, choices=RiskLevel.choices)

    class Meta(Protected.Meta):
        verbose_name = _("answer of a risk check")
        constraints = [models.UniqueConstraint(fields=["risk", "question"], name="monitoring_risk_answer")]

    def __str__(self) -> str:
        return f"{self.get_question_display()} {self.get_level_display()}"
