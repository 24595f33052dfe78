"""How the pages of analysis are laid out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.analysis import queries
from habeas.analysis.periods import Period
from habeas.analysis.queries import COLUMNS, Covered, Heard
from habeas.core.actors import Actor
from habeas.core.disclosure import LEAST, suppressed
from habeas.core.listing import Column
from habeas.core.listing.inline import map_panel, picture_panel, table_panel
from habeas.core.marks import counted_note, marks
from habeas.core.packs import mission
from habeas.core.pictures.charts import Stack, grouped_bars
from habeas.core.terms import lookup
from habeas.mandate.choices import MandateFunction
from habeas.monitoring.pictures import coverage_map
from habeas.places.names import name_of


def coverage_page(request: Any) -> dict[str, Any]:
    """Where nobody was for long, what is open there, and the map of it."""
    rows = queries.coverage(request.actor, timezone.localdate())
    gaps = sum(row.is_gap for row in rows)
    return {
        "title": _("Coverage"),
        "subtitle": _("Each municipality as you may know it; those longest without a visit first"),
        "actions": _links("balance", "digest", "functions"),
        "facts": [
            (_("municipalities"), len(rows)),
            (_("without a visit for %(days)d days") % {"days": queries.GAP.days}, gaps),
            (_("open findings"), sum(row.findings for row in rows)),
            (_("overdue recommendations"), sum(row.overdue for row in rows)),
        ],
        "panels": [
            _grouped(rows),
            map_panel(_("Last visit"), coverage_map(request.actor), icon="map", column="wide"),
        ],
    }


def _grouped(rows: list[Covered]) -> dict[str, Any]:
    """Municipalities with a gap, open; those seen lately folded away; in each the longest without a visit first."""
    columns, days = _covered_columns(), {"days": queries.GAP.days}
    parts = (
        (_("Not visited for %(days)d days or more") % days, [row for row in rows if row.is_gap], True),
        (_("Visited within %(days)d days") % days, [row for row in rows if not row.is_gap], False),
    )
    return {
        "title": _("Municipalities"),
        "template": "analysis/_groups.html",
        "groups": [
            {"title": title, "open": opened or len(found) == len(rows), **table_panel(title, columns, found)}
            for title, found, opened in parts
            if found
        ],
        "count": len(rows),
        "icon": "table",
        "column": "wide",
        "flush": True,
    }


def _covered_columns() -> tuple[Column, ...]:
    return (
        Column("municipality", _("Municipality"), lambda row: name_of(row.municipality)),
        Column("last_visit", _("Last visit"), kind="date"),
        Column("gap", _("Days since"), _gap, badge=lambda row: "warn" if row.is_gap else "ok"),
        Column("visits", _("Visits in a year"), kind="number"),
        Column("incidents", _("Incidents in a year"), kind="number"),
        Column("findings", _("Open findings"), kind="number"),
        Column("recommendations", _("Open recommendations"), kind="number"),
        Column("overdue", _("Overdue"), kind="number"),
    )


def _gap(row: Covered) -> str:
    return _("no visit known") if row.days is None else str(row.days)


def balance_page(request: Any, year: Period) -> dict[str, Any]:
    """Whom the presence heard, by community; small numbers are left out."""
    rows = queries.balance(request.actor, year.first, year.last)
    cells = {name: suppressed({row.code: getattr(row, name) for row in rows}) for name in COLUMNS}
    labels = (_("Persons met"), _("Interviews"), _("Incidents"), _("Findings"))
    columns = (
        Column("community", _("Community"), _community),
        *(
            Column(name, label, partial(_cell, cells[name]), kind="number")
            for name, label in zip(COLUMNS, labels, strict=True)
        ),
    )
    return {
        "title": _("Balance across communities, %(year)s") % {"year": year.key},
        "subtitle": _("Contacts and findings by community, of what you may see; nobody is identified"),
        "actions": _turning("balance", "year", year),
        "panels": [
            table_panel(
                _("Communities"),
                columns,
                rows,
                url=lambda row: "",
                column="wide",
                icon="people",
                nothing=_("Nothing was recorded in this year."),
            ),
            *_leaderships(request.actor, year),
        ],
        "notes": [
            _("Numbers from 1 to %(most)d are not shown, nor those from which they could be worked out.")
            % {"most": LEAST - 1}
        ],
    }


def _leaderships(actor: Actor, year: Period) -> list[dict[str, Any]]:
    """Contacts with each leadership; nothing where the mission's pack names none."""
    rows = queries.leaderships(actor, year.first, year.last)
    columns, address = _leadership_columns(), lambda row: ""
    title = _("Both leaderships")
    return [table_panel(title, columns, rows, url=address, column="wide", icon="building")] if rows else []


