"""What somebody may mean who writes a number or a name, to choose from."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from habeas.core.actors import Actor
from habeas.missing.models import Case, Person
from habeas.missing.queries import cases
from habeas.missing.queries.likelihood import MOST, likely_persons
from habeas.missing.queries.persons import persons


def persons_meant(actor: Actor, told: str, *, compartment: UUID | None = None) -> list[Person]:
    """Persons with this reference, else those with a name like it, best first; of one compartment when one is given."""
    wanted = persons(actor)
    if compartment is not None:
        wanted = wanted.filter(compartment=compartment)
    found = list(wanted.filter(reference=told.strip().upper())[:MOST])
    alike = found or likely_persons(actor, {"family_name": told})
    return [one for one in alike if compartment in (None, one.compartment)]


def cases_meant(actor: Actor, told: str) -> list[Case]:
    """Cases with this number, else those of persons with a reference or a name like it."""
    known = cases.cases(actor)
    found = list(known.filter(reference=told.strip().upper())[:MOST])
    if found:
        return found
    people = [one.pk for one in persons_meant(actor, told)]
    by_person = {one.person_id: one for one in known.filter(person__in=people)}
    return [by_person[key] for key in people if key in by_person]


def described(row: Any) -> str:
    """A person, or the person of a case, in a line."""
    person = getattr(row, "person", row)
    parts = [
        str(person),
        *(str(told) for told in (person.born, person.disappeared, person.municipality) if told),
    ]
    return f"{row.reference}: {', '.join(parts)}"
