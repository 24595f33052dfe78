"""Identification: method, report, two signatories, hand-over; and what happens when it was wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from habeas.core.actions import action, current
from habeas.core.actors import Actor
from habeas.missing import errors
from habeas.missing.actions.cases import move
from habeas.missing.actions.days import not_to_come, once
from habeas.missing.choices import SIGNATORIES, Status
from habeas.missing.models import Case, Handover, Identification, Signature
from habeas.missing.queries.cases import touched_by
from habeas.missing.rules import can_hand_over, can_sign, can_withdraw_identification, can_work_case


@action("identification.record", rule=can_work_case)
def record_identification(
    actor: Actor, case: Case, *, remains: str, method: str, laboratory: str, report: str, reported_on: date
) -> Identification:
    """Record that remains were identified as the person of a case. The case stays open until the hand-over."""
    not_to_come(reported_on, "reported_on")
    missing = case.person.disappeared
    if missing is not None and reported_on < missing.earliest:
        raise errors.reported_before_missing(reported_on, missing.earliest)
    standing = case.identifications.filter(withdrawn_on=None).first()
    if standing is not None:
        raise errors.one_identification_stands(standing)
    identification: Identification = Identification.objects.create(
        compartment=case.compartment,
        case=case,
        remains=remains.strip(),
        method=method,
        laboratory=laboratory,
        report=report,
        reported_on=reported_on,
    )
    return identification


@action("identification.sign", rule=can_sign)
def sign_identification(
    actor: Actor, identification: Identification, *, capacity: str, on: date | None = None
) -> Signature:
    """Stand for an identification; with the second signature it is made, and waits for the hand-over."""
    not_to_come(on)
    if on is not None and on < identification.reported_on:
        raise errors.step_before_the_last(on, identification.reported_on)
    signature: Signature = Signature.objects.create(
        compartment=identification.compartment,
        identification=identification,
        user_id=actor.id,
        capacity=capacity,
        on=on or timezone.localdate(),
    )
    case = identification.case
    signed = Signature.objects.workable_by(actor).filter(identification=identification).count()
    if signed >= SIGNATORIES and case.status != Status.NOT_HANDED_OVER:
        move(case, Status.NOT_HANDED_OVER, on=signature.on, reason=str(identification))
    return signature


@action("identification.hand_over", rule=can_hand_over)
def hand_over(actor: Actor, identification: Identification, *, on: date, place: str, to: str) -> Handover:
    """Record that the remains were handed over to the family: only now is the case closed."""
    with once(errors.handed_over_already()):
        made: Handover = Handover.objects.create(
            compartment=identification.compartment, identification=identification, on=on, place=place, to=to
        )
    move(identification.case, Status.IDENTIFIED, on=on, reason=str(identification))
    return made


@action("identification.withdraw", rule=can_withdraw_identification)
def withdraw_identification(actor: Actor, identification: Identification, *, on: date, why: str) -> list[Any]:
    """Withdraw an identification that was wrong: the case is open again. Returns the other cases that it touches."""
    not_to_come(on)
    identification.withdrawn_on, identification.withdrawn_why = on, why
    identification.save()
    case = identification.case
    if case.status in (Status.IDENTIFIED, Status.NOT_HANDED_OVER):
        move(case, Status.MISIDENTIFIED, on=on, reason=why)
    touched = list(touched_by(actor, identification))
    current().say(touched=len(touched))
    return touched
