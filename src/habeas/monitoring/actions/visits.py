"""Planning a visit and saying what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from habeas.access.models import Compartment, Unit, User
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.counters import next_reference
from habeas.core.editing import check_seen
from habeas.core.rules import can_work
from habeas.mandate.models import Task
from habeas.mandate.rules import require_citable, require_may_be_given_to
from habeas.monitoring import errors
from habeas.monitoring.choices import Access, VisitState
from habeas.monitoring.models import Visit, VisitMember
from habeas.monitoring.rules import can_carry_out
from habeas.places.models import Site
from habeas.places.rules import require_coverage


@action("visit.plan", rule=can_work)
def plan_visit(
    actor: Actor,
    compartment: Compartment,
    *,
    site: Site,
    unit: Unit,
    task: Task,
    planned_for: date,
    members: Iterable[User] = (),
    **details: Any,
) -> Visit:
    """Plan a visit to a site, by a team that covers it, under a task valid on that day."""
    check_mandate(unit, site, task, planned_for)
    visit = Visit.objects.create(
        compartment=compartment.pk,
        reference=next_reference(compartment.pk, "V"),
        site=site,
        municipality=site.municipality,
        unit=unit,
        task=task,
        planned_for=planned_for,
        **details,
    )
    for user in members:
        VisitMember.objects.create(compartment=compartment.pk, visit=visit, user=user)
    return visit


def check_mandate(unit: Unit, site: Site, task: Task, day: date) -> None:
    """Raise Invalid when the team does not cover the place or the task is not for it on that day."""
    require_coverage(unit, site.municipality, day, field="unit")
    require_may_be_given_to(task, unit)
    require_citable(task, day)


@action("visit.carry_out", rule=can_carry_out)
def carry_out_visit(
    actor: Actor,
    visit: Visit,
    *,
    carried_out_on: date,
    access: str,
    restriction: str = "",
    seen_version: int | None = None,
) -> Visit:
    """Record that a visit took place, and which access was given."""
    check_seen(visit, seen_version)
    if carried_out_on > timezone.localdate():
        raise errors.visit_in_the_future(carried_out_on)
    if access != Access.FULL and not restriction.strip():
        raise errors.restriction_unexplained()
    visit.state, visit.carried_out_on = VisitState.CARRIED_OUT, carried_out_on
    visit.access, visit.restriction = access, restriction
    visit.save()
    return visit


@action("visit.cancel", rule=can_carry_out)
def cancel_visit(actor: Actor, visit: Visit, *, why: str) -> Visit:
    """Cancel a planned visit."""
    visit.state, visit.cancelled_why = VisitState.CANCELLED, why
    visit.save()
    return visit
