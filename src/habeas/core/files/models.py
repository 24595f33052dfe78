"""What the register knows of a file, and everything that happened to it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.core.files.kinds import BY_MEDIA_TYPE, Kind
from habeas.core.records import Protected
from habeas.core.vault.fields import EncryptedTextField


class StoredFile(Protected):
    """An original, kept unchanged and encrypted; `preview_location` is a copy drawn anew, without metadata.

    The name is sealed: people name files after people. `key` opens the bytes and lies sealed here too.
    """

    key_subject: ClassVar[str] = "id"

    title = models.CharField(_("what it is"), max_length=150)
    name = EncryptedTextField(_("file name"))
    media_type = models.CharField(_("kind"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    location = models.CharField(max_length=40, unique=True, editable=False)
    key = EncryptedTextField()
    pages = models.PositiveIntegerField(_("pages"), null=True)
    preview_location = models.CharField(max_length=40, blank=True, editable=False)

    class Meta(Protected.Meta):
        app_label = "core"
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("files:file", args=[self.pk])

    @property
    def kind(self) -> Kind:
        return BY_MEDIA_TYPE[self.media_type]


class CustodyEvent(models.TextChoices):
    RECEIVED = "received", _("received")
    OPENED = "opened", _("opened")
    SHOWN = "shown", _("preview looked at")
    EXPORTED = "exported", _("taken into an export")
    VERIFIED = "verified", _("verified, unchanged")
    DAMAGED = "damaged", _("verified, DAMAGED")


class Custody(Protected):
    """One line of a file's chain of custody; lines are added and never changed."""

    append_only: ClassVar[bool] = True

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="custody")
    event = models.CharField(_("what happened"), max_length=8, choices=CustodyEvent.choices)
    who = models.UUIDField(_("who"), null=True)
    label = models.CharField(_("who"), max_length=200)
    note = models.CharField(_("note"), max_length=250, blank=True)

    class Meta(Protected.Meta):
        app_label = "core"
        verbose_name = _("line of custody")
        verbose_name_plural = _("chain of custody")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"{self.event} {self.label}"
