"""The visit programme of a year, and the figures that are published of it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Organisation
from habeas.core.records import Protected, Reference
from habeas.core.terms import lookup
from habeas.core.terms.fields import TermField
from habeas.monitoring.choices import Access, FigureTable, ProgrammeState, Quarter
from habeas.monitoring.models.visits import Visit
from habeas.places.models import Site


class Programme(Protected):
    """The visits of one year as they were planned: by quarter and by kind of place."""

    year = models.PositiveSmallIntegerField(_("year"))
    aims = models.TextField(_("aims of the year"), blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=ProgrammeState.choices, default=ProgrammeState.DRAFT
    )
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    figures_on = models.DateField(_("figures published on"), null=True, editable=False)

    class Meta(Protected.Meta):
        verbose_name = _("visit programme")
        verbose_name_plural = _("visit programmes")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["compartment", "year"], name="monitoring_programme_once_a_year")
        ]

    def __str__(self) -> str:
        return str(_("Visit programme %(year)s") % {"year": self.year})

    def get_absolute_url(self) -> str:
        return reverse("monitoring:programme", args=[self.pk])

    def search_text(self) -> str:
        return f"{self.year} {self.aims}"


class ProgrammeLine(Protected):
    """One visit of the programme: in which quarter, to which place or kind of place; the visit that made it true."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="lines")
    quarter = models.PositiveSmallIntegerField(_("quarter"), choices=Quarter.choices)
    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="programme_lines", verbose_name=_("site")
    )
    detention_kind = TermField(
        "detention_place_type", _("kind of place of deprivation of liberty"), blank=True
    )
    kind = TermField("visit_type", _("kind of visit"))
    note = models.CharField(_("what to look at"), max_length=250, blank=True)
    visit = models.ForeignKey(
        Visit, models.PROTECT, null=True, blank=True, related_name="programme_lines", verbose_name=_("visit")
    )

    class Meta(Protected.Meta):
        verbose_name = _("line of the programme")
        verbose_name_plural = _("lines of the programme")
        ordering = ["quarter", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(site__isnull=False) | ~models.Q(detention_kind=""),
                name="monitoring_line_names_a_place_or_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(quarter__gte=1, quarter__lte=4), name="monitoring_line_quarter"
            ),
        ]

    def __str__(self) -> str:
        return str(self.site) if self.site_id else str(self.get_detention_kind_display())


class PublishedFigure(Reference):
    """One number of a year's visits, open to every reader; no value where it was too small to be told."""

    audit_values = ("year", "table", "row", "value")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="published_figures")
    year = models.PositiveSmallIntegerField(_("year"))
    table = models.CharField(_("table"), max_length=10, choices=FigureTable.choices)
    row = models.CharField(_("row"), max_length=30)
    value = models.PositiveIntegerField(_("number"), null=True)
    published_on = models.DateField(_("published on"))

    class Meta(Reference.Meta):
        verbose_name = _("published figure")
        verbose_name_plural = _("published figures")
        ordering = ["-year", "table", "row"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "table", "row"], name="monitoring_figure_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.label}"

    @property
    def label(self) -> str:
        """The row in the reader's language."""
        if self.table == FigureTable.KIND:
            return lookup.label("detention_place_type", self.row)
        words: dict[str, Any] = {
            FigureTable.QUARTER: {str(key): label for key, label in Quarter.choices},
            FigureTable.ANNOUNCED: {"yes": _("announced"), "no": _("unannounced")},
            FigureTable.ACCESS: dict(Access.choices),
        }
        return str(words[self.table].get(self.row, self.row))
