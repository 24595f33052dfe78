"""Reads of monitoring."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Prefetch, Q

from habeas.access.models import Compartment, User
from habeas.core.actors import Actor
from habeas.core.scope import scoped
from habeas.monitoring.choices import FindingState, VisitState
from habeas.monitoring.models import Finding, FindingObservation, FindingStandard, Observation, Visit
from habeas.places.models import Municipality


def visits(actor: Actor) -> Any:
    """The visits that the actor may see."""
    return Visit.objects.visible_to(actor).select_related("site", "municipality", "unit", "task")


def visit_with_observations(actor: Actor) -> Any:
    """Visits with team, observations and findings, for their page."""
    return visits(actor).prefetch_related("members__user", "observations", "findings")


def observations_of(actor: Actor, visit: Visit | None) -> Any:
    """The observations of a visit, in order."""
    return Observation.objects.visible_to(actor).filter(visit=visit).select_related("visit")


def findings(actor: Actor) -> Any:
    """The findings that the actor may see."""
    return Finding.objects.visible_to(actor).select_related("municipality", "visit__site", "duty_bearer")


def finding_with_chain(actor: Actor) -> Any:
    """Findings with evidence, standards and wordings, for their page."""
    evidence = (
        FindingObservation.objects.visible_to(actor)
        .select_related("observation__visit")
        .order_by("observation__visit", "observation__number")
    )
    standards = FindingStandard.objects.visible_to(actor).select_related("article__instrument")
    return findings(actor).prefetch_related(
        Prefetch("evidence", evidence), Prefetch("standards", standards), "wordings"
    )


def waiting_for_review(actor: Actor) -> Any:
    """Findings in review that the actor may clear and did not write; the longest waiting first."""
    return (
        findings(actor)
        .filter(state=FindingState.IN_REVIEW, compartment__in=actor.compartments("clear"))
        .exclude(created_by=actor.id)
        .order_by("changed_at")
    )


def own_open_work(actor: Actor) -> tuple[Any, Any]:
    """The actor's planned visits, and own findings that are drafts."""
    planned = (
        visits(actor)
        .filter(state=VisitState.PLANNED)
        .filter(Q(created_by=actor.id) | Q(members__user=actor.id))
    )
    drafts = findings(actor).filter(state=FindingState.DRAFT, created_by=actor.id)
    return planned.distinct().order_by("planned_for"), drafts.order_by("changed_at")


def coverage(actor: Actor) -> Any:
    """Municipalities with `last_visit`, `visit_count` and `open_findings` as the actor may know them."""
    made = Q(visits__state=VisitState.CARRIED_OUT)
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


def all_observations(actor: Actor) -> Any:
    """The observations that the actor may see."""
    return Observation.objects.visible_to(actor).select_related("visit")


def workplaces(actor: Actor) -> Any:
    """The compartments in which the actor may work."""
    return Compartment.objects.visible_to(actor).filter(pk__in=actor.compartments("work"), closed=False)


def team_mates(actor: Actor) -> Any:
    """People of the actor's own units, who may go along."""
    return (
        User.objects.filter(is_active=True, appointments__unit__in=actor.units)
        .distinct()
        .order_by("full_name")
    )
