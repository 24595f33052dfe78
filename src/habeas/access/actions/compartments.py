"""Compartments and grants: directors make them, owners alone say who reaches them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.access import notices
from habeas.access.actions.notices import send_notices
from habeas.access.actors import active_appointments, unit_with_parents, verbs_on
from habeas.access.choices import CompartmentKind, Side
from habeas.access.models import Compartment, Grant, Organisation, Role, Unit, User
from habeas.access.owners import owners_of
from habeas.access.rules import creates_compartments
from habeas.core.actions import action, current
from habeas.core.actors import VERBS, Actor
from habeas.core.errors import Invalid, Refused
from habeas.core.rules import can_own


@action("compartment.create", rule=creates_compartments, verb="own")
def create_compartment(
    actor: Actor,
    target: None = None,
    *,
    code: str,
    name_en: str,
    organisation: Organisation,
    owner: User,
    kind: str = CompartmentKind.CASE,
    name_sq: str = "",
    name_sr: str = "",
) -> Compartment:
    """Make a compartment for the own organisation and name its first owner."""
    if not actor.everywhere and organisation.pk not in actor.organisations:
        raise Refused(
            _("You make compartments for your own organisation only."),
            remedy=_("Ask a director of “{organisation}”.").format(organisation=organisation),
        )
    made = Compartment(
        code=code, name_en=name_en, name_sq=name_sq, name_sr=name_sr, organisation=organisation, kind=kind
    )
    _check_owner(made, owner)
    made.save(force_insert=True)
    _give(actor, made, user=owner, verbs=sorted(_verbs_of(made, owner)), reason=_("first owner"))
    return made


def _check_owner(compartment: Compartment, owner: User) -> None:
    held = active_appointments(owner, timezone.now())
    at_home = [a for a in held if a.organisation_id == compartment.organisation_id]
    if "own" not in verbs_on(compartment, [a.role for a in at_home]):
        raise Invalid(
            _("“{name}” holds no role in “{organisation}” that may own this compartment.").format(
                name=owner, organisation=compartment.organisation
            ),
            remedy=_("Name a director of that organisation."),
            field="owner",
        )


def _verbs_of(compartment: Compartment, user: User) -> frozenset[str]:
    return verbs_on(compartment, [a.role for a in active_appointments(user, timezone.now())])


@action("compartment.close", rule=can_own, verb="own")
def close_compartment(actor: Actor, compartment: Compartment, *, reason: str) -> Compartment:
    """Close a compartment: it can be read and exported, nothing is added any more."""
    if not reason.strip():
        raise Invalid(_("Closing a compartment needs a reason."), field="reason")
    compartment.closed = True
    compartment.save(update_fields=["closed"])
    current().say(reason=reason)
    return compartment


@action("grant.give", rule=can_own, verb="own")
def grant(
    actor: Actor,
    compartment: Compartment,
    *,
    verbs: Iterable[str],
    reason: str,
    user: User | None = None,
    unit: Unit | None = None,
    role: Role | None = None,
    expires_at: datetime | None = None,
) -> Grant:
    """Give verbs on a compartment to a person, or to whoever holds a role in a unit; never to oneself."""
    wanted = list(dict.fromkeys(verbs))
    _check_form(compartment, wanted, reason, expires_at)
    if user is not None:
        _check_person(actor, compartment, user, wanted)
    elif unit is not None and role is not None:
        _check_unit(actor, compartment, unit, role, wanted)
    else:
        raise Invalid(_("Name a person, or a unit and a role in it."), field="user")
    return _give(
        actor,
        compartment,
        user=user,
        unit=unit,
        role=role,
        verbs=wanted,
        reason=reason,
        expires_at=expires_at,
    )


def _check_form(compartment: Compartment, verbs: list[str], reason: str, expires_at: datetime | None) -> None:
    unknown = [verb for verb in verbs if verb not in VERBS]
    if unknown or not verbs:
        raise Invalid(
            _("“{verb}” cannot be granted.").format(verb=unknown[0]) if unknown else _("Nothing is granted."),
            remedy=_("Choose among: {verbs}.").format(verbs=", ".join(VERBS)),
            field="verbs",
        )
    if not reason.strip():
        raise Invalid(_("A grant needs a reason."), field="reason")
    if expires_at is not None and expires_at <= timezone.now():
        raise Invalid(
            _("The grant would have expired already ({moment}).").format(moment=expires_at),
            remedy=_("Give a moment that is still to come."),
            field="expires_at",
        )
    if compartment.closed:
        raise Invalid(_("“{name}” is closed.").format(name=compartment))


def _check_person(actor: Actor, compartment: Compartment, user: User, verbs: list[str]) -> None:
    if user.pk == actor.id:
        raise Refused(_("Nobody grants access to themselves."), remedy=_("Ask another owner."))
    held = [a.role for a in active_appointments(user, timezone.now())]
    if not user.is_active or any(role.bars_case_data for role in held):
        raise Invalid(
            _(
                "“{name}” cannot be granted anything: the account is closed or its role bars case data."
            ).format(name=user),
            field="user",
        )
    _check_verbs(compartment, held, verbs, user)
    if "own" in verbs:
        _check_owner(compartment, user)


def _check_verbs(compartment: Compartment, roles: list[Role], verbs: list[str], whom: Any) -> None:
    beyond = [verb for verb in verbs if verb not in verbs_on(compartment, roles)]
    if beyond:
        raise Invalid(
            _("The roles of “{whom}” do not carry “{verb}” in this kind of compartment.").format(
                whom=whom, verb=beyond[0]
            ),
            remedy=_("Grant less, or ask an administrator for the appointment first."),
            field="verbs",
        )


def _check_unit(actor: Actor, compartment: Compartment, unit: Unit, role: Role, verbs: list[str]) -> None:
    if role.bars_case_data:
        raise Invalid(_("“{role}” never sees case data.").format(role=role), field="role")
    security = compartment.kind == CompartmentKind.SECURITY
    if security != (unit.side == Side.SECURITY):
        raise Invalid(
            _("“{unit}” is on the other side: security and human-rights work are kept apart.").format(
                unit=unit
            ),
            field="unit",
        )
    _check_verbs(compartment, [role], verbs, role)
    if _would_reach(actor, unit, role):
        raise Refused(
            _("You hold this role there: nobody grants access to themselves."), remedy=_("Ask another owner.")
        )


def _would_reach(actor: Actor, unit: Unit, role: Role) -> bool:
    holder = User.objects.filter(pk=actor.id).first()
    held = active_appointments(holder, timezone.now()) if holder else []
    return any(a.role_id == role.pk and a.unit_id and unit.pk in unit_with_parents(a.unit_id) for a in held)


def _give(actor: Actor, compartment: Compartment, *, verbs: list[str], **given: Any) -> Grant:
    flags = {f"can_{verb}": verb in verbs for verb in VERBS}
    made = Grant.objects.create(compartment=compartment, **given, **flags)
    if made.user_id and made.user_id != actor.id:
        send_notices(
            [made.user_id], notices.GRANT_GIVEN, by=actor.id, subject=compartment, record=compartment
        )
    return made


@action("grant.end", rule=can_own, verb="own")
def end_grant(actor: Actor, given: Grant, *, reason: str) -> Grant:
    """End a grant at once; a compartment keeps at least one owner."""
    if given.ended_at is not None:
        raise Invalid(_("This grant has ended already."))
    if not reason.strip():
        raise Invalid(_("Ending a grant needs a reason."), field="reason")
    given.ended_at = timezone.now()
    given.save(update_fields=["ended_at"])
    if given.can_own and not owners_of(given.compartment_id):
        raise Refused(_("This is the last owner of the compartment."), remedy=_("Name another owner first."))
    current().say(reason=reason)
    if given.user_id:
        send_notices([given.user_id], notices.GRANT_ENDED, by=actor.id, subject=given.compartment)
    return given
