"""Writing down what was noticed; a correction keeps the earlier wording."""

from __future__ import annotations

from typing import Any

from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.editing import check_seen
from habeas.core.rules import can_work
from habeas.monitoring.models import Observation, ObservationText, Visit
from habeas.monitoring.rules import can_observe


@action("observation.record", rule=can_observe)
def record_observation(actor: Actor, visit: Visit, *, text: str, **details: Any) -> Observation:
    """Record something noticed at a visit."""
    last = visit.observations.order_by("-number").first()
    return Observation.objects.create(
        compartment=visit.compartment,
        visit=visit,
        number=last.number + 1 if last else 1,
        text=text,
        **details,
    )


@action("observation.correct", rule=can_work)
def correct_observation(
    actor: Actor, observation: Observation, *, text: str, seen_version: int | None = None, **details: Any
) -> Observation:
    """Correct an observation; the wording before stays as a version."""
    check_seen(observation, seen_version)
    if text != observation.text:
        ObservationText.objects.create(
            compartment=observation.compartment,
            observation=observation,
            number=observation.wordings.count() + 1,
            text=observation.text,
        )
    observation.text = text
    for name, value in details.items():
        setattr(observation, name, value)
    observation.save()
    return observation
