"""What a person is told when signed in: a sentence of a known kind, about a row, once."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from habeas.access.models.users import User
from habeas.core.records import Personal


class Notice(Personal):
    """One message to one person; its sentence comes from the register of kinds, in the reader's language."""

    kind = models.CharField(_("kind"), max_length=40)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="notices_caused")
    model = models.CharField(_("kind of record"), max_length=60, blank=True)
    record = models.UUIDField(_("record"), null=True, blank=True)
    subject = models.CharField(_("about"), max_length=150, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    seen_at = models.DateTimeField(_("seen"), null=True, blank=True)

    class Meta(Personal.Meta):
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["owner", "seen_at"], name="access_notice_unseen")]

    def __str__(self) -> str:
        return self.kind
