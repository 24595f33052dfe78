"""The week or the year that a page tells of, as its address names it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from habeas.core.errors import Invalid

FIRST_YEAR, LAST_YEAR = 1999, 2999


@dataclass(frozen=True)
class Period:
    """From one day to another, both included; `key` names it in an address (`2026-W07`, `2026`).

    `before` and `after` are the keys beside it, empty where no page tells of that time.
    """

    key: str
    first: date
    last: date
    before: str
    after: str


def week_of(day: date) -> Period:
    """The ISO week in which a day lies."""
    monday = day - timedelta(days=day.weekday())
    return Period(
        _key(monday),
        monday,
        monday + timedelta(days=6),
        _week(monday - timedelta(days=7)),
        _week(monday + timedelta(days=7)),
    )


def read_week(text: str, today: date) -> Period:
    """The week that an address names (`2026-W07`), or the week of today; raises Invalid."""
    if not text:
        return week_of(today)
    try:
        found = date.fromisoformat(f"{text}-1" if "W" in text else "")
    except ValueError:
        found = None
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Invalid(
            _("“%(text)s” is no week.") % {"text": text[:20]},
            remedy=_("Write year and week, for example %(example)s.") % {"example": week_of(today).key},
            field="week",
        )
    return week_of(found)


def read_year(text: str, today: date) -> Period:
    """The year that an address names, or this year; raises Invalid."""
    if not text:
        text = str(today.year)
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:5]) <= LAST_YEAR):
        raise Invalid(
            _("“%(text)s” is no year.") % {"text": text[:20]},
            remedy=_("Write a year, for example %(example)s.") % {"example": today.year},
            field="year",
        )
    year = int(text)
    return Period(text, date(year, 1, 1), date(year, 12, 31), _year(year - 1), _year(year + 1))


def _week(monday: date) -> str:
    return _key(monday) if FIRST_YEAR <= monday.year <= LAST_YEAR else ""


def _year(number: int) -> str:
    return str(number) if FIRST_YEAR <= number <= LAST_YEAR else ""


def _key(monday: date) -> str:
    year, week, _day = monday.isocalendar()
    return f"{year}-W{week:02d}"
