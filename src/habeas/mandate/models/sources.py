"""The register of mandate and normative sources: documents, events and instruments, treaties or not."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.core.dates import uncertain_date
from habeas.core.packs.models import Packed
from habeas.mandate.choices import Confidence, SourceLevel
from habeas.mandate.symbols import validate_symbol


class Source(Packed):
    """A document that gives or changes a mandate or a norm, or an event that changed how it is carried out."""

    audit_values = ("code", "level", "symbol", "pack", "retired_in")

    code = models.CharField(_("code"), max_length=20, unique=True)
    level = models.CharField(_("level"), max_length=12, choices=SourceLevel.choices)
    title = models.CharField(_("title"), max_length=200)
    symbol = models.CharField(_("symbol"), max_length=60, blank=True, validators=[validate_symbol])
    link = models.URLField(_("link"), max_length=300, blank=True)
    dated = uncertain_date()
    is_treaty = models.BooleanField(_("treaty"), default=False)
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    component = models.CharField(_("component"), max_length=60, blank=True)
    lead_actor = models.CharField(_("lead"), max_length=100, blank=True)
    content = models.TextField(_("what it says"), blank=True)
    state_now = models.CharField(_("state today"), max_length=100, blank=True)
    what_changed = models.TextField(_("what it changed"), blank=True)
    confidence = models.CharField(
        _("confidence"), max_length=6, choices=Confidence.choices, default=Confidence.HIGH
    )
    note = models.TextField(_("where this is known from"), blank=True)

    class Meta(Packed.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["dated_earliest", "code"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("mandate:source", args=[self.pk])

    def search_text(self) -> str:
        """For the index."""
        return f"{self.code} {self.title} {self.symbol} {self.lead_actor} {self.content}"

    @property
    def is_event(self) -> bool:
        return self.level == SourceLevel.EVENT
