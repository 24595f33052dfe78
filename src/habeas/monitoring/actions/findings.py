"""From observations to a confirmed finding."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from habeas.access.actions import send_notices
from habeas.access.models import Compartment
from habeas.access.notices import NoticeKind
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.counters import next_reference
from habeas.core.editing import check_seen
from habeas.core.rules import can_work
from habeas.monitoring import errors, notices, rules
from habeas.monitoring.actions.incidents import material_of
from habeas.monitoring.choices import FindingState, Part, Turn
from habeas.monitoring.models import (
    Finding,
    FindingAuthor,
    FindingGround,
    FindingIncident,
    FindingInterview,
    FindingObservation,
    FindingStandard,
    FindingText,
    FindingTurn,
    Visit,
)
from habeas.monitoring.queries import may_be_cited, wrote

CITED: dict[str, tuple[Any, str, str]] = {
    "observations": (FindingObservation, "evidence", "observation"),
    "incidents": (FindingIncident, "cited_incidents", "incident"),
    "interviews": (FindingInterview, "cited_interviews", "interview"),
    "articles": (FindingStandard, "standards", "article"),
    "grounds": (FindingGround, "further_grounds", "ground"),
}
"""What a finding cites, by the name of the argument: model of the row, relation, and field that it cites by."""
RECORDS = ("evidence", "cited_incidents", "cited_interviews")


@action("finding.open", rule=rules.can_observe)
def open_finding(actor: Actor, visit: Visit, **fields: Any) -> Finding:
    """Open a finding on a visit, resting on its observations."""
    fields.setdefault("municipality", visit.municipality)
    return _open(actor, visit.compartment, visit=visit, **fields)


@action("finding.compose", rule=can_work)
def compose_finding(actor: Actor, compartment: Compartment, **fields: Any) -> Finding:
    """Open a finding that rests on several visits, incidents and interviews, of one occurrence or of a pattern."""
    return _open(actor, compartment.pk, **fields)


def _open(actor: Actor, home: Any, **fields: Any) -> Finding:
    cited = {name: fields.pop(name, ()) or () for name in CITED}
    finding: Finding = Finding.objects.create(compartment=home, reference=next_reference(home, "F"), **fields)
    _cite(actor, finding, cited)
    return finding


@action("finding.edit", rule=rules.can_edit_finding)
def edit_finding(
    actor: Actor,
    finding: Finding,
    *,
    seen_version: int | None = None,
    **fields: Any,
) -> Finding:
    """Change a draft; each part that changes keeps its earlier wording."""
    check_seen(finding, seen_version)
    cited = {name: fields.pop(name) for name in CITED if fields.get(name) is not None}
    for part in Part.values:
        if part in fields and fields[part] != getattr(finding, part):
            _keep_wording(finding, part)
    for name, value in fields.items():
        setattr(finding, name, value)
    finding.save()
    _cite(actor, finding, cited)
    if not wrote(actor, finding):
        FindingAuthor.objects.create(compartment=finding.compartment, finding=finding)
    return finding


def _keep_wording(finding: Finding, part: str) -> None:
    text = getattr(finding, part)
    if text:
        number = finding.wordings.filter(part=part).count() + 1
        FindingText.objects.create(
            compartment=finding.compartment, finding=finding, part=part, number=number, text=text
        )


def _cite(actor: Actor, finding: Finding, cited: dict[str, Iterable[Any]]) -> None:
    """Make the rows that a finding cites, of each kind that is given, the wanted ones."""
    for name, wanted in cited.items():
        rows = list(wanted)
        _check_cited(actor, finding, name, rows)
        _set_rows(finding, *CITED[name], rows)


def _check_cited(actor: Actor, finding: Finding, name: str, rows: list[Any]) -> None:
    if name in ("articles", "grounds"):
        return
    for one in rows:
        if one.compartment != finding.compartment:
            raise errors.evidence_of_another_visit(getattr(one, "number", one))
        if name == "interviews" and not may_be_cited(actor, one):
            raise errors.interview_not_to_be_cited(one)


def _set_rows(finding: Finding, model: Any, related: str, field: str, wanted: list[Any]) -> None:
    """Drop the rows that are not wanted any more, make those that are missing."""
    rows = getattr(finding, related)
    keys = {getattr(one, "pk", one): one for one in wanted}
    kept = set(rows.values_list(field, flat=True))
    rows.exclude(**{f"{field}__in": list(keys)}).delete()
    for key in keys.keys() - kept:
        model.objects.create(compartment=finding.compartment, finding=finding, **{field: keys[key]})


@action("finding.submit", rule=rules.can_edit_finding)
def submit_finding(actor: Actor, finding: Finding) -> Finding:
    """Send a complete finding to review."""
    _check_complete(actor, finding)
    finding.state = FindingState.IN_REVIEW
    finding.save()
    return finding


def _check_complete(actor: Actor, finding: Finding) -> None:
    records = sum(getattr(finding, related).count() for related in RECORDS)
    missing = rules.missing_parts(finding, finding.standards.count(), records)
    if missing:
        raise errors.finding_incomplete(missing)
    if finding.is_pattern and records < rules.PATTERN_NEEDS:
        raise errors.pattern_too_small(records, rules.PATTERN_NEEDS)
    for row in finding.cited_interviews.select_related("interview"):
        if not may_be_cited(actor, row.interview):
            raise errors.interview_not_to_be_cited(row.interview)
    if finding.needs_corroboration and not rules.corroborates(material_of_finding(actor, finding)):
        raise errors.not_corroborated(finding)


def material_of_finding(actor: Actor, finding: Finding) -> list[Any]:
    """Everything that a finding rests on, as sources that can be weighed."""
    material = [row.observation for row in finding.evidence.select_related("observation")]
    material += [row.interview for row in finding.cited_interviews.select_related("interview")]
    for row in finding.cited_incidents.select_related("incident"):
        material += material_of(actor, row.incident)
    return material


@action("finding.confirm", rule=rules.can_review, verb="clear")
def confirm_finding(actor: Actor, finding: Finding, *, note: str = "") -> Finding:
    """Confirm a finding as its second reviewer."""
    _check_complete(actor, finding)
    return _reviewed(actor, finding, FindingState.CONFIRMED, Turn.CONFIRMED, note)


@action("finding.return", rule=rules.can_review, verb="clear")
def return_finding(actor: Actor, finding: Finding, *, note: str) -> Finding:
    """Return a finding to its author with a note."""
    return _reviewed(actor, finding, FindingState.DRAFT, Turn.RETURNED, note)


def _reviewed(actor: Actor, finding: Finding, state: str, kind: str, note: str) -> Finding:
    finding.state, finding.review_note = state, note
    finding.reviewed_by, finding.reviewed_at = actor.id, timezone.now()
    finding.save()
    _keep_turn(finding, kind, note)
    return finding


def _keep_turn(finding: Finding, kind: str, note: str) -> None:
    FindingTurn.objects.create(compartment=finding.compartment, finding=finding, kind=kind, note=note)


@action("finding.reopen", rule=rules.can_reopen)
def reopen_finding(actor: Actor, finding: Finding, *, reason: str) -> Finding:
    """Make a confirmed or closed finding a draft again; it counts only after a second person has reviewed it anew."""
    told = _concerned(actor, finding, reason)
    finding.state, finding.review_note = FindingState.DRAFT, ""
    finding.reviewed_by = finding.reviewed_at = None
    return _unsettled(actor, finding, Turn.REOPENED, reason, told, notices.FINDING_REOPENED)


@action("finding.withdraw", rule=rules.can_withdraw, verb="clear")
def withdraw_finding(actor: Actor, finding: Finding, *, reason: str) -> Finding:
    """Withdraw a finding for good, as somebody who did not write it; it stays, with its reason."""
    told = _concerned(actor, finding, reason)
    finding.state = FindingState.WITHDRAWN
    return _unsettled(actor, finding, Turn.WITHDRAWN, reason, told, notices.FINDING_WITHDRAWN)


def _unsettled(
    actor: Actor, finding: Finding, kind: str, reason: str, told: set[Any], notice: NoticeKind
) -> Finding:
    finding.save()
    _keep_turn(finding, kind, reason)
    send_notices(told, notice, by=actor.id, subject=finding.reference, record=finding)
    return finding


def _concerned(actor: Actor, finding: Finding, reason: str) -> set[Any]:
    """Everybody who wrote or reviewed a finding, but for the actor; refused without a reason to tell them."""
    if not reason.strip():
        raise errors.no_reason()
    authors = finding.authors.values_list("created_by", flat=True)
    return {finding.created_by, finding.reviewed_by, *authors} - {None, actor.id}


@action("finding.close", rule=rules.can_close)
def close_finding(actor: Actor, finding: Finding) -> Finding:
    """Close a confirmed finding; `recommendations` asks first whether what it led to was carried out."""
    finding.state = FindingState.CLOSED
    finding.save()
    return finding
