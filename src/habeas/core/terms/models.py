"""Vocabularies and their terms."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from habeas.core.i18n.labels import label_and_language, marked_label, pick_label
from habeas.core.packs.models import Packed


class Vocabulary(Packed):
    """A list of terms."""

    audit_values = ("code", "pack", "retired_in")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    title_en = models.CharField(_("title"), max_length=200)
    title_sq = models.CharField(max_length=200, blank=True)
    title_sr = models.CharField(max_length=200, blank=True)

    class Meta(Packed.Meta):
        app_label = "core"
        verbose_name = _("vocabulary")
        verbose_name_plural = _("vocabularies")
        ordering = ["code"]

    def __str__(self) -> str:
        return pick_label(self, "title")

    def get_absolute_url(self) -> str:
        return reverse("terms:vocabulary", args=[self.pk])

    @property
    def marked_title(self) -> Any:
        """The title as HTML; English is marked where the reader's language lacks one."""
        return marked_label(self, "title")


class Term(Packed):
    """A code with its labels. Once a record uses it, its meaning stays; a pack retires it instead."""

    audit_values = ("code", "pack", "retired_in")

    vocabulary = models.ForeignKey(Vocabulary, models.PROTECT, related_name="terms")
    code = models.CharField(_("code"), max_length=30)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    position = models.PositiveIntegerField(_("place in the list"), default=0)
    label_en = models.CharField(_("English"), max_length=200)
    label_sq = models.CharField(_("Albanian"), max_length=200, blank=True)
    label_sr = models.CharField(_("Serbian"), max_length=200, blank=True)
    label_sr_latn = models.CharField(
        _("Serbian Latin where the rule does not give it"), max_length=200, blank=True
    )
    successor = models.CharField(
        _("code to use instead"), max_length=30, blank=True, help_text=_("Of a term that left the list.")
    )
    align = models.CharField(_("code in other lists"), max_length=60, blank=True)
    note = models.TextField(_("note"), blank=True)
    source = models.TextField(_("source"), blank=True)
    needs_review = models.BooleanField(_("translation awaits review"), default=False)

    class Meta(Packed.Meta):
        app_label = "core"
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["vocabulary__code", "position"]
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "code"], name="core_term_code_once_in_its_list"),
            models.CheckConstraint(condition=~models.Q(label_en=""), name="core_term_has_an_english_label"),
        ]

    def __str__(self) -> str:
        return pick_label(self)

    @property
    def marked(self) -> Any:
        """The label as HTML; English is marked where the reader's language lacks one."""
        return marked_label(self)

    def get_absolute_url(self) -> str:
        """Its list: a term has no page of its own."""
        return reverse("terms:vocabulary", args=[self.vocabulary_id]) if self.vocabulary_id else ""

    def marked_in_list(self) -> Any:
        """The label as it stands in its list, below its parent."""
        return self.marked if self.parent is None else format_html("{} › {}", self.parent.marked, self.marked)

    def search_text(self) -> str:
        """Its labels and its code, for the index."""
        return f"{self.label_en} {self.label_sq} {self.label_sr} {self.code} {self.align}"

    def in_language(self, language: str) -> tuple[str, str]:
        """The label and the language it is in: English where the wanted one is missing."""
        return label_and_language(self, language=language)
