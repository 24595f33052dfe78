"""Suggesting matches, deciding them, merging persons and undoing a merge without loss."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from habeas.core.actions import action, current
from habeas.core.actors import Actor
from habeas.missing import errors
from habeas.missing.actions.cases import absorb_case, give_back_case
from habeas.missing.actions.persons import empty_again, fill_from
from habeas.missing.choices import Band, SuggestionState, Verdict
from habeas.missing.linking import COLUMNS, LIKELY_FROM, SUGGEST_FROM, Scored, score_pairs
from habeas.missing.models import Decision, Entry, Membership, Merge, Person, Suggestion
from habeas.missing.queries.matching import decided_apart, first_decider
from habeas.missing.queries.persons import entries_of, person_of_each_entry, persons_of
from habeas.missing.rules import can_keep, can_review, can_undo

CHUNK = 400
STEP = 0.25
"""A score that moved by less, in natural log odds, looks the same to a reviewer."""
_as_json = json.JSONEncoder(ensure_ascii=False).encode
MOVING = ("pk", "state", "score", "band")


@action("match.suggest", rule=can_keep)
def suggest_matches(
    actor: Actor, compartment: Any, *, homes: Mapping[UUID, UUID], scored: Iterable[Scored]
) -> int:
    """Keep scored pairs as suggestions; pairs that a reviewer decided, or that are one person already, are left.

    `homes` are the compartments of the entries, by key. A score that moved renews an open suggestion.
    """
    pairs = [pair for pair in scored if pair.probability >= SUGGEST_FROM]
    decided = _decided_pairs(actor)
    together = person_of_each_entry(actor)
    fresh = [
        pair
        for pair in pairs
        if frozenset((pair.one, pair.other)) not in decided
        and (together.get(pair.one) is None or together.get(pair.one) != together.get(pair.other))
    ]
    kept = Suggestion.objects.workable_by(actor)
    known = {(one, other): told for one, other, *told in kept.values_list("entry", "other", *MOVING)}
    made = [pair for pair in fresh if (pair.one, pair.other) not in known]
    told = ({"compartment": homes[pair.one], "entry_id": pair.one, **_score(pair)} for pair in made)
    Suggestion.objects.bulk_create(Suggestion.fresh(told))
    _renew(actor, [(known[key], pair) for pair in fresh if (key := (pair.one, pair.other)) in known])
    current().say(pairs=len(pairs), made=len(made))
    return len(made)


def _renew(actor: Actor, pairs: Iterable[tuple[list[Any], Scored]]) -> None:
    """Open suggestions whose score moved so far that a reviewer would see it."""
    moved = {
        key: pair
        for (key, state, score, band), pair in pairs
        if state == SuggestionState.OPEN and (abs(score - pair.score) > STEP or band != _band(pair))
    }
    keys = list(moved)
    for start in range(0, len(keys), CHUNK):
        for row in Suggestion.objects.workable_by(actor).filter(pk__in=keys[start : start + CHUNK]):
            for name, value in _score(moved[row.pk]).items():
                setattr(row, name, value)
            row.save()


def _decided_pairs(actor: Actor) -> set[frozenset[UUID]]:
    rows = Decision.objects.visible_to(actor).filter(final=True)
    return {frozenset(pair) for pair in rows.values_list("entry", "other")}


def _band(pair: Scored) -> str:
    return Band.LIKELY if pair.probability >= LIKELY_FROM else Band.MIDDLING


def _score(pair: Scored) -> dict[str, Any]:
    """What a suggestion keeps of a scored pair."""
    told = [[round(one.weight, 2), one.reason, one.field, one.level, one.one_in] for one in pair.evidence]
    return {
        "other": pair.other,
        "score": pair.score,
        "probability": pair.probability,
        "band": _band(pair),
        "evidence": _as_json(told),
    }


@action("match.decide", rule=can_review)
def decide_match(
    actor: Actor,
    suggestion: Suggestion,
    *,
    verdict: str,
    reason: str = "",
    duplicates_proved: bool = False,
) -> Suggestion:
    """Decide whether two entries speak of one person.

    A middling score needs two reviewers of one mind; when they differ, the suggestion is open again and both
    verdicts stay. "Cannot be decided yet" leaves it open.
    """
    one, other = _both(actor, suggestion)
    final = _is_final(actor, suggestion, verdict)
    Decision.objects.create(
        compartment=suggestion.compartment,
        suggestion=suggestion,
        entry=suggestion.entry_id,
        other=suggestion.other,
        verdict=verdict,
        reason=reason.strip(),
        score=suggestion.score,
        final=final,
    )
    suggestion.state = _state_after(suggestion, verdict, final)
    suggestion.save()
    if final and verdict == Verdict.SAME:
        _unite(actor, one, other, reason, duplicates_proved=duplicates_proved)
    return suggestion


def _both(actor: Actor, suggestion: Suggestion) -> tuple[Entry, Entry]:
    found = {
        row.pk: row
        for row in Entry.objects.workable_by(actor)
        .filter(pk__in=[suggestion.entry_id, suggestion.other])
        .select_related("source")
    }
    if len(found) < 2:
        raise errors.other_not_yours()
    return found[suggestion.entry_id], found[suggestion.other]


def _is_final(actor: Actor, suggestion: Suggestion, verdict: str) -> bool:
    if verdict == Verdict.UNSURE:
        return False
    if suggestion.band == Band.LIKELY:
        return True
    if suggestion.state != SuggestionState.SECOND:
        return False
    first = Decision.objects.visible_to(actor).filter(suggestion=suggestion, final=False).first()
    return first is not None and first.verdict == verdict and first_decider(actor, suggestion) != actor.id


def _state_after(suggestion: Suggestion, verdict: str, final: bool) -> str:
    if final:
        return SuggestionState.DECIDED
    second = suggestion.band == Band.MIDDLING and suggestion.state == SuggestionState.OPEN
    return SuggestionState.SECOND if second and verdict != Verdict.UNSURE else SuggestionState.OPEN


def _unite(actor: Actor, one: Entry, other: Entry, reason: str, *, duplicates_proved: bool) -> None:
    held = persons_of(actor, [one.pk, other.pk])
    people = Person.objects.workable_by(actor).in_bulk(list(held.values()))
    first, second = people.get(held.get(one.pk)), people.get(held.get(other.pk))
    if first is None or second is None or first == second:
        return
    kept, absorbed = sorted((first, second), key=lambda person: (person.created_at, person.reference))
    proved = duplicates_proved or one.source_id == other.source_id
    merge_persons(actor, kept, absorbed=absorbed, reason=reason or "match", duplicates_proved=proved)


@action("missing.merge", rule=can_keep)
def merge_persons(
    actor: Actor, kept: Person, *, absorbed: Person, reason: str, duplicates_proved: bool = False
) -> Merge:
    """Make one person of two. Nothing is deleted: the absorbed person, its case and its values stay as they are."""
    if kept == absorbed or absorbed.merged_into_id or kept.merged_into_id:
        raise errors.with_itself()
    ours, theirs = entries_of(actor, kept), entries_of(actor, absorbed)
    _check_lists(ours, theirs, duplicates_proved)
    if decided_apart(actor, [one.pk for one in ours], [one.pk for one in theirs]):
        raise errors.decided_different()
    merge = Merge.objects.create(
        compartment=kept.compartment, kept=kept, absorbed=absorbed, reason=reason.strip()
    )
    for held in Membership.objects.workable_by(actor).filter(person=absorbed.pk, ended_at=None):
        held.person, held.before, held.merge = kept.pk, absorbed.pk, merge.pk
        held.save()
    absorbed.merged_into = kept
    absorbed.save()
    fill_from(kept, absorbed, merge)
    absorb_case(actor, absorbed, kept)
    return merge


def _check_lists(ours: list[Entry], theirs: list[Entry], proved: bool) -> None:
    lists = {entry.source_id for entry in ours}
    twice = next((entry.source for entry in theirs if entry.source_id in lists), None)
    if twice is not None and not proved:
        raise errors.same_list_twice(twice)


@action("missing.unmerge", rule=can_undo)
def undo_merge(actor: Actor, merge: Merge, *, why: str) -> Merge:
    """Undo a merge: entries, values and case are again what they were; the pair waits for review again."""
    kept, absorbed = merge.kept, merge.absorbed
    if kept.merged_into_id:
        raise errors.later_merge_stands()
    moved = list(Membership.objects.workable_by(actor).filter(merge=merge.pk, person=kept.pk, ended_at=None))
    for held in moved:
        held.person, held.before, held.merge = absorbed.pk, None, None
        held.save()
    absorbed.merged_into = None
    absorbed.save()
    empty_again(actor, kept, merge)
    give_back_case(actor, absorbed)
    merge.undone_at, merge.undone_why = timezone.now(), why.strip()
    merge.save()
    _reopen(actor, [held.entry_id for held in moved], [one.pk for one in entries_of(actor, kept)])
    return merge


def _reopen(actor: Actor, some: list[UUID], others: list[UUID]) -> None:
    """Suggestions between entries that parted are open again; earlier decisions stay."""
    rows = Suggestion.objects.workable_by(actor).filter(state=SuggestionState.DECIDED)
    for one, other in ((some, others), (others, some)):
        for row in rows.filter(entry__in=one, other__in=other):
            row.state = SuggestionState.OPEN
            row.save()


@action("match.find", rule=can_keep)
def find_matches(actor: Actor, compartment: Any, *, since: datetime | None = None) -> int:
    """Compare every entry on which the actor works, and keep what may be one person; returns how many are new.

    Reviewers' decisions teach the weights and stay above every score; entries of one person are not suggested.
    With `since` only pairs are kept of which one came or changed since that moment.
    """
    rows = Entry.objects.workable_by(actor).filter(withdrawn=False).order_by("pk")
    said: dict[str, list[tuple[UUID, UUID]]] = {Verdict.SAME: [], Verdict.DIFFERENT: []}
    decided = Decision.objects.visible_to(actor).filter(final=True).order_by("created_at")
    latest = {frozenset((row.entry, row.other)): row for row in decided}
    for row in latest.values():
        said[row.verdict].append((row.entry, row.other))
    told = list(rows.values_list(*COLUMNS, "compartment", "changed_at"))
    fresh = None if since is None else {key for key, *_columns, at in told if at >= since}
    scored = score_pairs(told, same=said[Verdict.SAME], different=said[Verdict.DIFFERENT], fresh=fresh)
    homes = {key: home for key, *_columns, home, _at in told}
    return int(suggest_matches(actor, compartment, homes=homes, scored=scored))
