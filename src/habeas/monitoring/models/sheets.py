"""Filled-in questionnaires: a sheet, its answers as typed columns, the scores of its sections."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.core.records import Protected
from habeas.monitoring.choices import SheetState, YesNo
from habeas.monitoring.models.visits import Visit
from habeas.monitoring.questionnaires import find, newest
from habeas.monitoring.questionnaires.definition import Questionnaire
from habeas.places.models import Site


class Sheet(Protected):
    """One questionnaire filled in at one visit, in the version in which it was begun."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="sheets", verbose_name=_("visit"))
    site = models.ForeignKey(
        Site, models.PROTECT, related_name="sheets", verbose_name=_("site"), editable=False
    )
    questionnaire = models.CharField(_("questionnaire"), max_length=40)
    form_version = models.PositiveSmallIntegerField(_("version of the questionnaire"))
    day = models.DateField(_("day"))
    state = models.CharField(_("state"), max_length=5, choices=SheetState.choices, default=SheetState.DRAFT)
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=1, null=True, editable=False)

    class Meta(Protected.Meta):
        verbose_name = _("filled-in questionnaire")
        verbose_name_plural = _("filled-in questionnaires")
        ordering = ["-day", "questionnaire"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "questionnaire"], name="monitoring_sheet_once_a_visit"),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__gte=0, score__lte=100),
                name="monitoring_sheet_score",
            ),
        ]
        indexes = [models.Index(fields=["site", "questionnaire", "day"], name="monitoring_sheet_by_site")]

    def __str__(self) -> str:
        return f"{self.title}, {self.day}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:sheet", args=[self.pk])

    @property
    def form(self) -> Questionnaire | None:
        """The published version in which it was begun."""
        return find(self.questionnaire, self.form_version)

    @property
    def title(self) -> str:
        """The title of the questionnaire in the reader's language."""
        return str(self.form.title) if self.form else self.questionnaire

    @property
    def is_older_version(self) -> bool:
        """True when a newer version of the questionnaire was published since."""
        current = newest(self.questionnaire)
        return current is not None and current.version > self.form_version


class Answer(Protected):
    """The answer to one question; exactly the column of the question's kind is filled."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="answers")
    question = models.CharField(_("question"), max_length=40)
    yes_no = models.CharField(_("answer"), max_length=7, choices=YesNo.choices, blank=True)
    code = models.CharField(_("answer"), max_length=30, blank=True)
    number = models.DecimalField(_("number"), max_digits=10, decimal_places=2, null=True, blank=True)
    text = models.TextField(_("text"), blank=True)
    day = models.DateField(_("day"), null=True, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["sheet", "question"], name="monitoring_answer_once")]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.question}"


class AnswerChoice(Protected):
    """One of several things that were chosen as an answer."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="chosen")
    code = models.CharField(_("answer"), max_length=30)

    class Meta(Protected.Meta):
        verbose_name = _("chosen answer")
        constraints = [models.UniqueConstraint(fields=["answer", "code"], name="monitoring_choice_once")]

    def __str__(self) -> str:
        return self.code


class SectionScore(Protected):
    """What one section of a completed sheet reached, from 0 to 100."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="section_scores")
    section = models.CharField(_("section"), max_length=40)
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=1)

    class Meta(Protected.Meta):
        verbose_name = _("score of a section")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "section"], name="monitoring_section_score_once")
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.score}"


def value_of(answer: Answer) -> Any:
    """What was answered, whatever its kind; None when nothing was."""
    chosen = [one.code for one in answer.chosen.all()]
    if chosen:
        return chosen
    if answer.number is not None:
        return answer.number
    return answer.yes_no or answer.code or answer.text or answer.day or None
