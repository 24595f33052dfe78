"""The page of who takes part: a table for each year, communities as rows, quarters as columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.access.models import Compartment
from habeas.core.actors import Actor
from habeas.core.pictures.picture import plain
from habeas.core.terms import lookup
from habeas.missing.models import Participation
from habeas.missing.participation import Attendance, Quarter, Told, open_quarter, told_quarters


@dataclass(frozen=True)
class Sum:
    """A number of a table: the sum of what may be told, and whether something was left out."""

    told: int
    hidden: bool

    def __str__(self) -> str:
        return self._with("·")

    @property
    def spoken(self) -> str:
        """The same for who hears it."""
        return self._with(_("not shown"))

    def _with(self, hidden: str) -> str:
        if not self.hidden:
            return plain(self.told)
        return f"{plain(self.told)} + {hidden}" if self.told else hidden


def sum_of(numbers: Iterable[int | None]) -> Sum:
    """Numbers of which some may not be told, together."""
    known = list(numbers)
    return Sum(sum(number or 0 for number in known), None in known)


def participation_page(actor: Actor) -> dict[str, Any]:
    """The context of the page. Each register is told apart: no sum depends on how many of them the reader sees."""
    today = timezone.localdate()
    homes = {row.pk: str(row) for row in Compartment.objects.visible_to(actor)}
    attended: dict[Any, list[Attendance]] = {}
    for row in Participation.objects.visible_to(actor).select_related("association").order_by("pk"):
        attended.setdefault(row.compartment, []).append(_attendance(row))
    tables = [
        table
        for home in sorted(attended, key=lambda pk: homes.get(pk, ""))
        for table in years(
            told_quarters(attended[home], today), homes.get(home, "") if len(attended) > 1 else ""
        )
    ]
    return {"title": _("Who takes part"), "tables": tables, "notes": _notes(today)}


def _attendance(row: Participation) -> Attendance:
    recorded = timezone.localdate(row.created_at, timezone.get_default_timezone())
    return Attendance(row.association.community, row.association_id, row.on, recorded, row.people)


def _notes(today: date) -> list[str]:
    running = open_quarter(today)
    words = {"quarter": _full(running), "day": date_format(running.told_from, "SHORT_DATE_FORMAT")}
    return [
        _("%(quarter)s is told from %(day)s.") % words,
        _("A quarter that was told does not change: what is recorded later counts in the next one."),
        _("Who comes to several meetings is counted at each."),
    ]


def _full(quarter: Quarter) -> str:
    return _("Q%(quarter)s %(year)s") % {"year": quarter.year, "quarter": quarter.number}


def years(told: Mapping[Quarter, Told], home: str = "") -> list[dict[str, Any]]:
    """A table for each year in which somebody took part, the newest first."""
    found = []
    for year in sorted({quarter.year for quarter in told}, reverse=True):
        part = {quarter: one for quarter, one in told.items() if quarter.year == year}
        communities = sorted({code for one in part.values() for code in one.cells})
        if communities:
            found.append({"title": f"{year}, {home}" if home else str(year), **_table(part, communities)})
    return found


def _table(told: Mapping[Quarter, Told], communities: list[str]) -> dict[str, Any]:
    rows = []
    for code in communities:
        numbers = [one.cells.get(code, 0) for one in told.values()]
        rows.append({"label": lookup.label("community", code), **_line(numbers)})
    return {
        "quarters": [(_("Q%(quarter)s") % {"quarter": one.number}, _full(one)) for one in told],
        "rows": rows,
        "foot": _line([one.total for one in told.values()]),
    }


def _line(numbers: list[int | None]) -> dict[str, Any]:
    return {"cells": [sum_of([number]) for number in numbers], "total": sum_of(numbers)}
