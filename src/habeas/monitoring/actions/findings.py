"""From observations to a confirmed finding."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.counters import next_reference
from habeas.core.editing import check_seen
from habeas.core.rules import can_work
from habeas.mandate.models import Article
from habeas.monitoring import errors, rules
from habeas.monitoring.choices import FindingState, Part
from habeas.monitoring.models import (
    Finding,
    FindingObservation,
    FindingStandard,
    FindingText,
    Observation,
    Visit,
)


@action("finding.open", rule=rules.can_observe)
def open_finding(
    actor: Actor,
    visit: Visit,
    *,
    observations: Iterable[Observation] = (),
    articles: Iterable[Article] = (),
    **fields: Any,
) -> Finding:
    """Open a finding on a visit, resting on its observations."""
    finding = Finding.objects.create(
        compartment=visit.compartment,
        reference=next_reference(visit.compartment, "F"),
        visit=visit,
        municipality=visit.municipality,
        **fields,
    )
    _set_evidence(finding, observations)
    _set_standards(finding, articles)
    return finding


@action("finding.edit", rule=rules.can_edit_finding)
def edit_finding(
    actor: Actor,
    finding: Finding,
    *,
    observations: Iterable[Observation] | None = None,
    articles: Iterable[Article] | None = None,
    seen_version: int | None = None,
    **fields: Any,
) -> Finding:
    """Change a draft; each part that changes keeps its earlier wording."""
    check_seen(finding, seen_version)
    for part in Part.values:
        if part in fields and fields[part] != getattr(finding, part):
            _keep_wording(finding, part)
    for name, value in fields.items():
        setattr(finding, name, value)
    finding.save()
    if observations is not None:
        _set_evidence(finding, observations)
    if articles is not None:
        _set_standards(finding, articles)
    return finding


def _keep_wording(finding: Finding, part: str) -> None:
    text = getattr(finding, part)
    if text:
        number = finding.wordings.filter(part=part).count() + 1
        FindingText.objects.create(
            compartment=finding.compartment, finding=finding, part=part, number=number, text=text
        )


def _set_evidence(finding: Finding, observations: Iterable[Observation]) -> None:
    wanted = {one.pk: one for one in observations}
    for one in wanted.values():
        if one.compartment != finding.compartment:
            raise errors.evidence_of_another_visit(one.number)
    kept = set(finding.evidence.values_list("observation_id", flat=True))
    finding.evidence.exclude(observation__in=wanted).delete()
    for key in wanted.keys() - kept:
        FindingObservation.objects.create(
            compartment=finding.compartment, finding=finding, observation=wanted[key]
        )


def _set_standards(finding: Finding, articles: Iterable[Article]) -> None:
    wanted = {one.pk: one for one in articles}
    kept = set(finding.standards.values_list("article_id", flat=True))
    finding.standards.exclude(article__in=wanted).delete()
    for key in wanted.keys() - kept:
        FindingStandard.objects.create(compartment=finding.compartment, finding=finding, article=wanted[key])


@action("finding.submit", rule=rules.can_edit_finding)
def submit_finding(actor: Actor, finding: Finding) -> Finding:
    """Send a complete finding to review."""
    _check_complete(finding)
    finding.state = FindingState.IN_REVIEW
    finding.save()
    return finding


def _check_complete(finding: Finding) -> None:
    missing = rules.missing_parts(finding, finding.standards.count())
    if missing:
        raise errors.finding_incomplete(missing)
    evidence = [row.observation for row in finding.evidence.select_related("observation")]
    if finding.needs_corroboration and not rules.corroborates(evidence):
        raise errors.not_corroborated(finding)


@action("finding.confirm", rule=rules.can_review, verb="clear")
def confirm_finding(actor: Actor, finding: Finding, *, note: str = "") -> Finding:
    """Confirm a finding as its second reviewer."""
    _check_complete(finding)
    return _reviewed(actor, finding, FindingState.CONFIRMED, note)


@action("finding.return", rule=rules.can_review, verb="clear")
def return_finding(actor: Actor, finding: Finding, *, note: str) -> Finding:
    """Return a finding to its author with a note."""
    return _reviewed(actor, finding, FindingState.DRAFT, note)


def _reviewed(actor: Actor, finding: Finding, state: str, note: str) -> Finding:
    finding.state, finding.review_note = state, note
    finding.reviewed_by, finding.reviewed_at = actor.id, timezone.now()
    finding.save()
    return finding


@action("finding.close", rule=can_work)
def close_finding(actor: Actor, finding: Finding) -> Finding:
    """Close a finding whose recommendations are graded."""
    finding.state = FindingState.CLOSED
    finding.save()
    return finding
