"""Opening a compartment in an emergency: reading only, for hours, with a reason, and its owners are alerted."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.access import notices
from habeas.access.actions.notices import send_notices
from habeas.access.actors import active_appointments, verbs_on
from habeas.access.models import Compartment, EmergencyAccess, User
from habeas.access.owners import owners_of
from habeas.access.rules import is_own_emergency_or_owner, may_open_emergency
from habeas.core.actions import action, current
from habeas.core.actors import Actor
from habeas.core.errors import Invalid, Refused

MOST_HOURS = 24
SHORTEST_REASON = 10


@action("emergency.open", rule=may_open_emergency, verb="read")
def open_emergency(actor: Actor, compartment: Compartment, *, reason: str, hours: int = 4) -> EmergencyAccess:
    """Read a compartment without a grant for a few hours; its owners are told at once."""
    _check_emergency(actor, compartment, reason, hours)
    roles = [a.role for a in active_appointments(User.objects.get(pk=actor.id), timezone.now())]
    if any(role.bars_case_data for role in roles) or "read" not in verbs_on(compartment, roles):
        raise Refused(_("Your role does not read this kind of compartment, in an emergency neither."))
    opened = EmergencyAccess.objects.create(
        compartment=compartment,
        user_id=actor.id,
        reason=reason.strip(),
        expires_at=timezone.now() + timedelta(hours=hours),
    )
    told = send_notices(
        [owner.pk for owner in owners_of(compartment.pk)],
        notices.EMERGENCY_OPENED,
        by=actor.id,
        subject=compartment,
        note=opened.reason,
        record=opened,
    )
    current().say(hours=hours, owners_told=told)
    return opened


def _check_emergency(actor: Actor, compartment: Compartment, reason: str, hours: int) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise Invalid(
            _("An emergency needs a reason of at least {count} letters.").format(count=SHORTEST_REASON),
            remedy=_("Say what happened and why you cannot wait for the owner."),
            field="reason",
        )
    if not 1 <= hours <= MOST_HOURS:
        raise Invalid(
            _("{hours} hours cannot be chosen.").format(hours=hours),
            remedy=_("Choose between 1 and {most} hours.").format(most=MOST_HOURS),
            field="hours",
        )
    if actor.holds("read", compartment.pk):
        raise Invalid(_("You read “{name}” already.").format(name=compartment), field="compartment")


@action("emergency.close", rule=is_own_emergency_or_owner, verb="read")
def close_emergency(actor: Actor, opened: EmergencyAccess) -> EmergencyAccess:
    """End an emergency access before its time."""
    if not opened.is_active(timezone.now()):
        raise Invalid(_("This emergency access has ended already."))
    opened.ended_at = timezone.now()
    opened.save(update_fields=["ended_at"])
    told = {opened.user_id, *(owner.pk for owner in owners_of(opened.compartment_id))} - {actor.id}
    send_notices(told, notices.EMERGENCY_CLOSED, by=actor.id, subject=opened.compartment, record=opened)
    return opened
