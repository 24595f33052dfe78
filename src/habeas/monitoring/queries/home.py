"""Reads of the home page and of coverage."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Q

from habeas.core.actors import Actor
from habeas.core.scope import scoped
from habeas.monitoring.choices import TO_COME, FindingState
from habeas.monitoring.queries.finding import findings
from habeas.monitoring.queries.visit import reached, visits
from habeas.places.models import Municipality


def own_open_work(actor: Actor) -> tuple[Any, Any]:
    """The actor's planned visits, and own findings that are drafts."""
    planned = (
        visits(actor).filter(state__in=TO_COME).filter(Q(created_by=actor.id) | Q(members__user=actor.id))
    )
    drafts = findings(actor).filter(state=FindingState.DRAFT, created_by=actor.id)
    return planned.distinct().order_by("planned_for"), drafts.order_by("changed_at")


def coverage(actor: Actor) -> Any:
    """Municipalities with `last_visit`, `visit_count` and `open_findings` as the actor may know them."""
    made = reached("visits__")
    still_open = Q(findings__state__in=[FindingState.IN_REVIEW, FindingState.CONFIRMED])
    return scoped(
        Municipality.objects.select_related("boundary").annotate(
            last_visit=Max("visits__carried_out_on", filter=made),
            visit_count=Count("visits", filter=made, distinct=True),
            open_findings=Count("findings", filter=still_open, distinct=True),
        ),
        actor,
    ).order_by("code")


def latest_changes(actor: Actor, most: int = 8) -> list[Any]:
    """The newest changes among visits and findings, newest first."""
    rows = [*visits(actor).order_by("-changed_at")[:most], *findings(actor).order_by("-changed_at")[:most]]
    return sorted(rows, key=lambda row: row.changed_at, reverse=True)[:most]
