"""Instruments and their articles: what a finding says was breached."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.core.dates import uncertain_date
from habeas.core.i18n.labels import marked_label, pick_label
from habeas.core.packs.models import Packed
from habeas.mandate.choices import InstrumentKind
from habeas.mandate.models.sources import Source


class Instrument(Packed):
    """A treaty or standard. Being party to it and applying it by law or agreement are two things."""

    audit_values = ("code", "pack", "retired_in")

    code = models.CharField(_("code"), max_length=20, unique=True)
    source = models.OneToOneField(Source, models.PROTECT, related_name="instrument")
    title_en = models.CharField(_("title"), max_length=200)
    title_sq = models.CharField(max_length=200, blank=True)
    title_sr = models.CharField(max_length=200, blank=True)
    title_sr_latn = models.CharField(max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=InstrumentKind.choices)
    system = models.CharField(_("system"), max_length=20)
    adopted = uncertain_date()
    monitoring_body = models.CharField(_("monitoring body"), max_length=150, blank=True)
    party_to_treaty = models.BooleanField(_("party to the treaty"), default=False)
    by_domestic_law = models.BooleanField(_("applied through domestic law"), default=False)
    by_agreement = models.BooleanField(_("applied through an agreement"), default=False)
    application = models.CharField(_("how it applies"), max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0, editable=False)
    needs_review = models.BooleanField(_("translation awaits review"), default=False)

    class Meta(Packed.Meta):
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(party_to_treaty=False) | models.Q(kind=InstrumentKind.TREATY),
                name="mandate_party_to_treaties_only",
            ),
        ]

    def __str__(self) -> str:
        return pick_label(self, "title")

    def get_absolute_url(self) -> str:
        return reverse("mandate:instrument", args=[self.pk])

    def search_text(self) -> str:
        """For the index."""
        return f"{self.code} {self.title_en} {self.title_sq} {self.title_sr}"

    @property
    def is_treaty(self) -> bool:
        return self.kind == InstrumentKind.TREATY

    @property
    def is_applied(self) -> bool:
        """Whether law or an agreement makes it applicable; a standard of reference is not."""
        return self.by_domestic_law or self.by_agreement


class Article(Packed):
    """An article, rule or principle with the right it protects."""

    audit_values = ("code", "pack", "retired_in")

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="articles")
    code = models.CharField(_("code"), max_length=30, unique=True)
    number = models.CharField(_("article"), max_length=20)
    right_en = models.CharField(_("right"), max_length=200)
    right_sq = models.CharField(max_length=200, blank=True)
    right_sr = models.CharField(max_length=200, blank=True)
    right_sr_latn = models.CharField(max_length=200, blank=True)
    theme = models.CharField(_("theme"), max_length=40, blank=True, db_index=True)
    position = models.PositiveIntegerField(default=0, editable=False)
    needs_review = models.BooleanField(_("translation awaits review"), default=False)

    class Meta(Packed.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.citation}: {pick_label(self, 'right')}"

    def get_absolute_url(self) -> str:
        """Its instrument: an article has no page of its own."""
        return reverse("mandate:instrument", args=[self.instrument_id]) if self.instrument_id else ""

    def search_text(self) -> str:
        """For the index."""
        return f"{self.code} {self.right_en} {self.right_sq} {self.right_sr} {self.theme}"

    @property
    def marked_right(self) -> Any:
        """The right as HTML; English is marked where the reader's language lacks one."""
        return marked_label(self, "right")

    @property
    def citation(self) -> str:
        """`ICCPR 9`: short enough for a table."""
        return f"{self.code.rsplit('-', 1)[0]} {self.number}"
