"""Reads across monitoring and recommendations: each figure counts what its reader may see, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, QuerySet, Sum

from habeas.coordination.models import Activity
from habeas.core.actors import Actor
from habeas.core.dates import moments
from habeas.core.packs import mission
from habeas.mandate.choices import MandateFunction
from habeas.mandate.models import Task
from habeas.monitoring.choices import FindingState
from habeas.monitoring.models import Finding, Incident, Interview, Visit, VisitInterlocutor
from habeas.monitoring.queries import reached
from habeas.places.models import Municipality
from habeas.places.queries import municipalities_of_today
from habeas.recommendations.choices import PENDING
from habeas.recommendations.models import FollowUp, Recommendation, Response

YEAR = timedelta(days=365)
GAP = timedelta(days=180)
"""A municipality not visited for so long has a gap."""

OPEN_FINDINGS = (FindingState.DRAFT, FindingState.IN_REVIEW, FindingState.CONFIRMED)
MOST = 100


@dataclass(frozen=True)
class Covered:
    """What the reader may know of one municipality."""

    municipality: Municipality
    last_visit: date | None
    visits: int
    incidents: int
    findings: int
    recommendations: int
    overdue: int
    today: date

    @property
    def days(self) -> int | None:
        """Days since the last visit."""
        return (self.today - self.last_visit).days if self.last_visit else None

    @property
    def is_gap(self) -> bool:
        return self.days is None or self.days > GAP.days

    def get_absolute_url(self) -> str:
        return str(self.municipality.get_absolute_url())


def coverage(actor: Actor, today: date) -> list[Covered]:
    """Every municipality of today; those longest without a visit first. Eight queries, however many rows."""
    made = Visit.objects.visible_to(actor).filter(reached())
    last = dict(
        _grouped(made, "municipality").annotate(n=Max("carried_out_on")).values_list("municipality", "n")
    )
    recent = _counts(made.filter(carried_out_on__gt=today - YEAR), "municipality")
    acts = Incident.objects.visible_to(actor).filter(duplicate_of=None, happened_latest__gt=today - YEAR)
    incidents = _counts(acts, "municipality")
    findings = _counts(Finding.objects.visible_to(actor).filter(state__in=OPEN_FINDINGS), "municipality")
    issued = Recommendation.objects.visible_to(actor).filter(state__in=PENDING)
    waiting = _by_place(issued)
    late = _by_place(issued.filter(deadline__lt=today))
    rows = [
        Covered(
            municipality=place,
            last_visit=last.get(place.pk),
            visits=recent[place.pk],
            incidents=incidents[place.pk],
            findings=findings[place.pk],
            recommendations=waiting[place.pk],
            overdue=late[place.pk],
            today=today,
        )
        for place in municipalities_of_today()
    ]
    return sorted(rows, key=lambda row: (row.last_visit or date.min, row.municipality.code))


def _by_place(rows: QuerySet[Any]) -> Counter[Any]:
    """Recommendations by the municipality of their finding, or by their own."""
    own = rows.filter(finding__municipality=None).exclude(municipality=None)
    return _counts(rows, "finding__municipality") + _counts(own, "municipality")


def _grouped(rows: QuerySet[Any], name: str) -> Any:
    return rows.order_by().values(name)


def _counts(rows: QuerySet[Any], name: str) -> Counter[Any]:
    return Counter(dict(_grouped(rows, name).annotate(n=Count("*")).values_list(name, "n")))


@dataclass
class Heard:
    """Of one community: how many persons were met, interviews held, incidents and findings recorded."""

    code: str
    met: int = 0
    interviews: int = 0
    incidents: int = 0
    findings: int = 0


COLUMNS = ("met", "interviews", "incidents", "findings")


def balance(actor: Actor, first: date, last: date) -> list[Heard]:
    """Whom the presence heard in a period, by community, without anybody's identity. Four queries."""
    between = (first, last)
    met = VisitInterlocutor.objects.visible_to(actor).filter(visit__carried_out_on__range=between)
    interviews = Interview.objects.visible_to(actor).filter(held_on__range=between)
    incidents = Incident.objects.visible_to(actor).filter(duplicate_of=None, happened_latest__range=between)
    findings = Finding.objects.visible_to(actor).filter(created_at__range=moments(first, last))
    found: dict[str, Heard] = {}
    _put(found, "met", _grouped(met, "community").annotate(n=Sum("number")), "community")
    _put(
        found,
        "interviews",
        _grouped(interviews, "person__community").annotate(n=Count("pk")),
        "person__community",
    )
    _put(found, "incidents", _grouped(incidents, "community").annotate(n=Count("*")), "community")
    _put(found, "findings", _grouped(findings, "community").annotate(n=Count("*")), "community")
    return sorted(found.values(), key=lambda row: (row.code == "", -row.met - row.interviews, row.code))


