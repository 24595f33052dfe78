"""What the register remembers of packs: which was loaded when, and from which pack a row came."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID, uuid5

from django.db import models
from django.utils.translation import gettext_lazy as _

from habeas.core.querysets import ScopedQuerySet
from habeas.core.records import Reference

PACK_ROWS = UUID("6d3a1f0e-5f0b-5c54-9a5e-4b1f0d6a9c21")


def pack_id(model: type[models.Model] | str, *key: Any) -> UUID:
    """The key of a pack's row: the same in every database, so that tables may refer to each other before they
    are stored, and two registers of one pack can be compared."""
    label = model if isinstance(model, str) else model._meta.label_lower
    return uuid5(PACK_ROWS, "\x1f".join((label, *map(str, key))))


class PackedQuerySet(ScopedQuerySet):
    """Rows of packs; retired ones stay for the records that cite them."""

    def current(self) -> Any:
        """The rows that are offered for new work."""
        return self.filter(retired_in="")


class Packed(Reference):
    """A row that a pack may bring. A row made by hand has no pack."""

    pack = models.CharField(_("pack"), max_length=40, blank=True, default="", editable=False)
    since = models.CharField(_("in the pack since"), max_length=20, blank=True, default="", editable=False)
    retired_in = models.CharField(
        _("left out of the pack since"), max_length=20, blank=True, default="", editable=False
    )

    objects: ClassVar[Any] = models.Manager.from_queryset(PackedQuerySet)()

    class Meta(Reference.Meta):
        abstract = True

    @property
    def is_retired(self) -> bool:
        return bool(self.retired_in)


class PackLoad(Reference):
    """One loading of a pack that changed something."""

    audit_values = ("pack", "pack_version", "digest")

    pack = models.CharField(_("pack"), max_length=40)
    pack_version = models.CharField(_("version of the pack"), max_length=20)
    digest = models.CharField(_("digest"), max_length=64)
    mission_en = models.CharField(max_length=200)
    mission_sq = models.CharField(max_length=200, blank=True)
    mission_sr = models.CharField(max_length=200, blank=True)
    status_note_en = models.CharField(max_length=300, blank=True)
    status_note_sq = models.CharField(max_length=300, blank=True)
    status_note_sr = models.CharField(max_length=300, blank=True)
    period_from = models.DateField(null=True, blank=True)
    period_until = models.DateField(null=True, blank=True)
    leaderships = models.JSONField(default=list)
    languages = models.CharField(_("languages"), max_length=100)
    time_zone = models.CharField(_("time zone"), max_length=60)
    counts = models.JSONField(_("rows"), default=dict)

    class Meta(Reference.Meta):
        app_label = "core"
        verbose_name = _("loading of a pack")
        verbose_name_plural = _("loadings of packs")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.pack} {self.pack_version}"
