"""Visits: planned by a team that covers the municipality, under a task of the mandate, then carried out."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Unit, User
from habeas.core.records import Protected
from habeas.core.terms.fields import TermField
from habeas.mandate.models import Task
from habeas.monitoring.choices import Access, ActivityType, VisitState
from habeas.places.models import Municipality, Site


class Visit(Protected):
    """One visit of a team to a site on a day."""

    reference = models.CharField(_("reference"), max_length=20, editable=False)
    activity = models.CharField(_("type of activity"), max_length=12, choices=ActivityType.choices)
    kind = TermField("visit_type", _("kind of visit"))
    site = models.ForeignKey(Site, models.PROTECT, related_name="visits", verbose_name=_("site"))
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="visits", verbose_name=_("municipality"), editable=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="visits", verbose_name=_("team"))
    task = models.ForeignKey(
        Task, models.PROTECT, related_name="visits", verbose_name=_("task of the mandate")
    )
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("follows up the visit"),
    )
    planned_for = models.DateField(_("planned for"))
    purpose = models.TextField(_("purpose"))
    announced = models.BooleanField(_("announced to the site"), default=False)
    state = models.CharField(
        _("state"), max_length=12, choices=VisitState.choices, default=VisitState.PLANNED
    )
    carried_out_on = models.DateField(_("carried out on"), null=True, blank=True)
    access = models.CharField(_("access"), max_length=8, choices=Access.choices, blank=True)
    restriction = models.TextField(_("restriction of movement or access"), blank=True)
    cancelled_why = models.CharField(_("why it was cancelled"), max_length=250, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-planned_for"]
        constraints = [
            models.UniqueConstraint(fields=["compartment", "reference"], name="monitoring_visit_reference"),
            models.CheckConstraint(
                condition=~models.Q(state=VisitState.CARRIED_OUT)
                | (models.Q(carried_out_on__isnull=False) & ~models.Q(access="")),
                name="monitoring_visit_carried_out_says_when_and_how",
            ),
        ]
        indexes = [models.Index(fields=["compartment", "-planned_for"], name="monitoring_visit_by_day")]

    def __str__(self) -> str:
        return f"{self.reference}: {self.site}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:visit", args=[self.pk])

    @property
    def day(self) -> date:
        """The day it took place, or is planned for."""
        return self.carried_out_on or self.planned_for

    def search_text(self) -> str:
        return " ".join(
            [self.reference, str(self.site), str(self.municipality), self.purpose, self.restriction]
        )


class VisitMember(Protected):
    """Somebody of the team that went."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="members")
    user = models.ForeignKey(User, models.PROTECT, related_name="visits_made")

    class Meta(Protected.Meta):
        verbose_name = _("member of the team")
        constraints = [models.UniqueConstraint(fields=["visit", "user"], name="monitoring_member_once")]

    def __str__(self) -> str:
        return str(self.user)
