"""Boundaries, municipalities and settlements, each with its names."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.core.i18n.script import to_latin
from habeas.core.packs.models import Packed
from habeas.core.terms.fields import TermField
from habeas.places import names
from habeas.places.choices import BoundaryLevel


class Named(models.Model):
    """Names in Albanian and Serbian; Serbian Latin follows from Cyrillic unless it is an exception."""

    name_sq = models.CharField(_("Albanian name"), max_length=100, blank=True)
    name_sq_definite = models.CharField(_("Albanian name, definite form"), max_length=100, blank=True)
    name_sr = models.CharField(_("Serbian name in Cyrillic"), max_length=100, blank=True)
    name_sr_latn_exception = models.CharField(
        _("Serbian Latin name where the rule does not give it"), max_length=100, blank=True
    )
    other_names = models.CharField(
        _("other names"), max_length=300, blank=True, help_text=_("Separated by semicolons.")
    )

    class Meta:
        abstract = True

    @property
    def name_sr_latn(self) -> str:
        """The Serbian name in Latin script."""
        return self.name_sr_latn_exception or to_latin(self.name_sr)

    @property
    def others(self) -> list[str]:
        """Old names, short names, names in further languages."""
        return [name.strip() for name in self.other_names.split(";") if name.strip()]

    def __str__(self) -> str:
        return names.name_of(self)

    def search_text(self) -> str:
        """Every name, for the index."""
        told = (self.name_sq, self.name_sq_definite, self.name_sr, self.name_sr_latn, self.other_names)
        return " ".join(told)


class Boundary(Packed):
    """A shape on the map. Boundaries shown imply no official endorsement."""

    audit_values = ("level", "code", "pack")

    level = models.CharField(_("level"), max_length=16, choices=BoundaryLevel.choices)
    code = models.CharField(_("code"), max_length=60)
    name_sq = models.CharField(_("Albanian name"), max_length=100, blank=True)
    name_sr_latn = models.CharField(_("Serbian name"), max_length=100, blank=True)
    name_double = models.CharField(_("double name"), max_length=200, blank=True)
    geometry = models.JSONField(_("geometry"))
    area_km2 = models.FloatField(_("area in km²"))

    class Meta(Packed.Meta):
        verbose_name = _("boundary")
        verbose_name_plural = _("boundaries")
        ordering = ["level", "code"]
        constraints = [
            models.UniqueConstraint(fields=["level", "code"], name="places_boundary_once_a_level"),
        ]

    def __str__(self) -> str:
        return self.name_double or self.code


class Municipality(Named, Packed):
    """A municipality with all its names and its boundary."""

    audit_values = ("code", "pack", "retired_in")

    code = models.CharField(_("code"), max_length=10, unique=True)
    name_double_osce = models.CharField(_("double name used by the OSCE"), max_length=100)
    name_un_english = models.CharField(_("name used by the United Nations in English"), max_length=100)
    district = models.CharField(_("district"), max_length=60)
    regional_centre_code = models.CharField(_("code of the regional centre"), max_length=10)
    regional_centre = models.CharField(_("regional centre"), max_length=60)
    crosswalk_code = models.CharField(_("code in imported data"), max_length=10, blank=True)
    established = models.CharField(_("established"), max_length=60, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6)
    area_km2 = models.DecimalField(_("area in km²"), max_digits=9, decimal_places=1)
    boundary = models.OneToOneField(
        Boundary, models.PROTECT, null=True, blank=True, related_name="municipality"
    )
    boundary_source_name = models.CharField(_("name in the boundary source"), max_length=100, blank=True)
    boundary_source_id = models.CharField(_("number in the boundary source"), max_length=60, blank=True)
    boundary_note = models.CharField(_("note on the boundary"), max_length=200, blank=True)

    class Meta(Packed.Meta):
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["code"]

    def get_absolute_url(self) -> str:
        return reverse("places:municipality", args=[self.pk])

    def search_text(self) -> str:
        """Every name, for the index."""
        return f"{super().search_text()} {self.name_double_osce} {self.name_un_english}"


class Settlement(Named, Packed):
    """A town, village or quarter of a municipality."""

    audit_values = ("municipality_id", "invented", "pack")

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="settlements")
    latitude = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    invented = models.BooleanField(_("invented"), default=False)

    class Meta(Packed.Meta):
        verbose_name = _("settlement")
        verbose_name_plural = _("settlements")
        ordering = ["municipality__code", "name_sq", "name_sr"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name_sq="", name_sr=""), name="places_settlement_has_a_name"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("places:settlement", args=[self.pk])

    @property
    def region(self) -> str:
        """The regional centre in whose area it lies."""
        return self.municipality.regional_centre


class SettlementCommunity(Packed):
    """A community living in a settlement."""

    settlement = models.ForeignKey(Settlement, models.CASCADE, related_name="communities")
    community = TermField("community", _("community"))

    class Meta(Packed.Meta):
        verbose_name = _("community of a settlement")
        constraints = [
            models.UniqueConstraint(
                fields=["settlement", "community"], name="places_community_once_a_settlement"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_community_display())
