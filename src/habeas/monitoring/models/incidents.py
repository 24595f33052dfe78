"""Incidents: who is said to have done what to whom, where and when, and how far it is verified."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Organisation
from habeas.core.dates import uncertain_date
from habeas.core.records import Protected
from habeas.core.terms.fields import TermField
from habeas.monitoring.choices import Hour
from habeas.monitoring.models.observations import Told
from habeas.monitoring.models.visits import Visit
from habeas.people.models import Person
from habeas.places.models import Municipality, Settlement, Site
from habeas.places.models.sites import Located


class Incident(Located, Protected):
    """One event as it was told. It starts as an allegation; persons stand in it by code only."""

    reference = models.CharField(_("reference"), max_length=20, editable=False)
    title = models.CharField(_("title"), max_length=200, help_text=_("Without names of persons."))
    kind = TermField("incident_type", _("kind of incident"), blank=True)
    happened = uncertain_date(required=True, verbose_name=_("when"))
    hour = models.CharField(_("time of day"), max_length=9, choices=Hour.choices, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="incidents", verbose_name=_("municipality")
    )
    settlement = models.ForeignKey(
        Settlement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="incidents",
        verbose_name=_("settlement"),
    )
    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="incidents", verbose_name=_("site")
    )
    visit = models.ForeignKey(
        Visit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="incidents",
        verbose_name=_("heard at the visit"),
    )
    community = TermField("community", _("community affected"), blank=True)
    account = models.TextField(_("what is said to have happened"), help_text=_("Without names of persons."))
    reported_on = models.DateField(_("reported on"))
    verification = TermField("verification", _("verification"), default="ALLEG", editable=False)
    verified_by = models.UUIDField(null=True, editable=False)
    verified_at = models.DateTimeField(_("verified"), null=True, editable=False)
    duplicate_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="duplicates",
        verbose_name=_("same as"),
    )

    class Meta(Protected.Meta):
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering = ["-happened_latest"]
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "reference"], name="monitoring_incident_reference"
            ),
            models.CheckConstraint(
                condition=models.Q(happened_latest__gte=models.F("happened_earliest")),
                name="monitoring_incident_dates_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(duplicate_of__isnull=True) | ~models.Q(duplicate_of=models.F("id")),
                name="monitoring_incident_not_its_own_duplicate",
            ),
        ]
        indexes = [
            models.Index(  # keys and counts of the list, and what is counted of a period, without reading a row
                fields=[
                    "compartment",
                    "happened_latest",
                    "id",
                    "duplicate_of",
                    "community",
                    "happened_precision",
                ],
                name="monitoring_incident_by_day",
            ),
            models.Index(fields=["municipality", "happened_latest"], name="monitoring_incident_by_place"),
            models.Index(fields=["compartment", "created_at"], name="monitoring_incident_newest"),
            models.Index(  # nearly all have none: an index of these would only mislead SQLite
                fields=["duplicate_of"],
                condition=models.Q(duplicate_of__isnull=False),
                name="monitoring_incident_duplicates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:incident", args=[self.pk])

    def search_text(self) -> str:
        place = [str(self.municipality), str(self.settlement or ""), str(self.site or "")]
        return " ".join([self.reference, self.title, *place, self.account])


class Involved(Protected):
    """Somebody's part in an incident: a registered person by code, or a description that names nobody."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="involved")
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    role = TermField("person_role", _("role"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="incidents", verbose_name=_("person")
    )
    description = models.CharField(
        _("description"),
        max_length=160,
        blank=True,
        help_text=_("For whoever is not registered, such as “a group of young men”. No names."),
    )
    persons = models.PositiveSmallIntegerField(_("how many persons"), default=1)
    community = TermField("community", _("community, as the person says"), blank=True)
    body = TermField("duty_bearer_type", _("acts for"), blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("institution")
    )

    class Meta(Protected.Meta):
        verbose_name = _("person involved")
        verbose_name_plural = _("persons involved")
        ordering = ["incident", "number"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="monitoring_involved_number"),
            models.UniqueConstraint(
                fields=["incident", "person", "role"],
                condition=models.Q(person__isnull=False),
                name="monitoring_involved_once",
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | ~models.Q(description=""),
                name="monitoring_involved_is_somebody",
            ),
        ]

    def __str__(self) -> str:
        person = getattr(self, "person", None)
        return f"{self.number}. {person.code if person else self.description}"


class InvolvedSituation(Protected):
    """A situation that made somebody vulnerable when it happened; several may apply."""

    involved = models.ForeignKey(Involved, models.CASCADE, related_name="situations")
    code = TermField("situation_of_risk", _("situation"))

    class Meta(Protected.Meta):
        verbose_name = _("vulnerable situation")
        verbose_name_plural = _("vulnerable situations")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["involved", "code"], name="monitoring_involved_situation_once")
        ]

    def __str__(self) -> str:
        return str(self.get_code_display())  # type: ignore[attr-defined]


class IncidentAct(Protected):
    """One act: what was done, to whom, by whom, and in which form the duty was breached."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="acts")
    act = TermField("act_type", _("act"))
    form = TermField("act_form", _("form of the breach"), blank=True)
    victim = models.ForeignKey(
        Involved,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="suffered",
        verbose_name=_("done to"),
    )
    perpetrator = models.ForeignKey(
        Involved,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="committed",
        verbose_name=_("said to be done by"),
    )
    involvement = TermField("involvement", _("part in the act"), blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        ordering = ["created_at"]
        indexes = [models.Index(fields=["compartment", "incident", "act"], name="monitoring_act_of_incident")]

    def __str__(self) -> str:
        return str(self.get_act_display())  # type: ignore[attr-defined]


class IncidentGround(Protected):
    """A protected ground on which the act is said to rest; several may."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="grounds")
    ground = TermField("equality_ground", _("ground of unequal treatment"))

    class Meta(Protected.Meta):
        verbose_name = _("protected ground of an incident")
        verbose_name_plural = _("protected grounds of incidents")
        ordering = ["ground"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "ground"], name="monitoring_incident_ground_once")
        ]

    def __str__(self) -> str:
        return str(self.get_ground_display())  # type: ignore[attr-defined]


class IncidentSource(Told, Protected):
    """How the incident came to be known: a source by code, its connection, and whether it bears the account out."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="sources")
    source = models.CharField(
        _("code of the source"),
        max_length=20,
        help_text=_("The same code for the same source, never a name. TEAM stands for the team itself."),
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="told", verbose_name=_("person")
    )
    connection = TermField("source_connection", _("connection of the source"))
    reliability = TermField("source_reliability", _("reliability of the source"))
    told_on = models.DateField(_("told on"))
    consistent = models.BooleanField(_("consistent with the account"), default=True)
    text = models.TextField(_("what this source adds"), blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("source of an incident")
        verbose_name_plural = _("sources of incidents")
        ordering = ["told_on", "created_at"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "source"], name="monitoring_incident_source_once")
        ]

    def __str__(self) -> str:
        return self.source


class Assessment(Protected):
    """A step of the verification of an incident, with its reason; the newest is the incident's state."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="assessments")
    verification = TermField("verification", _("verification"))
    reason = models.TextField(_("reason"))

    class Meta(Protected.Meta):
        verbose_name = _("assessment of an incident")
        verbose_name_plural = _("assessments of incidents")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.get_verification_display())  # type: ignore[attr-defined]
