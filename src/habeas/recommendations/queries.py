"""Reads of recommendations."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from habeas.access.choices import OrganisationKind
from habeas.access.models import Organisation
from habeas.core.actors import Actor
from habeas.core.terms import lookup
from habeas.monitoring.choices import VisitState
from habeas.monitoring.models import Finding, Visit
from habeas.recommendations.choices import OWN_GRADES, RecommendationState, Scale
from habeas.recommendations.models import Addressee, FollowUp, Recommendation

ADDRESSABLE = (
    OrganisationKind.INSTITUTION,
    OrganisationKind.COURT,
    OrganisationKind.MUNICIPALITY,
    OrganisationKind.OMBUDSPERSON,
    OrganisationKind.MISSION,
    OrganisationKind.UN_ENTITY,
    OrganisationKind.REGIONAL,
)


def recommendations(actor: Actor) -> Any:
    """The recommendations that the actor may see, with finding and addressees."""
    addressees = Addressee.objects.visible_to(actor).select_related("organisation")
    return (
        Recommendation.objects.visible_to(actor)
        .select_related("finding__municipality")
        .prefetch_related(Prefetch("addressees", addressees), "grades")
    )


def of_finding(actor: Actor, finding: Finding) -> Any:
    """The recommendations on a finding, with everything the chain shows."""
    return recommendations(actor).filter(finding=finding).prefetch_related("responses", "follow_ups__visit")


def overdue(actor: Actor) -> Any:
    """Issued, unanswered, past the deadline; the longest waiting first."""
    return (
        recommendations(actor)
        .filter(state=RecommendationState.ISSUED, deadline__lt=timezone.localdate())
        .order_by("deadline")
    )


def follow_up_visits(actor: Actor, recommendation: Recommendation) -> Any:
    """Visits in the same municipality and compartment that could show what became of it."""
    return (
        Visit.objects.visible_to(actor)
        .filter(
            compartment=recommendation.compartment,
            municipality=recommendation.finding.municipality_id,
            state=VisitState.CARRIED_OUT,
            carried_out_on__gte=recommendation.issued_on or timezone.localdate(),
        )
        .select_related("site")
    )


def grades_of(scale: str) -> list[tuple[str, str]]:
    """The grades of a scale with their labels."""
    found = lookup.choices(scale)
    if scale == Scale.OWN:
        return [(code, label) for code, label in found if code in OWN_GRADES]
    return list(found)


def recommendation_with_chain(actor: Actor) -> Any:
    """Recommendations with responses, follow-ups and grades, for their page."""
    return recommendations(actor).prefetch_related(
        "responses__addressee__organisation", "follow_ups__visit__site", "grades__follow_up__visit"
    )


def addressees_of(actor: Actor, recommendation: Recommendation) -> Any:
    """Who may answer."""
    return (
        Addressee.objects.visible_to(actor)
        .filter(recommendation=recommendation)
        .select_related("organisation")
    )


def follow_ups_of(actor: Actor, recommendation: Recommendation) -> Any:
    """What later visits showed."""
    return (
        FollowUp.objects.visible_to(actor).filter(recommendation=recommendation).select_related("visit__site")
    )


def addressable() -> Any:
    """Institutions of today that recommendations may be addressed to."""
    return Organisation.objects.filter(valid_to=None, kind__in=ADDRESSABLE)
