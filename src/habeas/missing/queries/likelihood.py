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


def likely_persons(actor: Actor, typed: Mapping[str, str]) -> list[Person]:
    """Persons who may be the one being typed, in any script and spelling, of those the actor may see, best first.

    The index in memory forgives spelling and unfinished words; the search of pages adds what was registered just now.
    """
    told = " ".join(typed.get(name, "").strip() for name in NAMES).strip()[:200]
    if len(told) < SHORTEST:
        return []
    year = YEAR.search(typed.get("born", ""))
    hits = name_index.find(actor, told, year=int(year.group()) if year else 0)
    keys = [UUID(hit.id) for hit in hits]
    fresh = search(actor, told, Person).values_list("record", flat=True)[:MOST]
    found = persons(actor).in_bulk([*keys, *fresh])
    ordered = dict.fromkeys([*keys, *fresh])
    return [found[key] for key in ordered if key in found][:MOST]
