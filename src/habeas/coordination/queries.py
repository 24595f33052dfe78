"""Reads of coordination."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone

from habeas.access.models import Compartment, Organisation
from habeas.coordination.choices import ActivityState, PartyRole, RequestState, SessionState
from habeas.coordination.models import (
    ActionItem,
    Activity,
    AgendaItem,
    Body,
    Crisis,
    Decision,
    Paper,
    Party,
    Request,
    Session,
)
from habeas.core.actors import Actor
from habeas.core.links import Link


def bodies(actor: Actor) -> Any:
    """The bodies that the actor may know of, with their names and chair."""
    return Body.objects.visible_to(actor).select_related("chair").prefetch_related("names")


def body_whole(actor: Actor) -> Any:
    """Bodies with everything their page shows."""
    return bodies(actor).prefetch_related("rules", "parties__organisation", "parties__contacts")


def parties(actor: Actor) -> Any:
    """The parties of bodies."""
    return Party.objects.visible_to(actor).select_related("body", "organisation")


def sessions(actor: Actor) -> Any:
    """Sessions with their body."""
    return Session.objects.visible_to(actor).select_related("body").prefetch_related("body__names")


def sessions_to_come(actor: Actor) -> Any:
    """Sessions that are planned and not held yet, the next one first."""
    return sessions(actor).filter(state=SessionState.PLANNED).order_by("day")


def session_whole(actor: Actor) -> Any:
    """Sessions with everything their page shows."""
    return sessions(actor).prefetch_related("agenda", "decisions__item", "action_items__organisation")


def sessions_of(actor: Actor, body: Body) -> Any:
    """The sessions of a body, the newest first."""
    return sessions(actor).filter(body=body)


def next_number(actor: Actor, body: Body) -> int:
    """The number of the session to come."""
    last = sessions(actor).filter(body=body).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def agenda(actor: Actor) -> Any:
    """Points of agendas, with their session."""
    return AgendaItem.objects.visible_to(actor).select_related("session__body")


def action_items(actor: Actor) -> Any:
    """What sessions asked of somebody."""
    return ActionItem.objects.visible_to(actor).select_related("session__body", "organisation")


def decisions(actor: Actor) -> Any:
    """What sessions decided."""
    return Decision.objects.visible_to(actor).select_related("session__body")


def requests(actor: Actor) -> Any:
    """Requests for information between sides."""
    return Request.objects.visible_to(actor).select_related("asked_by", "asked_of")


def requests_about(actor: Actor, record: Any) -> Any:
    """The requests that concern a record of an upper floor."""
    return requests(actor).filter(about_model=record._meta.label_lower, about=record.pk)


def requests_waiting(actor: Actor) -> Any:
    """Open requests that ask the actor's own side, the most urgent first."""
    return (
        requests(actor).filter(asked_of__in=actor.organisations, state=RequestState.OPEN).order_by("due_on")
    )


def requests_late(actor: Actor) -> Any:
    """Requests without an answer past their day: those of the own side, or of all sides for who chairs."""
    rows = requests(actor).filter(state=RequestState.OPEN, due_on__lt=timezone.localdate())
    mine = rows if actor.may("session.chair") else rows.filter(asked_by__in=actor.organisations)
    return mine.order_by("due_on")


def requests_due_by(actor: Actor, day: date) -> Any:
    """Requests that wait for an answer until a day, late ones included."""
    return requests(actor).filter(state=RequestState.OPEN, due_on__lte=day).order_by("due_on")


def items_left(actor: Actor, session: Session) -> Any:
    """What earlier sessions of the same body asked of somebody, and is not done."""
    rows = action_items(actor).filter(session__body=session.body_id, session__day__lt=session.day)
    return rows.filter(done_on=None).order_by("due_on")


def items_of_own_side(actor: Actor) -> Any:
    """What sessions asked of the actor's own side, and is not done."""
    rows = action_items(actor).filter(organisation__in=actor.organisations, done_on=None)
    return rows.order_by("due_on")


def balance(actor: Actor) -> list[dict[str, Any]]:
    """How each side asked and answered: made, received, answered, late."""
    today = timezone.localdate()
    rows = Request.objects.visible_to(actor).order_by()
    late = Q(state=RequestState.OPEN, due_on__lt=today)
    asked = {row["asked_by"]: row["n"] for row in rows.values("asked_by").annotate(n=Count("pk"))}
    received = rows.values("asked_of").annotate(
        n=Count("pk"), answered=Count("pk", Q(state=RequestState.ANSWERED)), late=Count("pk", late)
    )
    found = {row["asked_of"]: row for row in received}
    names = Organisation.objects.in_bulk({*asked, *found})
    empty = {"n": 0, "answered": 0, "late": 0}
    return [
        {
            "side": names[key],
            "asked": asked.get(key, 0),
            "received": found.get(key, empty)["n"],
            "answered": found.get(key, empty)["answered"],
            "late": found.get(key, empty)["late"],
        }
        for key in sorted(names, key=lambda one: str(names[one]))
    ]


