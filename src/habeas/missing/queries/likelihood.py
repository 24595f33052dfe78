"""Possible duplicates while somebody types."""

from __future__ import annotations

import re
from collections.abc import Mapping
from uuid import UUID

from habeas.core.actors import Actor
from habeas.core.search.entries import search
from habeas.missing import name_index
from habeas.missing.models import Person
from habeas.missing.queries.persons import persons

MOST, SHORTEST = 8, 3
NAMES = ("given_name", "family_name", "fathers_name")
YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")


def likely_persons(actor: Actor, typed: Mapping[str, str], most: int = MOST) -> list[Person]:
    """Persons who may be the one being typed, in any script and spelling, of those the actor may see, best first.

    The index in memory forgives spelling and unfinished words. The search of pages adds single persons shared from
    elsewhere, and answers alone while a large register's index is being made.
    """
    told = " ".join(typed.get(name, "").strip() for name in NAMES).strip()[:200]
    if len(told) < SHORTEST:
        return []
    year = YEAR.search(typed.get("born", ""))
    hits = name_index.find(
        actor, told, year=int(year.group()) if year else 0, town=typed.get("municipality", "")[:40], best=most
    )
    keys = [UUID(hit.id) for hit in hits]
    if not name_index.covers(actor):
        keys += search(actor, told, Person).values_list("record", flat=True)[:most]
    found = persons(actor).select_related(None).select_related("municipality").order_by().in_bulk(keys)
    return [found[key] for key in dict.fromkeys(keys) if key in found][:most]
