"""Planning an activity and saying what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.access.models import Compartment, Organisation, Unit
from habeas.coordination import rules
from habeas.coordination.choices import ActivityPart, ActivityState
from habeas.coordination.models import Activity, ActivityParty
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.counters import next_reference
from habeas.core.editing import check_seen
from habeas.core.errors import Invalid
from habeas.core.rules import can_work
from habeas.mandate.models import Task
from habeas.mandate.rules import require_citable, require_may_be_given_to


@action("activity.plan", rule=can_work)
def plan_activity(
    actor: Actor,
    compartment: Compartment,
    *,
    unit: Unit,
    task: Task,
    starts_on: date,
    ends_on: date | None = None,
    addressed: Iterable[Organisation] = (),
    partners: Iterable[Organisation] = (),
    **details: Any,
) -> Activity:
    """Plan an activity of a unit under a task that is valid on its first day."""
    ends_on = ends_on or starts_on
    _check(unit, task, starts_on, ends_on)
    activity = Activity.objects.create(
        compartment=compartment.pk,
        reference=next_reference(compartment.pk, "A"),
        unit=unit,
        task=task,
        starts_on=starts_on,
        ends_on=ends_on,
        **details,
    )
    _set_parties(activity, ActivityPart.ADDRESSED, addressed)
    _set_parties(activity, ActivityPart.PARTNER, partners)
    return activity


def _check(unit: Unit, task: Task, starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise Invalid(
            _("The activity ends before it starts."), remedy=_("Correct one of the days."), field="ends_on"
        )
    require_may_be_given_to(task, unit)
    require_citable(task, starts_on)


def _set_parties(activity: Activity, part: str, wanted: Iterable[Organisation]) -> None:
    for organisation in wanted:
        ActivityParty.objects.create(
            compartment=activity.compartment, activity=activity, organisation=organisation, part=part
        )


@action("activity.edit", rule=rules.can_change_activity)
def edit_activity(
    actor: Actor,
    activity: Activity,
    *,
    addressed: Iterable[Organisation] | None = None,
    partners: Iterable[Organisation] | None = None,
    seen_version: int | None = None,
    **details: Any,
) -> Activity:
    """Change a planned activity."""
    check_seen(activity, seen_version)
    for name, value in details.items():
        setattr(activity, name, value)
    _check(activity.unit, activity.task, activity.starts_on, activity.ends_on)
    activity.save()
    for part, wanted in ((ActivityPart.ADDRESSED, addressed), (ActivityPart.PARTNER, partners)):
        if wanted is not None:
            activity.parties.filter(part=part).delete()
            _set_parties(activity, part, wanted)
    return activity


@action("activity.carry_out", rule=rules.can_change_activity)
def carry_out_activity(
    actor: Actor,
    activity: Activity,
    *,
    result: str,
    women: int | None = None,
    men: int | None = None,
    seen_version: int | None = None,
) -> Activity:
    """Say that an activity took place and what came of it."""
    check_seen(activity, seen_version)
    if activity.starts_on > timezone.localdate():
        raise Invalid(
            _("The activity has not begun: it starts in the future."),
            remedy=_("Correct its first day, or wait until it took place."),
        )
    activity.state, activity.result = ActivityState.CARRIED_OUT, result
    activity.women, activity.men = women, men
    activity.save()
    return activity


@action("activity.cancel", rule=rules.can_change_activity)
def cancel_activity(actor: Actor, activity: Activity, *, why: str) -> Activity:
    """Cancel a planned activity."""
    activity.state, activity.result = ActivityState.CANCELLED, why
    activity.save()
    return activity