def _put(found: dict[str, Heard], column: str, rows: Any, name: str) -> None:
    for code, number in rows.values_list(name, "n"):
        heard = found.setdefault(code or "", Heard(code or ""))
        setattr(heard, column, getattr(heard, column) + number)


@dataclass
class Contacts:
    """Contacts with one leadership: how many persons were met, on how many visits, and when last."""

    leadership: str
    met: int = 0
    visits: int = 0
    last: date | None = None


def leaderships(actor: Actor, first: date, last: date) -> list[Contacts]:
    """The leaderships of the mission, each with the contacts of a period; one query."""
    met = VisitInterlocutor.objects.visible_to(actor).filter(visit__carried_out_on__range=(first, last))
    told = _grouped(met.exclude(leadership=""), "leadership").annotate(
        n=Sum("number"), made=Count("visit", distinct=True), day=Max("visit__carried_out_on")
    )
    found = {
        code: Contacts(code, *more) for code, *more in told.values_list("leadership", "n", "made", "day")
    }
    return [found.get(code, Contacts(code)) for code, _label in mission.leaderships()]


def by_function(actor: Actor, first: date, last: date) -> list[tuple[str, int, int]]:
    """Function of the mandate, visits made and activities begun in a period under its tasks. Three queries."""
    between, functions = (first, last), dict(Task.objects.values_list("pk", "function"))
    visits = _by_function(Visit.objects.visible_to(actor).filter(carried_out_on__range=between), functions)
    begun = _by_function(Activity.objects.visible_to(actor).filter(starts_on__range=between), functions)
    codes = [*MandateFunction.values, ""]
    return [(code, visits[code], begun[code]) for code in codes if visits[code] or begun[code]]


def _by_function(rows: QuerySet[Any], functions: Mapping[Any, str]) -> Counter[str]:
    """Counted by task first, which an index answers alone."""
    found: Counter[str] = Counter()
    for task, number in _counts(rows, "task").items():
        found[functions.get(task, "")] += number
    return found


@dataclass
class Week:
    """What a week brought, as lists of records that the reader may open."""

    visits: list[Any] = field(default_factory=list)
    incidents: list[Any] = field(default_factory=list)
    findings: list[Any] = field(default_factory=list)
    issued: list[Any] = field(default_factory=list)
    responses: list[Any] = field(default_factory=list)
    follow_ups: list[Any] = field(default_factory=list)
    late: list[Any] = field(default_factory=list)
    coming: list[Any] = field(default_factory=list)

    @property
    def everything(self) -> Iterable[Any]:
        """All that happened in the week, without what is to come."""
        return (
            *self.visits,
            *self.incidents,
            *self.findings,
            *self.issued,
            *self.responses,
            *self.follow_ups,
        )


def week(actor: Actor, first: date, last: date) -> Week:
    """What happened from one day to another, what is late at its end, what the seven days after it bring."""
    between, ahead = (first, last), (last + timedelta(days=1), last + timedelta(days=7))
    within = moments(first, last)
    visits = Visit.objects.visible_to(actor).select_related("site", "municipality")
    made = Recommendation.objects.visible_to(actor).select_related("finding__municipality")
    findings = Finding.objects.visible_to(actor).select_related("municipality")
    confirmed = findings.filter(state=FindingState.CONFIRMED)
    incidents = Incident.objects.visible_to(actor).select_related("municipality")
    issued = made.filter(state__in=PENDING)
    return Week(
        _first(visits.filter(carried_out_on__range=between).order_by("carried_out_on")),
        _first(incidents.filter(created_at__range=within, duplicate_of=None).order_by("created_at")),
        _first(confirmed.filter(reviewed_at__range=within).order_by("reviewed_at")),
        _first(made.filter(issued_on__range=between).order_by("issued_on")),
        _first(
            _of_recommendations(Response, actor).filter(received_on__range=between).order_by("received_on")
        ),
        _first(
            _of_recommendations(FollowUp, actor)
            .filter(visit__carried_out_on__range=between)
            .order_by("visit__carried_out_on")
        ),
        _first(issued.filter(deadline__lte=last).order_by("deadline")),
        _first(visits.filter(carried_out_on=None, planned_for__range=ahead).order_by("planned_for")),
    )


def _of_recommendations(model: Any, actor: Actor) -> Any:
    return model.objects.visible_to(actor).select_related("recommendation__finding__municipality")


def _first(rows: Any) -> list[Any]:
    return list(rows.first_few(MOST))
