"""Reads of findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Prefetch, Q
from django.utils import timezone

from habeas.core.actors import Actor
from habeas.monitoring.choices import FindingState
from habeas.monitoring.models import (
    Finding,
    FindingAuthor,
    FindingIncident,
    FindingInterview,
    FindingObservation,
    FindingStandard,
    Observation,
    Visit,
)
from habeas.monitoring.queries.incidents import incidents
from habeas.monitoring.queries.interviews import cited_without_consent, interviews
from habeas.people.models import Consent
from habeas.places.models import Municipality

LATELY = 180
"""Days for which a record is offered as evidence without being asked for."""
OF_LATE = 30
"""Days for which observations from anywhere are offered to a finding without a visit."""


def findings(actor: Actor) -> Any:
    """The findings that the actor may see."""
    return Finding.objects.visible_to(actor).select_related("municipality", "visit__site", "duty_bearer")


def finding_with_chain(actor: Actor) -> Any:
    """Findings with evidence, standards and wordings, for their page."""
    evidence = (
        FindingObservation.objects.visible_to(actor)
        .select_related("observation__visit", "observation__person")
        .order_by("observation__visit", "observation__number")
    )
    standards = FindingStandard.objects.visible_to(actor).select_related("article__instrument")
    cited = FindingIncident.objects.visible_to(actor).select_related("incident__municipality")
    heard = FindingInterview.objects.visible_to(actor).select_related("interview__person")
    return findings(actor).prefetch_related(
        Prefetch("evidence", evidence),
        Prefetch("standards", standards),
        Prefetch("cited_incidents", cited),
        Prefetch("cited_interviews", heard),
        "further_grounds",
        "wordings",
    )


def observations_to_cite(actor: Actor, visit: Visit | None, keep: Iterable[Any]) -> Any:
    """Observations that a finding may rest on: asked for, made at its visit, or of late in its municipality.

    A finding without a visit is offered those of the last month; older ones come with the list it starts from.
    """
    days = LATELY if visit is not None else OF_LATE
    near = Q(visit__carried_out_on__gte=timezone.localdate() - timedelta(days=days))
    if visit is not None:
        near = Q(visit=visit) | near & Q(visit__municipality=visit.municipality_id)
    rows = Observation.objects.visible_to(actor).filter(Q(pk__in=list(keep)) | near)
    if visit is not None:
        rows = rows.filter(compartment=visit.compartment)
    return rows.select_related("visit__site").order_by("-visit__carried_out_on", "visit", "number")


def observations_made_at(actor: Actor, visits: Iterable[Any]) -> Any:
    """The observations of several visits."""
    rows = Observation.objects.visible_to(actor).filter(visit__in=list(visits)).select_related("visit")
    return rows.order_by("visit__carried_out_on", "visit", "number")


def incidents_to_cite(actor: Actor, visit: Visit | None, keep: Iterable[Any]) -> Any:
    """Incidents that a finding may rest on: asked for, heard at its visit, or reported of late in its place."""
    late = timezone.localdate() - timedelta(days=LATELY)
    near = Q(reported_on__gte=late)
    if visit is not None:
        near = Q(visit=visit) | near & Q(municipality=visit.municipality_id)
    rows = incidents(actor).filter(Q(pk__in=list(keep)) | near, duplicate_of=None)
    if visit is not None:
        rows = rows.filter(compartment=visit.compartment)
    return rows.order_by("-happened_latest")


def interviews_to_cite(actor: Actor, visit: Visit | None, keep: Iterable[Any]) -> Any:
    """Interviews that a finding may rest on: asked for, held at its visit, or held of late in its place."""
    late = timezone.localdate() - timedelta(days=LATELY)
    near = Q(held_on__gte=late)
    if visit is not None:
        near = Q(visit=visit) | near & Q(municipality=visit.municipality_id)
    rows = interviews(actor).filter(Q(pk__in=list(keep)) | near)
    if visit is not None:
        rows = rows.filter(compartment=visit.compartment)
    return rows.order_by("-held_on")


@dataclass(frozen=True)
class Pattern:
    """What the records that a finding cites have in common, each with its number of incidents."""

    acts: list[tuple[str, int]]
    grounds: list[tuple[str, int]]
    places: list[tuple[Municipality, int]]
    records: int


def pattern_of(actor: Actor, finding: Finding) -> Pattern:
    """Count the incidents cited by act, ground and place, as far as the reader may see them."""
    cited = incidents(actor).filter(cited_in__finding=finding.pk)
    acts = Counter(cited.values_list("acts__act", flat=True))
    grounds = Counter(cited.values_list("grounds__ground", flat=True))
    places = Counter(one.municipality for one in cited)
    rest = len(finding.evidence.all()) + len(finding.cited_interviews.all())
    return Pattern(_most(acts), _most(grounds), places.most_common(), sum(places.values()) + rest)


def _most(counted: Counter[Any]) -> list[tuple[str, int]]:
    return [(code, count) for code, count in counted.most_common() if code]


def waiting_for_review(actor: Actor) -> Any:
    """Findings in review that the actor may clear and did not write; the longest waiting first."""
    return (
        findings(actor)
        .filter(state=FindingState.IN_REVIEW, compartment__in=actor.compartments("clear"))
        .exclude(created_by=actor.id)
        .exclude(pk__in=FindingAuthor.objects.visible_to(actor).filter(created_by=actor.id).values("finding"))
        .order_by("changed_at")
    )


def resting_on_no_consent(actor: Actor) -> Any:
    """Findings in review or confirmed that cite an interview whose consent to analysis is not in force any more."""
    rows = findings(actor).filter(state__in=[FindingState.IN_REVIEW, FindingState.CONFIRMED])
    return rows.filter(pk__in=cited_without_consent(actor).values("finding")).order_by("changed_at")


def resting_on(actor: Actor, consent: Consent) -> Any:
    """Findings that cite what a consent covers: one interview, or all of its person."""
    cited = FindingInterview.objects.visible_to(actor).filter(interview__person=consent.person_id)
    if consent.model:
        cited = cited.filter(interview=consent.record)
    return findings(actor).filter(pk__in=cited.values("finding")).order_by("reference")


def wrote(actor: Actor, finding: Finding) -> bool:
    """True when the actor wrote any wording of a finding, as its first author or by changing it."""
    if finding.created_by == actor.id:
        return True
    authors = FindingAuthor.objects.visible_to(actor)
    return bool(authors.filter(finding=finding.pk, created_by=actor.id).exists())
