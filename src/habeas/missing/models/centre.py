"""The resource centre: family associations of several communities, what they ask for, how they take part."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.core.records import Protected
from habeas.core.terms.fields import TermField
from habeas.core.vault.fields import EncryptedTextField
from habeas.missing.choices import SupportState
from habeas.places.models import Municipality


class Association(Protected):
    """An association of families."""

    name = models.CharField(_("name"), max_length=200)
    community = TermField("community", _("community"))
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    since = models.DateField(_("member of the centre since"), null=True, blank=True)
    co_chairs = models.BooleanField(_("co-chairs the centre"), default=False)
    contact = EncryptedTextField(_("contact"), null=True)
    invented = models.BooleanField(_("invented"), default=False)

    class Meta(Protected.Meta):
        verbose_name = _("family association")
        verbose_name_plural = _("family associations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("missing:association", args=[self.pk])

    def search_text(self) -> str:
        return self.name


class SupportRequest(Protected):
    """What an association asks the centre for."""

    association = models.ForeignKey(Association, models.PROTECT, related_name="requests")
    subject = models.CharField(_("what is asked"), max_length=200)
    text = models.TextField(_("details"), blank=True)
    asked_on = models.DateField(_("asked on"))
    state = models.CharField(
        _("state"), max_length=8, choices=SupportState.choices, default=SupportState.ASKED
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("request for support")
        verbose_name_plural = _("requests for support")
        ordering = ["-asked_on"]

    def __str__(self) -> str:
        return self.subject


class Participation(Protected):
    """How many people of an association took part in a meeting; shown by community and in aggregate only."""

    association = models.ForeignKey(Association, models.PROTECT, related_name="participations")
    meeting = models.CharField(_("meeting"), max_length=200)
    on = models.DateField(_("on"))
    people = models.PositiveIntegerField(_("number of people"))

    class Meta(Protected.Meta):
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["-on"]

    def __str__(self) -> str:
        return self.meeting
