"""What pages of access read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from habeas.access.approvals import BULK_EXPORT
from habeas.access.choices import VERB_LABELS, ApprovalState, ResetState
from habeas.access.demanding import factors_everywhere, factors_of
from habeas.access.exporting import ExportBatch, rows_in_words
from habeas.access.links import digest_of
from habeas.access.models import (
    AccountReset,
    Appointment,
    Approval,
    Compartment,
    EmergencyAccess,
    ExportRequest,
    Grant,
    Notice,
    Organisation,
    Role,
    Share,
    StaffingPeriod,
    Unit,
    User,
)
from habeas.access.owners import units_below
from habeas.access.session_list import live_sessions
from habeas.core.actors import VERBS, Actor, system_actor
from habeas.core.audit import AuditRow
from habeas.core.errors import NotVisible
from habeas.core.scope import scoped


def audit_rows(actor: Actor) -> Any:
    """The audit trail, for whoever may read it."""
    return AuditRow.objects.visible_to(actor)


def nothing(model: Any) -> Any:
    """No rows; a form fills its choices when it knows the reader."""
    return model._default_manager.none()


def roles() -> Any:
    return Role.objects.current()


def grantable_roles() -> Any:
    return Role.objects.current().filter(bars_case_data=False)


def organisations() -> Any:
    return Organisation.objects.current()


def units() -> Any:
    return Unit.objects.current()


def people() -> QuerySet[User]:
    """Every account; for account managers."""
    return User.objects.all()


def active_people() -> QuerySet[User]:
    return User.objects.filter(is_active=True)


def account_of(actor: Actor) -> User:
    """The account of a signed-in reader."""
    found = User.objects.filter(pk=actor.id).first()
    if found is None:
        raise NotVisible()
    return found


def appointments() -> Any:
    """Every appointment; for account managers."""
    return Appointment.objects.select_related("user", "role")


def resets(actor: Actor) -> Any:
    """The resets that a reader may know of."""
    return AccountReset.objects.visible_to(actor).select_related("user")


def appointments_of(user: User) -> Any:
    """All appointments of a person, the present ones first."""
    held = Appointment.objects.filter(user=user).select_related("role", "organisation", "unit")
    return held.order_by("ended_at", "-valid_from", "created_at")


def staffing_of(organisation: Organisation, unit: Unit | None = None) -> Any:
    rows = StaffingPeriod.objects.filter(organisation=organisation).select_related("unit")
    return (rows.filter(unit=unit) if unit else rows).order_by("valid_from")


def unit_tree(organisation: Organisation) -> list[dict[str, Any]]:
    """The units of an organisation, each with those under it."""
    rows = list(Unit.objects.current().filter(organisation=organisation).order_by("valid_from", "code"))
    branches: dict[Any, dict[str, Any]] = {row.pk: {"unit": row, "under": []} for row in rows}
    top: list[dict[str, Any]] = []
    for row in rows:
        above = branches.get(row.parent_id)
        (above["under"] if above else top).append(branches[row.pk])
    return top


def chain_of(body: Any) -> list[Any]:
    """A body with those before it and after it, oldest first."""
    seen, chain = {body.pk}, [body]
    first = body.predecessors.order_by("valid_from").first()
    while first is not None and first.pk not in seen:
        seen.add(first.pk)
        chain.insert(0, first)
        first = first.predecessors.order_by("valid_from").first()
    last = body.successor
    while last is not None and last.pk not in seen:
        seen.add(last.pk)
        chain.append(last)
        last = last.successor
    return chain


def compartments_of(actor: Actor) -> Any:
    """The compartments that a reader holds something in (not those that only an emergency would open)."""
    held = frozenset().union(*actor.reach.values()) if actor.reach else frozenset()
    rows = Compartment.objects.visible_to(actor).filter(pk__in=held)
    return rows.select_related("organisation").order_by("code")


def homes_of_work(actor: Actor) -> list[tuple[str, str]]:
    """Key and name of the compartments in which a person works, for forms of the core."""
    rows = compartments_of(actor).filter(pk__in=actor.compartments("work"))
    return [(str(row.pk), str(row)) for row in rows]


def owned_by(actor: Actor) -> Any:
    """The compartments that a reader owns."""
    rows = Compartment.objects.visible_to(actor).filter(pk__in=actor.compartments("own"))
    return rows.select_related("organisation")


def grants_owned_by(actor: Actor) -> Any:
    """The grants that a reader may end."""
    rows = Grant.objects.visible_to(actor).filter(compartment__in=actor.compartments("own"))
    return rows.select_related("compartment", "user", "unit")


def shares_shared_by(actor: Actor) -> Any:
    """The shares that a reader may end."""
    rows = Share.objects.visible_to(actor).filter(source__in=actor.compartments("share"))
    return rows.select_related("source")


def verbs_in(actor: Actor, compartment: Compartment) -> list[str]:
    """What a reader holds in a compartment, in words."""
    return [str(VERB_LABELS[verb]) for verb in VERBS if actor.holds(verb, compartment.pk)]


def grants_of(actor: Actor, compartment: Compartment) -> Any:
    """The grants of a compartment that a reader may know of: all for its owners, else the own."""
    rows = Grant.objects.visible_to(actor).filter(compartment=compartment)
    return rows.select_related("user", "unit", "role").order_by("ended_at", "created_at")


def shares_of(actor: Actor, compartment: Compartment) -> Any:
    """What was shared out of a compartment."""
    return Share.objects.visible_to(actor).filter(source=compartment).order_by("ended_at", "-created_at")


def shares_of_record(actor: Actor, row: Any) -> list[tuple[Share, Any]]:
    """With whom a record of the reader's compartment was shared, the newest first, each with its target.

    Whoever shares named the target by its code, so its name is told although the sharer is not in it.
    """
    given = Share.objects.visible_to(actor).filter(model=row._meta.label_lower, record=row.pk)
    shares = list(given.order_by("-created_at")[:20])
    system = system_actor("name the compartments with which a record was shared")
    named = Compartment.objects.visible_to(system).in_bulk({share.target_id for share in shares})
    return [(share, named[share.target_id]) for share in shares]


def emergencies_of(actor: Actor) -> Any:
    """Emergency accesses that a reader opened, or that touch the own compartments; newest first."""
    rows = EmergencyAccess.objects.visible_to(actor).select_related("compartment", "user")
    return rows.order_by("-created_at")


def openable_in_emergency(actor: Actor) -> Any:
    """Compartments of the own organisations that the reader does not read."""
    rows = Compartment.objects.visible_to(actor).filter(organisation__in=actor.organisations)
    return rows.exclude(pk__in=actor.compartments("read")).exclude(closed=True).order_by("code")


def approvals_waiting(actor: Actor) -> Any:
    """Open questions in the reader's compartments that somebody else asked."""
    rows = Approval.objects.visible_to(actor).exclude(asked_by=actor.id)
    open_ones = rows.filter(state=ApprovalState.ASKED, expires_at__gt=timezone.now())
    open_ones = open_ones.select_related("asked_by", "unit").prefetch_related("exports")
    return open_ones.order_by("created_at")


