"""Planning a visit and saying what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from habeas.access.actions.approvals import take_approval
from habeas.access.choices import OrganisationKind
from habeas.access.models import Compartment, Unit, User
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.counters import next_reference
from habeas.core.editing import check_seen
from habeas.core.errors import Refused
from habeas.core.rules import can_work
from habeas.mandate.models import Task
from habeas.mandate.rules import require_citable, require_may_be_given_to
from habeas.monitoring import errors, rules
from habeas.monitoring.actions.restrictions import log_restriction
from habeas.monitoring.actions.risks import check_risk
from habeas.monitoring.approvals import VISIT_RISK
from habeas.monitoring.choices import Access, RestrictionKind, Strand, VisitState
from habeas.monitoring.models import ProgrammeLine, Visit, VisitMember
from habeas.places.models import Site
from habeas.places.rules import require_coverage

RISK_IS_OF = ("site", "strand", "kind", "unit", "announced")
"""What a risk check was made of."""


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
    risk: Mapping[str, Any] | None = None,
    line: ProgrammeLine | None = None,
    **details: Any,
) -> Visit:
    """Plan a visit to a site, by a team that covers it, under a task valid on that day.

    `risk` is what `check_risk` takes; without it the visit waits until its risk is checked.
    """
    check_mandate(unit, site, task, planned_for)
    _check_line(actor, compartment, line)
    _check_strand(compartment, details.get("strand", ""))
    _check_follows(details.get("follows"), planned_for, "planned_for")
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
    if line is not None:
        line.visit = visit
        line.save()
    if risk:
        check_risk(actor, visit, **risk)
    return visit


def _check_line(actor: Actor, compartment: Compartment, line: ProgrammeLine | None) -> None:
    """A line of the programme is made true by one visit, of its own compartment."""
    if line is None:
        return
    if line.compartment != compartment.pk:
        raise errors.another_compartment(line, "compartment")
    broken = rules.can_plan_line.broken_by(actor, line)
    if broken is not None:
        raise Refused(broken.why, remedy=broken.remedy)


def check_mandate(unit: Unit, site: Site, task: Task, day: date) -> None:
    """Raise Invalid when the team does not cover the place or the task is not for it on that day."""
    require_coverage(unit, site.municipality, day, field="unit")
    require_may_be_given_to(task, unit)
    require_citable(task, day)


def _check_strand(compartment: Compartment, strand: str) -> None:
    """The preventive mechanism's data belong to the Ombudsperson and stay there."""
    if strand == Strand.PREVENTION and compartment.organisation.kind != OrganisationKind.OMBUDSPERSON:
        raise errors.prevention_elsewhere()


def _check_follows(follows: Visit | None, day: date, field: str) -> None:
    if follows is not None and day < follows.day:
        raise errors.follow_up_before_visit(follows, day, field)


@action("visit.replan", rule=rules.can_plan_again)
def replan_visit(
    actor: Actor, visit: Visit, *, planned_for: date, seen_version: int | None = None, **details: Any
) -> Visit:
    """Change what is planned; an approval given before no longer counts.

    Another place, purpose, kind, team or announcement is another visit: its risk is checked again.
    """
    check_seen(visit, seen_version)
    if any(details[name] != getattr(visit, name) for name in RISK_IS_OF if name in details):
        visit.risk_level, visit.risk_until = "", None
    for name, value in details.items():
        setattr(visit, name, value)
    _check_strand(Compartment.objects.visible_to(actor).get(pk=visit.compartment), visit.strand)
    check_mandate(visit.unit, visit.site, visit.task, planned_for)
    _check_follows(getattr(visit, "follows", None), planned_for, "planned_for")
    visit.planned_for, visit.municipality = planned_for, visit.site.municipality
    visit.state, visit.approved_by, visit.approved_at = VisitState.PLANNED, None, None
    visit.save()
    return visit


@action("visit.approve", rule=rules.can_approve)
def approve_visit(actor: Actor, visit: Visit) -> Visit:
    """Approve a visit; one of high risk needs the yes of somebody else to this very version."""
    if visit.is_high_risk:
        visit.approved_by = take_approval(actor, visit, kind=VISIT_RISK.code).answered_by_id
    else:
        visit.approved_by = actor.id
    visit.state, visit.approved_at = VisitState.APPROVED, timezone.now()
    visit.save()
    return visit


@action("visit.start", rule=rules.can_start)
def start_visit(actor: Actor, visit: Visit) -> Visit:
    """Say that the team is on its way."""
    today = timezone.localdate()
    _check_follows(getattr(visit, "follows", None), today, "")
    check_mandate(visit.unit, visit.site, visit.task, today)
    visit.state = VisitState.UNDER_WAY
    visit.save()
    return visit


@action("visit.carry_out", rule=rules.can_carry_out)
def carry_out_visit(
    actor: Actor,
    visit: Visit,
    *,
    carried_out_on: date,
    access: str,
    restriction: str = "",
    restriction_kind: str = "",
    seen_version: int | None = None,
) -> Visit:
    """Record that a visit took place and which access was given; what was refused is logged as a restriction."""
    check_seen(visit, seen_version)
    if visit.risk_until is not None and visit.risk_until < carried_out_on:
        raise errors.risk_run_out(visit.risk_until, carried_out_on)
    return record_course(
        actor,
        visit,
        carried_out_on=carried_out_on,
        access=access,
        restriction=restriction,
        restriction_kind=restriction_kind,
    )


def record_course(
    actor: Actor,
    visit: Visit,
    *,
    carried_out_on: date,
    access: str,
    restriction: str,
    restriction_kind: str = "",
) -> Visit:
    """Write down the day and the access of a visit, inside an action that asked whether it may be done."""
    if carried_out_on > timezone.localdate():
        raise errors.visit_in_the_future(carried_out_on)
    _check_follows(getattr(visit, "follows", None), carried_out_on, "carried_out_on")
    if access != Access.FULL and not restriction.strip():
        raise errors.restriction_unexplained()
    visit.state, visit.carried_out_on, visit.access = VisitState.CARRIED_OUT, carried_out_on, access
    visit.save()
    if restriction.strip():
        usual = RestrictionKind.ENTRY if access == Access.REFUSED else RestrictionKind.OTHER
        log_restriction(
            actor,
            visit,
            happened_on=carried_out_on,
            municipality=visit.municipality,
            kind=restriction_kind or usual,
            text=restriction,
        )
    return visit


@action("visit.cancel", rule=rules.can_cancel)
def cancel_visit(actor: Actor, visit: Visit, *, why: str) -> Visit:
    """Cancel a planned visit."""
    visit.state, visit.cancelled_why = VisitState.CANCELLED, why
    visit.save()
    return visit
