"""Suggested matches and what was decided about them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.db.models.lookups import Exact, IsNull
from django.utils import timezone

from habeas.core.actors import Actor
from habeas.missing.choices import SuggestionState, Verdict
from habeas.missing.models import Decision, Edition, Entry, Membership, Merge, Person, Suggestion

Place = tuple[int, float, UUID]
"""Where a pair stands in somebody's queue: looked at already (0 or 1), score, key."""


def suggestions(actor: Actor) -> Any:
    """Suggestions of which the actor may read both entries."""
    readable = Entry.objects.visible_to(actor).values("pk")
    return (
        Suggestion.objects.visible_to(actor)
        .filter(other__in=readable)
        .select_related("entry__source", "entry__municipality")
    )


def queue(actor: Actor) -> Any:
    """What waits for the actor: open suggestions, and those whose first reviewer was somebody else.

    The surest comes first, but what the actor looked at and could not decide yet after everything else. Two entries
    that became one person through other pairs wait for nobody.
    """
    said = Decision.objects.visible_to(actor).filter(suggestion=OuterRef("pk"), final=False)
    first = Subquery(said.order_by("-created_at").values("created_by")[:1])
    waiting = Q(state=SuggestionState.OPEN) | (Q(state=SuggestionState.SECOND) & ~Q(first=actor.id))
    looked_at = Case(When(pk__in=_undecided_by(actor), then=Value(1)), default=Value(0))
    rows = suggestions(actor).annotate(first=first).filter(waiting).filter(_two_persons(actor))
    return rows.annotate(looked_at=looked_at).order_by("looked_at", "-score", "pk")


def _undecided_by(actor: Actor) -> Any:
    """Suggestions of which the actor said something that decided nothing."""
    return Decision.objects.visible_to(actor).filter(created_by=actor.id, final=False).values("suggestion")


def _two_persons(actor: Actor) -> Q:
    """That the two entries of a suggestion do not speak of one person already."""
    held = Membership.objects.visible_to(actor).filter(ended_at=None)
    one = Subquery(held.filter(entry=OuterRef("entry")).values("person")[:1])
    other = Subquery(held.filter(entry=OuterRef("other")).values("person")[:1])
    return Q(IsNull(one, True)) | Q(IsNull(other, True)) | ~Q(Exact(one, other))


def place_of(actor: Actor, suggestion: Suggestion) -> Place:
    """Where a pair stands in the actor's queue, whether or not it still waits."""
    looked_at = _undecided_by(actor).filter(suggestion=suggestion).exists()
    return int(looked_at), suggestion.score, suggestion.pk


def after(actor: Actor, place: Place) -> Any:
    """The pair that follows a place in the actor's queue; from the last one on to the first again."""
    rows = queue(actor).exclude(pk=place[2])
    return rows.filter(_later(place)).first() or rows.first()


def before(actor: Actor, place: Place) -> Any:
    """The pair that stands before a place in the actor's queue."""
    return queue(actor).exclude(pk=place[2]).exclude(_later(place)).last()


def position(actor: Actor, place: Place) -> int:
    """How many pairs stand before a place in the actor's queue, and one."""
    return int(queue(actor).exclude(pk=place[2]).exclude(_later(place)).count()) + 1


def _later(place: Place) -> Q:
    looked_at, score, key = place
    same = Q(looked_at=looked_at)
    return Q(looked_at__gt=looked_at) | same & (Q(score__lt=score) | Q(score=score, pk__gt=key))


def looked_at_today(actor: Actor) -> int:
    """Of how many pairs the actor said something today."""
    start = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    said = Decision.objects.visible_to(actor).filter(created_by=actor.id, created_at__gte=start)
    return int(said.exclude(verdict=Verdict.WITHDRAWN).values("suggestion").distinct().order_by().count())


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


def latest_verdicts(
    actor: Actor, some: Iterable[UUID] | None = None, others: Iterable[UUID] | None = None
) -> dict[frozenset[UUID], str]:
    """The newest final verdict on each pair of entries: between `some` and `others`, on `some`, or on all."""
    rows = Decision.objects.visible_to(actor).filter(final=True).order_by("created_at", "pk")
    if some is not None:
        ours = list(some)
        rows = rows.filter(_between(ours, list(others)) if others is not None else _touching(ours))
    return {
        frozenset((one, other)): said for one, other, said in rows.values_list("entry", "other", "verdict")
    }


def _between(some: list[UUID], others: list[UUID]) -> Q:
    return Q(entry__in=some, other__in=others) | Q(entry__in=others, other__in=some)


def _touching(some: list[UUID]) -> Q:
    return Q(entry__in=some) | Q(other__in=some)


def waiting_in(actor: Actor, edition: Edition) -> Any:
    """Open suggestions that name an entry of an edition."""
    named = Entry.objects.visible_to(actor).filter(last_edition=edition).values("pk")
    rows = suggestions(actor).exclude(state=SuggestionState.DECIDED)
    return rows.filter(Q(entry__in=named) | Q(other__in=named)).order_by()


def suggestions_on(actor: Actor, entry: Entry) -> Any:
    """Suggestions that name an entry, the surest first."""
    return suggestions(actor).filter(Q(entry=entry) | Q(other=entry.pk)).order_by("-score")


def merges_of(actor: Actor, person: Any) -> Any:
    """Merges into and out of a person, as far as the reader may see both persons."""
    known = Person.objects.visible_to(actor)
    return merges(actor).filter(Q(kept=person) | Q(absorbed=person), kept__in=known, absorbed__in=known)


def merges(actor: Actor) -> Any:
    """Every merge."""
    return Merge.objects.visible_to(actor).select_related("kept", "absorbed")
