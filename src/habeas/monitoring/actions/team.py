"""Who goes along, and whom the team meets."""

from __future__ import annotations

from typing import Any

from habeas.access.models import User
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.monitoring import errors
from habeas.monitoring.models import Visit, VisitInterlocutor, VisitMember
from habeas.monitoring.rules import can_join


@action("visit.member", rule=can_join)
def add_member(
    actor: Actor, visit: Visit, *, user: User | None = None, name: str = "", **details: Any
) -> VisitMember:
    """Add a colleague by account, or an expert or interpreter by name."""
    if (user is None) == (not name.strip()):
        raise errors.member_is_nobody()
    if user is not None and visit.members.filter(user=user).exists():
        raise errors.member_twice(user)
    return VisitMember.objects.create(
        compartment=visit.compartment, visit=visit, user=user, name=name.strip(), **details
    )


@action("visit.interlocutor", rule=can_join)
def add_interlocutor(actor: Actor, visit: Visit, **details: Any) -> VisitInterlocutor:
    """Add somebody whom the team meets, by function."""
    return VisitInterlocutor.objects.create(compartment=visit.compartment, visit=visit, **details)
