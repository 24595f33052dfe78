"""Reads of protection tasks."""

from __future__ import annotations

from typing import Any

from habeas.core.actors import Actor
from habeas.monitoring.choices import ProtectionState
from habeas.monitoring.models import ProtectionMeasure, ProtectionTask


def protection_tasks(actor: Actor) -> Any:
    """The protection tasks that the actor may see."""
    return ProtectionTask.objects.visible_to(actor).select_related("person", "incident", "interview")


def protection_task_whole(actor: Actor) -> Any:
    """Protection tasks with their measures, for their page."""
    return protection_tasks(actor).select_related("visit__site").prefetch_related("measures")


def measures(actor: Actor) -> Any:
    """The measures that the actor may see."""
    return ProtectionMeasure.objects.visible_to(actor).select_related("task")


def open_protection_tasks(actor: Actor) -> Any:
    """Open tasks in compartments where the actor works, the nearest deadline first."""
    return (
        protection_tasks(actor)
        .filter(state=ProtectionState.OPEN, compartment__in=actor.compartments("work"))
        .order_by("deadline")
    )
