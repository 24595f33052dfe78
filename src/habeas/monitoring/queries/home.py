"""Reads of the home page and of coverage."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Q

from habeas.core.actors import Actor
from habeas.monitoring.choices import TO_COME, FindingState
from habeas.monitoring.models import VisitMember
from habeas.monitoring.queries.finding import findings
from habeas.monitoring.queries.visit import reached, visits
from habeas.places.models import Municipality


def own_open_work(actor: Actor) -> tuple[Any, Any]:
    """The actor's planned visits, and own findings that are drafts."""
    along = VisitMember.objects.visible_to(actor).filter(user=actor.id)
    own = Q(created_by=actor.id) | Q(pk__in=along.values("visit"))
    planned = _named(visits(actor), "site").filter(own, state__in=TO_COME)
    drafts = _named(findings(actor)).filter(state=FindingState.DRAFT, created_by=actor.id)
    return planned.order_by("planned_for"), drafts.order_by("changed_at")


def coverage(actor: Actor) -> list[Any]:
    """Municipalities with `last_visit` and `open_findings` as the actor may know them, by code.

    Three queries: one that joined visits and findings would pair each of a municipality's visits with each finding.
    """
    made = visits(actor).filter(reached()).order_by().values("municipality")
    last = dict(made.annotate(last=Max("carried_out_on")).values_list("municipality", "last"))
    waiting = findings(actor).filter(state__in=[FindingState.IN_REVIEW, FindingState.CONFIRMED])
    counted = waiting.order_by().values("municipality").annotate(number=Count("pk"))
    still_open = dict(counted.values_list("municipality", "number"))
    rows = list(Municipality.objects.order_by("code"))
    for row in rows:
        row.last_visit, row.open_findings = last.get(row.pk), still_open.get(row.pk, 0)
    return rows


def latest_changes(actor: Actor, most: int = 8) -> list[Any]:
    """The newest changes among visits and findings, newest first."""
    both = (_named(visits(actor), "site"), _named(findings(actor)))
    newest = [rows.order_by("-changed_at").first_few(most) for rows in both]
    rows = [row for found in newest for row in found]
    return sorted(rows, key=lambda row: row.changed_at, reverse=True)[:most]


def _named(rows: Any, *needed: str) -> Any:
    """Rows of which only their name is told: joined to nothing but what the name needs."""
    bare = rows.select_related(None)
    return bare.select_related(*needed) if needed else bare
