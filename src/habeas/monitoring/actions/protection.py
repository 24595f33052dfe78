"""After a reprisal: a task with a deadline and measures, until somebody says how it ended."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.access.models import Compartment
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.counters import next_reference
from habeas.core.rules import can_work
from habeas.monitoring import errors, rules
from habeas.monitoring.choices import ProtectionState
from habeas.monitoring.models import Incident, Interview, ProtectionMeasure, ProtectionTask, Visit
from habeas.people.models import Person

DAYS_TO_ACT = 3
FIRST_MEASURE = "REGC"
"""Regular check-in: what is due with every reprisal, whatever else follows."""


@action("protection.open", rule=can_work)
def open_protection_task(
    actor: Actor,
    home: Compartment | Visit | Interview | Incident,
    *,
    title: str,
    reported: str,
    deadline: date | None = None,
    person: Person | None = None,
    **about: Any,
) -> ProtectionTask:
    """Open a task for somebody who suffered for talking to us; the first check-in is due at once."""
    compartment: Any = home.compartment
    today = timezone.localdate()
    deadline = deadline or today + timedelta(days=DAYS_TO_ACT)
    if deadline < today:
        raise errors.deadline_passed(deadline)
    if person is not None and person.compartment != compartment:
        raise errors.another_compartment(person, "person")
    task: ProtectionTask = ProtectionTask.objects.create(
        compartment=compartment,
        reference=next_reference(compartment, "P"),
        title=title,
        reported=reported,
        deadline=deadline,
        person=person,
        **about,
    )
    _add_measure(task, measure=FIRST_MEASURE, due_on=today)
    return task


def open_for_reprisal(actor: Actor, incident: Incident) -> ProtectionTask:
    """The task that follows from an incident with the act of reprisal."""
    title = _("Reprisal reported: %(incident)s") % {"incident": incident.title}
    task: ProtectionTask = open_protection_task(
        actor, incident, title=title[:200], reported=incident.account, incident=incident, visit=incident.visit
    )
    return task


def _add_measure(task: ProtectionTask, **details: Any) -> ProtectionMeasure:
    made: ProtectionMeasure = ProtectionMeasure.objects.create(
        compartment=task.compartment, task=task, **details
    )
    return made


@action("protection.add_measure", rule=rules.can_protect)
def add_protection_measure(
    actor: Actor, task: ProtectionTask, *, measure: str, due_on: date, note: str = ""
) -> ProtectionMeasure:
    """Decide on a measure for the person at risk."""
    return _add_measure(task, measure=measure, due_on=due_on, note=note)


@action("protection.measure_done", rule=can_work)
def finish_measure(actor: Actor, measure: ProtectionMeasure) -> ProtectionMeasure:
    """Say that a measure was carried out today."""
    measure.done_on = timezone.localdate()
    measure.save()
    return measure


@action("protection.close", rule=rules.can_protect)
def close_protection_task(actor: Actor, task: ProtectionTask, *, outcome: str) -> ProtectionTask:
    """Close a task with its outcome."""
    task.state, task.outcome, task.closed_on = ProtectionState.CLOSED, outcome, timezone.localdate()
    task.save()
    return task
