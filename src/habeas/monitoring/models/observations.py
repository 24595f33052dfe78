"""Observations: what was seen, said or read, apart from what it means; corrections add a version."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.core.records import Protected
from habeas.core.terms.fields import TermField
from habeas.monitoring.choices import ObservationKind
from habeas.monitoring.models.visits import Visit
from habeas.people.models import Person

CREDIBLE = ("1", "2")
"""Codes of source_reliability that count as credible."""
DIRECT = ("STF", "VIC", "WIT")
"""Codes of source_connection that count as direct: the team itself, the victim, an eye-witness."""


BEARS_OUT = ("1", "2", "3")
"""Codes of source_reliability that may bear something out; what is likely unreliable, or unknown, bears nothing out."""
ONE_PERSON = ("VIC", "WIT", "REL")
"""Codes of source_connection of which one human may be told by a code here and by a person there."""


class Told:
    """Something told by a source that can be weighed; a model with source or person, connection and reliability."""

    source: str = ""
    person_id: Any
    connection: str
    reliability: str
    consistent: bool

    @property
    def who(self) -> str:
        """What tells this source from another one."""
        return str(self.person_id) if self.person_id else self.source.strip().casefold()

    @property
    def is_credible(self) -> bool:
        return self.reliability in CREDIBLE

    @property
    def is_direct(self) -> bool:
        return self.connection in DIRECT

    @property
    def bears_out(self) -> bool:
        """True for material that contradicts nothing and does not come from an unreliable source."""
        return self.consistent and self.reliability in BEARS_OUT

    def is_apart_from(self, other: Told) -> bool:
        """True when two sources are certainly not one.

        A victim, witness or relative known by a code alone may be the very person who was interviewed.
        """
        if self.who == other.who:
            return False
        if bool(self.person_id) == bool(other.person_id):
            return True
        coded = other if self.person_id else self
        return coded.connection not in ONE_PERSON


class Observation(Told, Protected):
    """One thing noticed at a visit, with how the team came to know it. Sources are named by a code only."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="observations", verbose_name=_("visit"))
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    kind = models.CharField(_("how it was noticed"), max_length=4, choices=ObservationKind.choices)
    area = TermField("visit_area", _("area"), blank=True)
    source = models.CharField(
        _("code of the source"),
        max_length=20,
        help_text=_("The same code for the same source, never a name. TEAM stands for the team itself."),
    )
    connection = TermField("source_connection", _("connection of the source"))
    reliability = TermField("source_reliability", _("reliability of the source"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="observed", verbose_name=_("person")
    )
    consistent = models.BooleanField(_("consistent with what else is known"), default=True)
    text = models.TextField(_("what was noticed"))

    class Meta(Protected.Meta):
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["visit", "number"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="monitoring_observation_number")
        ]

    def __str__(self) -> str:
        visit = getattr(self, "visit", None)  # a shared observation may stand without its visit
        return f"{visit.reference}/{self.number}" if visit else str(self.number)

    def get_absolute_url(self) -> str:
        page = reverse("monitoring:visit", args=[self.visit_id])
        return f"{page}?observations=all#observation-{self.number}"

    def search_text(self) -> str:
        return f"{self.visit.reference} {self.text}"


class ObservationText(Protected):
    """An earlier wording of an observation."""

    observation = models.ForeignKey(Observation, models.CASCADE, related_name="wordings")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta(Protected.Meta):
        verbose_name = _("wording of an observation")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["observation", "number"], name="monitoring_wording_once")
        ]

    def __str__(self) -> str:
        return f"{self.observation_id} v{self.number}"
