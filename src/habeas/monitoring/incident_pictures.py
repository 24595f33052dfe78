"""Incidents on a line of time, and their acts by type and month; each figure leads to its rows."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from habeas.core.pictures.charts import Bar, Line, Picture, bars, lines
from habeas.core.terms import lookup
from habeas.monitoring.pictures import marks

MONTHS = 24
SERIES = 5
ON_THE_LINE = 200
TO_A_MONTH = ("day", "month", "circa")


def first_of(day: date, months_back: int) -> date:
    """The first day of the month that lies so many months before."""
    count = day.year * 12 + day.month - 1 - months_back
    return date(count // 12, count % 12 + 1, 1)


def top_of(code: str) -> str:
    """The upper level of an act in the list."""
    term = lookup.term("act_type", code)
    while term is not None and term.parent is not None:
        term = lookup.term("act_type", term.parent.code)
    return term.code if term is not None else code


def address(request: Any, **changes: Any) -> str:
    """The list with the filters of the page, changed."""
    kept = {name: value for name, value in request.GET.items() if name not in ("view", "page", *changes)}
    return f"{reverse('monitoring:incidents')}?{urlencode({**kept, **changes})}"


def figures_of(table: Any, rows: Any, request: Any) -> dict[str, Any]:
    """Acts by type, and by type and month, of the filtered incidents."""
    rows = rows.order_by().filter(acts__act__isnull=False)
    told = rows.values("acts__act", "happened_precision").annotate(n=Count("*"), last=Max("happened_latest"))
    above = {act: top_of(act) for act in {one["acts__act"] for one in told}}
    acts = [(above[one["acts__act"]], one["happened_precision"], one["n"], one["last"]) for one in told]
    return {"pictures": [_by_type(acts, request), *_by_month(rows, acts, above)]}


def _by_type(acts: list[Any], request: Any) -> Picture:
    counted = _total(acts)
    entries = [
        Bar(lookup.label("act_type", act), count, address(request, act=act))
        for act, count in counted.most_common()
    ]
    return bars(_("Acts by type"), entries, head=(_("act"), _("number")), marks=marks())


def _total(acts: list[Any]) -> Counter[str]:
    found: Counter[str] = Counter()
    for act, _known, number, _last in acts:
        found[act] += number
    return found


def _by_month(rows: Any, acts: list[Any], above: dict[str, str]) -> list[Picture]:
    """The two years up to the last act whose month is known; only their rows are read."""
    dated = [one for one in acts if one[1] in TO_A_MONTH]
    if not dated:
        return []
    last = max(latest for *_rest, latest in dated)
    months = [first_of(last, back) for back in range(MONTHS - 1, -1, -1)]
    lately = rows.filter(happened_precision__in=TO_A_MONTH, happened_latest__gte=months[0])
    told = lately.values("acts__act", "happened_latest").annotate(n=Count("*"))
    counted: Counter[tuple[str, date]] = Counter()
    for act, day, number in told.values_list("acts__act", "happened_latest", "n"):
        counted[above[act], day.replace(day=1)] += number
    totals = _total(dated)
    tops = [act for act, _n in totals.most_common(SERIES)]
    series = [
        Line(lookup.label("act_type", act), tuple(float(counted[act, month]) for month in months))
        for act in tops
    ]
    labels = [f"{month:%m/%Y}" for month in months]
    picture = lines(_("Acts by type and month"), labels, series, head=_("month"), marks=marks())
    return [picture.with_notes(*_left_out(_total(acts).total() - totals.total()))]


def _left_out(count: int) -> list[str]:
    if not count:
        return []
    told = ngettext(
        "%(count)s act whose month is not known is left out.",
        "%(count)s acts whose month is not known are left out.",
        count,
    )
    return [told % {"count": count}]


def timeline_of(table: Any, rows: Any, request: Any) -> dict[str, Any]:
    """The filtered incidents in the order in which they happened, the latest first."""
    found = list(rows.order_by("-happened_latest", "pk")[: ON_THE_LINE + 1])
    return {"entries": [_entry(one) for one in found[:ON_THE_LINE]], "cut": len(found) > ON_THE_LINE}


def _entry(row: Any) -> dict[str, Any]:
    happened = row.happened
    acts = ", ".join(dict.fromkeys(str(one) for one in row.acts.all()))
    return {
        "when": str(happened),
        "iso": happened.earliest.isoformat(),
        "title": str(row),
        "text": f"{row.municipality} · {acts}" if acts else str(row.municipality),
        "who": row.get_verification_display(),
        "url": row.get_absolute_url(),
        "kind": {"ALLEG": "warn", "RG": "ok", "CLEAR": "ok"}.get(row.verification, ""),
    }