def _leadership_columns() -> tuple[Column, ...]:
    names = dict(mission.leaderships())
    return (
        Column("leadership", _("Leadership"), lambda row: names[row.leadership]),
        Column("visits", _("Visits on which it was met"), kind="number"),
        Column("met", _("Persons met"), kind="number"),
        Column("last", _("Last contact"), kind="date"),
    )


def _community(row: Heard) -> str:
    return lookup.label("community", row.code) if row.code else _("not recorded")


def _cell(shown: Mapping[str, int | None], row: Heard) -> str:
    number = shown[row.code]
    return "·" if number is None else str(number)


def functions_page(request: Any, year: Period) -> dict[str, Any]:
    """How much was done under each function of the mandate."""
    rows = queries.by_function(request.actor, year.first, year.last)
    names = {**dict(MandateFunction.choices), "": _("no function stated")}
    series = (_("visits"), _("activities"))
    title = _("Work by function of the mandate, %(year)s") % {"year": year.key}
    stacks = [Stack(str(names[code]), (visits, activities)) for code, visits, activities in rows]
    head, note = _("function of the mandate"), marks(counted_note())
    picture = grouped_bars(title, stacks, series, head=head, marks=note)
    return {
        "title": title,
        "subtitle": _("Visits made and activities begun in the year, of what you may see"),
        "actions": _turning("functions", "year", year),
        "panels": [picture_panel(_("By function"), picture, column="wide", icon="chart")] if rows else [],
        "notes": [] if rows else [_("Nothing was recorded in this year.")],
    }


def digest_page(request: Any, week: Period) -> dict[str, Any]:
    """What a week brought, on a page that prints well."""
    found = queries.week(request.actor, week.first, week.last)
    parts = (
        (_("Visits"), "visit", found.visits),
        (_("Incidents recorded"), "warn", found.incidents),
        (_("Findings confirmed"), "finding", found.findings),
        (_("Recommendations issued"), "recommendation", found.issued),
        (_("Responses received"), "response", found.responses),
        (_("Looked at again"), "follow-up", found.follow_ups),
        (_("Past their deadline"), "clock", found.late),
        (_("Visits of the next seven days"), "calendar", found.coming),
    )
    return {
        "title": _("Week %(week)s") % {"week": week.key.replace("-W", "/")},
        "subtitle": _("%(first)s to %(last)s, of what you may see")
        % {"first": date_format(week.first), "last": date_format(week.last)},
        "actions": _turning("digest", "week", week),
        "facts": [(title, len(rows)) for title, _icon, rows in parts],
        "panels": [_records(title, icon, rows) for title, icon, rows in parts if rows],
        "notes": [] if any(rows for *_rest, rows in parts) else [_("Nothing was recorded in this week.")],
    }


def _records(title: str, icon: str, rows: list[Any]) -> dict[str, Any]:
    """Records as lines that lead to them; a response or a follow-up leads to its recommendation."""
    return {
        "title": title,
        "template": "analysis/_records.html",
        "rows": [_record(getattr(row, "recommendation", row)) for row in rows],
        "count": len(rows),
        "icon": icon,
        "flush": True,
    }


def _record(row: Any) -> dict[str, Any]:
    """One record in a line: its place, of a recommendation that of its finding, and its state if it has one."""
    place = row.municipality if hasattr(row, "municipality") else row.finding and row.finding.municipality
    state = getattr(row, "get_state_display", lambda: "")()
    return {
        "url": row.get_absolute_url(),
        "title": row,
        "text": " · ".join(filter(None, [str(place or ""), state])),
    }


def _turning(name: str, key: str, period: Period) -> list[dict[str, Any]]:
    here = reverse(f"analysis:{name}")
    beside = ((_("Earlier"), period.before), (_("Later"), period.after))
    return [
        *({"label": label, "url": f"{here}?{key}={other}"} for label, other in beside if other),
        *_links(*({"balance", "digest", "coverage", "functions"} - {name})),
    ]


def _links(*names: str) -> list[dict[str, Any]]:
    known = {
        "balance": (_("Balance"), "chart"),
        "coverage": (_("Coverage"), "map"),
        "digest": (_("Weekly digest"), "calendar"),
        "functions": (_("By function of the mandate"), "book"),
    }
    return [
        {"label": known[name][0], "url": reverse(f"analysis:{name}"), "icon": known[name][1]}
        for name in sorted(names)
    ]


def page_of(request: HttpRequest, key: str) -> str:
    """The period that an address asks for."""
    return request.GET.get(key, "").strip()
