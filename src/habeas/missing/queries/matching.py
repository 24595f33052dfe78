"""Suggested matches and what was decided about them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from habeas.core.actors import Actor
from habeas.missing.choices import SuggestionState, Verdict
from habeas.missing.models import Decision, Entry, Merge, Person, Suggestion


def suggestions(actor: Actor) -> Any:
    """Suggestions of which the actor may read both entries."""
    readable = Entry.objects.visible_to(actor).values("pk")
    return (
        Suggestion.objects.visible_to(actor)
        .filter(other__in=readable)
        .select_related("entry__source", "entry__municipality")
    )


def queue(actor: Actor) -> Any:
    """What waits for the actor: open suggestions, and those whose first reviewer was somebody else."""
    own_first = Decision.objects.visible_to(actor).filter(created_by=actor.id, final=False)
    waiting = Q(state=SuggestionState.OPEN) | (
        Q(state=SuggestionState.SECOND) & ~Q(pk__in=own_first.values("suggestion"))
    )
    return suggestions(actor).filter(waiting).order_by("-score", "pk")


def entries_by_id(actor: Actor, keys: Iterable[UUID]) -> dict[UUID, Entry]:
    """Entries with their list, by key."""
    rows = Entry.objects.visible_to(actor).select_related("source", "municipality")
    found: dict[UUID, Entry] = rows.in_bulk(list(keys))
    return found


def decisions_on(actor: Actor, suggestion: Suggestion) -> Any:
    """Everything that reviewers said of a suggestion, the newest first."""
    return Decision.objects.visible_to(actor).filter(suggestion=suggestion)


def first_decider(actor: Actor, suggestion: Suggestion) -> UUID | None:
    """Who gave the verdict that waits for a second one."""
    found: UUID | None = (
        decisions_on(actor, suggestion).filter(final=False).values_list("created_by", flat=True).first()
    )
    return found


def decided_apart(actor: Actor, some: Iterable[UUID], others: Iterable[UUID]) -> bool:
    """True when a reviewer finally decided that an entry of one group and one of the other are two persons."""
    some, others = list(some), list(others)
    rows = Decision.objects.visible_to(actor).filter(verdict=Verdict.DIFFERENT, final=True)
    pairs = Q(entry__in=some, other__in=others) | Q(entry__in=others, other__in=some)
    latest: dict[frozenset[UUID], str] = {}
    every = Decision.objects.visible_to(actor).filter(pairs, final=True).order_by("created_at")
    if not rows.filter(pairs).exists():
        return False
    for row in every:
        latest[frozenset((row.entry, row.other))] = row.verdict
    return Verdict.DIFFERENT in latest.values()


def merges_of(actor: Actor, person: Any) -> Any:
    """Merges into and out of a person, as far as the reader may see both persons."""
    known = Person.objects.visible_to(actor)
    return merges(actor).filter(Q(kept=person) | Q(absorbed=person), kept__in=known, absorbed__in=known)


def merges(actor: Actor) -> Any:
    """Every merge."""
    return Merge.objects.visible_to(actor).select_related("kept", "absorbed")
