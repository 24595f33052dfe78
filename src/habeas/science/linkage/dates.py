"""Dates as lists write them, as numbers: distinct texts are read once."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_ISO: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?$")
_DAY_FIRST: Final = re.compile(r"(?:(\d{1,2})[./-])?(\d{1,2})[./-](\d{4})\.?$")
FIRST_YEAR, LAST_YEAR = 1850, 2100


def parts_of(text: str) -> tuple[int, int, int]:
    """Year, month and day, 0 where not told; (0, 0, 0) for no date. Reads 1999-04-30, 30.4.1999, 1999-04, 1999."""
    told = text.strip()
    if found := _ISO.match(told):
        year, month, day = (int(part or 0) for part in found.groups())
    elif found := _DAY_FIRST.match(told):
        day, month, year = (int(part or 0) for part in found.groups())
    else:
        return 0, 0, 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return 0, 0, 0
    if month > 12 >= day > 0:
        month, day = day, month
    if month > 12 or day > 31:
        return year, 0, 0
    return year, month, day if month else 0


def ordinal(year: int, month: int, day: int) -> int:
    """The number of the day; an impossible day is the last possible before it; 0 unless all is told."""
    if not (year and month and day):
        return 0
    for last in range(day, 0, -1):
        try:
            return date(year, month, last).toordinal()
        except ValueError:
            continue
    return 0
