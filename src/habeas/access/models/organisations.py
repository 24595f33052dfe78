"""Organisations and their units through time: names, validity, successors."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from habeas.access.choices import NameKind, OrganisationKind, Side, UnitKind
from habeas.core.records import Reference


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


class Organisation(Dated, Reference):
    """An institution, mission, partner, court or association; a duty-bearer or an addressee may be one."""

    audit_values = ("code", "kind", "valid_from", "valid_to")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    level = models.CharField(_("level"), max_length=12, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="members")
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    host = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="hosted")
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    established = models.DateField(_("established"), null=True, blank=True)
    invented = models.BooleanField(_("invented"), default=False)

    class Meta(Reference.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["code"]

    def __str__(self) -> str:
        return best_name(self.names.all()) or self.code


class Unit(Dated, Reference):
    """A part of an organisation: department, regional centre, field team, component."""

    audit_values = ("code", "kind", "valid_from", "valid_to")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    code = models.SlugField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind.choices)
    side = models.CharField(_("civil or security"), max_length=10, choices=Side.choices, default=Side.CIVIL)
    is_approver = models.BooleanField(_("its director approves"), default=False)

    class Meta(Reference.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["code"]

    def __str__(self) -> str:
        return best_name(self.names.all()) or self.code


class Name(Dated):
    """One of several names of the same body."""

    language = models.CharField(_("language"), max_length=10)
    kind = models.CharField(
        _("kind of name"), max_length=12, choices=NameKind.choices, default=NameKind.OFFICIAL
    )
    text = models.CharField(_("name"), max_length=250)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text


class OrganisationName(Name, Reference):
    """A name of an organisation."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="names")

    class Meta(Reference.Meta):
        verbose_name = _("name of an organisation")
        ordering = ["kind", "language"]


class UnitName(Name, Reference):
    """A name of a unit."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")

    class Meta(Reference.Meta):
        verbose_name = _("name of a unit")
        ordering = ["kind", "language"]


def best_name(names: Any) -> str:
    """The official name in the reader's language, else in English, else any; former names last."""
    language = get_language() or "en"
    ranked = sorted(
        names,
        key=lambda n: (
            n.kind == NameKind.FORMER,
            n.language != language,
            n.language != "en",
            n.kind != "official",
        ),
    )
    return ranked[0].text if ranked else ""
