"""Possible duplicates while somebody types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from habeas.core.actors import Actor
from habeas.core.search.entries import search
from habeas.missing.models import Person
from habeas.missing.queries.persons import persons

MOST = 8
NAMES = ("family_name", "given_name", "fathers_name")


def likely_persons(actor: Actor, typed: Mapping[str, str]) -> list[Person]:
    """Persons whose indexed words begin with what was typed, in any script, of those the actor may see."""
    told = " ".join(typed.get(name, "").strip() for name in NAMES).strip()[:200]
    if len(told) < 3:
        return []
    found: list[Any] = list(persons(actor).filter(pk__in=search(actor, told, Person).values("record"))[:MOST])
    return found