def papers(actor: Actor) -> Any:
    """Papers that the actor may see: of the own side, and those that were shared."""
    return Paper.objects.visible_to(actor).select_related("organisation")


def language_versions(actor: Actor, paper: Paper) -> list[Paper]:
    """The versions of a paper in other languages, and what it is a version of."""
    first = paper.version_of_id or paper.pk
    return list(papers(actor).filter(Q(pk=first) | Q(version_of=first)).exclude(pk=paper.pk))


def exchanges(actor: Actor) -> Any:
    """Where the actor may put what all sides read: the compartments that bodies name, never one of papers."""
    named = list(Body.objects.visible_to(actor).exclude(exchange=None).values_list("exchange", flat=True))
    places = workplaces(actor).exclude(pk__in=_kept_apart(actor))
    return places.filter(pk__in=named) if named else places


def places_of_papers(actor: Actor) -> Any:
    """Where the actor may write papers of the own side: nowhere that another side reads."""
    shared = Body.objects.visible_to(actor).exclude(exchange=None).values_list("exchange", flat=True)
    return workplaces(actor).exclude(pk__in=list(shared))


def is_exchange(actor: Actor, compartment: Any) -> bool:
    """True when a body names this compartment as the one where its sides exchange."""
    return bool(Body.objects.visible_to(actor).filter(exchange=compartment.pk).exists())


def _kept_apart(actor: Actor) -> list[Any]:
    seats = Party.objects.visible_to(actor).exclude(papers=None)
    return list(seats.values_list("papers", flat=True))


def sits_in_a_delegation(actor: Actor) -> bool:
    """True when one of the actor's organisations holds a delegation's seat somewhere."""
    seats = Party.objects.visible_to(actor).filter(role=PartyRole.DELEGATION)
    return bool(actor.organisations) and seats.filter(organisation__in=actor.organisations).exists()


def sides(actor: Actor) -> Any:
    """Organisations that hold a seat in a body which the actor may know of."""
    held = Party.objects.visible_to(actor).values("organisation")
    return Organisation.objects.filter(pk__in=list(held.values_list("organisation", flat=True)))


def delegations(actor: Actor) -> list[Any]:
    """Keys of the organisations that hold a delegation's seat in a body which the actor may know of."""
    seats = Party.objects.visible_to(actor).filter(role=PartyRole.DELEGATION)
    return list(seats.values_list("organisation", flat=True))


def own_sides(actor: Actor) -> Any:
    """The sides for which the actor speaks: those with a seat, or every own organisation where none has one."""
    seated = sides(actor).filter(pk__in=actor.organisations)
    return seated if seated.exists() else Organisation.objects.filter(pk__in=actor.organisations)


def organisations() -> Any:
    """Organisations of today."""
    return Organisation.objects.filter(valid_to=None).order_by("code")


def workplaces(actor: Actor) -> Any:
    """The compartments in which the actor may work."""
    return Compartment.objects.visible_to(actor).filter(pk__in=actor.compartments("work"), closed=False)


def activities(actor: Actor) -> Any:
    """The activities that the actor may see."""
    return Activity.objects.visible_to(actor).select_related("unit", "municipality", "task")


def activity_whole(actor: Actor) -> Any:
    """Activities with the organisations they are for and carried with, for their page."""
    return activities(actor).prefetch_related("parties__organisation")


def activities_to_report(actor: Actor) -> Any:
    """Planned activities of the actor that should be over: somebody has to say what came of them."""
    rows = activities(actor).filter(state=ActivityState.PLANNED, ends_on__lt=timezone.localdate())
    return rows.filter(created_by=actor.id).order_by("ends_on")


def crises(actor: Actor) -> Any:
    """The crises that the actor may know of, the latest first."""
    return Crisis.objects.visible_to(actor)


def crises_of(actor: Actor, record: Any) -> list[Crisis]:
    """The crises that a record is tagged with, of those the actor may know of."""
    tagged = Link.objects.visible_to(actor).filter(kind="crisis", from_id=record.pk)
    return list(crises(actor).filter(pk__in=tagged.values_list("to_id", flat=True)))


def tagged(actor: Actor, crisis: Any, label: str) -> Any:
    """Keys of the records of a kind that are tagged with a crisis, in the compartments that the actor reads."""
    links = Link.objects.visible_to(actor).filter(kind="crisis", to_id=crisis.pk, from_model=label)
    return links.values("from_id")


def in_crisis(actor: Actor, rows: Any, crisis: Any) -> Any:
    """The rows of a list that are tagged with a crisis; a filter of every list of tagged records."""
    return rows.filter(pk__in=tagged(actor, crisis, rows.model._meta.label_lower))
