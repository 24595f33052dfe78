"""Consolidated persons, their entries and preferences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from habeas.core.actors import Actor
from habeas.missing.choices import Change
from habeas.missing.models import Edition, Entry, EntryVersion, Membership, Person, Preference, Source


def sources(actor: Actor) -> Any:
    """Lists that the actor may know of."""
    return Source.objects.visible_to(actor).prefetch_related("editions")


def editions(actor: Actor) -> Any:
    """Editions with their list."""
    return Edition.objects.visible_to(actor).select_related("source")


def entries(actor: Actor) -> Any:
    """Entries of lists that the actor may read."""
    return Entry.objects.visible_to(actor).select_related("source", "municipality", "last_edition__source")


def versions_of(actor: Actor, edition: Edition) -> Any:
    """What an edition changed."""
    rows = EntryVersion.objects.visible_to(actor).filter(edition=edition)
    return rows.select_related("entry__source", "entry__municipality")


def wordings_before(actor: Actor, versions: Sequence[EntryVersion]) -> dict[UUID, str]:
    """By the key of each changed version, the row as it was received before; one query."""
    changed = {one.entry_id: one for one in versions if one.change == Change.CHANGED}
    rows = EntryVersion.objects.visible_to(actor).filter(entry__in=list(changed)).exclude(raw="")
    found: dict[UUID, str] = {}
    for entry, made, raw in rows.order_by("created_at").values_list("entry", "created_at", "raw"):
        if made < changed[entry].created_at:
            found[changed[entry].pk] = raw
    return found


def persons(actor: Actor) -> Any:
    """Missing persons, those merged into another left out."""
    return Person.objects.visible_to(actor).filter(merged_into=None).select_related("municipality", "case")


def every_person(actor: Actor) -> Any:
    """Missing persons, those merged into another too."""
    return Person.objects.visible_to(actor).select_related("municipality", "merged_into", "case")


def memberships(actor: Actor) -> Any:
    """Which entry speaks of whom, today."""
    return Membership.objects.visible_to(actor).filter(ended_at=None)


def entries_of(actor: Actor, person: Person) -> list[Entry]:
    """The entries that speak of a person and that the actor may read, ordered by list."""
    held = (
        memberships(actor)
        .filter(person=person.pk)
        .select_related("entry__source", "entry__municipality", "entry__last_edition")
    )
    return sorted((one.entry for one in held), key=lambda entry: (entry.source.code, entry.key))


def person_of_each_entry(actor: Actor) -> dict[UUID, UUID]:
    """Entry key to person key, of every entry that speaks of somebody."""
    return dict(memberships(actor).values_list("entry", "person"))


def persons_of(actor: Actor, keys: Iterable[UUID]) -> dict[UUID, UUID]:
    """Entry key to person key."""
    held = memberships(actor).filter(entry__in=list(keys))
    return dict(held.values_list("entry", "person"))


def preferences_of(actor: Actor, person: Person) -> dict[str, Preference]:
    """The newest preference of each field."""
    rows = Preference.objects.visible_to(actor).filter(person=person).order_by("created_at")
    return {row.field: row for row in rows}


def chosen_values(actor: Actor, person: Person) -> list[Preference]:
    """Every value chosen for a person, the newest first."""
    return list(Preference.objects.visible_to(actor).filter(person=person).order_by("-created_at"))


def unregistered(actor: Actor, edition: UUID) -> Any:
    """Entries that an edition names, that no person was made of yet, and on which the actor works."""
    held = Membership.objects.visible_to(actor).filter(entry=OuterRef("pk"), ended_at=None)
    rows = Entry.objects.workable_by(actor).filter(last_edition=edition, withdrawn=False)
    return rows.filter(~Exists(held)).select_related("source")
