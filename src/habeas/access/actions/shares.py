"""One record shown to another compartment, for as long as its basis holds."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.access import notices
from habeas.access.actions.notices import send_notices
from habeas.access.bases import check_basis
from habeas.access.choices import CompartmentKind
from habeas.access.models import Compartment, Share
from habeas.access.owners import owners_of
from habeas.core.actions import action, current
from habeas.core.actors import Actor, system_actor
from habeas.core.errors import Invalid
from habeas.core.records import Protected, row_key
from habeas.core.rules import can_share, is_system


@action("share.give", rule=can_share, verb="share")
def share_record(
    actor: Actor,
    row: Protected,
    *,
    target: Compartment,
    basis: str,
    basis_id: UUID,
    reason: str,
    expires_at: datetime | None = None,
) -> Share:
    """Show one record, never its parents, to another compartment on a consent or a decision."""
    _check_share(row, target, reason)
    until = check_basis(basis, actor, basis_id, row=row, target=target)
    ends = min((moment for moment in (until, expires_at) if moment is not None), default=None)
    if ends is not None and ends <= timezone.now():
        raise Invalid(
            _("The basis ended on {moment}.").format(moment=ends),
            remedy=_("Ask for a new consent or decision."),
            field="basis_id",
        )
    model, key = row_key(row)
    return Share.objects.create(
        source_id=row.compartment,
        target=target,
        model=model,
        record=key,
        basis=basis,
        basis_id=basis_id,
        reason=reason.strip(),
        expires_at=ends,
    )


def _check_share(row: Protected, target: Compartment, reason: str) -> None:
    if not isinstance(row, Protected) or row._meta.app_label == "access":
        raise Invalid(_("Records of this kind are not shared."))
    if target.pk == row.compartment or target.closed or target.kind != CompartmentKind.CASE:
        raise Invalid(
            _("The record cannot be shared with “{target}”.").format(target=target),
            remedy=_("Choose another open compartment of cases."),
            field="target",
        )
    if not reason.strip():
        raise Invalid(_("Sharing needs a reason."), field="reason")


@action("share.end", rule=can_share, verb="share")
def end_share(actor: Actor, share: Share, *, reason: str) -> Share:
    """End a share at once."""
    if share.ended_at is not None:
        raise Invalid(_("This share has ended already."))
    share.ended_at, share.ended_why = timezone.now(), reason[:120]
    share.save(update_fields=["ended_at", "ended_why"])
    return share


def end_shares_of_basis(kind: str, basis_id: UUID, *, why: str) -> list[Share]:
    """End every share that stood on a basis which has ended; returns them, so that a withdrawal can list them."""
    ended: list[Share] = _end_of_basis(
        system_actor("end shares whose basis ended"), None, kind=kind, basis_id=basis_id, why=why
    )
    return ended


@action("share.basis_ended", rule=is_system)
def _end_of_basis(actor: Actor, target: None, *, kind: str, basis_id: UUID, why: str) -> list[Share]:
    """End shares because their consent or decision ended."""
    live: Any = Share.objects.visible_to(actor).filter(basis=kind, basis_id=basis_id, ended_at=None)
    ended = []
    for share in live:
        share.ended_at, share.ended_why = timezone.now(), why[:120]
        share.save(update_fields=["ended_at", "ended_why"])
        to = [owner.pk for owner in owners_of(share.source_id)]
        send_notices(to, notices.SHARE_ENDED, note=why)
        ended.append(share)
    current().say(ended=len(ended), basis=kind)
    return ended
