"""Large exports: asked for with a reason, agreed to by an owner of each compartment, then collected once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.access import notices
from habeas.access.actions.approvals import ask_approval, take_approval
from habeas.access.actions.notices import send_notices
from habeas.access.approvals import BULK_EXPORT
from habeas.access.choices import ApprovalState
from habeas.access.exporting import check_quota, hold_back, rows_in_words, said_of
from habeas.access.models import Compartment, ExportRequest
from habeas.access.owners import owners_of
from habeas.access.rules import is_asker_of_export
from habeas.core.actions import action, audited_read, current
from habeas.core.actors import Actor
from habeas.core.errors import Invalid, Refused
from habeas.core.ids import new_id
from habeas.core.listing.exports import format_of, rows_by_compartment, rows_of, write_export
from habeas.core.listing.query import ListQuery
from habeas.core.locks import wait_for
from habeas.core.rules import can_read, is_signed_in
from habeas.core.vault.recordkeys import destroy, erased_among

OVER = (ApprovalState.DECLINED, ApprovalState.WITHDRAWN)
GROWTH = 1.1
"""How much a list may have grown since it was agreed to."""


@action("export.ask", rule=is_signed_in, verb="export")
def ask_export(actor: Actor, target: None, *, query: ListQuery, reason: str) -> list[ExportRequest]:
    """Ask the owners of every compartment concerned; returns one part for each compartment."""
    counted = rows_by_compartment(query)
    if not counted:
        raise Invalid(_("There is nothing to export."), remedy=_("Choose other filters."))
    check_quota(actor, sum(counted.values()))
    others = {home: _other_owners(actor, home) for home in counted}
    _destroy_what_is_over(actor, counted)
    batch, said, kind = new_id(), said_of(query), format_of(query)
    parts = []
    for home, rows in counted.items():
        part = ExportRequest(
            compartment=home,
            batch=batch,
            table=query.table.key,
            format=kind,
            rows=rows,
            said=said,
            asked=query.get.urlencode(),
            reason=reason.strip(),
        )
        part.save()
        part.approval = ask_approval(actor, part, kind=BULK_EXPORT.code, reason=reason)
        part.save(update_fields=["approval"])
        told = rows_in_words(part)
        send_notices(others[home], notices.APPROVAL_ASKED, by=actor.id, subject=told, record=part.approval)
        parts.append(part)
    current().say(table=query.table.key, format=kind, rows=sum(counted.values()), compartments=len(parts))
    return parts


def _other_owners(actor: Actor, home: UUID) -> list[UUID]:
    found = [user.pk for user in owners_of(home) if user.pk != actor.id]
    if not found:
        name = Compartment.objects.visible_to(actor, "export").filter(pk=home).first() or home
        raise Invalid(
            _("Nobody but you owns “%(name)s”, so nobody could agree.") % {"name": name},
            remedy=_("Let a second owner be named, or export fewer rows."),
        )
    return found


@audited_read("export.collect", rule=can_read & is_asker_of_export, verb="read")
def collect_export(actor: Actor, asked: ExportRequest, *, query: ListQuery) -> bytes:
    """The file of an export that was agreed to, made of what its asker may export now; works once."""
    parts = list(_parts_of(actor, asked.batch).filter(collected_at=None))
    if not parts:
        raise _collected()
    for part in parts:
        take_approval(actor, part, kind=BULK_EXPORT.code)
    counted = rows_by_compartment(query)
    agreed = {part.compartment: part for part in parts if part.compartment in counted}
    for home, part in agreed.items():
        if counted[home] > part.rows * GROWTH:
            raise Refused(
                _("The list has grown from %(agreed)s to %(now)s rows since it was agreed to.")
                % {"agreed": part.rows, "now": counted[home]},
                remedy=_("Ask again, so that the owner knows how many there are."),
                code="export.grown",
            )
    hold_back(actor)
    check_quota(actor, sum(counted[home] for home in agreed))
    for part in parts:
        part.collected_at = timezone.now()
        part.save(update_fields=["collected_at"])
    destroy_what_was_asked(parts)
    return write_export(query, asked.format, rows_of(query).filter(compartment__in=list(agreed)))


@audited_read("export.open", rule=can_read & is_asker_of_export)
def reopen_export(actor: Actor, asked: ExportRequest) -> QueryDict:
    """The parameters of the list that the actor asked to export."""
    if asked.collected_at:
        raise _collected()
    return QueryDict(asked.asked.open())


def _collected() -> Invalid:
    return Invalid(_("This export was downloaded already."), remedy=_("Ask again if you need it anew."))


def destroy_what_was_asked(parts: Iterable[ExportRequest]) -> None:
    """Destroy the keys of what exports were to hold, the compartments in one order."""
    for part in sorted(parts, key=lambda part: (part.compartment, part.pk)):
        destroy(part.compartment, part.pk)


def _destroy_what_is_over(actor: Actor, homes: Iterable[UUID]) -> None:
    """Of the exports that the actor asked for and that nobody will collect any more; before new keys are made."""
    over = Q(approval__state__in=OVER) | Q(approval__expires_at__lte=timezone.now())
    mine = ExportRequest.objects.visible_to(actor).filter(over, created_by=actor.id, collected_at=None)
    parts = list(mine)
    gone = erased_among(part.pk for part in parts)
    left = [part for part in parts if part.pk not in gone]
    if left:
        wait_for(*homes, *(part.compartment for part in left))
        destroy_what_was_asked(left)


def _parts_of(actor: Actor, batch: UUID) -> Any:
    """The parts of an export that the actor asked for and may still know of."""
    return ExportRequest.objects.visible_to(actor).filter(batch=batch, created_by=actor.id)
