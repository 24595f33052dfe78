"""Reads of recommendations."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Count, IntegerField, OuterRef, Prefetch, Q, Subquery, Value, When
from django.utils import timezone
from rapidfuzz import fuzz

from habeas.access.choices import OrganisationKind
from habeas.access.models import Compartment, Organisation
from habeas.core.actors import Actor
from habeas.core.i18n.fold import fold
from habeas.core.links import linked_ids
from habeas.core.terms import lookup
from habeas.monitoring.choices import TOOK_PLACE, UNSETTLED
from habeas.monitoring.models import Finding, Visit
from habeas.recommendations.choices import (
    NOT_IMPLEMENTED,
    OWN_GRADES,
    PENDING,
    Outcome,
    RecommendationState,
    ResponseKind,
    Scale,
    outcome_of,
)
from habeas.recommendations.models import (
    Addressee,
    Author,
    Cluster,
    Consequence,
    FollowUp,
    Grade,
    IndexEntry,
    Measure,
    Recommendation,
    Response,
)

ADDRESSABLE = (
    OrganisationKind.INSTITUTION,
    OrganisationKind.COURT,
    OrganisationKind.MUNICIPALITY,
    OrganisationKind.OMBUDSPERSON,
    OrganisationKind.MISSION,
    OrganisationKind.UN_ENTITY,
    OrganisationKind.REGIONAL,
)


CHAIN = (
    "responses__addressee__organisation",
    "follow_ups__visit__site",
    "grades__follow_up__visit",
    "consequences__activity",
    "consequences__follow_up__visit",
)
"""What the picture of the chain shows of a recommendation."""
OLDEST, MARGIN = 2000, 4
"""So many are looked at for what was not carried out, and so many times what is asked for is read whole."""


def recommendations(actor: Actor) -> Any:
    """The recommendations that the actor may see, with finding and addressees."""
    addressees = Addressee.objects.visible_to(actor).select_related("organisation")
    return (
        Recommendation.objects.visible_to(actor)
        .select_related("finding__municipality", "cluster", "municipality", "site")
        .prefetch_related(Prefetch("addressees", addressees), "grades")
    )


def _urgency() -> Case:
    """Overdue and unanswered first, then overdue, then silent, then the rest; graded ones last."""
    today, issued = timezone.localdate(), RecommendationState.ISSUED
    return Case(
        When(state=issued, deadline__lt=today, then=Value(0)),
        When(state__in=PENDING, deadline__lt=today, then=Value(1)),
        When(state=issued, reply_by__lt=today, then=Value(2)),
        When(state__in=[RecommendationState.GRADED, RecommendationState.WITHDRAWN], then=Value(4)),
        default=Value(3),
        output_field=IntegerField(),
    )


def by_urgency(actor: Actor) -> Any:
    """The recommendations with their `urgency`, a small number for what should rise."""
    return recommendations(actor).annotate(urgency=_urgency())


def of_finding(actor: Actor, finding: Finding) -> Any:
    """The recommendations on a finding, with everything the chain shows."""
    return recommendations(actor).filter(finding=finding).prefetch_related(*CHAIN)


def silent(actor: Actor) -> Any:
    """Not answered by the lead although the reply is due, and not yet overdue; the longest waiting first."""
    today = timezone.localdate()
    rows = recommendations(actor).filter(
        state=RecommendationState.ISSUED, reply_by__lt=today, deadline__gte=today
    )
    return rows.order_by("reply_by")


def without_consequence(actor: Actor, most: int = 10) -> list[Recommendation]:
    """Graded as not carried out, or rejected by the lead, and nothing was done about it; the oldest first."""
    said_no = Response.objects.visible_to(actor).filter(kind=ResponseKind.REJECTED, addressee__is_lead=True)
    rejected = Q(state__in=PENDING, pk__in=said_no.values("recommendation"))
    grade = Grade.objects.visible_to(actor).filter(recommendation=OuterRef("pk")).order_by("-created_at")
    failing = Q(*(Q(scale=scale, value=value) for scale, value in NOT_IMPLEMENTED), _connector=Q.OR)
    bad = Grade.objects.visible_to(actor).filter(failing)
    graded = Q(state=RecommendationState.GRADED, pk__in=bad.values("recommendation"))
    rows = Recommendation.objects.visible_to(actor).filter(graded | rejected, consequences=None)
    told = rows.annotate(
        newest_scale=Subquery(grade.values("scale")[:1]), newest_grade=Subquery(grade.values("value")[:1])
    ).order_by("deadline")
    failed = [
        key
        for key, state, scale, value in told.values_list("pk", "state", "newest_scale", "newest_grade")[
            :OLDEST
        ]
        if state != RecommendationState.GRADED or (scale and outcome_of(scale, value) == Outcome.NOT)
    ]
    found = recommendations(actor).filter(pk__in=failed[: MARGIN * most])
    rows = found.prefetch_related("responses__addressee").order_by("deadline")
    return [row for row in rows if _newest_outcome(row) == Outcome.NOT or is_rejected(row)][:most]


def is_rejected(row: Recommendation) -> bool:
    """True when the newest answer of the lead rejects it, and no grade says otherwise."""
    told = [one for one in row.responses.all() if getattr(getattr(one, "addressee", None), "is_lead", False)]
    newest = max(told, key=lambda one: (one.received_on, one.created_at), default=None)
    return row.state in PENDING and newest is not None and newest.kind == ResponseKind.REJECTED


def is_done_with(row: Recommendation) -> bool:
    """True when nothing is expected of it any more: carried out, overtaken, or withdrawn."""
    return row.state == RecommendationState.WITHDRAWN or is_carried_out(row)


def is_carried_out(row: Recommendation) -> bool:
    """True when its newest grade says that it was implemented, or overtaken by events."""
    return _newest_outcome(row) in (Outcome.IMPLEMENTED, Outcome.OTHER)


def _newest_outcome(row: Recommendation) -> str:
    newest = next(iter(row.grades.all()), None)
    return newest.outcome if newest is not None else ""


def on_unsettled_findings(actor: Actor) -> Any:
    """Recommendations, graded or not, that rest on a finding which was opened again or withdrawn."""
    unsettled = Finding.objects.visible_to(actor).filter(state__in=UNSETTLED)
    rows = recommendations(actor).exclude(state=RecommendationState.WITHDRAWN)
    return rows.filter(finding__in=unsettled.values("pk")).order_by("-finding__changed_at")


def to_clear(actor: Actor) -> Any:
    """Recommendations in clearance where the actor may clear and which somebody else wrote."""
    rows = recommendations(actor).filter(
        state=RecommendationState.IN_CLEARANCE, compartment__in=actor.compartments("clear")
    )
    written = Author.objects.visible_to(actor).filter(created_by=actor.id).values("recommendation")
    return rows.exclude(created_by=actor.id).exclude(pk__in=written).order_by("changed_at")


def authors_of(actor: Actor, recommendation: Recommendation) -> set[Any]:
    """Keys of everybody who wrote any wording of a recommendation."""
    rows = Author.objects.visible_to(actor).filter(recommendation=recommendation.pk)
    return {recommendation.created_by, *rows.values_list("created_by", flat=True)}


def overdue(actor: Actor) -> Any:
    """Past the deadline and not graded, answered or not; the longest waiting first."""
    return (
        recommendations(actor)
        .filter(state__in=PENDING, deadline__lt=timezone.localdate())
        .order_by("deadline")
    )


def follow_up_visits(actor: Actor, recommendation: Recommendation) -> Any:
    """Visits in the same municipality and compartment that could show what became of it."""
    made = Visit.objects.visible_to(actor).filter(
        **_where(recommendation), compartment=recommendation.compartment, state__in=TOOK_PLACE
    )
    if recommendation.issued_on is not None:  # an index may not say when it was
        made = made.filter(carried_out_on__gte=recommendation.issued_on)
    return made.select_related("site")


def _where(recommendation: Recommendation) -> dict[str, Any]:
    """Its municipality or that of its finding; nothing when it concerns several or the whole territory."""
    place = recommendation.place
    return {"municipality": place.pk} if place else {}


def in_municipality(municipality: Any) -> Q:
    """The condition that a recommendation concerns a municipality, by its own word or by its finding."""
    return Q(finding__municipality=municipality) | Q(municipality=municipality)


def grades_of(scale: str) -> list[tuple[str, str]]:
    """The grades of a scale with their labels."""
    found = lookup.choices(scale)
    if scale == Scale.OWN:
        return [(code, label) for code, label in found if code in OWN_GRADES]
    return list(found)


def recommendation_with_chain(actor: Actor) -> Any:
    """Recommendations with responses, follow-ups and grades, for their page."""
    return recommendations(actor).prefetch_related(*CHAIN, "measures__addressee__organisation")


def addressees_of(actor: Actor, recommendation: Recommendation) -> Any:
    """Who may answer."""
    return (
        Addressee.objects.visible_to(actor)
        .filter(recommendation=recommendation)
        .select_related("organisation")
    )


def follow_ups_of(actor: Actor, recommendation: Any) -> Any:
    """What later visits showed."""
    return (
        FollowUp.objects.visible_to(actor).filter(recommendation=recommendation).select_related("visit__site")
    )


def addressable() -> Any:
    """Institutions of today that recommendations may be addressed to."""
    return Organisation.objects.filter(valid_to=None, kind__in=ADDRESSABLE)


def consequences(actor: Actor) -> Any:
    """Escalations, trainings and advice that followed from recommendations."""
    return Consequence.objects.visible_to(actor).select_related("recommendation", "activity")


def consequences_of_activity(actor: Actor, activity: Any) -> Any:
    """The recommendations that an activity follows from."""
    return consequences(actor).filter(activity=activity)


def measures(actor: Actor) -> Any:
    """The measures that the actor may see."""
    return Measure.objects.visible_to(actor).select_related("recommendation")


def clusters(actor: Actor) -> Any:
    """Clusters with the number of their recommendations."""
    return Cluster.objects.visible_to(actor).annotate(calls=Count("recommendations", distinct=True))


def clusters_of(actor: Actor, recommendation: Recommendation) -> Any:
    """The clusters that a recommendation may be put into."""
    return Cluster.objects.visible_to(actor).filter(compartment=recommendation.compartment)


def of_cluster(actor: Actor, cluster: Cluster) -> Any:
    """The recommendations of a cluster, the oldest call first."""
    return recommendations(actor).filter(cluster=cluster).order_by("issued_on", "deadline")


def workplaces(actor: Actor) -> Any:
    """The compartments in which the actor may work."""
    return Compartment.objects.visible_to(actor).filter(pk__in=actor.compartments("work"), closed=False)


ALIKE, MOST_COMPARED = 60, 400


def alike(actor: Actor, recommendation: Recommendation) -> list[tuple[Recommendation, int]]:
    """Recommendations of the same compartment with similar words, best first, with the likeness in per cent."""
    rows = recommendations(actor).filter(compartment=recommendation.compartment)
    rows = rows.exclude(pk=recommendation.pk).order_by("-created_at").first_few(MOST_COMPARED)
    own = fold(recommendation.text)
    scored = [(row, round(fuzz.token_set_ratio(own, fold(row.text)))) for row in rows]
    found = [
        (row, score)
        for row, score in scored
        if score >= ALIKE and (row.cluster_id is None or row.cluster_id != recommendation.cluster_id)
    ]
    return sorted(found, key=lambda pair: -pair[1])[:5]


def index_entry(actor: Actor, recommendation: Recommendation) -> IndexEntry | None:
    """What an index says of a recommendation, None when it came from none."""
    found: IndexEntry | None = (
        IndexEntry.objects.visible_to(actor).filter(recommendation=recommendation).first()
    )
    return found


CHECKS = "checks"
"""The kind of link from a visit to the recommendations that it is to check."""


def checked_at(actor: Actor, visit: Visit) -> Any:
    """The recommendations that a visit is to check."""
    return recommendations(actor).filter(pk__in=linked_ids(actor, visit, CHECKS, Recommendation))


def to_check_at(actor: Actor, visit: Visit) -> Any:
    """What a visit could check: recommendations on its municipality or site, or addressed to who runs the site."""
    return _issued_by(actor, visit).filter(_here(actor, visit)).order_by("deadline")


def is_something_to_check_at(actor: Actor, visit: Visit) -> bool:
    """True when `to_check_at` or `everywhere_at` would offer something."""
    everywhere = EVERYWHERE & Q(state__in=PENDING)
    return bool(_issued_by(actor, visit).filter(_here(actor, visit) | everywhere).exists())


def _here(actor: Actor, visit: Visit) -> Q:
    asked = Addressee.objects.visible_to(actor).filter(organisation=visit.site.authority_id)
    here = in_municipality(visit.municipality_id) | Q(site=visit.site_id)
    if visit.site.authority_id:
        here |= EVERYWHERE & Q(pk__in=asked.values("recommendation"))
    return here


EVERYWHERE = Q(finding__municipality=None, municipality=None, site=None)
"""The condition that a recommendation names no place: it concerns the whole territory."""
MOST_EVERYWHERE = 100


def everywhere_at(actor: Actor, visit: Visit) -> Any:
    """Further recommendations that concern the whole territory and are not graded; the nearest deadlines alone."""
    rows = _issued_by(actor, visit).filter(EVERYWHERE, state__in=PENDING)
    rows = rows.exclude(pk__in=to_check_at(actor, visit).order_by().values("pk")).order_by("deadline", "pk")
    offered = list(rows.values_list("pk", flat=True)[:MOST_EVERYWHERE])
    return recommendations(actor).filter(pk__in=offered).order_by("deadline", "pk")


def _issued_by(actor: Actor, visit: Visit) -> Any:
    """Recommendations of the visit's compartment issued by its day; an index may not say when one was."""
    issued = Q(issued_on__lte=visit.day) | Q(issued_on=None, state__in=[*PENDING, RecommendationState.GRADED])
    return recommendations(actor).filter(issued, compartment=visit.compartment)
