"""Recommendations made, answered, carried out by measures, followed up and graded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from habeas.access.models import Compartment, Organisation
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.counters import next_reference
from habeas.core.editing import check_seen
from habeas.core.rules import can_work
from habeas.monitoring.models import Finding, Visit
from habeas.recommendations import errors, rules
from habeas.recommendations.choices import RecommendationState, Scale
from habeas.recommendations.models import (
    Addressee,
    Author,
    FollowUp,
    Grade,
    Measure,
    Recommendation,
    Response,
)
from habeas.recommendations.queries import authors_of, grades_of

Levels = Iterable[tuple[Organisation, str]]


@action("recommendation.make", rule=rules.can_recommend)
def make_recommendation(
    actor: Actor,
    finding: Finding,
    *,
    lead: tuple[Organisation, str],
    others: Levels = (),
    deadline: date,
    follow_up_on: date,
    **fields: Any,
) -> Recommendation:
    """Recommend a measure on a confirmed finding: one lead, other addressees, a deadline, a day to look again."""
    return _make(finding.compartment, lead, others, deadline, follow_up_on, finding=finding, **fields)


@action("recommendation.record", rule=can_work)
def record_recommendation(
    actor: Actor,
    compartment: Compartment,
    *,
    body: str,
    lead: tuple[Organisation, str],
    others: Levels = (),
    issued_on: date,
    deadline: date,
    follow_up_on: date,
    **fields: Any,
) -> Recommendation:
    """Record what another body recommended; it is issued already, and stands without a finding of ours."""
    if issued_on > timezone.localdate():
        raise errors.issued_in_the_future(issued_on)
    state = RecommendationState.ISSUED
    _check_place(fields)
    fields |= {"body": body, "issued_on": issued_on, "state": state}
    return _make(compartment.pk, lead, others, deadline, follow_up_on, **fields)


def _check_place(fields: dict[str, Any]) -> None:
    """A site brings its municipality along; another one is refused."""
    site, municipality = fields.get("site"), fields.get("municipality")
    if site is not None and municipality is not None and site.municipality_id != municipality.pk:
        raise errors.site_elsewhere(site, municipality)
    if site is not None:
        fields["municipality"] = site.municipality


def _make(
    home: Any,
    lead: tuple[Organisation, str],
    others: Levels,
    deadline: date,
    follow_up_on: date,
    **fields: Any,
) -> Recommendation:
    _check_days(deadline, follow_up_on)
    recommendation: Recommendation = Recommendation.objects.create(
        compartment=home,
        reference=next_reference(home, "R"),
        deadline=deadline,
        follow_up_on=follow_up_on,
        **fields,
    )
    _add(recommendation, *lead, is_lead=True)
    for organisation, level in others:
        _add(recommendation, organisation, level)
    return recommendation


def _check_days(deadline: date, follow_up_on: date) -> None:
    if follow_up_on < deadline:
        raise errors.follow_up_before_deadline(deadline, follow_up_on)


def _add(
    recommendation: Recommendation, organisation: Organisation, level: str, *, is_lead: bool = False
) -> None:
    Addressee.objects.create(
        compartment=recommendation.compartment,
        recommendation=recommendation,
        organisation=organisation,
        level=level,
        is_lead=is_lead,
    )


@action("recommendation.edit", rule=rules.can_edit)
def edit_recommendation(
    actor: Actor, recommendation: Recommendation, *, seen_version: int | None = None, **fields: Any
) -> Recommendation:
    """Change a draft."""
    check_seen(recommendation, seen_version)
    for name, value in fields.items():
        setattr(recommendation, name, value)
    _check_days(recommendation.deadline, recommendation.follow_up_on)
    recommendation.save()
    _note_author(actor, recommendation)
    return recommendation


def _note_author(actor: Actor, recommendation: Recommendation) -> None:
    """Keep who wrote on a draft: none of them issues it."""
    if actor.id not in authors_of(actor, recommendation):
        Author.objects.create(compartment=recommendation.compartment, recommendation=recommendation)


@action("recommendation.add_addressee", rule=rules.can_edit)
def add_addressee(
    actor: Actor,
    recommendation: Recommendation,
    *,
    organisation: Organisation,
    level: str,
    is_lead: bool = False,
) -> Recommendation:
    """Add an addressee; a second lead is refused."""
    lead = recommendation.addressees.filter(is_lead=True).first()
    if is_lead and lead is not None:
        raise errors.second_lead(lead.organisation, organisation)
    _add(recommendation, organisation, level, is_lead=is_lead)
    _note_author(actor, recommendation)
    return recommendation


@action("recommendation.respond", rule=rules.can_record)
def record_response(
    actor: Actor, recommendation: Recommendation, *, addressee: Addressee, received_on: date, **fields: Any
) -> Response:
    """Record what an addressee answered; the recommendation counts as answered when the lead did."""
    if addressee.recommendation_id != recommendation.pk:
        raise errors.not_an_addressee(addressee.organisation)
    if recommendation.issued_on and received_on < recommendation.issued_on:
        raise errors.before_it_was_issued(received_on, recommendation.issued_on)
    response = Response.objects.create(
        compartment=recommendation.compartment,
        recommendation=recommendation,
        addressee=addressee,
        received_on=received_on,
        **fields,
    )
    if addressee.is_lead:
        _advance(recommendation, RecommendationState.ANSWERED, from_states=(RecommendationState.ISSUED,))
    return response


@action("recommendation.follow_up", rule=rules.can_record)
def record_follow_up(actor: Actor, recommendation: Recommendation, *, visit: Visit, text: str) -> FollowUp:
    """Record what a later visit showed."""
    if not visit.took_place:
        raise errors.visit_not_carried_out(visit)
    if recommendation.issued_on and visit.day < recommendation.issued_on:
        raise errors.visit_before_issue(visit, recommendation.issued_on)
    follow_up = FollowUp.objects.create(
        compartment=recommendation.compartment, recommendation=recommendation, visit=visit, text=text
    )
    earlier = (RecommendationState.ISSUED, RecommendationState.ANSWERED)
    _advance(recommendation, RecommendationState.FOLLOWED_UP, from_states=earlier)
    return follow_up


@action("recommendation.add_measure", rule=rules.can_record)
def add_measure(
    actor: Actor, recommendation: Recommendation, *, addressee: Addressee | None = None, **fields: Any
) -> Measure:
    """Record a measure by which an addressee carries a recommendation out."""
    if addressee is not None and addressee.recommendation_id != recommendation.pk:
        raise errors.not_an_addressee(addressee.organisation)
    return Measure.objects.create(
        compartment=recommendation.compartment, recommendation=recommendation, addressee=addressee, **fields
    )


@action("recommendation.move_measure", rule=can_work)
def move_measure(actor: Actor, measure: Measure, *, state: str) -> Measure:
    """Say how far a measure came."""
    measure.state = state
    measure.save()
    return measure


@action("recommendation.grade", rule=rules.can_record)
def grade_recommendation(
    actor: Actor, recommendation: Recommendation, *, follow_up: FollowUp, scale: str, value: str, reason: str
) -> Grade:
    """Grade how far a recommendation was implemented, as a follow-up showed."""
    if follow_up.recommendation_id != recommendation.pk:
        raise errors.follow_up_of_another(follow_up)
    if scale not in recommendation.scales:
        raise errors.scale_of_another_body(Scale(scale).label, recommendation)
    if value not in dict(grades_of(scale)):
        raise errors.grade_of_another_scale(value, Scale(scale).label)
    grade = Grade.objects.create(
        compartment=recommendation.compartment,
        recommendation=recommendation,
        follow_up=follow_up,
        scale=scale,
        value=value,
        reason=reason,
    )
    _advance(recommendation, RecommendationState.GRADED, from_states=(RecommendationState.FOLLOWED_UP,))
    return grade


def _advance(recommendation: Recommendation, state: str, *, from_states: tuple[str, ...]) -> None:
    if recommendation.state in from_states:
        recommendation.state = state
        recommendation.save()
