"""From an account to an actor: what appointments, grants, shares and emergencies give at one moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from habeas.access.models import Appointment, Compartment, EmergencyAccess, Grant, Role, Share, Unit, User
from habeas.access.remembering import Moment, actor_of
from habeas.core.actors import NOBODY, VERBS, Actor, system_actor

SHARE_VERBS = ("read",)
CLOSED_VERBS = frozenset({"read", "export", "own"})
"""What remains possible in a closed compartment."""


def actor_for(user: User, now: datetime | None = None) -> Actor:
    """The actor of an account now, or at a given moment."""
    if not user.is_authenticated or not user.is_active:
        return NOBODY
    return work_out(user, Moment(now)) if now else actor_of(user, work_out)


def work_out(user: User, moment: Moment) -> Actor:
    """Build the actor of an account; a handful of queries, whatever the number of grants."""
    system = system_actor("work out what an account reaches")
    held = active_appointments(user, moment.now)
    barred = any(appointment.role.bars_case_data for appointment in held)
    emergencies: frozenset[UUID] = frozenset()
    reach: dict[str, frozenset[UUID]] = {}
    if held and not barred:
        reach = _reach(user, held, moment, system)
        emergencies = _emergencies(user, held, moment, system)
        reach["read"] = reach["read"] | emergencies
    return Actor(
        id=user.pk,
        label=user.username,
        reach=reach,
        shares=_shares(reach.get("read", frozenset()) - emergencies, moment, system),
        capabilities=frozenset().union(*(a.role.capability_set for a in held)),
        emergency=emergencies,
        units=frozenset(a.unit_id for a in held if a.unit_id),
        organisations=frozenset(a.organisation_id for a in held),
        callings=frozenset.intersection(*(a.role.capability_set for a in held)) if held else frozenset(),
    )


def actor_by_key(key: UUID) -> Actor:
    """The actor of an account by its key, as it is now; nobody when it is gone or closed."""
    user = User.objects.filter(pk=key).first()
    return NOBODY if user is None else actor_for(user)


def active_appointments(user: User, now: datetime) -> list[Appointment]:
    """The appointments that count at a moment."""
    held = Appointment.objects.filter(user=user, ended_at=None).select_related("role")
    today = timezone.localdate(now)
    return [appointment for appointment in held if appointment.is_active(today)]


def _reach(user: User, held: list[Appointment], moment: Moment, system: Actor) -> dict[str, frozenset[UUID]]:
    found: dict[str, set[UUID]] = defaultdict(set)
    holders = _roles_by_unit(held)
    named = Q(user=user) | Q(
        unit__in={unit for unit, _role in holders}, role__in={role for _unit, role in holders}
    )
    grants = Grant.objects.visible_to(system).filter(named, ended_at=None).select_related("compartment")
    for grant in grants:
        pair = (grant.unit_id, grant.role_id)
        roles = [a.role for a in held] if grant.user_id == user.pk else holders.get(pair, [])
        if grant.is_active(moment.now):
            moment.ends(grant.expires_at)
            for verb in verbs_on(grant.compartment, roles).intersection(grant.verbs):
                found[verb].add(grant.compartment_id)
    return {verb: frozenset(found[verb]) for verb in VERBS}


def verbs_on(compartment: Compartment, roles: Iterable[Role]) -> frozenset[str]:
    """The verbs that roles may hold in a compartment: of the roles that reach its kind; fewer once it is closed."""
    verbs = frozenset[str]().union(*(role.verb_set for role in roles if compartment.kind in role.kinds))
    return verbs & CLOSED_VERBS if compartment.closed else verbs


def _roles_by_unit(held: Iterable[Appointment]) -> dict[tuple[UUID | None, UUID | None], list[Role]]:
    """(unit, role) to the roles held there; a unit's role counts in the units above it too."""
    parents = dict(Unit.objects.values_list("id", "parent_id"))
    found: dict[tuple[UUID | None, UUID | None], list[Role]] = defaultdict(list)
    for appointment in held:
        if appointment.unit_id and not appointment.waits_for_owner:
            for unit in _with_parents(appointment.unit_id, parents):
                found[unit, appointment.role_id].append(appointment.role)
    return found


def _with_parents(unit_id: UUID, parents: Mapping[UUID, UUID | None]) -> list[UUID]:
    chain = [unit_id]
    while (parent := parents.get(chain[-1])) and parent not in chain:
        chain.append(parent)
    return chain


def unit_with_parents(unit_id: UUID) -> list[UUID]:
    """A unit and every unit above it."""
    return _with_parents(unit_id, dict(Unit.objects.values_list("id", "parent_id")))


def _emergencies(user: User, held: Iterable[Appointment], moment: Moment, system: Actor) -> frozenset[UUID]:
    live = EmergencyAccess.objects.visible_to(system).filter(
        user=user, ended_at=None, expires_at__gt=moment.now
    )
    roles, opened = [appointment.role for appointment in held], []
    for row in live.select_related("compartment"):
        moment.ends(row.expires_at)
        opened.append(row.compartment)
    return frozenset(c.pk for c in opened if "read" in verbs_on(c, roles))


def _shares(own: frozenset[UUID], moment: Moment, system: Actor) -> dict[tuple[str, str], frozenset[UUID]]:
    rows = Share.objects.visible_to(system).filter(target__in=own, ended_at=None)
    found: dict[tuple[str, str], set[UUID]] = defaultdict(set)
    for share in rows:
        if share.is_active(moment.now):
            moment.ends(share.expires_at)
            for verb in SHARE_VERBS:
                found[verb, share.model].add(share.record)
    return {key: frozenset(ids) for key, ids in found.items()}
