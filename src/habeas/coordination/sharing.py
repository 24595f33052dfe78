"""What a decision of a session carries: whether a record may be shared on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from habeas.coordination import errors
from habeas.coordination.choices import Openness
from habeas.coordination.models import Decision, Party
from habeas.core.actors import Actor


def check_decision(actor: Actor, basis_id: UUID, *, row: Any, target: Any) -> None:
    """A row may be shared on a decision in force that says so; one of a closed session reaches parties only."""
    rows = Decision.objects.visible_to(actor).select_related("session")
    decision = rows.filter(pk=basis_id, allows_sharing=True, revoked_on=None).first()
    if decision is None:
        raise errors.decision_carries_no_sharing()
    if decision.session.openness == Openness.CLOSED and not _is_party(actor, decision, target):
        raise errors.closed_session_stays_with_parties(target)


def offer_decisions(actor: Actor, row: Any) -> list[tuple[UUID, str]]:
    """The decisions in force that say so, the newest first."""
    found = Decision.objects.visible_to(actor).filter(allows_sharing=True, revoked_on=None)
    newest = found.select_related("session").order_by("-created_at")[:50]
    return [(decision.pk, f"{decision}: {decision.text[:80]}") for decision in newest]


def _is_party(actor: Actor, decision: Decision, target: Any) -> bool:
    seats = Party.objects.visible_to(actor).filter(body=decision.session.body_id)
    return bool(
        seats.filter(papers=target.pk).exists() or seats.filter(organisation=target.organisation_id).exists()
    )
