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
from habeas.core.search.entries import search
from habeas.monitoring.choices import FindingState
from habeas.monitoring.models import (
    Finding,
    FindingAuthor,
    FindingIncident,
    FindingInterview,
    FindingObservation,
    FindingStandard,
    Incident,
    Interview,
    Observation,
    Visit,
)
from habeas.monitoring.queries.incidents import incidents
from habeas.monitoring.queries.interviews import cited_without_consent, interviews
from habeas.people.models import Consent
from habeas.places.models import Municipality

LATELY = 180
"""Days for which a record is offered as evidence without being asked for."""
MOST_OFFERED, MOST_FOUND = 20, 40
"""So many records of late are offered without being asked for, and so many that hold the words asked for."""


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
        "turns",
        "wordings",
    )


def observations_to_cite(actor: Actor, visit: Visit | None, keep: Iterable[Any], words: str = "") -> Any:
    """Observations that a finding may rest on: chosen, made at its visit, of late in its place, or found by words.

    Words are looked for in the observations and in the visits at which they were made, however long ago.
    """
    rows = _of_home(Observation.objects.visible_to(actor), visit)
    late = Q(visit__carried_out_on__gte=timezone.localdate() - timedelta(days=LATELY))
    hits = Q(pk__in=_found(actor, Observation, words)) | Q(visit__in=_found(actor, Visit, words))
    offered = _offered(rows.order_by("-visit__carried_out_on"), visit, keep, late, hits if words else None)
    return offered.select_related("visit__site").order_by("-visit__carried_out_on", "visit", "number")


def _of_home(rows: Any, visit: Visit | None) -> Any:
    """The rows of a visit's compartment; all where there is no visit."""
    return rows if visit is None else rows.filter(compartment=visit.compartment)


def _found(actor: Actor, model: Any, words: str) -> list[Any]:
    """Keys of the newest records of a kind that hold the words."""
    hits = search(actor, words, model).order_by("-changed_at").values_list("record", flat=True)
    return list(hits[:MOST_FOUND])


def _offered(rows: Any, visit: Visit | None, keep: Iterable[Any], late: Q, hits: Q | None) -> Any:
    """Of `rows`, newest first: what is chosen, what belongs to the visit, the newest near it, the newest found."""
    if visit is not None:
        place = "visit__municipality" if rows.model is Observation else "municipality"
        late &= Q(**{place: visit.municipality_id})
    chosen = [*keep, *rows.filter(late).values_list("pk", flat=True)[:MOST_OFFERED]]
    if hits is not None:
        chosen += rows.filter(hits).values_list("pk", flat=True)[:MOST_FOUND]
    wanted = Q(pk__in=chosen)
    return rows.filter(wanted if visit is None else wanted | Q(visit=visit))


def observations_made_at(actor: Actor, visits: Iterable[Any]) -> Any:
    """The observations of several visits."""
    rows = Observation.objects.visible_to(actor).filter(visit__in=list(visits)).select_related("visit")
    return rows.order_by("visit__carried_out_on", "visit", "number")


def incidents_to_cite(actor: Actor, visit: Visit | None, keep: Iterable[Any], words: str = "") -> Any:
    """Incidents that a finding may rest on: chosen, heard at its visit, reported of late in its place, or found."""
    rows = _of_home(incidents(actor).filter(duplicate_of=None), visit).order_by("-happened_latest")
    late = Q(reported_on__gte=timezone.localdate() - timedelta(days=LATELY))
    return _offered(rows, visit, keep, late, Q(pk__in=_found(actor, Incident, words)) if words else None)


def interviews_to_cite(actor: Actor, visit: Visit | None, keep: Iterable[Any], words: str = "") -> Any:
    """Interviews that a finding may rest on: chosen, held at its visit, held of late in its place, or found."""
    rows = _of_home(interviews(actor), visit).order_by("-held_on")
    late = Q(held_on__gte=timezone.localdate() - timedelta(days=LATELY))
    return _offered(rows, visit, keep, late, Q(pk__in=_found(actor, Interview, words)) if words else None)


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
