"""Telling people, and what was read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone

from habeas.access.models import Notice, User
from habeas.access.notices import NoticeKind
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.rules import is_own


def send_notices(
    to: Iterable[UUID],
    kind: NoticeKind,
    *,
    by: UUID | None = None,
    subject: Any = "",
    note: str = "",
    record: Any = None,
) -> int:
    """Write one notice to each person; part of the action that causes it. Returns how many."""
    sender = by if by is not None and User.objects.filter(pk=by).exists() else None
    rows = [
        Notice(
            owner=person,
            kind=kind.code,
            by_id=sender,
            subject=str(subject)[:150],
            note=note[:500],
            model=record._meta.label_lower if record is not None else "",
            record=record.pk if record is not None else None,
            created_by=by,
        )
        for person in dict.fromkeys(to)
    ]
    Notice.objects.bulk_create(rows)
    return len(rows)


@action("notice.seen", rule=is_own)
def mark_seen(actor: Actor, notice: Notice) -> Notice:
    """Mark a notice as read."""
    if notice.seen_at is None:
        notice.seen_at = timezone.now()
        notice.save(update_fields=["seen_at"])
    return notice
