"""Writing down what was noticed; a correction keeps the earlier wording."""

from __future__ import annotations

from typing import Any

from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.editing import check_seen
from habeas.core.rules import can_work
from habeas.monitoring import errors
from habeas.monitoring.actions.witnesses import protect_teller
from habeas.monitoring.choices import FindingState
from habeas.monitoring.models import Observation, ObservationText, Visit
from habeas.monitoring.rules import can_observe

WEIGHT = ("source", "person", "connection", "reliability", "consistent")
"""What decides how much an observation carries."""
HOLDS_NOTHING = (FindingState.DRAFT, FindingState.WITHDRAWN)
"""States of a finding in which nothing that it cites must stay as it is."""


@action("observation.record", rule=can_observe)
def record_observation(actor: Actor, visit: Visit, *, text: str, **details: Any) -> Observation:
    """Record something noticed at a visit; whoever told of others is protected as a person from then on."""
    _check_person(actor, visit, details)
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
    """Correct an observation; the wording before stays as a version.

    What a finding in review, confirmed or closed rests on keeps its source and weight.
    """
    check_seen(observation, seen_version)
    _check_weight(observation, details)
    _check_person(actor, observation, {"connection": observation.connection, **details})
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


def _check_person(actor: Actor, home: Visit | Observation, details: dict[str, Any]) -> None:
    person = details.get("person")
    if person is not None and person.compartment != home.compartment:
        raise errors.another_compartment(person, "person")
    protect_teller(actor, person, details.get("connection", ""))


def _check_weight(observation: Observation, details: dict[str, Any]) -> None:
    if all(details[name] == getattr(observation, name) for name in WEIGHT if name in details):
        return
    resting = observation.cited_in.exclude(finding__state__in=HOLDS_NOTHING)
    cited = resting.select_related("finding").first()
    if cited is not None:
        raise errors.observation_rests(cited.finding)
