"""Reads of visits and observations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from habeas.access.models import Compartment, User
from habeas.core.actors import Actor
from habeas.monitoring.models import Observation, Visit

RECENT = 180


def visits(actor: Actor) -> Any:
    """The visits that the actor may see."""
    return Visit.objects.visible_to(actor).select_related("site", "municipality", "unit", "task")


def recent_visits(actor: Actor, keep: Any = None) -> Any:
    """Visits of the last half year, and the one that is chosen already."""
    late = timezone.localdate() - timedelta(days=RECENT)
    return visits(actor).filter(Q(planned_for__gte=late) | Q(pk=keep)).order_by("-planned_for")


def visit_with_observations(actor: Actor) -> Any:
    """Visits with team, observations and findings, for their page."""
    return visits(actor).prefetch_related("members__user", "observations", "findings")


def observations_of(actor: Actor, visit: Visit | None) -> Any:
    """The observations of a visit, in order."""
    return Observation.objects.visible_to(actor).filter(visit=visit).select_related("visit")


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
