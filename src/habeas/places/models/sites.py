"""Sites that are visited, offices people work from, and which unit covers which municipality."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Organisation, Unit
from habeas.access.models.organisations import Dated
from habeas.core.i18n.labels import pick_label
from habeas.core.packs.models import Packed
from habeas.core.terms.fields import TermField
from habeas.places.choices import OfficeKind, Precision, SiteKind
from habeas.places.models.areas import Municipality, Settlement

COARSE = (Precision.SETTLEMENT, Precision.MUNICIPALITY)
"""Precisions that give away no address."""


class Located(models.Model):
    """A point with the precision in which it is known."""

    address = models.CharField(_("address"), max_length=250, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    precision = models.CharField(
        _("precision of the location"),
        max_length=12,
        choices=Precision.choices,
        blank=True,
        help_text=_("Pages, maps and exports show the place no more precisely than this."),
    )

    class Meta:
        abstract = True


class Site(Located, Packed):
    """A place that is visited: of deprivation of liberty, of accommodation, an institution, a cemetery."""

    audit_values = ("kind", "detention_kind", "municipality_id", "invented", "closed_on")

    kind = models.CharField(_("kind of site"), max_length=12, choices=SiteKind.choices)
    detention_kind = TermField(
        "detention_place_type", _("kind of place of deprivation of liberty"), blank=True
    )
    name_en = models.CharField(_("name"), max_length=200)
    name_sq = models.CharField(_("Albanian name"), max_length=200, blank=True)
    name_sr = models.CharField(_("Serbian name in Cyrillic"), max_length=200, blank=True)
    authority = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sites",
        verbose_name=_("responsible authority"),
    )
    capacity = models.PositiveIntegerField(_("capacity in persons"), null=True, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="sites", verbose_name=_("municipality")
    )
    settlement = models.ForeignKey(
        Settlement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sites",
        verbose_name=_("settlement"),
    )
    visit_every = models.PositiveSmallIntegerField(
        _("to be visited every … days"),
        null=True,
        blank=True,
        help_text=_("Where it differs from what is usual for its type."),
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    invented = models.BooleanField(_("invented"), default=False)

    class Meta(Packed.Meta):
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["municipality__code", "name_en"]
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(kind=SiteKind.DETENTION) & ~models.Q(detention_kind=""))
                | (~models.Q(kind=SiteKind.DETENTION) & models.Q(detention_kind="")),
                name="places_detention_kind_with_detention_only",
            ),
        ]

    def __str__(self) -> str:
        return pick_label(self, "name")

    def get_absolute_url(self) -> str:
        return reverse("places:site", args=[self.pk])

    def search_text(self) -> str:
        """Its names and where it lies, for the index."""
        place = self.municipality.search_text()
        return f"{self.name_en} {self.name_sq} {self.name_sr} {self.shown_address} {place}"

    @property
    def shown_address(self) -> str:
        """The address, unless the location is to be told less precisely."""
        return "" if self.precision in COARSE else self.address

    @property
    def shown_settlement(self) -> Settlement | None:
        """The settlement, unless only the municipality is to be told."""
        return None if self.precision == Precision.MUNICIPALITY else self.settlement

    @property
    def shown_point(self) -> tuple[float, float] | None:
        """Latitude and longitude as precisely as they may be shown; None when there is no point."""
        if self.precision == Precision.MUNICIPALITY:
            return _point(self.municipality)
        if self.precision == Precision.SETTLEMENT:
            return (self.settlement and _point(self.settlement)) or _point(self.municipality)
        point = _point(self)
        if point is None or self.precision != Precision.NEAR:
            return point
        return round(point[0], 3), round(point[1], 3)

    @property
    def kind_label(self) -> str:
        """The kind as one reads it: of detention in detail, of others in general."""
        if self.detention_kind:
            return str(self.get_detention_kind_display())
        return str(self.get_kind_display())


def _point(place: Any) -> tuple[float, float] | None:
    if place.latitude is None or place.longitude is None:
        return None
    return float(place.latitude), float(place.longitude)


class SiteCommunity(Packed):
    """A community living at a site, or served by it."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="communities")
    community = TermField("community", _("community"))

    class Meta(Packed.Meta):
        verbose_name = _("community of a site")
        constraints = [
            models.UniqueConstraint(fields=["site", "community"], name="places_community_once_a_site")
        ]

    def __str__(self) -> str:
        return str(self.get_community_display())


class Office(Located, Dated, Packed):
    """A building from which a unit works; who works there follows from appointments."""

    audit_values = ("unit_id", "kind", "municipality_id", "valid_from", "valid_to")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="offices", verbose_name=_("unit"))
    kind = models.CharField(_("kind of office"), max_length=12, choices=OfficeKind.choices)
    name = models.CharField(_("name"), max_length=150, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="offices", verbose_name=_("municipality")
    )
    invented = models.BooleanField(_("invented"), default=False)

    class Meta(Packed.Meta):
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["kind", "name"]

    def __str__(self) -> str:
        return self.name or str(self.unit)

    def get_absolute_url(self) -> str:
        return reverse("places:office", args=[self.pk])


class UnitCoverage(Dated, Packed):
    """A unit works in a municipality for a time."""

    audit_values = ("unit_id", "municipality_id", "valid_from", "valid_to")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="coverage", verbose_name=_("unit"))
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="coverage", verbose_name=_("municipality")
    )
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta(Packed.Meta):
        verbose_name = _("coverage of a unit")
        verbose_name_plural = _("coverage of units")
        ordering = ["municipality__code", "unit__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "municipality", "valid_from"], name="places_coverage_once_from_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None)
                | models.Q(valid_from=None)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="places_coverage_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.municipality}"
