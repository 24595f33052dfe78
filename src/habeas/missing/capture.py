"""From consolidated persons to the capture tables of science.recapture: who is on exactly which lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from habeas.core.actors import Actor
from habeas.missing.models import Source
from habeas.missing.queries.cases import listed
from habeas.missing.queries.persons import memberships, sources

if TYPE_CHECKING:
    from habeas.science.recapture.tables import CaptureTable

MOST_LISTS = 12


def capture_table(actor: Actor, lists: Sequence[Source] | None = None) -> CaptureTable | None:
    """Persons on the list by the sources that name them, of the sources that the actor reads; None without any.

    Withdrawn entries do not count. Suggestions still undecided make persons look like two: the table says how many.
    """
    chosen = list(lists if lists is not None else sources(actor))[:MOST_LISTS]
    places = {source.pk: at for at, source in enumerate(chosen)}
    mine = set(listed(actor).values_list("person", flat=True))
    held = memberships(actor).filter(entry__withdrawn=False, entry__source__in=list(places))
    masks: dict[object, int] = {}
    for person, source in held.values_list("person", "entry__source"):
        if person in mine:
            masks[person] = masks.get(person, 0) | 1 << places[source]
    if not masks:
        return None
    # here, not above: it loads scipy, for which no start should wait
    from habeas.science.recapture.tables import from_people

    return from_people([source.code for source in chosen], Counter(masks.values()))
