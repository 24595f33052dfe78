"""Whether a disappearance lies in the time for which the mechanism was made, which the pack tells."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from django.utils import timezone

from habeas.core.imports.dates import Window
from habeas.core.packs import mission
from habeas.missing.choices import Scope

BEFORE, AFTER = 8, 5
"""Years around the period in which a list of missing persons may tell a last sight."""

OLDEST_SHORT = 110
"""Two digits of a year of birth mean one within so many years before the period ends."""


def scope_of(disappeared: Any) -> str:
    """The scope of an UncertainDate, or of None: nobody knows when.

    Inside when every possible day lies inside, outside when none does, uncertain between, empty when unknown.
    """
    if disappeared is None:
        return Scope.UNKNOWN
    period = mission.period()
    if period is None or (disappeared.earliest >= period[0] and disappeared.latest <= period[1]):
        return Scope.INSIDE
    return Scope.UNCERTAIN if disappeared.overlaps(*period) else Scope.OUTSIDE


def births() -> Window:
    """The years of birth that a list may tell; two digits are read where a period leaves one century."""
    return _births(mission.period(), timezone.localdate().year)


def last_sights() -> Window:
    """The years of last sight that a list may tell."""
    return _last_sights(mission.period(), timezone.localdate().year)


@lru_cache(maxsize=2)
def _births(period: tuple[date, date] | None, year: int) -> Window:
    if period is None:
        return Window(1850, year)
    return Window(1850, period[1].year, short_from=period[1].year - OLDEST_SHORT)


@lru_cache(maxsize=2)
def _last_sights(period: tuple[date, date] | None, year: int) -> Window:
    return Window(1900, year) if period is None else Window(period[0].year - BEFORE, period[1].year + AFTER)
