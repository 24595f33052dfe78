"""What is read of places."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from habeas.access.models import Appointment, Organisation, Unit
from habeas.places.choices import BoundaryLevel
from habeas.places.models import Boundary, Municipality, Office, Settlement, Site, UnitCoverage


def municipalities() -> QuerySet[Municipality]:
    """The municipalities of today with the number of their settlements and sites."""
    return Municipality.objects.current().annotate(
        settlement_count=Count("settlements", distinct=True), site_count=Count("sites", distinct=True)
    )


def municipalities_of_today() -> QuerySet[Municipality]:
    """The municipalities that are offered for new work."""
    return Municipality.objects.current()


def all_municipalities() -> QuerySet[Municipality]:
    """Every municipality with its boundary, retired ones included."""
    return Municipality.objects.select_related("boundary")


def municipality_by_key(key: str) -> Municipality | None:
    """A municipality by its key; None when the text is no key of one."""
    try:
        return Municipality.objects.filter(pk=UUID(key)).first()
    except ValueError:
        return None


def authorities() -> QuerySet[Organisation]:
    """The bodies that may be responsible for a site."""
    return Organisation.objects.order_by("code")


def site_authorities() -> QuerySet[Organisation]:
    """The bodies that are responsible for a site today."""
    return authorities().filter(sites__isnull=False).distinct()


def municipality_of(code: str) -> Municipality | None:
    """A municipality by its code, retired or not."""
    return Municipality.objects.filter(code=code).first()


def boundaries(level: BoundaryLevel) -> QuerySet[Boundary]:
    """The shapes of one level."""
    return Boundary.objects.current().filter(level=level)


def valid_on(day: date, prefix: str = "") -> Q:
    """The condition that a dated row is valid on a day."""
    began = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": day})
    lasts = Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": day})
    return began & lasts


def coverage_of(municipality: Municipality, day: date | None = None) -> QuerySet[UnitCoverage]:
    """The units that cover a municipality: on a day, or ever."""
    rows = UnitCoverage.objects.current().filter(municipality=municipality)
    rows = rows.select_related("unit__organisation")
    return rows if day is None else rows.filter(valid_on(day))


def covered_by(unit: Unit, day: date) -> QuerySet[Municipality]:
    """The municipalities that a unit covers by rows of its own on a day."""
    rows = UnitCoverage.objects.current().filter(valid_on(day), unit=unit)
    return Municipality.objects.filter(id__in=rows.values("municipality"))


def settlements() -> QuerySet[Settlement]:
    """The settlements with their municipality and the communities living there."""
    return Settlement.objects.current().select_related("municipality").prefetch_related("communities")


def sites() -> QuerySet[Site]:
    """The sites with municipality, settlement, authority and the communities living there."""
    rows = Site.objects.current().select_related("municipality", "settlement", "authority")
    return rows.prefetch_related("communities")


def offices() -> QuerySet[Office]:
    """The offices with their unit."""
    return Office.objects.current().select_related("municipality", "unit__organisation")


def staff_of(office: Office, day: date) -> QuerySet[Appointment]:
    """Who is appointed to the office's unit on a day."""
    held: Any = Appointment.objects.filter(valid_on(day), unit=office.unit)
    return held.select_related("user", "role").order_by("user__full_name")
