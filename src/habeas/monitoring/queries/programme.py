"""Reads of programmes and of what was published of them."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from habeas.core.actors import Actor
from habeas.monitoring.choices import TOOK_PLACE, Strand
from habeas.monitoring.models import Programme, ProgrammeLine, PublishedFigure
from habeas.monitoring.queries.visit import visits


def programmes(actor: Actor) -> Any:
    """The programmes that the actor may see."""
    return Programme.objects.visible_to(actor)


def lines_of(actor: Actor, programme: Programme) -> Any:
    """The lines of a programme with site and visit, in the order of the year."""
    rows = ProgrammeLine.objects.visible_to(actor).filter(programme=programme)
    return rows.select_related("site__municipality", "visit__site").order_by("quarter", "created_at")


def lines(actor: Actor) -> Any:
    """The lines of programmes that the actor may see."""
    return ProgrammeLine.objects.visible_to(actor).select_related("programme", "site", "visit")


def line_by_key(actor: Actor, key: str) -> ProgrammeLine | None:
    """A line by the key in an address; None when the text is no key of one that the actor may see."""
    try:
        found: ProgrammeLine | None = lines(actor).filter(pk=UUID(key)).first()
    except ValueError:
        return None
    return found


def visits_of_year(actor: Actor, programme: Programme) -> Any:
    """The preventive visits of the programme's year that took place, in its compartment."""
    return visits(actor).filter(
        compartment=programme.compartment,
        strand=Strand.PREVENTION,
        state__in=TOOK_PLACE,
        carried_out_on__year=programme.year,
    )


def published_visits(actor: Actor, programme: Programme) -> Any:
    """Those whose report is public."""
    return visits_of_year(actor, programme).exclude(reports__published_on=None)


def made_by_kind(actor: Actor, programme: Programme) -> Counter[str]:
    """How many visits of the year were made, by kind of place."""
    return Counter(visits_of_year(actor, programme).values_list("site__detention_kind", flat=True))


def published_figures() -> Any:
    """What was published, the newest year first."""
    return PublishedFigure.objects.select_related("organisation").order_by(
        "-year", "organisation", "table", "row"
    )
