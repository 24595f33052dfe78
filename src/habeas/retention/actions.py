"""What may be done about keeping and erasing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from habeas.access.actions.approvals import ask_approval, take_approval
from habeas.access.models import Approval
from habeas.core.actions import action, current
from habeas.core.actors import Actor, system_actor
from habeas.core.locks import wait_for
from habeas.core.personal import forget_drafts_about
from habeas.core.rules import is_system
from habeas.core.vault import recordkeys, scrubbing
from habeas.retention import errors, queries
from habeas.retention.approvals import ERASURE
from habeas.retention.erasing import extent, wipe
from habeas.retention.kinds import KINDS
from habeas.retention.models import Decision, Erasure, Hold, about
from habeas.retention.rules import can_erase, can_hold, can_keep, can_lift

CARRIED_OVER = "erased before: applied again to a restored backup"


@action("retention.keep", rule=can_keep, verb="own")
def keep_record(actor: Actor, record: Any, *, review_on: date, reason: str) -> Decision:
    """Keep a record until it is reviewed again."""
    _needs_reason(reason)
    today = timezone.localdate()
    if not today < review_on <= queries.years_after(today, errors.LONGEST_YEARS):
        raise errors.bad_day(review_on)
    if queries.erasure_of(actor, record):
        raise errors.erased()
    before = queries.newest_decision(actor, record)
    if before is not None:
        before.overtaken = True
        before.save()
    return Decision.objects.create(**about(record), review_on=review_on, reason=reason.strip())


@action("retention.hold", rule=can_hold)
def place_hold(actor: Actor, record: Any, *, reason: str) -> Hold:
    """Place a legal hold: nothing of the record may be erased until it is lifted."""
    _needs_reason(reason)
    wait_for(record.pk)
    if queries.erasure_of(actor, record):
        raise errors.erased()
    if queries.live_hold(actor, record):
        raise errors.already_held()
    by = None if actor.everywhere else actor.id
    return Hold.objects.create(**about(record), reason=reason.strip(), placed_by_id=by)


@action("retention.lift", rule=can_lift, verb="own")
def lift_hold(actor: Actor, hold: Hold, *, reason: str) -> Hold:
    """Lift a legal hold."""
    _needs_reason(reason)
    if not hold.is_live:
        raise errors.already_lifted()
    hold.lifted_at, hold.lifted_why = timezone.now(), reason.strip()
    hold.lifted_by_id = None if actor.everywhere else actor.id
    hold.save()
    return hold


@action("retention.ask", rule=can_erase)
def ask_erasure(actor: Actor, record: Any, *, reason: str) -> Approval:
    """Ask an owner to agree that a record is erased for good."""
    _needs_reason(reason)
    _check_erasable(actor, record)
    covers = extent(actor, record, queries.files_with(actor, record))
    asked: Approval = ask_approval(actor, record, kind=ERASURE.code, reason=reason.strip(), covers=covers)
    return asked


@action("retention.erase", rule=can_erase)
def erase_record(actor: Actor, record: Any) -> Erasure:
    """Erase a record for good, with the files attached to it: their keys are destroyed, here and in every backup.

    Needs the yes of an owner (an Approval of the kind `erasure`), which serves once, and for what the record and its
    files were when it was asked for. Raises Invalid under a legal hold on the record or one of its files.
    """
    attached = queries.files_with(actor, record)
    wait_for(record.pk, *(one.pk for one in attached))
    _check_erasable(actor, record)
    agreed = take_approval(actor, record, kind=ERASURE.code, covers=extent(actor, record, attached))
    files = [one for one in attached if not queries.erasure_of(actor, one)]
    told = {"reason": agreed.reason, "erased_by": str(agreed.asked_by), "agreed_by": str(agreed.answered_by)}
    for one in files:
        wipe(actor, one)
        Erasure.objects.create(**about(one), **told)
    keys = wipe(actor, record)
    forget_drafts(system_actor("forget drafts about what was erased"), record)
    current().say(keys=keys, files=len(files), agreed_by=agreed.answered_by_id)
    scrubbing.when_committed()
    return Erasure.objects.create(**about(record), **told, files=len(files))


def _check_erasable(actor: Actor, record: Any) -> None:
    if queries.erasure_of(actor, record):
        raise errors.erased()
    for one in (record, *queries.files_with(actor, record)):
        hold = queries.live_hold(actor, one)
        if hold is not None:
            raise errors.held(hold)


def _needs_reason(reason: str) -> None:
    if len(reason.strip()) < 5:
        raise errors.reason_missing()


@action("retention.forget_drafts", rule=is_system)
def forget_drafts(actor: Actor, record: Any) -> None:
    """Drop what anybody wrote about a record and had not saved."""
    current().say(drafts=forget_drafts_about(actor, record.pk))


def reapply_erasures() -> int:
    """After a restore: apply every erasure on the list of record keys to rows that came back; returns how many."""
    system = system_actor("apply erasures to a restored backup")
    count = 0
    for kind in KINDS.values():
        for record in kind.model.objects.visible_to(system).filter(pk__in=_tombstones()).order_by("pk"):
            reapply_erasure(system, record)
            count += 1
    return count


def _tombstones() -> list[Any]:
    return list(
        recordkeys.RecordKey.objects.filter(wrapped=None).values_list("subject", flat=True).distinct()
    )


@action("retention.reapply", rule=is_system)
def reapply_erasure(actor: Actor, record: Any) -> None:
    """Erase again a record that a restored backup brought back."""
    wipe(actor, record)
    forget_drafts(actor, record)
    if queries.erasure_of(actor, record) is None:
        told = {"reason": CARRIED_OVER, "erased_by": actor.label, "agreed_by": "–"}
        Erasure.objects.create(**about(record), **told)
