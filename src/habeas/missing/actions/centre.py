"""The resource centre: associations, what they ask for, how they take part."""

from __future__ import annotations

from datetime import date
from typing import Any

from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.terms.lookup import require
from habeas.missing import errors
from habeas.missing.actions.days import not_to_come
from habeas.missing.models import Association, Participation, SupportRequest
from habeas.missing.rules import can_keep


@action("centre.association", rule=can_keep)
def register_association(
    actor: Actor, compartment: Any, *, community: str, contact: str = "", **fields: Any
) -> Association:
    """Register a family association."""
    require("community", community, field="community")
    made: Association = Association.objects.create(
        compartment=compartment.pk, community=community, contact=contact.strip() or None, **fields
    )
    return made


@action("centre.request", rule=can_keep)
def record_support_request(
    actor: Actor, association: Association, *, subject: str, asked_on: date, **fields: Any
) -> SupportRequest:
    """Record what an association asks for."""
    not_to_come(asked_on, "asked_on")
    made: SupportRequest = SupportRequest.objects.create(
        compartment=association.compartment,
        association=association,
        subject=subject,
        asked_on=asked_on,
        **fields,
    )
    return made


@action("centre.answer", rule=can_keep)
def answer_support_request(
    actor: Actor, request: SupportRequest, *, state: str, answered_on: date, answer: str
) -> SupportRequest:
    """Record what the centre answered."""
    not_to_come(answered_on, "answered_on")
    if answered_on < request.asked_on:
        raise errors.answered_before_asked()
    request.state, request.answered_on, request.answer = state, answered_on, answer
    request.save()
    return request


@action("centre.participation", rule=can_keep)
def record_participation(
    actor: Actor, association: Association, *, meeting: str, on: date, people: int
) -> Participation:
    """Record how many people of an association took part in a meeting; nobody is named."""
    not_to_come(on)
    made: Participation = Participation.objects.create(
        compartment=association.compartment, association=association, meeting=meeting, on=on, people=people
    )
    return made
