"""The consolidated person: preferred values, each with its reason; which entries speak of the person."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.core.records import Protected
from habeas.missing.models.lists import Entry
from habeas.missing.models.told import Told


class Person(Told):
    """One missing person. The columns are the preferred values; an import never touches them."""

    reference = models.CharField(_("reference"), max_length=20, editable=False)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="absorbed",
        verbose_name=_("merged into"),
        editable=False,
    )
    invented = models.BooleanField(_("invented"), default=False)

    class Meta(Told.Meta):
        verbose_name = _("missing person")
        verbose_name_plural = _("missing persons")
        ordering = ["family_name", "given_name"]
        constraints = [
            models.UniqueConstraint(fields=["compartment", "reference"], name="missing_person_reference")
        ]
        indexes = [
            models.Index(fields=["compartment", "family_name"], name="missing_person_by_name"),
            models.Index(fields=["compartment", "changed_at"], name="missing_person_by_change"),
        ]

    def __str__(self) -> str:
        return self.full_name or self.reference

    def get_absolute_url(self) -> str:
        return reverse("missing:person", args=[self.pk])

    def search_text(self) -> str:
        return " ".join([self.reference, self.full_name, self.birth_place, self.place])


class Preference(Protected):
    """Why a field of a person has its value: which entry it follows, who chose it, the reason. Kept for good.

    `merge` is set when a merge of persons filled an empty field; `before` is what the field held until then.
    """

    append_only = True

    person = models.ForeignKey(Person, models.PROTECT, related_name="preferences")
    field = models.CharField(_("field"), max_length=20)
    value = models.CharField(_("value"), max_length=160, blank=True)
    entry = models.UUIDField(_("entry followed"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    merge = models.UUIDField(null=True, blank=True, editable=False)
    before = models.CharField(max_length=160, blank=True, editable=False)

    class Meta(Protected.Meta):
        verbose_name = _("preferred value")
        verbose_name_plural = _("preferred values")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.field}: {self.value}"


class Membership(Protected):
    """That an entry speaks of a person. Lives with the entry, so that only readers of the list know of it.

    `suggestion` is set when a reviewer's "the same person" said so: taking that back ends it.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="memberships")
    person = models.UUIDField(_("person"), db_index=True)
    since = models.DateTimeField(_("since"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    suggestion = models.UUIDField(null=True, blank=True, editable=False)

    class Meta(Protected.Meta):
        verbose_name = _("entry of a person")
        verbose_name_plural = _("entries of persons")
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=models.Q(ended_at=None), name="missing_membership_one_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.person}"
