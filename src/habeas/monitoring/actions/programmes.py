"""The programme of a year: drafted, adopted, carried out, its figures published."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils import timezone

from habeas.access.models import Compartment
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.disclosure import suppressed
from habeas.core.rules import can_clear, can_work
from habeas.monitoring import errors
from habeas.monitoring.choices import FigureTable, ProgrammeState, Quarter
from habeas.monitoring.models import Programme, ProgrammeLine, PublishedFigure, Visit
from habeas.monitoring.queries import published_visits
from habeas.monitoring.rules import can_draft, can_drop_line, can_plan_line, is_adopted
from habeas.places.models import Site


@action("programme.open", rule=can_work)
def open_programme(actor: Actor, compartment: Compartment, *, year: int, aims: str = "") -> Programme:
    """Open the programme of a year; there is one a year."""
    if Programme.objects.visible_to(actor).filter(compartment=compartment.pk, year=year).exists():
        raise errors.programme_twice(year)
    return Programme.objects.create(compartment=compartment.pk, year=year, aims=aims.strip())


@action("programme.line", rule=can_draft)
def add_line(
    actor: Actor, programme: Programme, *, site: Site | None = None, detention_kind: str = "", **details: Any
) -> ProgrammeLine:
    """Add a visit to a draft: to a place, or to a kind of place yet to be chosen."""
    if site is None and not detention_kind:
        raise errors.line_without_place()
    return ProgrammeLine.objects.create(
        compartment=programme.compartment,
        programme=programme,
        site=site,
        detention_kind=(site.detention_kind if site else "") or detention_kind,
        **details,
    )


@action("programme.tie", rule=can_plan_line)
def tie_line(actor: Actor, line: ProgrammeLine, *, visit: Visit) -> ProgrammeLine:
    """Say that a visit which was planned apart made a line of the programme true."""
    line.visit = visit
    line.save()
    return line


@action("programme.drop_line", rule=can_drop_line)
def drop_line(actor: Actor, line: ProgrammeLine) -> Programme:
    """Take a visit out of a draft."""
    programme: Programme = line.programme
    line.delete()
    return programme


@action("programme.adopt", rule=can_clear & can_draft, verb="clear")
def adopt_programme(actor: Actor, programme: Programme) -> Programme:
    """Adopt the programme; its lines stand from then on."""
    if not programme.lines.exists():
        raise errors.programme_empty()
    programme.state, programme.adopted_on = ProgrammeState.ADOPTED, timezone.localdate()
    programme.save()
    return programme


@action("programme.publish", rule=can_clear & is_adopted, verb="clear")
def publish_figures(actor: Actor, programme: Programme) -> Programme:
    """Publish how many visits of the year were made, of those whose report is public; small numbers are left out."""
    visits = list(published_visits(actor, programme))
    if not visits:
        raise errors.nothing_published(programme.year)
    home = Compartment.objects.visible_to(actor).get(pk=programme.compartment)
    today = timezone.localdate()
    old = PublishedFigure.objects.filter(organisation=home.organisation_id, year=programme.year)
    old.delete()
    for table, counts in _tables(visits).items():
        for row, value in suppressed(counts).items():
            PublishedFigure.objects.create(
                organisation_id=home.organisation_id,
                year=programme.year,
                table=table,
                row=row,
                value=value,
                published_on=today,
            )
    programme.figures_on = today
    programme.save()
    return programme


def _tables(visits: list[Any]) -> dict[str, Counter[str]]:
    quarters = Counter({str(quarter): 0 for quarter in Quarter.values})
    quarters.update(str((visit.day.month + 2) // 3) for visit in visits)
    return {
        FigureTable.KIND: Counter(visit.site.detention_kind or "OTH" for visit in visits),
        FigureTable.QUARTER: quarters,
        FigureTable.ANNOUNCED: Counter("yes" if visit.announced else "no" for visit in visits),
        FigureTable.ACCESS: Counter(visit.access for visit in visits),
    }
