"""The visits of a month as a calendar."""

from __future__ import annotations

from calendar import Calendar
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.core.actors import Actor
from habeas.monitoring import queries
from habeas.monitoring.choices import VisitState
from habeas.monitoring.tables import VISIT_BADGES


def month_asked(text: str) -> date:
    """The first day of the month that an address names as 2026-11; of this month when it names none."""
    try:
        year, month = (int(part) for part in text.split("-"))
        return date(year, month, 1) if 1990 <= year <= 2100 else _this_month()
    except ValueError:
        return _this_month()


def _this_month() -> date:
    return timezone.localdate().replace(day=1)


def calendar_page(actor: Actor, first: date) -> dict[str, Any]:
    """The context of the calendar of a month."""
    visits: dict[date, list[Any]] = {}
    for visit in queries.visits_of_month(actor, first):
        visits.setdefault(visit.day, []).append(visit)
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return {
        "title": date_format(first, "YEAR_MONTH_FORMAT").capitalize(),
        "subtitle": _("Visits of the month"),
        "weekdays": [(WEEKDAYS[number], WEEKDAYS_ABBR[number]) for number in range(7)],
        "weeks": [[_day(day, first, visits.get(day, [])) for day in week] for week in weeks],
        "earlier": f"?month={(first - timedelta(days=1)):%Y-%m}",
        "later": f"?month={(first + timedelta(days=31)):%Y-%m}",
        "count": sum(len(found) for found in visits.values()),
    }


def _day(day: date, first: date, visits: list[Any]) -> dict[str, Any]:
    return {
        "day": day,
        "outside": day.month != first.month,
        "today": day == timezone.localdate(),
        "visits": [{"row": visit, "kind": VISIT_BADGES[VisitState(visit.state)]} for visit in visits],
    }
