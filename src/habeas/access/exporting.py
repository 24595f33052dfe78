"""What bounds exports: how much a person may take out in a day, and when a second person must agree."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from habeas.access.choices import ApprovalState
from habeas.access.models import Approval, ExportRequest, User
from habeas.core.actors import Actor, system_actor
from habeas.core.audit import AuditRow
from habeas.core.errors import Refused
from habeas.core.listing.query import ListQuery
from habeas.core.listing.tables import TABLES

ALONE = ("list.export", "import.errors")
"""Exports that nobody else agreed to."""
CODES = (*ALONE, "export.collect")


@dataclass(frozen=True)
class Taken:
    """What one person exported since midnight: rows of cases, in how many exports, and how many rows `alone`."""

    rows: int = 0
    exports: int = 0
    alone: int = 0


def taken_today(actor: Actor) -> Taken:
    """Counted from the audit trail, so that nothing has to be kept twice."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    since = int(midnight.timestamp() * 1_000_000)
    trail = AuditRow.objects.visible_to(system_actor("count what a person exported today"))
    rows = trail.filter(actor=str(actor.id), action__in=CODES, outcome="read", at__gte=since)
    told = [(code, json.loads(detail)) for code, detail in rows.values_list("action", "detail")]
    counted = [(code, int(one.get("rows", 0))) for code, one in told if _of_cases(one.get("table"))]
    alone = sum(rows for code, rows in counted if code in ALONE)
    return Taken(sum(rows for _code, rows in counted), len(counted), alone)


def _of_cases(key: str | None) -> bool:
    """True for the rows of a list of cases, and for what was taken from no list at all."""
    return key is None or (key in TABLES and TABLES[key].is_protected())


def hold_back(actor: Actor) -> None:
    """Let the other exports of a person wait until this action ends, so that each counts what the one before took."""
    User.objects.select_for_update().filter(pk=actor.id).values_list("pk").first()


def room(actor: Actor) -> int:
    """Registered with the list pages: how many rows may still go out today without a second person."""
    hold_back(actor)
    check_quota(actor, 0)
    taken = taken_today(actor)
    return min(settings.EXPORT_BULK_ROWS - taken.alone, settings.EXPORT_DAILY_ROWS - taken.rows)


def check_quota(actor: Actor, rows: int) -> None:
    """Refuse what would go beyond the day's rows or the day's number of exports."""
    taken = taken_today(actor)
    tomorrow = _("Export less, or go on tomorrow. For more, ask the owner of the compartment.")
    if taken.exports >= settings.EXPORT_DAILY_NUMBER:
        message = _("You have made %(number)s exports today; more are not allowed in one day.")
        raise Refused(message % {"number": taken.exports}, remedy=tomorrow, code="export.quota")
    if taken.rows + rows > settings.EXPORT_DAILY_ROWS:
        message = _("This export has %(rows)s rows, and %(left)s are left to you today.")
        left = max(settings.EXPORT_DAILY_ROWS - taken.rows, 0)
        raise Refused(message % {"rows": rows, "left": left}, remedy=tomorrow, code="export.quota")


def needs_second_person(query: ListQuery, rows: int) -> bool:
    """True for any export that names people, and for many rows, in one export or in the small ones of a day."""
    return query.table.identities or rows + taken_today(query.actor).alone > settings.EXPORT_BULK_ROWS


def limit(query: ListQuery, counted: dict[UUID, int]) -> str:
    """Registered with the list pages: "" lets the export go, an address leads to where approval is asked."""
    rows = sum(counted.values())
    check_quota(query.actor, rows)
    if not needs_second_person(query, rows):
        return ""
    return f"{reverse('access:export-ask', args=[query.table.key])}?{query.get.urlencode()}"


def said_of(query: ListQuery) -> str:
    """The list and its filters in words; what was searched for is not repeated."""
    query.form.apply(query.table.rows(query.actor))
    filters = [f"{label}: {value}" for _name, label, value in query.form.in_use()]
    if query.text:
        filters.append(_("what a search found"))
    return "; ".join([str(query.table.title), *filters])[:300]


def rows_in_words(part: ExportRequest) -> str:
    """“Findings: 1200 rows”."""
    counted = ngettext("%(rows)s row", "%(rows)s rows", part.rows) % {"rows": part.rows}
    return f"{part.said}: {counted}"


@dataclass(frozen=True)
class ExportBatch:
    """One asked export as its asker sees it: the parts of its compartments together, at one moment."""

    key: UUID
    parts: list[ExportRequest]
    now: datetime

    @property
    def said(self) -> str:
        return self.parts[0].said

    @property
    def reason(self) -> str:
        return self.parts[0].reason

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.parts)

    @property
    def until(self) -> datetime | None:
        """The first moment at which one of the answers, or the question, ends."""
        return min((a.expires_at for a in self._approvals if a.expires_at), default=None)

    @property
    def ready(self) -> bool:
        """True while it may be downloaded."""
        return self._kind == "ready"

    @property
    def state(self) -> Any:
        return STATES[self._kind][0]

    @property
    def badge(self) -> str:
        return STATES[self._kind][1]

    @property
    def note(self) -> str:
        """What the owners said."""
        return "; ".join(a.answer_note for a in self._approvals if a.answer_note)

    @property
    def _approvals(self) -> list[Approval]:
        return [part.approval for part in self.parts if part.approval is not None]

    @property
    def _kind(self) -> str:
        states = {approval.state for approval in self._approvals}
        if any(part.collected_at for part in self.parts):
            return "collected"
        if ApprovalState.DECLINED in states:
            return "declined"
        if ApprovalState.WITHDRAWN in states:
            return "withdrawn"
        if self.until is not None and self.until <= self.now:
            return "expired"
        return "ready" if states == {ApprovalState.APPROVED} else "waits"


STATES = {
    "waits": (gettext_lazy("waiting"), "warn"),
    "ready": (gettext_lazy("ready"), "ok"),
    "collected": (gettext_lazy("downloaded"), "neutral"),
    "declined": (gettext_lazy("declined"), "bad"),
    "withdrawn": (gettext_lazy("withdrawn"), "neutral"),
    "expired": (gettext_lazy("expired"), "neutral"),
}


def limits() -> dict[str, int]:
    """How much a day allows."""
    return {"rows": settings.EXPORT_DAILY_ROWS, "number": settings.EXPORT_DAILY_NUMBER}
