"""Who holds which role where: made by administrators, confirmed by owners where cases are at stake."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from habeas.access import notices
from habeas.access.actions.notices import send_notices
from habeas.access.actors import unit_with_parents
from habeas.access.choices import Side
from habeas.access.models import Appointment, Organisation, Role, Unit, User
from habeas.access.owners import granted_to_unit, owners_of
from habeas.access.rules import may_manage_another
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.errors import Invalid
from habeas.core.rules import rule


@rule(gettext_lazy("Only an owner of a compartment that the unit was granted confirms this."))
def owns_what_the_unit_reaches(actor: Actor, appointment: Any) -> bool:
    return any(actor.holds("own", compartment) for compartment in reached_through_unit(appointment))


def reached_through_unit(appointment: Appointment) -> set[Any]:
    """The compartments that an appointment opens by grants to its unit."""
    if appointment.unit_id is None:
        return set()
    return granted_to_unit(unit_with_parents(appointment.unit_id), appointment.role_id)


@action("appointment.make", rule=may_manage_another)
def appoint(
    actor: Actor,
    user: User,
    *,
    role: Role,
    organisation: Organisation,
    unit: Unit | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Appointment:
    """Give a person a role in an organisation or a unit; grants to that unit wait for an owner."""
    made = Appointment(
        user=user, role=role, organisation=organisation, unit=unit, valid_from=valid_from, valid_to=valid_to
    )
    _check_place(made)
    _check_dates(made)
    _check_combination(made)
    at_stake = reached_through_unit(made)
    made.waits_for_owner = any(not actor.holds("own", compartment) for compartment in at_stake)
    made.save(force_insert=True)
    if made.waits_for_owner:
        owners = {owner.pk for compartment in at_stake for owner in owners_of(compartment)}
        send_notices(owners, notices.APPOINTMENT_WAITS, by=actor.id, subject=user, record=made)
    return made


def _check_place(made: Appointment) -> None:
    if made.unit is None:
        return
    if made.unit.organisation_id != made.organisation_id:
        raise Invalid(
            _("“{unit}” is no unit of “{organisation}”.").format(
                unit=made.unit, organisation=made.organisation
            ),
            remedy=_("Choose a unit of that organisation."),
            field="unit",
        )
    if made.role.is_case_role and made.unit.side == Side.SECURITY:
        raise Invalid(
            _("“{unit}” belongs to the security side: “{role}” works with cases.").format(
                unit=made.unit, role=made.role
            ),
            remedy=_("Security and human-rights work are kept apart: choose a unit of the civil side."),
            field="unit",
        )


def _check_dates(made: Appointment) -> None:
    if made.valid_from and made.valid_to and made.valid_from > made.valid_to:
        raise Invalid(
            _("The end ({end}) lies before the beginning ({begin}).").format(
                end=made.valid_to, begin=made.valid_from
            ),
            field="valid_to",
        )
    for body, field in ((made.organisation, "organisation"), (made.unit, "unit")):
        first = made.valid_from or timezone.localdate()
        if body is not None and body.valid_to is not None and body.valid_to < first:
            raise Invalid(
                _("“{body}” ended on {day}.").format(body=body, day=body.valid_to),
                remedy=_("Choose its successor: {successor}.").format(successor=body.successor or "–"),
                field=field,
            )


def _check_combination(made: Appointment) -> None:
    """Roles that bar case data stand alone beside case roles; the security side stands apart from cases."""
    for other in made.user.appointments.select_related("role"):
        if not other.overlaps(made.valid_from, made.valid_to):
            continue
        if _collide(made.role, other.role):
            raise Invalid(
                _("“{role}” cannot be held together with “{other}”.").format(
                    role=made.role, other=other.role
                ),
                remedy=_("End the other appointment first; both roles need to stay apart."),
                field="role",
            )
        if (other.role_id, other.organisation_id, other.unit_id) == (
            made.role_id,
            made.organisation_id,
            made.unit_id,
        ):
            raise Invalid(_("This person already holds “{role}” there.").format(role=made.role), field="role")


def _collide(one: Role, other: Role) -> bool:
    apart = ((one, other), (other, one))
    return any(a.bars_case_data and b.verbs and not b.bars_case_data for a, b in apart) or any(
        a.is_security_role and b.is_case_role for a, b in apart
    )


@action("appointment.confirm", rule=owns_what_the_unit_reaches, verb="own")
def confirm_appointment(actor: Actor, appointment: Appointment) -> Appointment:
    """Let the grants of the unit reach the appointed person."""
    appointment.waits_for_owner = False
    appointment.save(update_fields=["waits_for_owner"])
    return appointment


@action("appointment.refuse", rule=owns_what_the_unit_reaches, verb="own")
def refuse_appointment(actor: Actor, appointment: Appointment) -> Appointment:
    """End an appointment that an owner does not want to reach the compartment."""
    return _end(appointment)


@action("appointment.end", rule=may_manage_another)
def end_appointment(actor: Actor, appointment: Appointment) -> Appointment:
    """End an appointment at once; what it gave is gone at the next request."""
    return _end(appointment)


def _end(appointment: Appointment) -> Appointment:
    if appointment.ended_at is not None:
        raise Invalid(_("This appointment has ended already."))
    appointment.ended_at = timezone.now()
    appointment.save(update_fields=["ended_at"])
    return appointment
