"""How often each type of site is expected to be visited; a site's own interval goes before these."""

from __future__ import annotations

from typing import Final

from django.db.models import Case, IntegerField, Value, When

from habeas.places.choices import SiteKind

BY_KIND: Final = {
    SiteKind.COLLECTIVE: 90,
    SiteKind.SHELTER: 90,
    SiteKind.RETURN: 90,
    SiteKind.CROSSING: 90,
    SiteKind.SETTLEMENT: 180,
    SiteKind.POLICE: 180,
    SiteKind.COURT: 180,
    SiteKind.SCHOOL: 365,
    SiteKind.HEALTH: 365,
    SiteKind.RELIGIOUS: 365,
    SiteKind.MUNICIPAL: 365,
}
"""Days by kind of site; the kinds that are not named have no expected interval."""
BY_DETENTION: Final = {"POL": 180, "IMM": 180, "ASY": 180, "JUV": 180, "DETC": 180}
"""Days by kind of place of deprivation of liberty, where it differs from a year."""
DETENTION_DAYS: Final = 365


def usual_interval() -> Case:
    """The interval of a site's type as an expression of its row; null where none is expected."""
    detention = [
        When(kind=SiteKind.DETENTION, detention_kind=code, then=Value(days))
        for code, days in BY_DETENTION.items()
    ]
    others = [When(kind=kind, then=Value(days)) for kind, days in BY_KIND.items()]
    rest = When(kind=SiteKind.DETENTION, then=Value(DETENTION_DAYS))
    return Case(*detention, rest, *others, default=None, output_field=IntegerField())
