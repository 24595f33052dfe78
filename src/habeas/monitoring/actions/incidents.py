"""Recording an incident: acts, persons, sources, and how far it is verified."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from habeas.access.models import Compartment
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.counters import next_reference
from habeas.core.dates import UncertainDate
from habeas.core.editing import check_seen
from habeas.core.rules import can_work
from habeas.core.terms import lookup
from habeas.monitoring import errors, rules
from habeas.monitoring.actions.protection import open_for_reprisal
from habeas.monitoring.actions.witnesses import protect_role, protect_teller
from habeas.monitoring.models import (
    Assessment,
    Incident,
    IncidentAct,
    IncidentGround,
    IncidentSource,
    Involved,
    InvolvedSituation,
)
from habeas.monitoring.models.findings import REASONABLE_GROUNDS
from habeas.monitoring.queries import may_be_cited
from habeas.people.models import Person


@action("incident.record", rule=can_work)
def record_incident(
    actor: Actor,
    compartment: Compartment,
    *,
    happened: UncertainDate,
    acts: Iterable[str],
    grounds: Iterable[str] = (),
    reported_on: date | None = None,
    source: dict[str, Any] | None = None,
    **fields: Any,
) -> Incident:
    """Record an incident as an allegation, with its acts; a reprisal opens a protection task at once."""
    acts, reported_on = list(dict.fromkeys(acts)), reported_on or timezone.localdate()
    _check_days(happened, reported_on)
    _check_place(**fields)
    _check_acts(acts)
    incident: Any = Incident(compartment=compartment.pk, reported_on=reported_on, **fields)
    incident.happened = happened
    incident.reference = next_reference(compartment.pk, "I")
    incident.save()
    for code in acts:
        IncidentAct.objects.create(compartment=incident.compartment, incident=incident, act=code)
    _set_grounds(incident, grounds)
    if source is not None:
        protect_teller(actor, source.get("person"), source.get("connection", ""))
        _add_source(incident, told_on=reported_on, **source)
    if any(rules.opens_protection(code) for code in acts):
        open_for_reprisal(actor, incident)
    return incident


def _check_days(happened: UncertainDate, reported_on: date) -> None:
    today = timezone.localdate()
    if happened.earliest > today:
        raise errors.incident_in_the_future(happened)
    if reported_on > today:
        raise errors.reported_in_the_future(reported_on)
    if reported_on < happened.earliest:
        raise errors.reported_before_it_happened(reported_on, happened)


def _check_place(municipality: Any, settlement: Any = None, site: Any = None, **_more: Any) -> None:
    for name, place in (("settlement", settlement), ("site", site)):
        if place is not None and place.municipality_id != municipality.pk:
            raise errors.place_elsewhere(place, municipality, name)


def _check_acts(acts: list[str]) -> None:
    if not acts:
        raise errors.no_act()
    for code in acts:
        lookup.require("act_type", code, field="acts")


def _set_grounds(incident: Incident, grounds: Iterable[str]) -> None:
    wanted, kept = set(grounds), {one.ground for one in incident.grounds.all()}
    incident.grounds.exclude(ground__in=wanted).delete()
    for code in sorted(wanted - kept):
        lookup.require("equality_ground", code, field="grounds")
        IncidentGround.objects.create(compartment=incident.compartment, incident=incident, ground=code)


@action("incident.edit", rule=rules.can_change_incident)
def edit_incident(
    actor: Actor,
    incident: Incident,
    *,
    happened: UncertainDate | None = None,
    grounds: Iterable[str] | None = None,
    seen_version: int | None = None,
    **fields: Any,
) -> Incident:
    """Correct what is said of an incident."""
    check_seen(incident, seen_version)
    for name, value in fields.items():
        setattr(incident, name, value)
    row: Any = incident
    if happened is not None:
        row.happened = happened
    _check_days(row.happened, incident.reported_on)
    _check_place(incident.municipality, incident.settlement, incident.site)
    incident.save()
    if grounds is not None:
        _set_grounds(incident, grounds)
    return incident


@action("incident.add_act", rule=rules.can_change_incident)
def add_act(
    actor: Actor,
    incident: Incident,
    *,
    act: str,
    victim: Involved | None = None,
    perpetrator: Involved | None = None,
    **details: Any,
) -> IncidentAct:
    """Add what somebody is said to have done to somebody; the same act without persons gives way to it."""
    lookup.require("act_type", act, field="act")
    for name, one in (("victim", victim), ("perpetrator", perpetrator)):
        if one is not None and one.incident_id != incident.pk:
            raise errors.not_of_this_incident(one, name)
    fresh = rules.opens_protection(act) and not incident.acts.filter(act=act).exists()
    if victim is not None or perpetrator is not None:
        incident.acts.filter(act=act, victim=None, perpetrator=None).delete()
    made: IncidentAct = IncidentAct.objects.create(
        compartment=incident.compartment,
        incident=incident,
        act=act,
        victim=victim,
        perpetrator=perpetrator,
        **details,
    )
    if fresh:
        open_for_reprisal(actor, incident)
    return made


@action("incident.involve", rule=rules.can_change_incident)
def involve(
    actor: Actor,
    incident: Incident,
    *,
    role: str,
    person: Person | None = None,
    description: str = "",
    situations: Iterable[str] = (),
    **details: Any,
) -> Involved:
    """Say who stands in an incident and how; several vulnerable situations may apply to one person."""
    if person is None and not description.strip():
        raise errors.nobody_described()
    if person is not None and person.compartment != incident.compartment:
        raise errors.another_compartment(person, "person")
    if person is not None and incident.involved.filter(person=person, role=role).exists():
        raise errors.already_involved(person)
    last = incident.involved.order_by("-number").first()
    protect_role(actor, person, role)
    made: Involved = Involved.objects.create(
        compartment=incident.compartment,
        incident=incident,
        number=last.number + 1 if last else 1,
        role=role,
        person=person,
        description=description.strip(),
        **details,
    )
    for code in dict.fromkeys(situations):
        lookup.require("situation_of_risk", code, field="situations")
        InvolvedSituation.objects.create(compartment=incident.compartment, involved=made, code=code)
    return made


@action("incident.add_source", rule=rules.can_change_incident)
def add_source(actor: Actor, incident: Incident, *, told_on: date, **details: Any) -> IncidentSource:
    """Record a source of an incident, and whether it bears the account out."""
    if told_on > timezone.localdate():
        raise errors.reported_in_the_future(told_on)
    person = details.get("person")
    if person is not None and person.compartment != incident.compartment:
        raise errors.another_compartment(person, "person")
    protect_teller(actor, person, details.get("connection", ""))
    return _add_source(incident, told_on=told_on, **details)


def _add_source(incident: Incident, *, source: str, **details: Any) -> IncidentSource:
    if incident.sources.filter(source=source.strip()).exists():
        raise errors.source_already_told(source)
    made: IncidentSource = IncidentSource.objects.create(
        compartment=incident.compartment, incident=incident, source=source.strip(), **details
    )
    return made


@action("incident.assess", rule=rules.can_change_incident)
def assess_incident(actor: Actor, incident: Incident, *, verification: str, reason: str) -> Incident:
    """Move the verification of an incident; reasonable grounds need sources that carry them and a second person."""
    term = lookup.require("verification", verification, field="verification")
    if verification in REASONABLE_GROUNDS:
        if incident.created_by == actor.id:
            raise errors.verified_by_its_author(term)
        if not rules.corroborates(material_of(actor, incident)):
            raise errors.incident_not_corroborated(term)
    Assessment.objects.create(
        compartment=incident.compartment, incident=incident, verification=verification, reason=reason
    )
    incident.verification = verification
    incident.verified_by, incident.verified_at = actor.id, timezone.now()
    incident.save()
    return incident


def material_of(actor: Actor, incident: Incident) -> list[Any]:
    """What an account of an incident rests on: its sources, and the interviews that may be used today."""
    told = [one for one in incident.interviews.all() if may_be_cited(actor, one)]
    return [*incident.sources.all(), *told]


@action("incident.mark_duplicate", rule=rules.can_change_incident)
def mark_duplicate(actor: Actor, incident: Incident, *, of: Incident) -> Incident:
    """Say that an incident is the same as another, which stays; nothing of it is lost."""
    if of.pk == incident.pk or of.duplicate_of_id is not None:
        raise errors.same_as_itself()
    if of.compartment != incident.compartment:
        raise errors.another_compartment(of, "of")
    incident.duplicate_of = of
    incident.save()
    return incident


@action("incident.not_duplicate", rule=can_work)
def unmark_duplicate(actor: Actor, incident: Incident) -> Incident:
    """Take back that an incident is the same as another."""
    incident.duplicate_of = None
    incident.save()
    return incident
