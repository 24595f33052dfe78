"""Large exports that wait for a second person."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from habeas.access.models.approvals import Approval
from habeas.core.records import Protected
from habeas.core.vault.fields import EncryptedTextField


class ExportRequest(Protected):
    """The rows of one compartment in an export that somebody asked for; the parts of one export share a `batch`.

    `asked` is the address of the list with its filters and what was searched for, hence sealed; `said` tells a
    second person what the export holds, in the words of the list. `asked` has a key of its own, destroyed when the
    export was collected or is over.
    """

    key_subject: ClassVar[str] = "id"

    batch = models.UUIDField(db_index=True, editable=False)
    approval = models.ForeignKey(Approval, models.PROTECT, null=True, related_name="exports")
    table = models.CharField(_("list"), max_length=60)
    format = models.CharField(_("format"), max_length=10)
    rows = models.PositiveIntegerField(_("rows"))
    said = models.CharField(_("holds"), max_length=300)
    asked = EncryptedTextField()
    reason = models.CharField(_("reason"), max_length=500)
    collected_at = models.DateTimeField(_("downloaded"), null=True)

    class Meta(Protected.Meta):
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "compartment"], name="access_export_one_part"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.rows}"
