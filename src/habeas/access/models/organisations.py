"""Organisations and their units through time: names, validity, successors, staffing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.access.choices import NameKind, OrganisationKind, Side, UnitKind
from habeas.core.i18n.labels import pick_label
from habeas.core.i18n.script import to_latin
from habeas.core.packs.models import Packed


class Dated(models.Model):
    """Valid from one day to another, both included; open ends are open."""

    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        abstract = True

    def valid_on(self, day: date) -> bool:
        """True when the day lies within the validity."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


def dates_in_order(name: str) -> models.CheckConstraint:
    """The constraint that a validity does not end before it begins."""
    open_end = models.Q(valid_from__isnull=True) | models.Q(valid_to__isnull=True)
    return models.CheckConstraint(
        condition=open_end | models.Q(valid_from__lte=models.F("valid_to")), name=name
    )


class Body(Dated, Packed):
    """What an organisation and a unit have in common: present name, validity, source."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_en = models.CharField(_("name"), max_length=250, blank=True)
    name_sq = models.CharField(_("name in Albanian"), max_length=250, blank=True)
    name_sr = models.CharField(_("name in Serbian"), max_length=250, blank=True)
    what_changed = models.CharField(_("what changed at its end"), max_length=300, blank=True)
    invented = models.BooleanField(_("invented"), default=False)
    source = models.CharField(_("source"), max_length=250, blank=True)
    confidence = models.CharField(_("confidence"), max_length=10, blank=True)

    class Meta(Packed.Meta):
        abstract = True

    def __str__(self) -> str:
        return pick_label(self, stem="name") or self.code


class Organisation(Body):
    """An institution, mission, partner, court or association; a duty-bearer or an addressee may be one."""

    audit_values = ("code", "kind", "valid_from", "valid_to")

    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    side = models.CharField(_("civil or security"), max_length=10, choices=Side.choices, default=Side.CIVIL)
    level = models.CharField(_("level"), max_length=12, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="members")
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    host = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="hosted")
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    established = models.DateField(_("established"), null=True, blank=True)

    def get_absolute_url(self) -> str:
        return reverse("access:organisation", args=[self.pk])

    class Meta(Body.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["code"]
        constraints = [dates_in_order("access_organisation_dates")]


class Unit(Body):
    """A part of an organisation: department, regional centre, field team, component.

    `area` names the mandate tasks for which its director approves.
    """

    audit_values = ("code", "kind", "side", "valid_from", "valid_to", "is_approver")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind.choices)
    side = models.CharField(_("civil or security"), max_length=10, choices=Side.choices, default=Side.CIVIL)
    is_approver = models.BooleanField(_("its director approves"), default=False)
    area = models.CharField(_("area of the director"), max_length=200, blank=True)

    def get_absolute_url(self) -> str:
        return reverse("access:unit", args=[self.pk])

    class Meta(Body.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["code"]
        constraints = [dates_in_order("access_unit_dates")]


class Name(Dated):
    """A former, short or other name of a body, with the time it was used."""

    language = models.CharField(_("language"), max_length=10)
    kind = models.CharField(
        _("kind of name"), max_length=12, choices=NameKind.choices, default=NameKind.OFFICIAL
    )
    text = models.CharField(_("name"), max_length=250)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text


class OrganisationName(Name, Packed):
    """A name of an organisation besides the present one."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="names")

    class Meta(Packed.Meta):
        verbose_name = _("name of an organisation")
        verbose_name_plural = _("names of organisations")
        ordering = ["valid_from", "kind", "language"]
        constraints = [dates_in_order("access_organisationname_dates")]


class UnitName(Name, Packed):
    """A name of a unit besides the present one."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")

    class Meta(Packed.Meta):
        verbose_name = _("name of a unit")
        verbose_name_plural = _("names of units")
        ordering = ["valid_from", "kind", "language"]
        constraints = [dates_in_order("access_unitname_dates")]


class StaffingPeriod(Dated, Packed):
    """How many people a body had, and how it was set up, in one period; only what a source states."""

    audit_values = ("valid_from", "valid_to", "international", "national", "total")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="staffing")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="staffing")
    code = models.SlugField(_("code"), max_length=60, unique=True)
    international = models.PositiveIntegerField(_("international staff"), null=True, blank=True)
    national = models.PositiveIntegerField(_("national staff"), null=True, blank=True)
    total = models.PositiveIntegerField(_("staff in all"), null=True, blank=True)
    configuration_en = models.CharField(_("configuration"), max_length=400, blank=True)
    configuration_sq = models.CharField(max_length=400, blank=True)
    configuration_sr = models.CharField(max_length=400, blank=True)
    source = models.CharField(_("source"), max_length=250)
    confidence = models.CharField(_("confidence"), max_length=10, blank=True)

    class Meta(Packed.Meta):
        verbose_name = _("staffing of a period")
        verbose_name_plural = _("staffing of periods")
        ordering = ["organisation", "valid_from"]
        constraints = [
            dates_in_order("access_staffing_dates"),
            models.CheckConstraint(
                condition=models.Q(total__isnull=False)
                | models.Q(international__isnull=False)
                | models.Q(national__isnull=False)
                | ~models.Q(configuration_en=""),
                name="access_staffing_says_something",
            ),
        ]

    def __str__(self) -> str:
        return pick_label(self, stem="configuration") or self.code


def name_in(body: Any, language: str, day: date) -> str:
    """The official name a body bore on a day in a language: a former one when it was valid then, else the present."""
    base = language.split("-")[0]
    for name in body.names.all():
        dated = name.valid_from is not None or name.valid_to is not None
        if name.language == base and dated and name.valid_on(day):
            return to_latin(name.text) if language == "sr-latn" else name.text
    return pick_label(body, stem="name", language=language) or body.code
