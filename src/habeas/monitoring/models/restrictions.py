"""Restrictions of movement or access met by field staff, each as a row of its own."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Organisation
from habeas.core.records import Protected
from habeas.monitoring.choices import RestrictionKind
from habeas.monitoring.models.visits import Visit
from habeas.places.models import Municipality


class Restriction(Protected):
    """Who kept the team from going, seeing or talking, where, for how long; on a visit or on the way."""

    visit = models.ForeignKey(
        Visit, models.PROTECT, null=True, blank=True, related_name="restrictions", verbose_name=_("visit")
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="restrictions", verbose_name=_("municipality")
    )
    happened_on = models.DateField(_("day"))
    kind = models.CharField(_("kind of restriction"), max_length=12, choices=RestrictionKind.choices)
    place = models.CharField(_("where"), max_length=200, blank=True)
    imposed_by = models.CharField(
        _("imposed by"), max_length=150, blank=True, help_text=_("A function or service, not a name.")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="restrictions",
        verbose_name=_("institution"),
    )
    minutes_lost = models.PositiveIntegerField(_("minutes lost"), null=True, blank=True)
    text = models.TextField(_("what happened"))
    raised = models.TextField(_("what was done about it"), blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("restriction of movement or access")
        verbose_name_plural = _("restrictions of movement or access")
        ordering = ["-happened_on", "-created_at"]
        indexes = [models.Index(fields=["compartment", "-happened_on"], name="monitoring_restriction_day")]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return reverse("monitoring:restriction", args=[self.pk])

    def search_text(self) -> str:
        return f"{self.place} {self.imposed_by} {self.text} {self.municipality}"
