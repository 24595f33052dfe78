"""Who owns a compartment now: those to be asked and alerted."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from habeas.access.actors import actor_for, unit_with_parents, verbs_on
from habeas.access.models import Appointment, AppointmentConfirmation, Compartment, Grant, Role, Unit, User
from habeas.core.actors import system_actor


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


def every_owner() -> list[UUID]:
    """Everybody who owns some open compartment."""
    system = system_actor("tell every owner")
    homes = Compartment.objects.visible_to(system).filter(closed=False).values_list("pk", flat=True)
    return sorted({owner.pk for home in homes for owner in owners_of(home)})


def units_below(units: set[UUID]) -> set[UUID]:
    """These units and all under them."""
    tree = list(Unit.objects.values_list("id", "parent_id"))
    found, grown = set(units), True
    while grown:
        more = {unit for unit, parent in tree if parent in found} - found
        found, grown = found | more, bool(more)
    return found


def at_stake(user: User) -> set[UUID]:
    """The compartments that whoever has the account reaches, or comes to reach again by an administrator's hand alone.

    A closed account can be opened and an ended role given anew: neither counts here, only what owners granted.
    """
    homes = {grant.compartment_id for grant in _granted_to(user)}
    held = Appointment.objects.filter(user=user).exclude(unit=None).values_list("unit_id", "role_id")
    return homes.union(*(granted_to_unit(unit_with_parents(unit), role) for unit, role in held))


def vouching(user: User, asker: UUID) -> UUID | None:
    """A compartment whose owner speaks for an account that reaches none itself; None when nobody else owns any.

    Administrators can make further administrators, but no owners: so an owner is the second person here too.
    """
    system = system_actor("find an owner to speak for an account")
    for home in Compartment.objects.visible_to(system).order_by("created_at").values_list("pk", flat=True):
        if any(owner.pk not in (user.pk, asker) for owner in owners_of(home)):
            return UUID(str(home))
    return None


def woken_by(user: User, role: Role) -> set[UUID]:
    """The compartments in which a further role would give the account more of what it was granted."""
    now = actor_for(user)
    return {
        grant.compartment_id
        for grant in _granted_to(user)
        for verb in verbs_on(grant.compartment, [role]).intersection(grant.verbs)
        if not now.holds(verb, grant.compartment_id)
    }


def _granted_to(user: User) -> list[Grant]:
    """The grants to the person that still run."""
    system = system_actor("find what a person was granted")
    rows = Grant.objects.visible_to(system).filter(user=user, ended_at=None).select_related("compartment")
    now = timezone.now()
    return [grant for grant in rows if grant.is_active(now)]


def other_owners(homes: Iterable[UUID], user: User) -> list[UUID]:
    """Everybody but the person who owns one of these compartments."""
    found = {owner.pk for home in homes for owner in owners_of(home)}
    return sorted(found - {user.pk})


def reached_through_unit(appointment: Appointment) -> set[UUID]:
    """The compartments that an appointment opens by grants to its unit."""
    if appointment.unit_id is None:
        return set()
    return granted_to_unit(unit_with_parents(appointment.unit_id), appointment.role_id)


def unconfirmed(appointment: Appointment) -> set[UUID]:
    """Of the compartments that an appointment opens, those none of whose owners has confirmed it yet."""
    system = system_actor("find who confirmed an appointment")
    rows = AppointmentConfirmation.objects.visible_to(system).filter(appointment=appointment)
    return reached_through_unit(appointment) - set(rows.values_list("compartment_id", flat=True))


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
