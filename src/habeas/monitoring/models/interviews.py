"""Interviews: what was explained, what was agreed, and the testimony, sealed and apart from the identity."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.core.records import Protected
from habeas.core.terms.fields import TermField
from habeas.core.vault.fields import EncryptedTextField
from habeas.monitoring.choices import Interpreter, RiskLevel, Setting
from habeas.monitoring.models.incidents import Incident
from habeas.monitoring.models.observations import Told
from habeas.monitoring.models.visits import Visit
from habeas.people.choices import SafeUse
from habeas.people.models import Person
from habeas.places.models import Municipality


class Interview(Told, Protected):
    """A conversation with somebody who is known by code. The summary names nobody; the testimony is sealed."""

    key_subject: ClassVar[str] = "id"

    reference = models.CharField(_("reference"), max_length=20, editable=False)
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="interviews", verbose_name=_("person interviewed")
    )
    held_on = models.DateField(_("held on"))
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="interviews", verbose_name=_("municipality")
    )
    visit = models.ForeignKey(
        Visit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="interviews",
        verbose_name=_("at the visit"),
    )
    incident = models.ForeignKey(
        Incident,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="interviews",
        verbose_name=_("about the incident"),
    )
    setting = models.CharField(_("setting"), max_length=8, choices=Setting.choices)
    language = TermField("language", _("language of the interview"))
    interpreter = models.CharField(
        _("interpreter"), max_length=8, choices=Interpreter.choices, default=Interpreter.NONE
    )
    interpreter_code = models.CharField(
        _("code of the interpreter"), max_length=20, blank=True, help_text=_("A code, never a name.")
    )
    risk_level = models.CharField(
        _("risk of harm to the person"),
        max_length=6,
        choices=RiskLevel.choices,
        default=RiskLevel.LOW,
        help_text=_("Weighed before talking: could the person be harmed for it, then or later?"),
    )
    risk_measures = models.TextField(_("what was done against the risk"), blank=True)
    explained = models.TextField(
        _("what was explained"),
        help_text=_("Who asks, what for, what can and cannot be done, that one may stop at any time."),
    )
    safe_contact = models.CharField(
        _("safe to be contacted again"), max_length=8, choices=SafeUse.choices, default=SafeUse.UNKNOWN
    )
    contact_how = EncryptedTextField(_("how to reach the person safely"), null=True)
    connection = TermField("source_connection", _("connection of the source"))
    reliability = TermField("source_reliability", _("reliability of the source"))
    consistent = models.BooleanField(_("consistent with what else is known"), default=True)
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_("What findings may rest on. Names nobody. Empty without consent."),
    )
    testimony = EncryptedTextField(_("testimony"), null=True)

    class Meta(Protected.Meta):
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        ordering = ["-held_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "reference"], name="monitoring_interview_reference"
            ),
            models.CheckConstraint(
                condition=models.Q(interpreter=Interpreter.NONE) | ~models.Q(interpreter_code=""),
                name="monitoring_interview_interpreter_has_a_code",
            ),
        ]
        indexes = [models.Index(fields=["compartment", "-held_on"], name="monitoring_interview_by_day")]

    def __str__(self) -> str:
        person = getattr(self, "person", None)
        return f"{self.reference}: {person.code}" if person else self.reference

    def get_absolute_url(self) -> str:
        return reverse("monitoring:interview", args=[self.pk])

    def search_text(self) -> str:
        return f"{self.reference} {self.municipality} {self.summary}"


class Quote(Protected):
    """Words of the testimony. They stay sealed until the person agreed to their use and somebody checked them."""

    key_subject: ClassVar[str] = "interview_id"

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="quotes")
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    words = EncryptedTextField(_("in the person's words"))
    usable = models.BooleanField(_("usable"), default=False)
    wording = models.TextField(
        _("wording that may be used"), blank=True, help_text=_("Nothing in it may tell who spoke.")
    )
    checked_by = models.UUIDField(null=True, editable=False)

    class Meta(Protected.Meta):
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["interview", "number"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "number"], name="monitoring_quote_number"),
            models.CheckConstraint(
                condition=models.Q(usable=False, wording="")
                | (models.Q(usable=True) & ~models.Q(wording="")),
                name="monitoring_quote_usable_has_a_wording",
            ),
            models.CheckConstraint(
                condition=models.Q(usable=False)
                | (
                    models.Q(checked_by__isnull=False)
                    & (models.Q(created_by__isnull=True) | ~models.Q(checked_by=models.F("created_by")))
                ),
                name="monitoring_quote_checked_by_another",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
