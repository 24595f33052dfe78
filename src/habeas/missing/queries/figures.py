"""Counting cases: on a day, between two sessions, by place, sex and age."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.mandate.models import Figure
from habeas.missing.choices import CLOSED, OPEN, Status
from habeas.missing.models import Case, CourtDeclaration, SessionFigures, StatusChange
from habeas.missing.queries.cases import listed

COUNTED = {
    "before": _("open before"),
    "closed": _("closed since"),
    "added": _("added since"),
    "late": _("corrections of the time before"),
    "open": _("open"),
    "unhanded": _("identified, not handed over"),
    "declared": _("open and declared dead by a court"),
}
"""The numbers of frozen figures whose cases can be looked at."""
AGE_GROUPS = ((0, 17), (18, 34), (35, 59), (60, 200))


@dataclass(frozen=True)
class Figures:
    """Open cases before, closed and added since, open now: `open == before - closed + added`."""

    before: int
    closed: int
    added: int
    open: int
    not_handed_over: int = 0
    declared_dead: int = 0
    closed_administratively: int = 0


def statuses_on(actor: Actor, day: date | None, known: datetime | None = None) -> dict[UUID, str]:
    """The status of every listed case on a day (its last step until then); cases opened later are left out.

    With `known`, as it was recorded at that moment: steps recorded since, about whatever day, are left out.
    """
    if day is None:
        return {}
    mine = set(listed(actor).values_list("pk", flat=True))
    steps = StatusChange.objects.visible_to(actor).filter(on__lte=day).order_by("on", "created_at", "pk")
    if known is not None:
        steps = steps.filter(created_at__lte=known)
    found = dict(steps.values_list("case", "after"))
    return {key: status for key, status in found.items() if key in mine}


def figures_between(actor: Actor, since: date | None, until: date) -> Figures:
    """The figures of a session: what was open when the last one was held, what changed, what is open.

    A case that came on the list and left it between the two days counts as added and as closed.
    """
    then, now = statuses_on(actor, since), statuses_on(actor, until)
    open_then, open_now = _open(then), _open(now)
    gone, added = _moved(then, now)
    dead = listed(actor).filter(declared_dead_on__lte=until).values_list("pk", flat=True)
    return Figures(
        before=len(open_then),
        closed=len(gone),
        added=len(added),
        open=len(open_now),
        not_handed_over=sum(now[key] == Status.NOT_HANDED_OVER for key in open_now),
        declared_dead=len(open_now.intersection(dead)),
        closed_administratively=sum(now[key] == Status.ADMINISTRATIVE for key in gone),
    )


def _open(statuses: Mapping[UUID, str]) -> set[UUID]:
    return {key for key, status in statuses.items() if status in OPEN}


def _moved(then: Mapping[UUID, str], now: Mapping[UUID, str]) -> tuple[set[UUID], set[UUID]]:
    """Which cases were closed and which added between two days; one that came and went counts as both."""
    both = {key for key, status in now.items() if status in CLOSED and key not in then}
    return (_open(then) - _open(now)) | both, (_open(now) - _open(then)) | both


def counted_in(actor: Actor, row: SessionFigures, part: str) -> set[UUID]:
    """The cases behind one number of frozen figures, as the list stood when they were frozen.

    `part` is a key of COUNTED. The history is never rewritten, so the cases are found again from it; only a case whose
    scope was set to "outside" afterwards is left out.
    """
    last = frozen(actor).filter(session__body=row.session.body_id, as_of=row.since).first()
    now = statuses_on(actor, row.as_of, row.created_at)
    then = statuses_on(actor, row.since, row.created_at)
    told = _open(statuses_on(actor, row.since, last.created_at)) if last else _open(then)
    closed, added = _moved(then, now)
    return {
        "before": lambda: told,
        "closed": lambda: closed,
        "added": lambda: added,
        "late": lambda: told ^ _open(then),
        "open": lambda: _open(now),
        "unhanded": lambda: {key for key, status in now.items() if status == Status.NOT_HANDED_OVER},
        "declared": lambda: _open(now) & _declared(actor, row),
    }[part]()


def _declared(actor: Actor, row: SessionFigures) -> set[UUID]:
    courts = CourtDeclaration.objects.visible_to(actor)
    return set(
        courts.filter(on__lte=row.as_of, created_at__lte=row.created_at).values_list("case", flat=True)
    )


def frozen(actor: Actor) -> Any:
    """Figures frozen for sessions, the newest first."""
    return SessionFigures.objects.visible_to(actor).select_related("session__body", "source")


def published_series() -> list[tuple[date, float, str]]:
    """Open cases as others published them: day, number, publisher; doubtful figures left out."""
    rows = Figure.objects.filter(topic="missing", indicator="open cases").exclude(confidence="low")
    return [(row.as_of, float(row.value), row.publisher) for row in rows.order_by("as_of")]


def open_on_days(actor: Actor, days: Iterable[date]) -> list[int]:
    """How many listed cases were open on each day."""
    mine = set(listed(actor).values_list("pk", flat=True))
    steps = list(
        StatusChange.objects.visible_to(actor)
        .order_by("on", "created_at", "pk")
        .values_list("on", "case", "after")
    )
    at, standing, found = 0, {}, []  # type: ignore[var-annotated]
    for day in sorted(days):
        while at < len(steps) and steps[at][0] <= day:
            standing[steps[at][1]] = steps[at][2]
            at += 1
        found.append(sum(status in OPEN for key, status in standing.items() if key in mine))
    return found


def sees_cases(actor: Actor) -> bool:
    """Whether the reader sees any listed case; who sees none must not take that for nought."""
    return bool(listed(actor).exists())


def open_by_municipality(actor: Actor) -> Counter[str]:
    """Open listed cases by code of the municipality where the person was last seen; empty where it is not known."""
    return by_municipality(listed(actor).filter(status__in=OPEN))


def by_municipality(rows: Any) -> Counter[str]:
    """Cases by code of the municipality where the person was last seen; empty where it is not known."""
    return Counter(
        code or "" for code in rows.order_by().values_list("person__municipality__code", flat=True)
    )


def open_by_sex_and_age(actor: Actor) -> Counter[tuple[str, int]]:
    """Open listed cases by sex and age group (place in AGE_GROUPS, -1 unknown) when last seen."""
    rows: Iterable[Case] = listed(actor).filter(status__in=OPEN)
    return Counter((case.person.sex, age_group(case.person)) for case in rows)


def age_group(person: Any) -> int:
    """The place of a person's age when last seen in AGE_GROUPS; -1 when one of the two dates is unknown."""
    if person.born is None or person.disappeared is None:
        return -1
    age = person.disappeared.earliest.year - person.born.earliest.year
    return next((at for at, (low, high) in enumerate(AGE_GROUPS) if low <= age <= high), -1)
