"""Reads of incidents: lists, one with all that belongs to it, and those that tell perhaps of the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from habeas.core.actors import Actor
from habeas.core.i18n.fold import fold
from habeas.core.terms import lookup
from habeas.monitoring.models import Incident, IncidentAct, IncidentGround, Involved, InvolvedSituation
from habeas.people.models import Person
from habeas.people.queries import is_restricted, person_by_code

DAYS_APART = 7
"""How far apart the days of two incidents may lie when they are to be one."""
MOST_COMPARED = 200
RECENT = 180
LIKELY = 3


def incidents(actor: Actor) -> Any:
    """The incidents that the actor may see."""
    return Incident.objects.visible_to(actor).select_related("municipality", "settlement", "site")


def incident_rows(actor: Actor) -> Any:
    """Incidents with their acts, for lists and pictures."""
    return incidents(actor).prefetch_related("acts")


def incident_whole(actor: Actor) -> Any:
    """Incidents with acts, persons, sources and assessments, for their page."""
    return (
        incidents(actor)
        .select_related("visit__site", "duplicate_of")
        .prefetch_related(
            "acts__victim__person",
            "acts__perpetrator__person",
            "involved__person",
            "involved__organisation",
            "involved__situations",
            "grounds",
            "sources__person",
            "assessments",
            "duplicates",
            "interviews__person",
            "cited_in__finding",
            "protection_tasks",
        )
    )


def situations_shown(actor: Actor, involved: Any) -> list[str]:
    """The vulnerable situations this reader may see of somebody involved; restricted ones need `identify`."""
    may = actor.holds("identify", involved.compartment)
    return [str(one) for one in involved.situations.all() if may or not is_restricted(one.code)]


@dataclass(frozen=True)
class Likeness:
    """Another incident that is perhaps the same, and why."""

    incident: Incident
    score: int
    reasons: tuple[str, ...]


def likely_duplicates(actor: Actor, incident: Incident) -> list[Likeness]:
    """Incidents of the same compartment near in place and time that share acts, persons or words; best first.

    Near is the same municipality and not more than a week apart; the same site or settlement, a shared act and a
    similar title count one each, a shared person two. From three points an incident is suggested.
    """
    near = timedelta(days=DAYS_APART)
    rows = (
        incident_rows(actor)
        .filter(
            compartment=incident.compartment,
            municipality=incident.municipality_id,
            happened_earliest__lte=incident.happened_latest + near,
            happened_latest__gte=incident.happened_earliest - near,
            duplicate_of=None,
        )
        .exclude(pk=incident.pk)
        .prefetch_related("involved")
        .order_by("-happened_latest")[:MOST_COMPARED]
    )
    own_acts = {one.act for one in incident.acts.all()}
    own_people = {one.person_id for one in incident.involved.all() if one.person_id}
    found = [_likeness(incident, row, own_acts, own_people) for row in rows]
    return sorted((one for one in found if one.score >= LIKELY), key=lambda one: -one.score)[:5]


def _likeness(incident: Incident, other: Incident, acts: set[str], people: set[Any]) -> Likeness:
    score, reasons = 0, []
    if incident.happened_earliest <= other.happened_latest and (
        other.happened_earliest <= incident.happened_latest
    ):
        score, reasons = score + 1, [*reasons, _("at the same time")]
    if incident.site_id and incident.site_id == other.site_id:
        score, reasons = score + 1, [*reasons, _("at the same site")]
    elif incident.settlement_id and incident.settlement_id == other.settlement_id:
        score, reasons = score + 1, [*reasons, _("in the same settlement")]
    if acts & {one.act for one in other.acts.all()}:
        score, reasons = score + 1, [*reasons, _("the same act")]
    if people & {one.person_id for one in other.involved.all() if one.person_id}:
        score, reasons = score + 2, [*reasons, _("a person in common")]
    if fuzz.token_set_ratio(fold(incident.title), fold(other.title)) >= 75:
        score, reasons = score + 1, [*reasons, _("a similar title")]
    return Likeness(other, score, tuple(reasons))


def acts_below(code: str) -> set[str]:
    """An act of the thesaurus and every act below it, retired ones included."""
    below, terms = {code}, list(lookup.all_terms("act_type").values())
    for _level in range(3):
        below |= {term.code for term in terms if term.parent is not None and term.parent.code in below}
    return below


def recent_incidents(actor: Actor, keep: Any = None) -> Any:
    """Incidents reported in the last half year, and the one that is chosen already."""
    late = timezone.localdate() - timedelta(days=RECENT)
    return incidents(actor).filter(Q(reported_on__gte=late) | Q(pk=keep)).order_by("-happened_latest")


def person_called(actor: Actor, code: str) -> Person | None:
    """The registered person of a code, however it was typed."""
    return person_by_code(actor, code)


def involved_in(actor: Actor, incident: Incident) -> Any:
    """Those who stand in an incident."""
    return Involved.objects.visible_to(actor).filter(incident=incident).select_related("person")


def with_act(queryset: Any, code: str) -> Any:
    """Of the given incidents those with an act, or with one below it in the list."""
    return queryset.filter(pk__in=IncidentAct.objects.filter(act__in=acts_below(code)).values("incident"))


def with_ground(queryset: Any, code: str) -> Any:
    """Of the given incidents those that rest on a ground."""
    return queryset.filter(pk__in=IncidentGround.objects.filter(ground=code).values("incident"))


def with_situation(actor: Actor, queryset: Any, code: str) -> Any:
    """Of the given incidents those with a vulnerable person; a restricted situation counts with `identify` only."""
    verb = "identify" if is_restricted(code) else "read"
    rows = InvolvedSituation.objects.visible_to(actor, verb).filter(code=code)
    return queryset.filter(pk__in=rows.values("involved__incident"))
