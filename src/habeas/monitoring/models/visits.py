"""Visits: planned by a team that covers the municipality, under a task of the mandate, then carried out."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Organisation, Unit, User
from habeas.core.records import Protected
from habeas.core.terms.fields import TermField
from habeas.mandate.models import Task
from habeas.monitoring.choices import (
    TO_COME,
    TOOK_PLACE,
    Access,
    ActivityType,
    InterlocutorKind,
    Level,
    RiskLevel,
    Strand,
    TeamRole,
    VisitState,
)
from habeas.places.models import Municipality, Site


class Visit(Protected):
    """One visit of a team to a site on a day."""

    reference = models.CharField(_("reference"), max_length=20, editable=False)
    activity = models.CharField(_("type of activity"), max_length=12, choices=ActivityType.choices)
    strand = models.CharField(
        _("what the visit is for"), max_length=12, choices=Strand.choices, default=Strand.MONITORING
    )
    level = models.CharField(_("level"), max_length=9, choices=Level.choices, default=Level.MUNICIPAL)
    kind = TermField("visit_type", _("kind of visit"))
    site = models.ForeignKey(Site, models.PROTECT, related_name="visits", verbose_name=_("site"))
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="visits", verbose_name=_("municipality"), editable=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="visits", verbose_name=_("team"))
    task = models.ForeignKey(
        Task, models.PROTECT, related_name="visits", verbose_name=_("task of the mandate")
    )
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("follows up the visit"),
    )
    planned_for = models.DateField(_("planned for"))
    purpose = models.TextField(_("purpose"))
    announced = models.BooleanField(_("announced to the site"), default=False)
    state = models.CharField(
        _("state"), max_length=12, choices=VisitState.choices, default=VisitState.PLANNED
    )
    risk_level = models.CharField(
        _("risk of harm"), max_length=6, choices=RiskLevel.choices, blank=True, editable=False
    )
    risk_until = models.DateField(_("risk to be checked again by"), null=True, editable=False)
    approved_by = models.UUIDField(null=True, editable=False)
    approved_at = models.DateTimeField(_("approved"), null=True, editable=False)
    carried_out_on = models.DateField(_("carried out on"), null=True, blank=True)
    access = models.CharField(_("access"), max_length=8, choices=Access.choices, blank=True)
    cancelled_why = models.CharField(_("why it was cancelled"), max_length=250, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-planned_for"]
        constraints = [
            models.UniqueConstraint(fields=["compartment", "reference"], name="monitoring_visit_reference"),
            models.CheckConstraint(
                condition=~models.Q(state__in=TOOK_PLACE)
                | (models.Q(carried_out_on__isnull=False) & ~models.Q(access="")),
                name="monitoring_visit_carried_out_says_when_and_how",
            ),
        ]
        indexes = [
            models.Index(
                fields=["compartment", "planned_for", "id", "state"], name="monitoring_visit_by_day"
            ),
            models.Index(
                fields=["compartment", "carried_out_on", "task", "id"], name="monitoring_visit_made"
            ),
            models.Index(fields=["compartment", "changed_at"], name="monitoring_visit_changed"),
            # all that coverage asks of sites and of municipalities, so that it reads no row
            models.Index(
                fields=["compartment", "site", "state", "access", "carried_out_on"],
                name="monitoring_visit_site",
            ),
            models.Index(
                fields=["compartment", "municipality", "state", "access", "carried_out_on"],
                name="monitoring_visit_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.site}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:visit", args=[self.pk])

    @property
    def day(self) -> date:
        """The day it took place, or is planned for."""
        return self.carried_out_on or self.planned_for

    @property
    def took_place(self) -> bool:
        return self.state in TOOK_PLACE

    @property
    def is_to_come(self) -> bool:
        return self.state in TO_COME

    @property
    def is_high_risk(self) -> bool:
        return self.risk_level == RiskLevel.HIGH

    def search_text(self) -> str:
        return " ".join([self.reference, str(self.site), str(self.municipality), self.purpose])


class VisitMember(Protected):
    """Somebody of the team: a colleague with an account, or an expert or interpreter by name."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="members")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="visits_made")
    name = models.CharField(_("name"), max_length=120, blank=True)
    role = models.CharField(
        _("role in the team"), max_length=12, choices=TeamRole.choices, default=TeamRole.MEMBER
    )
    field = models.CharField(_("field of expertise or languages"), max_length=120, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("member of the team")
        constraints = [
            models.UniqueConstraint(fields=["visit", "user"], name="monitoring_member_once"),
            models.CheckConstraint(
                condition=models.Q(user__isnull=False) | ~models.Q(name=""),
                name="monitoring_member_is_somebody",
            ),
        ]

    def __str__(self) -> str:
        who = str(self.user) if self.user_id else self.name
        if self.role == TeamRole.MEMBER:
            return who
        more = f", {self.field}" if self.field else ""
        return f"{who} ({self.get_role_display()}{more})"


class VisitInterlocutor(Protected):
    """Whom the team met, by function and never by name; how many, of which community, in private or not."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="interlocutors")
    kind = models.CharField(_("who"), max_length=12, choices=InterlocutorKind.choices)
    function = models.CharField(
        _("function"), max_length=120, blank=True, help_text=_("A function, never the name of a person.")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="met_at_visits",
        verbose_name=_("institution"),
    )
    community = TermField("community", _("community"), blank=True)
    leadership = models.CharField(_("speaks for the leadership in"), max_length=20, blank=True)
    number = models.PositiveSmallIntegerField(_("number of persons"), default=1)
    in_private = models.BooleanField(_("in private, out of hearing and sight"), default=False)

    class Meta(Protected.Meta):
        verbose_name = _("interlocutor")
        verbose_name_plural = _("interlocutors")
        ordering = ["created_at"]
        indexes = [
            models.Index(  # whom a period's visits met, without reading a row
                fields=["compartment", "visit", "community", "leadership", "number"], name="monitoring_met"
            )
        ]

    def __str__(self) -> str:
        who = self.function or str(self.get_kind_display())
        return f"{who} ({self.organisation})" if self.organisation_id else who
