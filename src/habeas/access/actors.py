"""From an account to an actor: what appointments, grants, shares and emergencies give at one moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from habeas.access.models import Appointment, EmergencyAccess, Grant, Share, Unit, User
from habeas.core.actors import NOBODY, VERBS, Actor, system_actor

SHARE_VERBS = ("read",)


def actor_for(user: User, now: datetime | None = None) -> Actor:
    """Build the actor of an account; four queries, whatever the number of grants."""
    if not user.is_authenticated or not user.is_active:
        return NOBODY
    now = now or timezone.now()
    system = system_actor("work out what an account reaches")
    held = _appointments(user, now)
    verbs, capabilities, barred = _of_roles(held)
    emergencies: frozenset[UUID] = frozenset()
    reach: dict[str, frozenset[UUID]] = {}
    if not barred:
        reach = _reach(user, held, verbs, now, system)
        emergencies = _emergencies(user, now, system)
        reach["read"] = reach["read"] | emergencies
    return Actor(
        id=user.pk,
        label=user.username,
        reach=reach,
        shares={} if barred else _shares(reach.get("read", frozenset()) - emergencies, now, system),
        capabilities=capabilities,
        emergency=emergencies,
        units=frozenset(a.unit_id for a in held if a.unit_id),
        organisations=frozenset(a.organisation_id for a in held),
    )


def _appointments(user: User, now: datetime) -> list[Appointment]:
    held = Appointment.objects.filter(user=user).select_related("role")
    today = timezone.localdate(now)
    return [appointment for appointment in held if appointment.valid_on(today)]


def _of_roles(held: Iterable[Appointment]) -> tuple[frozenset[str], frozenset[str], bool]:
    verbs, capabilities, barred = frozenset[str](), frozenset[str](), False
    for appointment in held:
        verbs |= appointment.role.verb_set
        capabilities |= appointment.role.capability_set
        barred = barred or appointment.role.bars_case_data
    return verbs, capabilities, barred


def _reach(
    user: User, held: list[Appointment], verbs: frozenset[str], now: datetime, system: Actor
) -> dict[str, frozenset[UUID]]:
    found: dict[str, set[UUID]] = defaultdict(set)
    pairs = {
        (unit, a.role_id): a.role.verb_set for a in held if a.unit_id for unit in _with_parents(a.unit_id)
    }
    named = Q(user=user) | Q(
        unit__in={unit for unit, _role in pairs}, role__in={role for _unit, role in pairs}
    )
    for grant in Grant.objects.visible_to(system).filter(named, ended_at=None):
        allowed = (
            verbs if grant.user_id == user.pk else pairs.get((grant.unit_id, grant.role_id), frozenset())
        )
        if allowed and grant.is_active(now):
            for verb in allowed.intersection(grant.verbs):
                found[verb].add(grant.compartment_id)
    return {verb: frozenset(found[verb]) for verb in VERBS}


def _with_parents(unit_id: UUID) -> list[UUID]:
    parents = dict(Unit.objects.values_list("id", "parent_id"))
    chain = [unit_id]
    while (parent := parents.get(chain[-1])) and parent not in chain:
        chain.append(parent)
    return chain


def _emergencies(user: User, now: datetime, system: Actor) -> frozenset[UUID]:
    rows = EmergencyAccess.objects.visible_to(system).filter(user=user, ended_at=None, expires_at__gt=now)
    return frozenset(rows.values_list("compartment_id", flat=True))


def _shares(own: frozenset[UUID], now: datetime, system: Actor) -> dict[tuple[str, str], frozenset[UUID]]:
    rows = Share.objects.visible_to(system).filter(target__in=own, ended_at=None)
    found: dict[tuple[str, str], set[UUID]] = defaultdict(set)
    for share in rows:
        if share.expires_at is None or now < share.expires_at:
            for verb in SHARE_VERBS:
                found[verb, share.model].add(share.record)
    return {key: frozenset(ids) for key, ids in found.items()}
