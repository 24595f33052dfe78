"""The case of a missing person: its status through time, what was done, who may be told."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Organisation, User
from habeas.core.records import Protected
from habeas.core.terms.fields import TermField
from habeas.core.vault.fields import EncryptedTextField
from habeas.missing.choices import OPEN, RESOLVED, AdministrativeReason, ListLanguage, Scope
from habeas.missing.choices import Status as Codes
from habeas.missing.models.persons import Person
from habeas.people.choices import SafeUse


class Case(Protected):
    """The search for one person, on the list of the mechanism. `declared_dead_on` never closes it."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="case")
    reference = models.CharField(_("case number"), max_length=20, editable=False)
    status = TermField("mp_status", _("status"), default=Codes.NEW)
    scope = models.CharField(_("scope"), max_length=5, choices=Scope.choices, blank=True, default="")
    opened_on = models.DateField(_("on the list since"), default=timezone.localdate)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    administrative_reason = models.CharField(
        _("reason of the administrative closure"),
        max_length=10,
        choices=AdministrativeReason.choices,
        blank=True,
    )
    declared_dead_on = models.DateField(_("declared dead by a court on"), null=True, blank=True)
    focal_point = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="missing_cases",
        verbose_name=_("focal point"),
    )

    class Meta(Protected.Meta):
        verbose_name = _("case of a missing person")
        verbose_name_plural = _("cases of missing persons")
        ordering = ["reference"]
        constraints = [
            models.UniqueConstraint(fields=["compartment", "reference"], name="missing_case_reference")
        ]
        indexes = [models.Index(fields=["compartment", "status"], name="missing_case_by_status")]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("missing:case", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_resolved(self) -> bool:
        """True only when found alive, or identified and handed over."""
        return self.status in RESOLVED

    def search_text(self) -> str:
        return self.reference


class StatusChange(Protected):
    """One step in the status history; never changed."""

    append_only = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="history")
    before = TermField("mp_status", _("from"), blank=True)
    after = TermField("mp_status", _("to"))
    on = models.DateField(_("on"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("change of status")
        verbose_name_plural = _("status history")
        ordering = ["-on", "-created_at"]
        indexes = [models.Index(fields=["compartment", "on"], name="missing_change_by_day")]

    def __str__(self) -> str:
        return f"{self.get_before_display()} → {self.get_after_display()}"  # type: ignore[attr-defined]


class CaseAction(Protected):
    """Something done in a case: a request, a search in an archive, a sample, a visit of a site."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="taken")
    kind = TermField("mp_action", _("action"))
    on = models.DateField(_("on"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who did it")
    )
    text = models.TextField(_("what was done"))

    class Meta(Protected.Meta):
        verbose_name = _("action in a case")
        verbose_name_plural = _("actions in cases")
        ordering = ["-on"]

    def __str__(self) -> str:
        return str(self.get_kind_display())  # type: ignore[attr-defined]


class CourtDeclaration(Protected):
    """A court declared the person dead. The search goes on."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="declarations")
    court = models.CharField(_("court"), max_length=200)
    number = models.CharField(_("number of the decision"), max_length=60, blank=True)
    on = models.DateField(_("declared on"))

    class Meta(Protected.Meta):
        verbose_name = _("declaration of death by a court")
        verbose_name_plural = _("declarations of death by courts")
        ordering = ["-on"]

    def __str__(self) -> str:
        return self.court


class FamilyContact(Protected):
    """A relative who may be told. Lives where the case's file is worked on, not on the mechanism's list."""

    key_subject: ClassVar[str] = "id"
    audit_values = ("consent_level",)

    case = models.UUIDField(_("case"), db_index=True)
    name = EncryptedTextField(_("name"))
    contact = EncryptedTextField(_("how to reach them"), null=True)
    relation = models.CharField(_("relation to the missing person"), max_length=60)
    language = models.CharField(_("language"), max_length=3, choices=ListLanguage.choices)
    consent_level = TermField("consent_level", _("consent"), default="0")
    safe_use = models.CharField(
        _("safe to use"), max_length=8, choices=SafeUse.choices, default=SafeUse.UNKNOWN
    )
    verified_on = models.DateField(_("identity verified in person on"), null=True, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("family contact")
        verbose_name_plural = _("family contacts")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.relation


class Information(Protected):
    """Information on what may have happened or where; with its source's reliability, never with its name."""

    case = models.UUIDField(_("case"), db_index=True)
    site = models.UUIDField(_("site"), null=True, blank=True, db_index=True)
    text = models.TextField(_("information"))
    received_on = models.DateField(_("received on"))
    reliability = TermField("source_reliability", _("reliability of the source"), blank=True)
    verification = TermField("verification", _("verification"), blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("information on a case")
        verbose_name_plural = _("information on cases")
        ordering = ["-received_on"]

    def __str__(self) -> str:
        return self.text[:60]
