"""Crises that cut across all work: declared once, and records of every kind are tagged with them."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from habeas.core.i18n.script import to_latin
from habeas.core.records import Protected
from habeas.core.terms.fields import TermField
from habeas.places.models import Municipality


class Crisis(Protected):
    """A declared crisis with its name in the three languages, its time and its places.

    What belongs to it is tagged by links (`core.links`, kind "crisis") from the record to the crisis, which lie in the
    record's compartment: whoever may not see the record does not see its tag.
    """

    name_en = models.CharField(_("name in English"), max_length=200)
    name_sq = models.CharField(_("name in Albanian"), max_length=200)
    name_sr = models.CharField(_("name in Serbian, Cyrillic"), max_length=200)
    kind = TermField("crisis_kind", _("kind of crisis"))
    about = models.TextField(_("what it is about"), help_text=_("Why work is tagged with it. No case data."))
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(
        _("ends on"), null=True, blank=True, help_text=_("Empty as long as it goes on.")
    )

    class Meta(Protected.Meta):
        verbose_name = _("crisis")
        verbose_name_plural = _("crises")
        ordering = ["-starts_on", "name_en"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="coordination_crisis_days_in_order",
            )
        ]

    def __str__(self) -> str:
        language = get_language() or "en"
        if language.startswith("sq"):
            return self.name_sq
        if language.startswith("sr"):
            return to_latin(self.name_sr) if "latn" in language.lower() else self.name_sr
        return self.name_en

    def get_absolute_url(self) -> str:
        return reverse("coordination:crisis", args=[self.pk])

    def goes_on(self, today: date | None = None) -> bool:
        """True on a day between its first and its last, both included."""
        today = today or timezone.localdate()
        return self.starts_on <= today and (self.ends_on is None or self.ends_on >= today)

    def search_text(self) -> str:
        return f"{self.name_en} {self.name_sq} {self.name_sr} {self.about}"


class CrisisPlace(Protected):
    """A municipality that a crisis touches; a crisis without any touches all of them."""

    crisis = models.ForeignKey(Crisis, models.CASCADE, related_name="places")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="crises", verbose_name=_("municipality")
    )

    class Meta(Protected.Meta):
        verbose_name = _("place of a crisis")
        verbose_name_plural = _("places of crises")
        ordering = ["municipality__code"]
        constraints = [
            models.UniqueConstraint(fields=["crisis", "municipality"], name="coordination_crisis_place_once")
        ]

    def __str__(self) -> str:
        return str(self.municipality)
