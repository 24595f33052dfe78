"""Findings: one shortcoming, recorded once, with standard, evidence, duty-bearer and proposed remedy."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Organisation
from habeas.core.records import Protected
from habeas.core.terms.fields import TermField
from habeas.mandate.models import Article
from habeas.monitoring.choices import (
    FindingKind,
    FindingState,
    LanguageRight,
    Level,
    MotherTongue,
    Part,
    Turn,
)
from habeas.monitoring.models.incidents import Incident
from habeas.monitoring.models.interviews import Interview
from habeas.monitoring.models.observations import Observation
from habeas.monitoring.models.visits import Visit
from habeas.places.models import Municipality

REASONABLE_GROUNDS = ("RG", "CLEAR")
"""Codes of verification that need corroboration and a second reviewer."""


class Finding(Protected):
    """What was found. Observation, analysis and conclusion stand apart, each with its versions."""

    reference = models.CharField(_("reference"), max_length=20, editable=False)
    title = models.CharField(_("title"), max_length=200, help_text=_("Without names of persons."))
    kind = models.CharField(
        _("kind of finding"), max_length=8, choices=FindingKind.choices, default=FindingKind.SINGLE
    )
    visit = models.ForeignKey(
        Visit, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("visit")
    )
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("municipality"),
        help_text=_("Empty when the finding concerns several."),
    )
    observation = models.TextField(
        _("observation"), help_text=_("What was seen, said and read. No judgement.")
    )
    analysis = models.TextField(
        _("analysis"), blank=True, help_text=_("What the standard requires, and how the facts compare.")
    )
    conclusion = models.TextField(
        _("conclusion"), blank=True, help_text=_("What follows, in one or two sentences.")
    )
    proof = TermField("verification", _("standard of proof"), default="ALLEG")
    ground = TermField("equality_ground", _("ground of unequal treatment"), blank=True)
    community = TermField("community", _("community concerned"), blank=True)
    language = TermField("language", _("language concerned"), blank=True)
    language_right = models.CharField(
        _("language right"), max_length=9, choices=LanguageRight.choices, blank=True
    )
    mother_tongue = models.CharField(
        _("education in the mother tongue"), max_length=7, choices=MotherTongue.choices, blank=True
    )
    duty_bearer_type = TermField("duty_bearer_type", _("duty-bearer"), blank=True)
    duty_bearer_level = models.CharField(
        _("level of the duty-bearer"), max_length=9, choices=Level.choices, blank=True
    )
    duty_bearer = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("institution"),
    )
    remedy_kind = TermField("remedial_action", _("kind of remedy"), blank=True)
    remedy = models.TextField(_("remedy proposed"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=FindingState.choices, default=FindingState.DRAFT
    )
    reviewed_by = models.UUIDField(null=True, editable=False)
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, editable=False)
    review_note = models.TextField(_("note of the reviewer"), blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["compartment", "reference"], name="monitoring_finding_reference"),
            models.CheckConstraint(
                condition=models.Q(reviewed_by__isnull=True) | ~models.Q(reviewed_by=models.F("created_by")),
                name="monitoring_finding_second_reviewer",
            ),
        ]
        indexes = [
            models.Index(fields=["compartment", "state", "municipality"], name="monitoring_finding_state"),
            models.Index(fields=["compartment", "reviewed_at"], name="monitoring_finding_reviewed"),
            models.Index(fields=["compartment", "changed_at"], name="monitoring_finding_changed"),
            models.Index(fields=["compartment", "created_at", "id"], name="monitoring_finding_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:finding", args=[self.pk])

    @property
    def is_pattern(self) -> bool:
        return self.kind == FindingKind.PATTERN

    @property
    def needs_corroboration(self) -> bool:
        return self.proof in REASONABLE_GROUNDS

    def search_text(self) -> str:
        parts = [
            self.reference,
            self.title,
            str(self.municipality or ""),
            self.observation,
            self.analysis,
            self.conclusion,
        ]
        return " ".join([*parts, self.remedy])


class FindingAuthor(Protected):
    """Somebody besides its first author who wrote on a finding (`created_by`); none of them reviews it."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="authors")

    class Meta(Protected.Meta):
        verbose_name = _("author of a finding")
        verbose_name_plural = _("authors of findings")
        constraints = [
            models.UniqueConstraint(fields=["finding", "created_by"], name="monitoring_finding_author_once")
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.created_by}"


class FindingTurn(Protected):
    """A decision about a finding, with its reason: who returned, confirmed, reopened or withdrew it, and when."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="turns")
    kind = models.CharField(_("decision"), max_length=10, choices=Turn.choices)
    note = models.TextField(_("reason"), blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("decision about a finding")
        verbose_name_plural = _("decisions about findings")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.kind}"


class FindingText(Protected):
    """An earlier wording of one part of a finding."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="wordings")
    part = models.CharField(max_length=12, choices=Part.choices)
    number = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("wording of a finding")
        ordering = ["part", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "part", "number"], name="monitoring_finding_wording_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.part} v{self.number}"


class FindingObservation(Protected):
    """An observation that a finding rests on."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="evidence")
    observation = models.ForeignKey(Observation, models.PROTECT, related_name="cited_in")

    class Meta(Protected.Meta):
        verbose_name = _("evidence")
        constraints = [
            models.UniqueConstraint(fields=["finding", "observation"], name="monitoring_evidence_once")
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.observation_id}"


class FindingIncident(Protected):
    """An incident that a finding rests on."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="cited_incidents")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="cited_in")

    class Meta(Protected.Meta):
        verbose_name = _("incident cited")
        constraints = [
            models.UniqueConstraint(fields=["finding", "incident"], name="monitoring_incident_cited_once")
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.incident_id}"


class FindingInterview(Protected):
    """An interview that a finding rests on."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="cited_interviews")
    interview = models.ForeignKey(Interview, models.PROTECT, related_name="cited_in")

    class Meta(Protected.Meta):
        verbose_name = _("interview cited")
        constraints = [
            models.UniqueConstraint(fields=["finding", "interview"], name="monitoring_interview_cited_once")
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.interview_id}"


class FindingGround(Protected):
    """A further ground of unequal treatment, beside the main one."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="further_grounds")
    ground = TermField("equality_ground", _("ground of unequal treatment"))

    class Meta(Protected.Meta):
        verbose_name = _("further ground of a finding")
        verbose_name_plural = _("further grounds of findings")
        ordering = ["ground"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "ground"], name="monitoring_finding_ground_once")
        ]

    def __str__(self) -> str:
        return str(self.get_ground_display())  # type: ignore[attr-defined]


class FindingStandard(Protected):
    """The article that the finding says was breached."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="standards")
    article = models.ForeignKey(Article, models.PROTECT, related_name="findings")

    class Meta(Protected.Meta):
        verbose_name = _("standard")
        constraints = [
            models.UniqueConstraint(fields=["finding", "article"], name="monitoring_standard_once")
        ]

    def __str__(self) -> str:
        return str(self.article)
