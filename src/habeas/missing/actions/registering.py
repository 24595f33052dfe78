"""Making persons, with their cases, of many entries at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from habeas.core.actions import action, current
from habeas.core.actors import Actor
from habeas.core.counters import next_references
from habeas.core.errors import Invalid
from habeas.missing.actions.checks import check_one_person
from habeas.missing.actions.days import not_to_come
from habeas.missing.actions.persons import attach
from habeas.missing.choices import Status, Verdict
from habeas.missing.models import Case, Entry, Membership, Person, StatusChange
from habeas.missing.queries.matching import latest_verdicts
from habeas.missing.queries.persons import entries_of, persons_of
from habeas.missing.rules import can_keep
from habeas.missing.scope import scope_of
from habeas.missing.values import copy

CHUNK = 400


@dataclass
class Group:
    """Entries that speak of one person; `person` when there is one already."""

    entries: list[Entry]
    person: Person | None = None
    fresh: list[Entry] = field(default_factory=list)


@action("missing.register_many", rule=can_keep)
def register_persons(
    actor: Actor, compartment: Any, *, entries: Iterable[Entry], opened_on: date | None = None
) -> list[Person]:
    """Register a person, with a case, for each entry that speaks of nobody yet; returns the new persons.

    Entries that reviewers decided to be one person get one, or go to the person that one of them has. An entry that
    names nobody is left.
    """
    on = opened_on or timezone.localdate()
    not_to_come(on, "opened_on")
    named = (one for one in entries if one.family_name or one.given_name)
    wanted = list({one.pk: one for one in named}.values())
    taken = persons_of(actor, [one.pk for one in wanted])
    groups = _groups(actor, [one for one in wanted if one.pk not in taken])
    attached = [(group.person, one) for group in groups if group.person for one in group.fresh]
    for person, entry in attached:
        attach(actor, person, entry)
    made = _make(compartment.pk, [group for group in groups if group.person is None], on)
    current().say(persons=len(made), attached=len(attached))
    return made


def _make(home: UUID, groups: list[Group], on: date) -> list[Person]:
    """Persons, memberships and cases of groups, written at once."""
    if not groups:
        return []
    people = Person.fresh(
        ({"reference": one} for one in next_references(home, "M", len(groups))), compartment=home
    )
    for person, group in zip(people, groups, strict=True):
        copy(group.entries[0], person).invented = group.entries[0].source.invented
    Person.objects.bulk_create(people)
    held = [(person, entry) for person, group in zip(people, groups, strict=True) for entry in group.fresh]
    Membership.objects.bulk_create(
        Membership.fresh(
            {
                "compartment": entry.compartment,
                "entry_id": entry.pk,
                "person": person.pk,
                "since": timezone.now(),
            }
            for person, entry in held
        )
    )
    _open_cases(home, people, on)
    return people


def _open_cases(home: UUID, people: list[Person], on: date) -> None:
    numbers = next_references(home, "C", len(people))
    rows = (
        {"person_id": person.pk, "reference": number, "scope": scope_of(person.disappeared)}
        for person, number in zip(people, numbers, strict=True)
    )
    cases = Case.fresh(rows, compartment=home, status=Status.NEW, opened_on=on)
    Case.objects.bulk_create(cases)
    steps = ({"case_id": case.pk} for case in cases)
    StatusChange.objects.bulk_create(
        StatusChange.fresh(steps, compartment=home, before="", after=Status.NEW, on=on)
    )


def _groups(actor: Actor, entries: list[Entry]) -> list[Group]:
    """The entries by person, as far as reviewers decided; each without a word about it stands alone."""
    together = _decided_together(actor, [one.pk for one in entries])
    known = {one.pk: one for one in entries}
    others = [key for key in together if key not in known]
    for start in range(0, len(others), CHUNK):
        rows = Entry.objects.workable_by(actor).filter(withdrawn=False).select_related("source")
        known.update(rows.in_bulk(others[start : start + CHUNK]))
    persons = _persons(actor, list(together))
    placed: set[UUID] = set()
    found: list[Group] = []
    for entry in entries:
        if entry.pk not in together:
            found.append(Group([entry], fresh=[entry]))
        elif entry.pk not in placed:
            members = [known[key] for key in sorted(together[entry.pk]) if key in known]
            found += _within(actor, members, persons)
            placed |= together[entry.pk]
    return found


def _persons(actor: Actor, keys: list[UUID]) -> dict[UUID, Person | None]:
    """The person of each entry that has one, by the entry's key; None where the actor does not work on it."""
    held: dict[UUID, UUID] = {}
    for start in range(0, len(keys), CHUNK):
        held.update(persons_of(actor, keys[start : start + CHUNK]))
    people = Person.objects.workable_by(actor).in_bulk(set(held.values()))
    return {key: people.get(person) for key, person in held.items()}


def _within(actor: Actor, members: list[Entry], persons: dict[UUID, Person | None]) -> list[Group]:
    """Groups of entries that decisions chain together; a decision that two are two persons parts them."""
    known = dict.fromkeys(filter(None, (persons.get(one.pk) for one in members)))
    groups = [Group(entries_of(actor, person), person) for person in known]
    for entry in members:
        if entry.pk in persons:
            continue
        home = next((group for group in groups if _fits(actor, group, entry)), None)
        if home is None:
            home = Group([])
            groups.append(home)
        home.entries.append(entry)
        home.fresh.append(entry)
    return groups


def _fits(actor: Actor, group: Group, entry: Entry) -> bool:
    try:
        check_one_person(actor, group.entries, [entry])
    except Invalid:
        return False
    return True


def _decided_together(actor: Actor, keys: list[UUID]) -> dict[UUID, set[UUID]]:
    """The whole group of each entry that reviewers called one person with another; others are left out."""
    group: dict[UUID, set[UUID]] = {}
    asked: set[UUID] = set()
    waiting = list(keys)
    while waiting:
        asked.update(waiting)
        found = set()
        for start in range(0, len(waiting), CHUNK):
            for pair, verdict in latest_verdicts(actor, waiting[start : start + CHUNK]).items():
                if verdict == Verdict.SAME:
                    found |= pair
                    _join(group, pair)
        waiting = [key for key in found if key not in asked]
    return group


def _join(group: dict[UUID, set[UUID]], pair: frozenset[UUID]) -> None:
    one, other = pair
    both = group.get(one, {one}) | group.get(other, {other})
    for key in both:
        group[key] = both
