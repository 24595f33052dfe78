"""A second person agrees: asked by one, answered by another, used once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.access import notices
from habeas.access.actions.notices import send_notices
from habeas.access.approvals import KINDS, ApprovalKind, kind_of
from habeas.access.choices import ApprovalState
from habeas.access.models import Appointment, Approval, Unit
from habeas.access.rules import is_asker, is_second_person
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.errors import Invalid, Refused
from habeas.core.records import row_key
from habeas.core.rules import can_read, compartment_of

WAITING_DAYS = 14


@action("approval.ask", rule=can_read, verb="read")
def ask_approval(
    actor: Actor, target: Any, *, kind: str, reason: str, unit: Unit | None = None, covers: str = ""
) -> Approval:
    """Ask a second person to agree; `unit` names the department whose director must answer.

    `covers` is a digest of what the yes is for beside the record; it serves for nothing else.
    """
    wanted = kind_of(kind)
    home: Any = compartment_of(target)
    _needs(actor, wanted.ask, home)
    if not reason.strip():
        raise Invalid(_("A question for approval needs a reason."), field="reason")
    if unit is not None and not unit.is_approver:
        raise Invalid(
            _("The director of “{unit}” approves nothing.").format(unit=unit),
            remedy=_("Choose a department whose director approves."),
            field="unit",
        )
    model, record = row_key(target) if hasattr(target, "_meta") else ("", None)
    if Approval.objects.visible_to(actor).filter(
        kind=kind, record=record, compartment=home, state=ApprovalState.ASKED, asked_by=actor.id
    ):
        raise Invalid(_("You have asked for this already; it waits for an answer."))
    return Approval.objects.create(
        compartment=home,
        kind=kind,
        model=model,
        record=record,
        record_version=getattr(target, "version", None) if wanted.of_version else None,
        covers=covers,
        unit=unit,
        asked_by_id=actor.id,
        reason=reason.strip(),
        expires_at=timezone.now() + timedelta(days=WAITING_DAYS),
    )


def _needs(actor: Actor, verb: str, home: UUID | None) -> None:
    if not actor.holds(verb, home):
        raise Refused(
            _("This needs the right to “{verb}” in the compartment.").format(verb=verb),
            remedy=_("Ask the owner of the compartment for access."),
        )


@action("approval.answer", rule=can_read & is_second_person, verb="read")
def answer_approval(actor: Actor, approval: Approval, *, agreed: bool, note: str = "") -> Approval:
    """Agree or decline; never the one who asked, and for a department its director."""
    wanted = kind_of(approval.kind)
    _needs(actor, wanted.answer, approval.compartment)
    _check_open(approval)
    if approval.unit_id and not directs(actor, approval.unit_id):
        raise Refused(
            _("The director of “{unit}” answers this.").format(unit=approval.unit),
            remedy=_("Leave it to the director, or ask for an appointment."),
        )
    if wanted.role and not has_role(actor, wanted.role):
        raise Refused(
            _("Another role answers this."), remedy=_("Leave it to a colleague whose role carries it.")
        )
    if not agreed and not note.strip():
        raise Invalid(_("Say why you decline."), field="note")
    approval.state = ApprovalState.APPROVED if agreed else ApprovalState.DECLINED
    approval.answered_by_id, approval.answered_at = actor.id, timezone.now()
    approval.answer_note = note.strip()
    approval.expires_at = timezone.now() + timedelta(hours=wanted.hours)
    approval.save()
    _tell_asker(actor, approval, wanted)
    return approval


def _check_open(approval: Approval) -> None:
    expired = approval.expires_at is not None and approval.expires_at <= timezone.now()
    if approval.state != ApprovalState.ASKED or expired:
        raise Invalid(_("This question is no longer open."), remedy=_("Let it be asked again."))


def _tell_asker(actor: Actor, approval: Approval, wanted: ApprovalKind) -> None:
    send_notices(
        [approval.asked_by_id],
        notices.APPROVAL_ANSWERED,
        by=actor.id,
        subject=wanted.label,
        note=str(approval.get_state_display()),
        record=approval,
    )


def may_answer(actor: Actor, approval: Approval) -> bool:
    """True when the actor could answer this open question."""
    wanted = KINDS.get(approval.kind)
    if (
        wanted is None
        or approval.asked_by_id == actor.id
        or not actor.holds(wanted.answer, approval.compartment)
    ):
        return False
    if wanted.role and not has_role(actor, wanted.role):
        return False
    return approval.unit_id is None or directs(actor, approval.unit_id)


def has_role(actor: Actor, code: str) -> bool:
    """True when the actor is appointed to a role of the pack, anywhere."""
    held = Appointment.objects.filter(user=actor.id, role__code=code, ended_at=None)
    today = timezone.localdate()
    return any(one.is_active(today) for one in held.select_related("role"))


def directs(actor: Actor, unit: UUID) -> bool:
    """True when the actor holds, in that unit, a role that approves for its area."""
    held = Appointment.objects.filter(user=actor.id, unit=unit, ended_at=None).select_related("role")
    today = timezone.localdate()
    return any(a.is_active(today) and "area.approve" in a.role.capability_set for a in held)


@action("approval.withdraw", rule=is_asker, verb="read")
def withdraw_approval(actor: Actor, approval: Approval) -> Approval:
    """Take a question back."""
    _check_open(approval)
    approval.state = ApprovalState.WITHDRAWN
    approval.save(update_fields=["state"])
    return approval


@action("approval.use", rule=can_read, verb="read")
def take_approval(actor: Actor, target: Any, *, kind: str, covers: str = "") -> Approval:
    """Use the yes that the actor asked for; raises Refused when there is none, or when the record changed since."""
    wanted = kind_of(kind)
    record = target.pk if hasattr(target, "_meta") else None
    found: Approval | None = (
        Approval.objects.visible_to(actor)
        .filter(kind=kind, record=record, compartment=compartment_of(target), asked_by=actor.id)
        .filter(state=ApprovalState.APPROVED, expires_at__gt=timezone.now())
        .order_by("-answered_at")
        .first()
    )
    version = getattr(target, "version", None) if wanted.of_version else None
    if found is None or (found.record_version, found.covers) != (version, covers):
        raise Refused(
            _("This needs a second person: {what}.").format(what=wanted.label),
            remedy=_("Ask for approval first; it counts for the version that was approved."),
            code="approval.missing",
        )
    found.state = ApprovalState.USED
    found.save(update_fields=["state"])
    return found
