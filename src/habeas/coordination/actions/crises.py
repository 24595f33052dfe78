"""Declaring a crisis, ending it, and tagging records with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from habeas.access.models import Compartment
from habeas.coordination.models import Crisis, CrisisPlace
from habeas.core.actions import action, current
from habeas.core.actors import Actor
from habeas.core.editing import check_seen
from habeas.core.errors import Invalid
from habeas.core.links import Link, link_rows
from habeas.core.rules import can_work
from habeas.places.models import Municipality

TAG = "crisis"
"""The kind of the links from records to crises."""


@action("crisis.declare", rule=can_work)
def declare_crisis(
    actor: Actor,
    compartment: Compartment,
    *,
    starts_on: date,
    ends_on: date | None = None,
    municipalities: Iterable[Municipality] = (),
    **details: Any,
) -> Crisis:
    """Declare a crisis; without municipalities it touches all of them."""
    _check_days(starts_on, ends_on)
    crisis = Crisis.objects.create(
        compartment=compartment.pk, starts_on=starts_on, ends_on=ends_on, **details
    )
    _set_places(crisis, municipalities)
    return crisis


@action("crisis.edit", rule=can_work)
def edit_crisis(
    actor: Actor,
    crisis: Crisis,
    *,
    municipalities: Iterable[Municipality] | None = None,
    seen_version: int | None = None,
    **details: Any,
) -> Crisis:
    """Change what is said of a crisis, or say that it is over."""
    check_seen(crisis, seen_version)
    for name, value in details.items():
        setattr(crisis, name, value)
    _check_days(crisis.starts_on, crisis.ends_on)
    crisis.save()
    if municipalities is not None:
        crisis.places.all().delete()
        _set_places(crisis, municipalities)
    return crisis


def _check_days(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise Invalid(
            _("The crisis ends before it starts."), remedy=_("Correct one of the days."), field="ends_on"
        )


def _set_places(crisis: Crisis, municipalities: Iterable[Municipality]) -> None:
    for municipality in municipalities:
        CrisisPlace.objects.create(compartment=crisis.compartment, crisis=crisis, municipality=municipality)


@action("crisis.tag", rule=can_work)
def tag_with(actor: Actor, record: Any, *, crises: Iterable[Crisis]) -> int:
    """Say to which crises a record belongs; those not named are taken off. Returns how many there are now.

    Tags with crises that the actor may not see stay as they are.
    """
    wanted = {crisis.pk: crisis for crisis in crises}
    seen = set(Crisis.objects.visible_to(actor).values_list("pk", flat=True))
    links = Link.objects.workable_by(actor).filter(kind=TAG, from_id=record.pk)
    for one in links:
        if one.to_id in seen and one.to_id not in wanted:
            one.delete()
        wanted.pop(one.to_id, None)
    for crisis in wanted.values():
        link_rows(record, TAG, crisis)
    return len(links.filter(to_id__in=seen))


@action("crisis.gather", rule=can_work)
def gather(actor: Actor, crisis: Crisis, /, *, records: Iterable[Any]) -> int:
    """Tag many records of the compartment of a crisis with it; returns how many were not tagged yet."""
    known = set(
        Link.objects.workable_by(actor).filter(kind=TAG, to_id=crisis.pk).values_list("from_id", flat=True)
    )
    fresh = [row for row in records if row.pk not in known]
    Link.objects.bulk_create(
        [
            Link(
                compartment=crisis.compartment,
                kind=TAG,
                from_model=row._meta.label_lower,
                from_id=row.pk,
                to_model=Crisis._meta.label_lower,
                to_id=crisis.pk,
            )
            for row in fresh
        ]
    )
    current().say(tagged=len(fresh))
    return len(fresh)
