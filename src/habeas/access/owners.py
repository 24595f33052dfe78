"""Who owns a compartment now: those to be asked and alerted."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from habeas.access.actors import actor_for
from habeas.access.models import Compartment, Grant, Unit, User
from habeas.core.actors import Actor, system_actor


def owners_of(compartment: UUID) -> list[User]:
    """The people who hold `own` in a compartment at this moment."""
    system = system_actor("find the owners of a compartment")
    grants = list(
        Grant.objects.visible_to(system).filter(compartment=compartment, can_own=True, ended_at=None)
    )
    below = units_below({grant.unit_id for grant in grants if grant.unit_id})
    candidates = User.objects.filter(
        Q(pk__in=[grant.user_id for grant in grants if grant.user_id])
        | Q(appointments__unit__in=below, appointments__role__in=[g.role_id for g in grants if g.role_id]),
        is_active=True,
    ).distinct()
    return [user for user in candidates if actor_for(user).holds("own", compartment)]


def units_below(units: set[UUID]) -> set[UUID]:
    """These units and all under them."""
    tree = list(Unit.objects.values_list("id", "parent_id"))
    found, grown = set(units), True
    while grown:
        more = {unit for unit, parent in tree if parent in found} - found
        found, grown = found | more, bool(more)
    return found


def reach_of(user: User) -> Actor:
    """The actor of an account as it is now (for account work, which may not ask about compartments itself)."""
    return actor_for(user)


def granted_to_unit(unit_chain: Iterable[UUID], role: UUID) -> set[UUID]:
    """Compartments that live grants give to whoever holds a role in one of these units."""
    system = system_actor("find what a unit was granted")
    now = timezone.now()
    grants = Grant.objects.visible_to(system).filter(unit__in=list(unit_chain), role=role, ended_at=None)
    return {grant.compartment_id for grant in grants if grant.is_active(now)}


def compartment_by_code(code: str) -> Compartment | None:
    """A compartment by its exact code, for sharing with one that the sharer does not reach."""
    system = system_actor("find the compartment named as the target of a share")
    found: Compartment | None = Compartment.objects.visible_to(system).filter(code=code, closed=False).first()
    return found
