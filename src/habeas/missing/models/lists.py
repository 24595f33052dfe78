"""Lists as received: who gave them, each edition, each entry with every wording it ever had."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Organisation
from habeas.core.records import Protected
from habeas.missing.choices import Change, EditionState, ListLanguage
from habeas.missing.models.told import Told


class Source(Protected):
    """A list that somebody keeps: its owner, and on what terms the register may hold it."""

    code = models.SlugField(_("short name"), max_length=20)
    name = models.CharField(_("name of the list"), max_length=200)
    owner = models.CharField(_("who keeps the list"), max_length=200)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="missing_lists",
        verbose_name=_("organisation"),
    )
    language = models.CharField(_("language"), max_length=3, choices=ListLanguage.choices)
    licence = models.CharField(_("licence or terms of use"), max_length=200)
    legal_basis = models.CharField(_("legal basis"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    invented = models.BooleanField(_("invented"), default=False)

    class Meta(Protected.Meta):
        verbose_name = _("list of missing persons")
        verbose_name_plural = _("lists of missing persons")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["compartment", "code"], name="missing_source_code")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("missing:source", args=[self.pk])

    def search_text(self) -> str:
        return " ".join([self.code, self.name, self.owner, self.note])


class Edition(Protected):
    """A list on a day. While it is being received rows may still come; once complete it stands."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="editions", verbose_name=_("list"))
    label = models.CharField(_("edition"), max_length=60)
    dated = models.DateField(_("dated"))
    received_on = models.DateField(_("received on"))
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=EditionState.choices, default=EditionState.RECEIVING
    )
    rows_received = models.PositiveIntegerField(_("rows received"), default=0)
    added = models.PositiveIntegerField(_("added"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    withdrawn = models.PositiveIntegerField(_("withdrawn"), default=0)

    class Meta(Protected.Meta):
        verbose_name = _("edition of a list")
        verbose_name_plural = _("editions of lists")
        ordering = ["-dated"]
        constraints = [models.UniqueConstraint(fields=["source", "label"], name="missing_edition_once")]

    def __str__(self) -> str:
        return f"{self.source}, {self.label}"

    def get_absolute_url(self) -> str:
        return reverse("missing:edition", args=[self.pk])


class Entry(Told):
    """One line of a list, named by the list's own key; its columns are those of the latest edition."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="entries", verbose_name=_("list"))
    key = models.CharField(_("number on the list"), max_length=80)
    digest = models.CharField(max_length=64, editable=False)
    last_edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="+", verbose_name=_("last edition")
    )
    withdrawn = models.BooleanField(_("withdrawn"), default=False)
    remark = models.TextField(_("remark of the list"), blank=True)

    class Meta(Told.Meta):
        verbose_name = _("entry of a list")
        verbose_name_plural = _("entries of lists")
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="missing_entry_key")]

    def __str__(self) -> str:
        return f"{self.full_name} ({self.source.code} {self.key})" if self.full_name else self.key

    def get_absolute_url(self) -> str:
        return reverse("missing:entry", args=[self.pk])


class EntryVersion(Protected):
    """An entry exactly as an edition gave it, kept for good; written only when something changed.

    `raw` is the row as received: a JSON object of the list's own column names and texts.
    """

    append_only = True

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="versions")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="versions")
    change = models.CharField(_("change"), max_length=9, choices=Change.choices)
    raw = models.TextField(_("as received"), blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("entry as received")
        verbose_name_plural = _("entries as received")
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["entry", "edition"], name="missing_version_once")]

    def __str__(self) -> str:
        return f"{self.get_change_display()}"
