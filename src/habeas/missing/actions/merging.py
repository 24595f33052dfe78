"""Making one person of two, and undoing that without loss."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone

from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.missing import errors
from habeas.missing.actions.cases import absorb_case, give_back_case, standing
from habeas.missing.actions.checks import check_one_person
from habeas.missing.actions.persons import attach, empty_again, fill_from
from habeas.missing.choices import SuggestionState, Verdict
from habeas.missing.models import Decision, Entry, Membership, Merge, Move, Person, Suggestion
from habeas.missing.queries.matching import latest_verdicts
from habeas.missing.queries.persons import entries_of, persons_of
from habeas.missing.rules import can_keep, can_undo


def unite(
    actor: Actor, suggestion: Suggestion, one: Entry, other: Entry, reason: str, *, duplicates_proved: bool
) -> None:
    """Let two entries speak of one person, as a reviewer decided; called inside an action.

    Raises Invalid, so that nothing is decided, when the actor may not work on a person of whom one of them speaks.
    """
    held = persons_of(actor, [one.pk, other.pk])
    people = Person.objects.workable_by(actor).in_bulk(list(held.values()))
    found = [people[key] for key in dict.fromkeys(held.values()) if key in people]
    if len(found) < len(set(held.values())):
        raise errors.person_not_yours()
    if len(found) == 1 and len(held) == 1:
        alone = other if one.pk in held else one
        check_one_person(actor, entries_of(actor, found[0]), [alone], proved=duplicates_proved)
        attach(actor, found[0], alone, suggestion=suggestion.pk)
    elif len(found) == 2:
        kept, absorbed = sorted(found, key=lambda one: (standing(one), one.created_at, one.reference))
        merge_persons(actor, kept, absorbed=absorbed, reason=reason, duplicates_proved=duplicates_proved)


@action("missing.merge", rule=can_keep)
def merge_persons(
    actor: Actor, kept: Person, *, absorbed: Person, reason: str, duplicates_proved: bool = False
) -> Merge:
    """Make one person of two. Nothing is deleted: the absorbed person, its case and its values stay as they are.

    `duplicates_proved` says that lists which would then name the person twice do so. Raises Invalid when the case
    that would be closed as a duplicate says more than the one that stays.
    """
    if kept == absorbed:
        raise errors.with_itself()
    for one in (absorbed, kept):
        if one.merged_into_id:
            raise errors.merged_already(one)
    if standing(absorbed) < standing(kept):
        raise errors.keep_the_other(absorbed)
    ours, theirs = entries_of(actor, kept), entries_of(actor, absorbed)
    check_one_person(actor, ours, theirs, proved=duplicates_proved)
    merge = Merge(compartment=kept.compartment, kept=kept, absorbed=absorbed, reason=reason.strip())
    merge.case_before, merge.case_closed_on = absorb_case(actor, absorbed, kept)
    merge.save()
    _move_entries(actor, merge)
    absorbed.merged_into = kept
    absorbed.save()
    fill_from(kept, absorbed, merge)
    return merge


def _move_entries(actor: Actor, merge: Merge) -> None:
    held = list(Membership.objects.workable_by(actor).filter(person=merge.absorbed_id, ended_at=None))
    for one in held:
        Move.objects.create(
            compartment=one.compartment, membership=one, merge=merge.pk, before=merge.absorbed_id
        )
        one.person = merge.kept_id
        one.save()


@action("missing.unmerge", rule=can_undo)
def undo_merge(actor: Actor, merge: Merge, *, why: str) -> Merge:
    """Undo a merge: entries, values and case are again what they were; the pair waits for review again."""
    kept, absorbed = merge.kept, merge.absorbed
    if kept.merged_into_id:
        raise errors.later_merge_stands()
    moved = _move_back(actor, merge)
    absorbed.merged_into = None
    absorbed.save()
    merge.undone_at, merge.undone_why = timezone.now(), why.strip()
    merge.save()
    empty_again(actor, kept, merge)
    for later in merges_into(actor, kept):
        fill_from(kept, later.absorbed, later)
    give_back_case(actor, merge)
    _reopen(actor, moved, [one.pk for one in entries_of(actor, kept)], why.strip())
    return merge


def merges_into(actor: Actor, kept: Person) -> Any:
    """Merges into a person that stand, the oldest first."""
    rows = Merge.objects.workable_by(actor).filter(kept=kept, undone_at=None)
    return rows.select_related("absorbed").order_by("created_at")


def _move_back(actor: Actor, merge: Merge) -> list[UUID]:
    """Entries that this merge moved and that nobody moved since, given back; their keys."""
    moves = Move.objects.workable_by(actor).filter(merge=merge.pk).select_related("membership")
    found = []
    for move in moves:
        held = move.membership
        if held.ended_at is None and held.person == merge.kept_id:
            held.person = move.before
            held.save()
            found.append(held.entry_id)
    return found


def _reopen(actor: Actor, some: list[UUID], others: list[UUID], why: str) -> None:
    """Pairs that parted wait for review again; what was said of them stays, and that it is taken back too."""
    verdicts = latest_verdicts(actor, some, others)
    rows = Suggestion.objects.workable_by(actor).filter(state=SuggestionState.DECIDED)
    for one, other in ((some, others), (others, some)):
        for row in rows.filter(entry__in=one, other__in=other):
            if verdicts.get(frozenset((row.entry_id, row.other))) == Verdict.SAME:
                write_withdrawal(row, why)


def write_withdrawal(suggestion: Suggestion, reason: str) -> None:
    """Note in the ledger that a decision is taken back; called inside an action."""
    Decision.objects.create(
        compartment=suggestion.compartment,
        suggestion=suggestion,
        entry=suggestion.entry_id,
        other=suggestion.other,
        verdict=Verdict.WITHDRAWN,
        reason=reason[:300],
        score=suggestion.score,
        final=True,
    )
    suggestion.state = SuggestionState.OPEN
    suggestion.save()
