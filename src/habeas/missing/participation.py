"""Who takes part, by quarter and community, told so that nobody is found by looking twice.

A quarter is told once, some days after its end, and never changes then: an attendance that is recorded later counts in
the first quarter that is not told yet. Within a quarter small numbers are hidden, and what would give them away. What
is told beyond that, over quarters, is the sum of what is told already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from habeas.core.disclosure import betrayed, suppressed

GRACE = timedelta(days=14)
"""How long after its end attendances of a quarter may still be recorded before it is told."""


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a year, 1 to 4."""

    year: int
    number: int

    @property
    def told_from(self) -> date:
        """The day from which it is told."""
        return self.next().first + GRACE

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    def next(self) -> Quarter:
        """The quarter that follows."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)


@dataclass(frozen=True)
class Attendance:
    """How many people of an association came to one meeting, on which day, and when it was recorded."""

    community: str
    association: Any
    on: date
    recorded: date
    people: int


@dataclass(frozen=True)
class Told:
    """What is told of a quarter: a number for each community and their sum; None is one that is not told."""

    cells: Mapping[str, int | None]
    total: int | None


def quarter_of(day: date) -> Quarter:
    """The quarter in which a day lies."""
    return Quarter(day.year, (day.month - 1) // 3 + 1)


def open_quarter(today: date) -> Quarter:
    """The first quarter that is not told yet."""
    return quarter_of(today - GRACE)


def booked(one: Attendance) -> Quarter:
    """The quarter in which an attendance counts: its own, or the first that was not told when it was recorded."""
    return max(quarter_of(one.on), open_quarter(one.recorded))


def told_quarters(attendances: Iterable[Attendance], today: date) -> dict[Quarter, Told]:
    """What is told on a day, the earliest quarter first; a quarter without anybody stands between others too."""
    booked_in: dict[Quarter, list[Attendance]] = {}
    for one in attendances:
        booked_in.setdefault(booked(one), []).append(one)
    found: dict[Quarter, Told] = {}
    at = min(booked_in, default=open_quarter(today))
    while at < open_quarter(today):
        found[at] = _told(booked_in.get(at, []))
        at = at.next()
    return found


def _told(attendances: list[Attendance]) -> Told:
    """Attendances by community; a number is small when the persons may be few."""
    counted: Counter[str] = Counter()
    for one in attendances:
        counted[one.community] += one.people
    persons = _certain(attendances)
    cells = suppressed(counted, persons=persons)
    hidden = [persons[community] for community, number in cells.items() if number is None]
    return Told(cells, None if betrayed(hidden) else counted.total())


def _certain(attendances: list[Attendance]) -> Counter[str]:
    """How many persons of each community came at least: as many as to the largest meeting of each association."""
    largest: dict[tuple[str, Any], int] = {}
    for one in attendances:
        key = (one.community, one.association)
        largest[key] = max(largest.get(key, 0), one.people)
    certain: Counter[str] = Counter()
    for (community, _association), people in largest.items():
        certain[community] += people
    return certain
