"""What is tagged with a crisis, across monitoring, recommendations and activities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext_lazy

from habeas.coordination import actions
from habeas.coordination.models import Activity, Crisis
from habeas.coordination.queries import tagged
from habeas.core.actors import Actor
from habeas.monitoring.models import Finding, Incident, Visit
from habeas.recommendations.queries import overdue, recommendations

NEWEST, MONTHS, MOST = 30, 24, 2_000


@dataclass(frozen=True)
class Tagged:
    """A kind of record that is tagged: its model, its list, and the day on which it happened."""

    model: Any
    label: Any
    icon: str
    url: str
    day: str
    shown: tuple[str, ...] = ()

    @property
    def on(self) -> str:
        """The lookup of its day, in the time of the place."""
        return f"{self.day}__date" if self.day.endswith("_at") else self.day

    def day_of(self, row: Any) -> date:
        """On which day a record of the kind happened."""
        told = getattr(row, self.day)
        return timezone.localdate(told) if self.day.endswith("_at") else told


KINDS = {
    "visits": Tagged(Visit, gettext_lazy("visits"), "visit", "monitoring:visits", "planned_for", ("site",)),
    "incidents": Tagged(
        Incident, gettext_lazy("incidents"), "warn", "monitoring:incidents", "happened_latest"
    ),
    "findings": Tagged(Finding, gettext_lazy("findings"), "finding", "monitoring:findings", "created_at"),
    "activities": Tagged(
        Activity, gettext_lazy("activities"), "calendar", "coordination:activities", "starts_on"
    ),
}


def rows_of(actor: Actor, crisis: Crisis, kind: Tagged) -> Any:
    """The records of a kind that are tagged with a crisis and that the actor may see."""
    return kind.model.objects.visible_to(actor).filter(
        pk__in=tagged(actor, crisis, kind.model._meta.label_lower)
    )


def counts(actor: Actor, crisis: Crisis) -> dict[str, int]:
    """How many records of each kind are tagged; a query a kind."""
    return {name: rows_of(actor, crisis, kind).count() for name, kind in KINDS.items()}


def happened(actor: Actor, crisis: Crisis, kind: Tagged, since: date | None = None) -> Any:
    """The tagged records of a kind up to today, from a day on; what is only planned has not happened."""
    rows = rows_of(actor, crisis, kind).filter(**{f"{kind.on}__lte": timezone.localdate()})
    return rows.filter(**{f"{kind.on}__gte": since}) if since else rows


def by_month(actor: Actor, crisis: Crisis) -> dict[date, tuple[int, ...]]:
    """The first day of each of the last months in which something happened, to the number of each kind."""
    found: dict[str, Counter[date]] = {}
    for name, kind in KINDS.items():
        rows = happened(actor, crisis, kind).order_by().annotate(month=TruncMonth(kind.on)).values("month")
        found[name] = Counter(dict(rows.annotate(n=Count("pk")).values_list("month", "n")))
    months = sorted(set().union(*found.values()))[-MONTHS:]
    return {month: tuple(found[name][month] for name in KINDS) for month in months}


def by_place(actor: Actor, crisis: Crisis) -> Counter[str]:
    """Code of a municipality to its number of tagged visits, incidents and findings."""
    counted: Counter[str] = Counter()
    for name in ("visits", "incidents", "findings"):
        rows = rows_of(actor, crisis, KINDS[name]).order_by().values("municipality__code")
        counted.update(dict(rows.annotate(n=Count("pk")).values_list("municipality__code", "n")))
    return counted


def newest(actor: Actor, crisis: Crisis, since: date | None = None) -> list[tuple[date, Any, Tagged]]:
    """The latest records of all kinds that happened, the newest first; a query a kind."""
    found = [
        (kind.day_of(row), row, kind)
        for kind in KINDS.values()
        for row in happened(actor, crisis, kind, since)
        .select_related("municipality", *kind.shown)
        .order_by(f"-{kind.day}")[:NEWEST]
    ]
    return sorted(found, key=lambda one: (one[0], str(one[1].pk)), reverse=True)[:NEWEST]


def calls(actor: Actor, crisis: Crisis) -> tuple[int, int]:
    """Recommendations on the tagged findings: all, and those past their deadline of which nobody said what became."""
    findings = tagged(actor, crisis, Finding._meta.label_lower)
    ours = recommendations(actor).filter(finding__in=findings)
    return ours.count(), overdue(actor).filter(finding__in=findings).count()


def untagged(actor: Actor, crisis: Crisis, kind: Tagged) -> Any:
    """Records of the crisis's compartment, in its places and its time, that are not tagged with it."""
    rows = kind.model.objects.workable_by(actor).filter(compartment=crisis.compartment)
    rows = rows.filter(**{f"{kind.on}__gte": crisis.starts_on})
    if crisis.ends_on is not None:
        rows = rows.filter(**{f"{kind.on}__lte": crisis.ends_on})
    places = list(crisis.places.values_list("municipality", flat=True))
    rows = rows.filter(municipality__in=places) if places else rows
    return rows.exclude(pk__in=tagged(actor, crisis, kind.model._meta.label_lower))


def untagged_counts(actor: Actor, crisis: Crisis) -> dict[str, int]:
    """How many records of each kind could be gathered; a query a kind."""
    return {name: untagged(actor, crisis, kind).count() for name, kind in KINDS.items()}


def gather(actor: Actor, crisis: Crisis, names: Iterable[str]) -> Crisis:
    """Tag what could be gathered of some kinds, the newest 2,000 of each."""
    for name in names:
        kind = KINDS[name]
        rows = untagged(actor, crisis, kind).order_by(f"-{kind.day}")[:MOST]
        actions.gather(actor, crisis, records=list(rows))
    return crisis
