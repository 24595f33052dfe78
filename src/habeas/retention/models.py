"""What retention keeps: categories of a pack, decisions, legal holds, and the list of what was erased."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from habeas.core.i18n.labels import pick_label
from habeas.core.packs.models import Packed
from habeas.core.records import Protected
from habeas.retention.choices import AtEnd


class Category(Packed):
    """How long a kind of record is kept, counted from the day it was recorded; no years means without end."""

    audit_values: ClassVar[tuple[str, ...]] = ("code", "years", "at_end")

    code = models.CharField(_("code"), max_length=40, unique=True)
    label_en = models.CharField(max_length=150)
    label_sq = models.CharField(max_length=150, blank=True)
    label_sr = models.CharField(max_length=150, blank=True)
    years = models.PositiveSmallIntegerField(_("years"), null=True)
    at_end = models.CharField(_("at the end"), max_length=8, choices=AtEnd.choices)
    basis_en = models.CharField(max_length=400)
    basis_sq = models.CharField(max_length=400, blank=True)
    basis_sr = models.CharField(max_length=400, blank=True)

    class Meta(Packed.Meta):
        verbose_name = _("retention category")
        verbose_name_plural = _("retention categories")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(years=0), name="retention_category_years"),
        ]

    def __str__(self) -> str:
        return pick_label(self)

    @property
    def basis(self) -> str:
        """Why so long, in the reader's language."""
        return pick_label(self, "basis")


class OfRecord(Protected):
    """A row about one record of any registered kind, in the record's compartment."""

    model = models.CharField(_("kind"), max_length=60)
    record = models.UUIDField(_("record"), db_index=True)
    reason = models.CharField(_("reason"), max_length=300)

    class Meta(Protected.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class Decision(OfRecord):
    """A record is kept until another day; the newest decision of a record counts."""

    review_on = models.DateField(_("review on"))
    overtaken = models.BooleanField(default=False, editable=False)

    class Meta(OfRecord.Meta):
        verbose_name = _("decision to keep")
        verbose_name_plural = _("decisions to keep")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "record"],
                condition=models.Q(overtaken=False),
                name="retention_decision_newest",
            )
        ]


class Hold(OfRecord):
    """A legal hold: nothing of the record may be erased until it is lifted."""

    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("placed by")
    )
    lifted_at = models.DateTimeField(_("lifted"), null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("lifted by")
    )
    lifted_why = models.CharField(_("why it was lifted"), max_length=300, blank=True)

    class Meta(OfRecord.Meta):
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "record"],
                condition=models.Q(lifted_at=None),
                name="retention_hold_once",
            ),
            models.CheckConstraint(
                condition=models.Q(lifted_at=None) | ~models.Q(lifted_why=""),
                name="retention_hold_lifted_why",
            ),
        ]

    @property
    def is_live(self) -> bool:
        return self.lifted_at is None


class Erasure(OfRecord):
    """One record whose key was destroyed: who did it, who agreed, why. Added, never changed."""

    append_only: ClassVar[bool] = True

    erased_by = models.CharField(_("erased by"), max_length=200)
    agreed_by = models.CharField(_("agreed by"), max_length=200)
    files = models.PositiveIntegerField(_("files"), default=0)

    class Meta(OfRecord.Meta):
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["model", "record"], name="retention_erasure_once")]


def about(record: Any) -> dict[str, Any]:
    """The fields that name a record in a row about it."""
    return {"compartment": record.compartment, "model": record._meta.label_lower, "record": record.pk}
