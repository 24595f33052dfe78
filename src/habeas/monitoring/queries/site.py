"""Reads of sites as monitoring knows them: last visit, number of visits, and the gap to what is expected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, IntegerField, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from habeas.core.actors import Actor
from habeas.core.scope import scoped
from habeas.monitoring.choices import TO_COME, TOOK_PLACE, SheetState
from habeas.monitoring.models import Sheet, Visit
from habeas.monitoring.queries.visit import reached
from habeas.places.intervals import usual_interval
from habeas.places.models import Site
from habeas.places.queries import sites


def covered_sites(actor: Actor) -> Any:
    """The sites in use with `last_visit`, `last_attempt` and `visit_count` as the actor may know them.

    A visit to which access was refused is an attempt: it closes no gap.
    """
    tried, last, number = Q(state__in=TOOK_PLACE), Max("carried_out_on"), Count("*")
    rows = (
        sites()
        .filter(closed_on=None)
        .annotate(
            last_visit=_of_visits(actor, reached(), last),
            last_attempt=_of_visits(actor, tried, last),
            visit_count=Coalesce(_of_visits(actor, reached(), number), 0),
            visits_ahead=Coalesce(_of_visits(actor, Q(state__in=TO_COME), number), 0),
            interval=Coalesce(F("visit_every"), usual_interval(), Value(0), output_field=IntegerField()),
        )
    )
    return scoped(rows, actor)


def _of_visits(actor: Actor, which: Q, figure: Any) -> Subquery:
    """A figure of those visits to a site which the actor may see: asked of an index, for the sites shown alone."""
    rows = Visit.objects.visible_to(actor).filter(which, site=OuterRef("pk")).order_by()
    return Subquery(rows.values("site").annotate(figure=figure).values("figure"))


@dataclass(frozen=True)
class Gap:
    """How long nobody was at a site, in days, against how often it should be visited; `late` is what is over."""

    last: date | None
    days: int | None
    expected: int

    @property
    def late(self) -> int:
        """Days beyond the expected interval; nought when there is none, or none has passed."""
        if not self.expected or self.days is None:
            return 0
        return max(0, self.days - self.expected)

    @property
    def is_open(self) -> bool:
        """True when a visit is due: the interval passed, or nobody was ever there."""
        return bool(self.expected) and (self.days is None or self.days > self.expected)


def gap_of(row: Any, today: date | None = None) -> Gap:
    """The gap of a site that `covered_sites` read."""
    today = today or timezone.localdate()
    days = (today - row.last_visit).days if row.last_visit else None
    return Gap(row.last_visit, days, row.interval)


def with_a_gap(rows: Any, today: date | None = None) -> Any:
    """Those of `covered_sites` that are due for a visit."""
    today = today or timezone.localdate()
    due = [row.pk for row in rows if gap_of(row, today).is_open]
    return rows.filter(pk__in=due)


def scores_at(actor: Actor, site: Site) -> Any:
    """The completed questionnaires with a score at a site, oldest first, with the scores of their sections."""
    rows = Sheet.objects.visible_to(actor).filter(site=site, state=SheetState.DONE)
    return rows.exclude(score=None).prefetch_related("section_scores").order_by("day", "created_at")
