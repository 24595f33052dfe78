"""Reads of visits and observations."""

from __future__ import annotations

from typing import Any

from habeas.access.models import Compartment, User
from habeas.core.actors import Actor
from habeas.monitoring.models import Observation, Visit


def visits(actor: Actor) -> Any:
    """The visits that the actor may see."""
    return Visit.objects.visible_to(actor).select_related("site", "municipality", "unit", "task")


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
