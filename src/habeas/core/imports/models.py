"""An import, what it did chunk by chunk, which row became which record, and the rows that wait for correction."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.core.files.models import StoredFile
from habeas.core.records import Protected
from habeas.core.vault.fields import EncryptedTextField


class ImportState(models.TextChoices):
    RECEIVED = "received", _("columns to be chosen")
    READY = "ready", _("ready")
    RUNNING = "running", _("running")
    DONE = "done", _("done")


class Import(Protected):
    """One file on its way into the register; `source` names the list it is an issue of.

    `columns` is JSON: number of the column to field and order of dates. `options` are keys and short words that the
    importer asked for. `rows_done` counts rows of the sheet below the header, and is where a killed run goes on.
    """

    importer = models.CharField(_("what is imported"), max_length=40)
    source = models.CharField(_("source"), max_length=120)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="imports", verbose_name=_("file"))
    options = models.TextField(default="{}", editable=False)
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    header_row = models.PositiveIntegerField(_("row of the header"), default=0)
    columns = models.TextField(default="{}", editable=False)
    state = models.CharField(
        _("state"), max_length=8, choices=ImportState.choices, default=ImportState.RECEIVED
    )
    job = models.UUIDField(null=True, editable=False)
    rows_total = models.PositiveIntegerField(_("rows"), default=0)
    rows_done = models.PositiveIntegerField(_("rows done"), default=0)
    added = models.PositiveIntegerField(_("added"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    repeated = models.PositiveIntegerField(_("repeated"), default=0)
    set_aside = models.PositiveIntegerField(_("set aside"), default=0)
    withdrawn = models.PositiveIntegerField(_("withdrawn"), default=0)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)

    class Meta(Protected.Meta):
        app_label = "core"
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.source

    def get_absolute_url(self) -> str:
        return reverse("imports:import", args=[self.pk])

    @property
    def chosen(self) -> dict[str, Any]:
        """The columns that were chosen."""
        return _object(self.columns)

    @property
    def given(self) -> dict[str, Any]:
        """What the importer asked for when the file was sent."""
        return _object(self.options)


def _object(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text) if text.startswith("{") else {}
    return found


class ImportMapping(Protected):
    """The columns that were chosen for a source, used again for its next file; names of columns, folded, to fields."""

    importer = models.CharField(max_length=40)
    source = models.CharField(_("source"), max_length=120)
    columns = models.TextField(default="{}")

    class Meta(Protected.Meta):
        app_label = "core"
        verbose_name = _("saved columns")
        verbose_name_plural = _("saved columns")
        constraints = [
            models.UniqueConstraint(fields=["compartment", "importer", "source"], name="core_mapping_once")
        ]

    def __str__(self) -> str:
        return self.source

    @property
    def chosen(self) -> dict[str, Any]:
        return _object(self.columns)


class ImportChunk(Protected):
    """One transaction of an import: which rows it took, and a digest of them; the same rows never twice."""

    batch = models.ForeignKey(Import, models.PROTECT, related_name="chunks")
    first = models.PositiveIntegerField(_("first row"))
    last = models.PositiveIntegerField(_("last row"))
    digest = models.CharField(max_length=64)

    class Meta(Protected.Meta):
        app_label = "core"
        verbose_name = _("part of an import")
        verbose_name_plural = _("parts of imports")
        ordering = ["first"]
        constraints = [models.UniqueConstraint(fields=["batch", "first"], name="core_import_chunk_once")]

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"


class ImportedRow(Protected):
    """Which record a row of a source became: `key` and `digest` are keyed digests, no value can be read from them."""

    importer = models.CharField(max_length=40)
    stream = models.CharField(max_length=120)
    key = models.CharField(max_length=32)
    digest = models.CharField(max_length=32)
    record = models.UUIDField(db_index=True)
    batch = models.ForeignKey(Import, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    gone = models.BooleanField(_("withdrawn"), default=False)

    class Meta(Protected.Meta):
        app_label = "core"
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "importer", "stream", "key"], name="core_imported_row_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.number)


class RowState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    CORRECTED = "corrected", _("corrected")
    DROPPED = "dropped", _("left out")


class QuarantinedRow(Protected):
    """A row that could not be read: kept sealed, as it stood in the file, until somebody corrects it or leaves it out.

    `content` is JSON: `cells` and `problems`. `keyed` tells that the record it speaks of is known all the same.
    It is sealed under the key of the file that was sent: erasing the file erases what was set aside of it.
    """

    key_subject: ClassVar[str] = "file"

    batch = models.ForeignKey(Import, models.PROTECT, related_name="quarantine")
    file = models.UUIDField(db_index=True, editable=False)
    number = models.PositiveIntegerField(_("row"))
    code = models.CharField(_("what is wrong"), max_length=30)
    content = EncryptedTextField()
    keyed = models.BooleanField(default=False)
    state = models.CharField(_("state"), max_length=9, choices=RowState.choices, default=RowState.WAITING)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta(Protected.Meta):
        app_label = "core"
        verbose_name = _("row set aside")
        verbose_name_plural = _("rows set aside")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="core_quarantine_once")]

    def __str__(self) -> str:
        return str(_("row %(number)s") % {"number": self.number})

    def get_absolute_url(self) -> str:
        return reverse("imports:row", args=[self.pk])
