"""What others published: cycles of mechanisms, sessions, figures, population series, rules of the field."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from habeas.core.dates import uncertain_date
from habeas.core.packs.models import Packed
from habeas.core.terms import lookup
from habeas.mandate.choices import Confidence, OtherStage

STAGES = {"CPT": "cpt_stage", "FCNM": "fcnm_stage"}


class CycleStage(Packed):
    """A dated stage in a cycle of a mechanism: a report, a visit, an opinion."""

    mechanism = models.CharField(_("mechanism"), max_length=20)
    cycle = models.PositiveSmallIntegerField(_("cycle"), null=True, blank=True)
    stage = models.CharField(_("stage"), max_length=10)
    happened = uncertain_date(required=True)
    told_date = models.CharField(max_length=10, editable=False)
    detail = models.CharField(_("detail"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=300)

    class Meta(Packed.Meta):
        verbose_name = _("stage of a cycle")
        verbose_name_plural = _("cycles of mechanisms")
        ordering = ["mechanism", "happened_earliest"]
        constraints = [
            models.UniqueConstraint(
                fields=["mechanism", "stage", "told_date"], name="mandate_stage_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return " ".join(map(str, filter(None, (self.mechanism, self.cycle, self.stage_label))))

    @property
    def stage_label(self) -> str:
        """The stage in the reader's language, by the list of the mechanism where it has one."""
        vocabulary = STAGES.get(self.mechanism)
        if vocabulary:
            return lookup.label(vocabulary, self.stage)
        return str(dict(OtherStage.choices).get(self.stage, self.stage))

    @property
    def mechanism_label(self) -> str:
        """The mechanism, or the family it belongs to with its own name: `UN Special Procedures (torture)`."""
        family, _colon, own = self.mechanism.partition(":")
        label = lookup.label("mechanism", family)
        return f"{label} ({own})" if own else label


class Session(Packed):
    """A session of the Working Group on Missing Persons or of the body that oversees it."""

    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    held = uncertain_date(required=True)
    told_date = models.CharField(max_length=10, unique=True, editable=False)
    place = models.CharField(_("place"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=60)
    note = models.CharField(_("note"), max_length=300, blank=True)
    source_url = models.URLField(_("source"), max_length=300)
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence.choices)

    class Meta(Packed.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["held_earliest"]

    def __str__(self) -> str:
        return f"{self.kind} {self.told_date}"


class Figure(Packed):
    """A figure that somebody published, as it was published; figures of different sources may differ."""

    audit_values = ("code", "pack", "retired_in")

    code = models.CharField(_("code"), max_length=10, unique=True)
    topic = models.CharField(_("topic"), max_length=40, db_index=True)
    as_of = models.DateField(_("as of"))
    indicator = models.CharField(_("indicator"), max_length=100, db_index=True)
    value = models.IntegerField(_("value"))
    unit = models.CharField(_("unit"), max_length=20)
    publisher = models.CharField(_("published by"), max_length=100)
    source_url = models.URLField(_("source"), max_length=300, blank=True)
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence.choices)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(Packed.Meta):
        verbose_name = _("published figure")
        verbose_name_plural = _("published figures")
        ordering = ["topic", "indicator", "as_of"]

    def __str__(self) -> str:
        return f"{self.indicator} {self.as_of:%Y-%m-%d}: {self.value}"


class PopulationFigure(Packed):
    """People whom UNHCR counts in the area, by year, kind and origin. Small cells are rounded by the source."""

    year = models.PositiveSmallIntegerField(_("year"))
    location = models.CharField(_("location as the source calls it"), max_length=60)
    kind = models.CharField(_("kind"), max_length=5)
    kind_label = models.CharField(_("kind as the source calls it"), max_length=60)
    origin = models.CharField(_("origin as the source calls it"), max_length=60)
    accommodation = models.CharField(_("accommodation"), max_length=5, blank=True)
    female = models.PositiveIntegerField(_("women and girls"))
    male = models.PositiveIntegerField(_("men and boys"))
    total = models.PositiveIntegerField(_("total"))
    note = models.CharField(_("note"), max_length=100, blank=True)

    class Meta(Packed.Meta):
        verbose_name = _("population figure")
        verbose_name_plural = _("population figures")
        ordering = ["year", "kind", "origin"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "location", "kind", "origin", "accommodation"],
                name="mandate_population_once_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.kind} {self.origin}: {self.total}"


class CombinedPopulation(Packed):
    """The series that UNHCR publishes for a wider area of which this one is a part; never to be read as local."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    refugees = models.PositiveIntegerField(_("refugees"))
    asylum_seekers = models.PositiveIntegerField(_("asylum-seekers"))
    returned_refugees = models.PositiveIntegerField(_("returned refugees"))
    idps = models.PositiveIntegerField(_("internally displaced persons"))
    returned_idps = models.PositiveIntegerField(_("returned internally displaced persons"))
    stateless = models.PositiveIntegerField(_("stateless persons"))
    ooc = models.PositiveIntegerField(_("others of concern"))

    class Meta(Packed.Meta):
        verbose_name = _("year of the combined series")
        verbose_name_plural = _("combined series")
        ordering = ["year"]

    def __str__(self) -> str:
        return str(self.year)


class ProcessRule(Packed):
    """A rule of the field that the register enforces."""

    code = models.CharField(_("code"), max_length=10, unique=True)
    title = models.CharField(_("rule"), max_length=100)
    requirement = models.TextField(_("what the register does"))
    source = models.CharField(_("source"), max_length=150)

    class Meta(Packed.Meta):
        verbose_name = _("rule of the field")
        verbose_name_plural = _("rules of the field")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title
