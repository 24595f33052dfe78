"""Grave sites: what was assessed, excavated and found; where exactly stands apart."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.core.records import Protected
from habeas.core.vault.fields import EncryptedTextField
from habeas.missing.choices import SiteState, SiteStepKind
from habeas.places.models import Municipality


class GraveSite(Protected):
    """A suspected or confirmed grave site, known by municipality only."""

    reference = models.CharField(_("reference"), max_length=20, editable=False)
    name = models.CharField(_("name"), max_length=160)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="grave_sites", verbose_name=_("municipality")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=SiteState.choices, default=SiteState.SUSPECTED
    )
    description = models.TextField(_("what is known"), blank=True)
    remains_found = models.PositiveSmallIntegerField(_("remains found"), null=True, blank=True)
    invented = models.BooleanField(_("invented"), default=False)

    class Meta(Protected.Meta):
        verbose_name = _("grave site")
        verbose_name_plural = _("grave sites")
        ordering = ["reference"]
        constraints = [
            models.UniqueConstraint(fields=["compartment", "reference"], name="missing_site_reference")
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("missing:site", args=[self.pk])

    def search_text(self) -> str:
        return " ".join([self.reference, self.name, self.description])


class SiteStep(Protected):
    """An assessment, a survey, an excavation, a result."""

    site = models.ForeignKey(GraveSite, models.CASCADE, related_name="steps")
    kind = models.CharField(_("step"), max_length=10, choices=SiteStepKind.choices)
    on = models.DateField(_("on"))
    text = models.TextField(_("what was done and seen"))

    class Meta(Protected.Meta):
        verbose_name = _("step at a site")
        verbose_name_plural = _("steps at sites")
        ordering = ["-on"]

    def __str__(self) -> str:
        return self.get_kind_display()


class SitePosition(Protected):
    """Where a site lies, sealed, in a stricter compartment than the site itself."""

    site = models.UUIDField(_("site"), db_index=True)
    position = EncryptedTextField(_("latitude and longitude"))
    precision = models.CharField(_("how exact"), max_length=80, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("position of a site")
        verbose_name_plural = _("positions of sites")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(_("position"))