def what_is_exported(question: Approval) -> str:
    """What an approval of an export is about, in words; empty for other questions."""
    parts = question.exports.all() if question.kind == BULK_EXPORT.code else []
    return "; ".join(rows_in_words(part) for part in parts)


def exports_of(actor: Actor) -> Any:
    """The parts of exports that the reader asked for."""
    return ExportRequest.objects.visible_to(actor).filter(created_by=actor.id)


def export_batches(actor: Actor) -> list[ExportBatch]:
    """The exports that the reader asked for, the newest first, the parts of one together."""
    parts = exports_of(actor).select_related("approval")
    grouped: dict[Any, list[ExportRequest]] = {}
    for part in parts.order_by("-created_at")[:200]:
        grouped.setdefault(part.batch, []).append(part)
    return [ExportBatch(key, found, timezone.now()) for key, found in grouped.items()]


def approvals_asked(actor: Actor) -> Any:
    """What the reader asked."""
    rows = Approval.objects.visible_to(actor).filter(asked_by=actor.id)
    return rows.select_related("answered_by", "unit").order_by("-created_at")


def notices_of(actor: Actor) -> Any:
    return Notice.objects.visible_to(actor).select_related("by").order_by("-created_at")


def unseen_notices(actor: Actor) -> int:
    return int(Notice.objects.visible_to(actor).filter(seen_at=None).count())


