"""Reads of visits and observations."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils import timezone

from habeas.access.models import Approval, Compartment, User
from habeas.core.actors import Actor
from habeas.monitoring.approvals import VISIT_RISK
from habeas.monitoring.choices import REACHED, TO_COME, TOOK_PLACE
from habeas.monitoring.models import (
    Observation,
    Restriction,
    Visit,
    VisitInterlocutor,
    VisitReport,
    VisitRisk,
)

RECENT = 180
MOST_FOLLOWED = 200
"""Visits that are offered to be followed up; an older one is followed from its own page."""


def visits(actor: Actor) -> Any:
    """The visits that the actor may see."""
    return Visit.objects.visible_to(actor).select_related("site", "municipality", "unit", "task")


def reached(prefix: str = "") -> Q:
    """The condition that a visit took place and reached its place: one refused at the gate is only an attempt."""
    return Q(**{f"{prefix}state__in": TOOK_PLACE, f"{prefix}access__in": REACHED})


def recent_visits(actor: Actor, keep: Any = None) -> Any:
    """Visits of the last half year, and the one that is chosen already."""
    late = timezone.localdate() - timedelta(days=RECENT)
    return visits(actor).filter(Q(planned_for__gte=late) | Q(pk=keep)).order_by("-planned_for")


def visit_with_parts(actor: Actor) -> Any:
    """Visits with team, interlocutors, checks, findings and report, for their page; observations are asked apart."""
    risks = VisitRisk.objects.visible_to(actor).prefetch_related("answers").order_by("-number")
    met = VisitInterlocutor.objects.visible_to(actor).select_related("organisation").order_by("created_at")
    reports = VisitReport.objects.visible_to(actor).select_related("sent_to")
    return (
        visits(actor)
        .select_related("follows__site", "site__authority")
        .prefetch_related(
            "members__user",
            "findings",
            "restrictions",
            "sheets",
            Prefetch("risks", risks),
            Prefetch("interlocutors", met),
            Prefetch("reports", reports),
        )
    )


def observations_of(actor: Actor, visit: Visit | None) -> Any:
    """The observations of a visit, in order."""
    rows = Observation.objects.visible_to(actor).filter(visit=visit)
    return rows.select_related("visit", "person")


def observations_made_during(actor: Actor, visit: Visit) -> list[Observation]:
    """The observations of a visit that is at hand: it is not read again with each of them."""
    rows = observations_of(actor, visit).select_related(None).select_related("person")
    return _with_visit(rows, visit)


def newest_observations(actor: Actor, visit: Visit, most: int) -> tuple[list[Observation], int]:
    """The newest observations of a visit that is at hand, in order, and how many came before them."""
    rows = observations_of(actor, visit).select_related(None).select_related("person")
    newest = _with_visit(rows.order_by("-number")[: most + 1], visit)
    earlier = rows.count() - most if len(newest) > most else 0
    return newest[:most][::-1], earlier


def _with_visit(rows: Any, visit: Visit) -> list[Observation]:
    found: list[Observation] = list(rows)
    for row in found:
        row.visit = visit
    return found


def all_observations(actor: Actor) -> Any:
    """The observations that the actor may see."""
    return Observation.objects.visible_to(actor).select_related("visit", "person")


def workplaces(actor: Actor) -> Any:
    """The compartments in which the actor may work and read."""
    open_ones = actor.compartments("work") & actor.compartments("read")
    rows = Compartment.objects.visible_to(actor).select_related("organisation")
    return rows.filter(pk__in=open_ones, closed=False)


def team_mates(actor: Actor) -> Any:
    """People of the actor's own units, who may go along."""
    return (
        User.objects.filter(is_active=True, appointments__unit__in=actor.units)
        .distinct()
        .order_by("full_name")
    )


def visits_to_follow(actor: Actor, keep: Any = None) -> Any:
    """Visits that a later one may follow up, the latest first, and the one of the key `keep`, however old.

    The rows can be filtered further, as a field of a form does.
    """
    made = visits(actor).exclude(carried_out_on=None).order_by("-carried_out_on")
    offered = list(made.values_list("pk", flat=True)[:MOST_FOLLOWED])
    kept = visit_by_key(actor, str(keep)) if keep else None
    return made.filter(pk__in=[*offered, kept.pk] if kept else offered)


def visit_by_key(actor: Actor, key: str) -> Visit | None:
    """A visit by the key in an address; None when the text is no key of one that the actor may see."""
    try:
        found: Visit | None = visits(actor).filter(pk=UUID(key)).first()
    except ValueError:
        return None
    return found


def visits_of_month(actor: Actor, first: date) -> Any:
    """The visits of a month by the day on which they took place, or are planned for."""
    last = first.replace(day=monthrange(first.year, first.month)[1])
    made = Q(carried_out_on__range=(first, last))
    planned = Q(carried_out_on=None, planned_for__range=(first, last))
    return visits(actor).filter(made | planned).order_by("planned_for", "reference")


def visits_to_come(actor: Actor) -> Any:
    """Visits that are still to be finished, the next first."""
    return visits(actor).filter(state__in=TO_COME).order_by("planned_for")


def approval_of(actor: Actor, visit: Visit) -> Approval | None:
    """The actor's last question for approval of this very version of a visit; None when there is none."""
    found: Approval | None = (
        Approval.objects.visible_to(actor)
        .filter(kind=VISIT_RISK.code, record=visit.pk, record_version=visit.version)
        .order_by("-created_at")
        .first()
    )
    return found


def restrictions(actor: Actor) -> Any:
    """The restrictions that the actor may see, with visit and municipality."""
    rows = Restriction.objects.visible_to(actor)
    return rows.select_related("visit__site", "municipality", "organisation")


def reports(actor: Actor) -> Any:
    """The reports that the actor may see, with their visit."""
    return VisitReport.objects.visible_to(actor).select_related("visit__site", "sent_to")


def replies_due(actor: Actor) -> Any:
    """Reports to which a reply is due and has not come, the longest due first."""
    return reports(actor).filter(replied_on=None).exclude(reply_due=None).order_by("reply_due")
