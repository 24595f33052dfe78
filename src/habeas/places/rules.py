"""Which unit may act where, and who keeps the register of places."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from habeas.access.choices import UnitKind
from habeas.access.models import Unit
from habeas.core.errors import Invalid
from habeas.core.rules import has_capability
from habeas.places.models import Municipality, UnitCoverage
from habeas.places.queries import coverage_of, valid_on

LOCAL_KINDS = frozenset({UnitKind.REGIONAL_CENTRE, UnitKind.FIELD_TEAM, UnitKind.PARTNER_OFFICE})
"""Units that work only where they are told to; sections and headquarters work in the whole area."""

keeps_places = has_capability(
    "places.manage", gettext_lazy("Sites, settlements and coverage are kept by those whose role carries it.")
)


def covers(unit: Unit, municipality: Municipality, day: date) -> bool:
    """Whether a unit covers a municipality on a day.

    A unit follows its own rows, else those of the nearest unit above it that has any; without rows up to the
    top, a section or headquarters covers the whole area and a local unit covers nothing.
    """
    current: Unit | None = unit
    while current is not None:
        rows = UnitCoverage.objects.current().filter(unit=current)
        if rows.exists():
            return rows.filter(valid_on(day), municipality=municipality).exists()
        current = current.parent
    return unit.kind not in LOCAL_KINDS


def require_coverage(unit: Unit, municipality: Municipality, day: date, *, field: str = "") -> None:
    """Refuse a unit outside its coverage; the error names the unit, the place, the day and who covers it."""
    if covers(unit, municipality, day):
        return
    others = sorted({str(row.unit) for row in coverage_of(municipality, day)})
    remedy = (
        _("It is covered by: %(units)s.") % {"units": ", ".join(others)}
        if others
        else _("Nobody covers it on that day: record the coverage first.")
    )
    why = _("%(unit)s does not cover %(municipality)s on %(day)s.")
    told = why % {"unit": unit, "municipality": municipality, "day": date_format(day)}
    raise Invalid(told, remedy=remedy, field=field, code="coverage")
