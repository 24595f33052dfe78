"""How far recommendations are implemented, over time and by body; each figure leads to its rows."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.core.pictures.charts import Line, Picture, Stack, lines, stacked_bars
from habeas.core.terms import lookup
from habeas.monitoring.pictures import marks
from habeas.recommendations.choices import Outcome, RecommendationState, outcome_of

NOT_GRADED = "open"
SERIES = (*Outcome.values, NOT_GRADED)
QUARTERS = 16


def figures_of(table: Any, rows: Any, request: Any) -> dict[str, Any]:
    """Implementation rates by quarter of issue, and outcomes by quarter and by body, of the filtered rows."""
    issued = rows.exclude(
        state__in=[RecommendationState.DRAFT, RecommendationState.IN_CLEARANCE], issued_on=None
    ).exclude(issued_on=None)
    issued = issued.exclude(state=RecommendationState.WITHDRAWN)
    told = _outcomes(issued)
    if not told:
        return {"pictures": []}
    return {"pictures": [_rates(told), _by_quarter(told), _by_body(told, request)]}


def _outcomes(rows: Any) -> list[tuple[date, str, str]]:
    """Day of issue, body and newest grade of each row, in the order of issue; one query, and no row is made whole."""
    graded = rows.order_by("issued_on", "pk", "grades__created_at").values_list(
        "pk", "issued_on", "body", "grades__scale", "grades__value"
    )
    newest = {key: (day, body, scale, value) for key, day, body, scale, value in graded}
    return [
        (day, body, str(outcome_of(scale, value)) if scale else NOT_GRADED)
        for day, body, scale, value in newest.values()
    ]


def quarter_of(day: date) -> tuple[int, int]:
    """Year and quarter."""
    return day.year, (day.month - 1) // 3 + 1


def _quarters(told: list[Any]) -> list[tuple[int, int]]:
    last = quarter_of(max(day for day, _body, _outcome in told))
    index = last[0] * 4 + last[1] - 1
    first = quarter_of(min(day for day, _body, _outcome in told))
    start = max(first[0] * 4 + first[1] - 1, index - QUARTERS + 1)
    return [(one // 4, one % 4 + 1) for one in range(start, index + 1)]


def _name(quarter: tuple[int, int]) -> str:
    return _("Q%(quarter)s %(year)s") % {"year": quarter[0], "quarter": quarter[1]}


def _labels() -> list[str]:
    return [*(str(label) for label in Outcome.labels), _("not graded yet")]


def _rates(told: list[Any]) -> Picture:
    """Shares of those that were graded; a quarter without a grade leaves a gap."""
    quarters = _quarters(told)
    counted = Counter((quarter_of(day), outcome) for day, _body, outcome in told)

    def share(quarter: tuple[int, int], *outcomes: str) -> float | None:
        graded = sum(counted[quarter, one] for one in Outcome.values if one != Outcome.OTHER)
        return round(100 * sum(counted[quarter, one] for one in outcomes) / graded, 1) if graded else None

    series = [
        Line(_("implemented"), tuple(share(one, Outcome.IMPLEMENTED) for one in quarters)),
        Line(
            _("implemented, also in part"),
            tuple(share(one, Outcome.IMPLEMENTED, Outcome.PARTLY) for one in quarters),
        ),
    ]
    title = _("Share of graded recommendations that were implemented, by quarter of issue, in per cent")
    names = [_name(one) for one in quarters]
    return lines(title, names, series, head=_("quarter"), marks=marks())


def _by_quarter(told: list[Any]) -> Picture:
    counted = Counter((quarter_of(day), outcome) for day, _body, outcome in told)
    entries = [
        Stack(_name(one), tuple(float(counted[one, outcome]) for outcome in SERIES))
        for one in _quarters(told)
    ]
    title = _("Recommendations by quarter of issue and grade")
    return stacked_bars(title, entries, _labels(), head=_("quarter"), marks=marks())


def _by_body(told: list[Any], request: Any) -> Picture:
    counted = Counter((body, outcome) for _day, body, outcome in told)
    bodies = [body for body, _n in Counter(body for _day, body, _outcome in told).most_common()]
    entries = [
        Stack(
            lookup.label("mechanism", body) if body else _("the mission itself"),
            tuple(float(counted[body, outcome]) for outcome in SERIES),
            _address(request, body),
        )
        for body in bodies
    ]
    title = _("Recommendations by body and grade")
    return stacked_bars(title, entries, _labels(), head=_("recommended by"), marks=marks())


def _address(request: Any, body: str) -> str | None:
    if not body:
        return None
    kept = {name: value for name, value in request.GET.items() if name not in ("view", "page", "body")}
    return f"{reverse('recommendations:recommendations')}?{urlencode({**kept, 'body': body})}"
