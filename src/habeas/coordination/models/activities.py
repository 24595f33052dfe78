"""Activities: trainings, advice, escalations, meetings and events, each under a task of the mandate."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Organisation, Unit
from habeas.coordination.choices import ActivityKind, ActivityPart, ActivityState, ActivityType, Level
from habeas.core.records import Protected
from habeas.core.terms.fields import TermField
from habeas.mandate.models import Task
from habeas.places.models import Municipality


class Activity(Protected):
    """What a unit does with others, where, and until when; never a place for case data."""

    reference = models.CharField(_("reference"), max_length=20, editable=False)
    kind = models.CharField(_("kind of activity"), max_length=10, choices=ActivityKind.choices)
    type = models.CharField(
        _("type of activity"),
        max_length=12,
        choices=ActivityType.choices,
        default=ActivityType.PROMOTION,
    )
    training = TermField("training_type", _("form of training or advice"), blank=True)
    title = models.CharField(_("title"), max_length=200)
    purpose = models.TextField(_("purpose"))
    level = models.CharField(_("level"), max_length=9, choices=Level.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="activities", verbose_name=_("team"))
    task = models.ForeignKey(
        Task, models.PROTECT, related_name="activities", verbose_name=_("task of the mandate")
    )
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("municipality"),
        help_text=_("Empty when it is not for one municipality alone."),
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    state = models.CharField(
        _("state"), max_length=12, choices=ActivityState.choices, default=ActivityState.PLANNED
    )
    women = models.PositiveIntegerField(_("women who took part"), null=True, blank=True)
    men = models.PositiveIntegerField(_("men who took part"), null=True, blank=True)
    result = models.TextField(_("what came of it"), blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "reference"], name="coordination_activity_reference"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="coordination_activity_days_in_order",
            ),
        ]
        indexes = [models.Index(fields=["compartment", "-starts_on"], name="coordination_activity_by_day")]

    def __str__(self) -> str:
        return f"{self.reference}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("coordination:activity", args=[self.pk])

    def is_late(self, today: date | None = None) -> bool:
        """True when it should be over and nobody said what came of it."""
        return self.state == ActivityState.PLANNED and self.ends_on < (today or timezone.localdate())

    def search_text(self) -> str:
        return f"{self.reference} {self.title} {self.municipality or ''} {self.purpose} {self.result}"


class ActivityParty(Protected):
    """An organisation that an activity is for, or that carries it with us."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="activities", verbose_name=_("organisation")
    )
    part = models.CharField(_("part"), max_length=9, choices=ActivityPart.choices)

    class Meta(Protected.Meta):
        verbose_name = _("organisation in an activity")
        verbose_name_plural = _("organisations in activities")
        ordering = ["part", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "organisation", "part"], name="coordination_activity_party_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)
