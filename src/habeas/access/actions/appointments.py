"""Who holds which role where: made by administrators, confirmed by owners where cases are at stake."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from habeas.access import notices
from habeas.access.actions.notices import send_notices
from habeas.access.choices import Side
from habeas.access.models import Appointment, AppointmentConfirmation, Organisation, Role, Unit, User
from habeas.access.owners import other_owners, reached_through_unit, unconfirmed, woken_by
from habeas.access.rules import may_manage_another
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.errors import Invalid
from habeas.core.rules import rule


@rule(gettext_lazy("Only an owner of a compartment that the unit was granted confirms this."))
def owns_what_the_unit_reaches(actor: Actor, appointment: Any) -> bool:
    return any(actor.holds("own", compartment) for compartment in reached_through_unit(appointment))


@rule(
    gettext_lazy("This is your own appointment."),
    gettext_lazy("Another owner of the compartment confirms it."),
)
def is_not_the_appointed(actor: Actor, appointment: Any) -> bool:
    return bool(appointment.user_id != actor.id)


may_confirm = owns_what_the_unit_reaches & is_not_the_appointed


def to_confirm(actor: Actor, appointment: Appointment) -> set[UUID]:
    """The compartments for which the word of this owner is still missing; none for the own appointment."""
    if not may_confirm(actor, appointment):
        return set()
    return {home for home in unconfirmed(appointment) if actor.holds("own", home)}


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
    """Give a person a role in an organisation or a unit; grants to that unit wait for an owner of each compartment.

    Owners whose own grants to the person count under the role are told.
    """
    made = Appointment(
        user=user, role=role, organisation=organisation, unit=unit, valid_from=valid_from, valid_to=valid_to
    )
    _check_place(made)
    _check_dates(made)
    _check_combination(made)
    homes = reached_through_unit(made)
    made.waits_for_owner = any(not actor.holds("own", home) for home in homes)
    woken = woken_by(user, role)
    made.save(force_insert=True)
    if made.waits_for_owner:
        waiting = other_owners(homes, user)
        send_notices(waiting, notices.APPOINTMENT_WAITS, by=actor.id, subject=user, record=made)
    if told := other_owners(woken, user):
        send_notices(told, notices.ROLE_GIVEN, by=actor.id, subject=user, note=str(role))
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


@action("appointment.confirm", rule=may_confirm, verb="own")
def confirm_appointment(actor: Actor, appointment: Appointment) -> Appointment:
    """Speak for the own compartments; once an owner of each has, the grants of the unit reach the appointed person."""
    homes = sorted(to_confirm(actor, appointment))
    if not homes or not appointment.waits_for_owner:
        raise Invalid(
            _("Your word is not missing here."), remedy=_("Owners of other compartments confirm too.")
        )
    for home in homes:
        AppointmentConfirmation.objects.create(appointment=appointment, compartment_id=home, by_id=actor.id)
    appointment.waits_for_owner = bool(unconfirmed(appointment))
    appointment.save(update_fields=["waits_for_owner"])
    return appointment


@action("appointment.refuse", rule=may_confirm, verb="own")
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
