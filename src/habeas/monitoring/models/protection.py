"""Protection: what is done, and by when, after somebody suffered for talking to us."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.core.records import Protected
from habeas.core.terms.fields import TermField
from habeas.monitoring.choices import ProtectionState
from habeas.monitoring.models.incidents import Incident
from habeas.monitoring.models.interviews import Interview
from habeas.monitoring.models.visits import Visit
from habeas.people.models import Person


class ProtectionTask(Protected):
    """A reported reprisal, with a deadline. Interlocutors, interpreters and drivers count as cooperating too."""

    reference = models.CharField(_("reference"), max_length=20, editable=False)
    title = models.CharField(_("title"), max_length=200, help_text=_("Without names of persons."))
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="protection_tasks",
        verbose_name=_("person at risk"),
    )
    incident = models.ForeignKey(
        Incident,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="protection_tasks",
        verbose_name=_("incident"),
    )
    interview = models.ForeignKey(
        Interview,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="protection_tasks",
        verbose_name=_("interview"),
    )
    visit = models.ForeignKey(
        Visit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="protection_tasks",
        verbose_name=_("visit"),
    )
    reported = models.TextField(_("what was reported"), help_text=_("Without names of persons."))
    deadline = models.DateField(_("deadline"))
    state = models.CharField(
        _("state"), max_length=6, choices=ProtectionState.choices, default=ProtectionState.OPEN
    )
    outcome = models.TextField(_("outcome"), blank=True)
    closed_on = models.DateField(_("closed"), null=True, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("protection task")
        verbose_name_plural = _("protection tasks")
        ordering = ["deadline"]
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "reference"], name="monitoring_protection_reference"
            ),
            models.CheckConstraint(
                condition=models.Q(state=ProtectionState.OPEN)
                | (models.Q(closed_on__isnull=False) & ~models.Q(outcome="")),
                name="monitoring_protection_closed_says_how",
            ),
        ]
        indexes = [
            models.Index(fields=["compartment", "state", "deadline"], name="monitoring_protection_due")
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:protection-task", args=[self.pk])

    def is_overdue(self, today: date | None = None) -> bool:
        return self.state == ProtectionState.OPEN and self.deadline < (today or timezone.localdate())

    def search_text(self) -> str:
        return f"{self.reference} {self.title} {self.reported}"


class ProtectionMeasure(Protected):
    """What is done for the person at risk, and when it was done."""

    task = models.ForeignKey(ProtectionTask, models.CASCADE, related_name="measures")
    measure = TermField("protection_measure", _("measure"))
    note = models.CharField(_("note"), max_length=250, blank=True)
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("protection measure")
        verbose_name_plural = _("protection measures")
        ordering = ["due_on", "created_at"]

    def __str__(self) -> str:
        return str(self.get_measure_display())  # type: ignore[attr-defined]
