"""What changes the register of places. Municipalities and boundaries come with the pack alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from habeas.access.models import Organisation, Unit
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.errors import Invalid
from habeas.core.terms.lookup import require
from habeas.places.choices import OfficeKind, SiteKind
from habeas.places.geometry import holds
from habeas.places.models import (
    Municipality,
    Office,
    Settlement,
    SettlementCommunity,
    Site,
    SiteCommunity,
    UnitCoverage,
)
from habeas.places.rules import keeps_places


@action("place.settlement", rule=keeps_places)
def add_settlement(
    actor: Actor,
    municipality: Municipality,
    /,
    *,
    name_sq: str = "",
    name_sr: str = "",
    communities: Iterable[str] = (),
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
    other_names: str = "",
    invented: bool = False,
) -> Settlement:
    """Enter a settlement with the communities living there."""
    if not (name_sq or name_sr):
        raise Invalid(
            _("A settlement needs a name."), remedy=_("Give its Albanian or Serbian name."), field="name_sq"
        )
    _check_point(municipality, latitude, longitude)
    codes = [require("community", code, field="communities").code for code in communities]
    settlement = Settlement.objects.create(
        municipality=municipality,
        name_sq=name_sq,
        name_sr=name_sr,
        latitude=latitude,
        longitude=longitude,
        other_names=other_names,
        invented=invented,
    )
    for code in dict.fromkeys(codes):
        SettlementCommunity.objects.create(settlement=settlement, community=code)
    return settlement


@action("place.site", rule=keeps_places)
def register_site(
    actor: Actor,
    municipality: Municipality,
    /,
    *,
    kind: str,
    name_en: str,
    detention_kind: str = "",
    settlement: Settlement | None = None,
    authority: Organisation | None = None,
    communities: Iterable[str] = (),
    **details: Any,
) -> Site:
    """Enter a site in the register, with the communities living there."""
    _check_kind(kind, detention_kind)
    _check_settlement(municipality, settlement)
    _check_point(municipality, details.get("latitude"), details.get("longitude"))
    site = Site.objects.create(
        municipality=municipality,
        kind=kind,
        name_en=name_en,
        detention_kind=detention_kind,
        settlement=settlement,
        authority=authority,
        **details,
    )
    _set_communities(site, communities)
    return site


@action("place.site.change", rule=keeps_places)
def change_site(
    actor: Actor, site: Site, /, *, communities: Iterable[str] | None = None, **values: Any
) -> Site:
    """Correct the entry of a site."""
    for name, value in values.items():
        setattr(site, name, value)
    _check_kind(site.kind, site.detention_kind)
    _check_settlement(site.municipality, site.settlement)
    _check_point(site.municipality, site.latitude, site.longitude)
    site.save()
    if communities is not None:
        _set_communities(site, communities)
    return site


def _set_communities(site: Site, communities: Iterable[str]) -> None:
    wanted = {require("community", code, field="communities").code for code in communities}
    kept = {row.community: row for row in site.communities.all()}
    for code in kept.keys() - wanted:
        kept[code].delete()
    for code in sorted(wanted - kept.keys()):
        SiteCommunity.objects.create(site=site, community=code)


@action("place.site.close", rule=keeps_places)
def close_site(actor: Actor, site: Site, /, *, day: date) -> Site:
    """Say that a site was closed; its visits stay."""
    site.closed_on = day
    site.save()
    return site


@action("place.office", rule=keeps_places)
def open_office(
    actor: Actor,
    unit: Unit,
    /,
    *,
    kind: OfficeKind,
    name: str,
    municipality: Municipality,
    **details: Any,
) -> Office:
    """Enter an office of a unit."""
    _check_point(municipality, details.get("latitude"), details.get("longitude"))
    return Office.objects.create(unit=unit, kind=kind, name=name, municipality=municipality, **details)


@action("place.coverage", rule=keeps_places)
def cover_municipality(
    actor: Actor,
    unit: Unit,
    /,
    *,
    municipality: Municipality,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> UnitCoverage:
    """Say that a unit works in a municipality."""
    if valid_from and valid_to and valid_to < valid_from:
        raise Invalid(
            _("The coverage ends on %(end)s, before it begins.") % {"end": valid_to},
            remedy=_("Correct one of the two days."),
            field="valid_to",
        )
    return UnitCoverage.objects.create(
        unit=unit, municipality=municipality, valid_from=valid_from, valid_to=valid_to
    )


@action("place.coverage.end", rule=keeps_places)
def end_coverage(actor: Actor, coverage: UnitCoverage, /, *, day: date) -> UnitCoverage:
    """Say on which day a unit last covered a municipality."""
    if coverage.valid_from and day < coverage.valid_from:
        why = _("The coverage began on %(begin)s, after %(end)s.")
        raise Invalid(
            why % {"begin": coverage.valid_from, "end": day}, remedy=_("Give a later day."), field="day"
        )
    coverage.valid_to = day
    coverage.save()
    return coverage


def _check_kind(kind: str, detention_kind: str) -> None:
    if kind not in SiteKind.values:
        words = ", ".join(SiteKind.values)
        raise Invalid(
            _("“%(kind)s” is no kind of site.") % {"kind": kind},
            remedy=_("Use one of %(words)s.") % {"words": words},
            field="kind",
        )
    if kind == SiteKind.DETENTION:
        require("detention_place_type", detention_kind, field="detention_kind")
    elif detention_kind:
        raise Invalid(
            _("Only a place of deprivation of liberty has this kind."),
            remedy=_("Leave the kind of detention empty or change the kind of site."),
            field="detention_kind",
        )


def _check_settlement(municipality: Municipality, settlement: Settlement | None) -> None:
    if settlement is not None and settlement.municipality_id != municipality.pk:
        why = _("%(settlement)s lies in %(other)s, not in %(municipality)s.")
        values = {"settlement": settlement, "other": settlement.municipality, "municipality": municipality}
        raise Invalid(why % values, remedy=_("Correct one of the two."), field="settlement")


def _check_point(municipality: Municipality, latitude: Decimal | None, longitude: Decimal | None) -> None:
    if (latitude is None) != (longitude is None):
        raise Invalid(
            _("A point needs latitude and longitude."),
            remedy=_("Give both or neither."),
            field="latitude" if latitude is None else "longitude",
        )
    shape = municipality.boundary.geometry if municipality.boundary else None
    if latitude is None or longitude is None or shape is None:
        return
    if not holds(shape, float(longitude), float(latitude)):
        why = _("The point %(latitude)s, %(longitude)s lies outside %(municipality)s.")
        values = {"latitude": latitude, "longitude": longitude, "municipality": municipality}
        raise Invalid(
            why % values,
            remedy=_("Correct the point or the municipality; latitude comes first."),
            field="latitude",
        )