def resets_for(actor: Actor) -> Any:
    """The parts of resets that wait for the reader as an owner."""
    rows = AccountReset.objects.visible_to(actor).filter(
        state=ResetState.ASKED, compartment__in=actor.compartments("own"), expires_at__gt=timezone.now()
    )
    return rows.select_related("user").exclude(user=actor.id)


def resets_of(actor: Actor, user: User) -> Any:
    """The resets of an account, for account managers; newest first."""
    return AccountReset.objects.visible_to(actor).filter(user=user).order_by("-created_at", "pk")


def one_of_each(parts: Iterable[AccountReset]) -> list[AccountReset]:
    """Of each reset one part: the one with the link, else one that waits or was declined, else the first."""
    found: dict[Any, AccountReset] = {}
    for part in parts:
        known = found.setdefault(part.batch, part)
        if not known.digest and (part.digest or known.state == ResetState.READY):
            found[part.batch] = part
    return list(found.values())


def waiting_appointments() -> Any:
    """Appointments that wait for an owner."""
    rows = Appointment.objects.filter(waits_for_owner=True, ended_at=None)
    return rows.select_related("user", "role", "unit", "organisation").order_by("created_at")


def sessions_of(user: User) -> list[UserSession]:
    """The live sessions of an account, the last used first."""
    return live_sessions(user)


def people_given_codes(actor: Actor) -> QuerySet[User]:
    """Accounts for whose first second factor a reader may be asked for the code."""
    return people() if actor.may("accounts.manage") else waiting_for_code(actor)


def waiting_for_code(actor: Actor) -> QuerySet[User]:
    """Open accounts without a second factor that reach a compartment of the reader's own, where any is demanded."""
    if settings.SECOND_FACTOR == "off":
        return User.objects.none()
    mine = Grant.objects.visible_to(actor, "own").filter(ended_at=None)
    held = Appointment.objects.filter(
        ended_at=None,
        unit__in=units_below(set(mine.exclude(unit=None).values_list("unit_id", flat=True))),
        role__in=scoped(mine.exclude(role=None), actor, "own").values("role"),
    )
    bare = active_people().exclude(pk=actor.id).exclude(pk__in=factors_everywhere().values("user"))
    reached = Q(pk__in=mine.values("user")) | Q(pk__in=held.values("user"))
    return scoped(bare.filter(reached), actor, "own").order_by("full_name")


def has_second_factor(user: User) -> bool:
    return bool(factors_of(user).exists())


def possible_owners(organisations: Any) -> QuerySet[User]:
    """People with a role that may own, in one of the organisations."""
    today = timezone.localdate()
    held = Appointment.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=today),
        Q(valid_to=None) | Q(valid_to__gte=today),
        organisation__in=organisations,
        role__verbs__contains="own",
        ended_at=None,
    )
    return active_people().filter(pk__in=held.values("user"))


def reset_of_token(token: str) -> AccountReset:
    """The open reset that a one-time link belongs to; NotVisible when there is none."""
    system = system_actor("set a password by a one-time link")
    found: AccountReset | None = (
        AccountReset.objects.visible_to(system)
        .filter(digest=digest_of(token), state=ResetState.READY, expires_at__gt=timezone.now())
        .select_related("user")
        .first()
    )
    if found is None:
        raise NotVisible(code="account.link")
    return found


def units_of(actor: Actor) -> QuerySet[Unit]:
    """The units an actor serves in, with their names."""
    return Unit.objects.filter(pk__in=actor.units).prefetch_related("names")
