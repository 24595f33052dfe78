"""Suggesting matches, deciding them, and taking a decision back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from habeas.core.actions import action, current
from habeas.core.actors import Actor
from habeas.core.rules import compartment_of
from habeas.missing import errors, kept_weights
from habeas.missing.actions.merging import unite, write_withdrawal
from habeas.missing.choices import VERDICTS, Band, SuggestionState, Verdict
from habeas.missing.linking import (
    LIKELY_FROM,
    SUGGEST_FROM,
    Scored,
    home_of,
    key_of,
    score_pairs,
    told_of,
)
from habeas.missing.models import Decision, Entry, Membership, Suggestion
from habeas.missing.queries.matching import first_decider, latest_verdicts
from habeas.missing.queries.persons import person_of_each_entry, persons_of
from habeas.missing.rules import can_keep, can_review, can_take_back

CHUNK = 400
LATE = timedelta(minutes=10)
"""How much later than its moment a change may be committed and be compared with what follows."""
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
    return {pair for pair, verdict in latest_verdicts(actor).items() if verdict != Verdict.WITHDRAWN}


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
    verdicts stay. "Cannot be decided yet" leaves it open. "The same person" joins the persons of the two; an entry
    without a person goes to the other's; of two without one a person is made when the edition's are registered.
    """
    if verdict not in dict(VERDICTS):
        raise errors.no_verdict()
    one, other = _both(actor, suggestion)
    if verdict == Verdict.DIFFERENT and _one_person(actor, one, other):
        raise errors.one_person_still()
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
    if final and verdict == Verdict.SAME:
        unite(actor, suggestion, one, other, reason or "match", duplicates_proved=duplicates_proved)
    suggestion.state = _state_after(suggestion, verdict, final)
    suggestion.save()
    return suggestion


@action("match.take_back", rule=can_take_back)
def take_back_decision(actor: Actor, suggestion: Suggestion, *, reason: str) -> Suggestion:
    """Take a final decision back: the pair waits for review again, and what was said before stays in the ledger.

    An entry that the decision attached stands alone again; raises Invalid while a merge holds the two together.
    """
    if not reason.strip():
        raise errors.taken_back_without_reason()
    one, other = _both(actor, suggestion)
    for held in Membership.objects.workable_by(actor).filter(suggestion=suggestion.pk, ended_at=None):
        held.ended_at = timezone.now()
        held.save()
    if _one_person(actor, one, other):
        raise errors.one_person_still()
    write_withdrawal(suggestion, reason.strip())
    return suggestion


def _one_person(actor: Actor, one: Entry, other: Entry) -> bool:
    held = persons_of(actor, [one.pk, other.pk])
    return len(held) == 2 and held[one.pk] == held[other.pk]


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


@action("match.find", rule=can_keep)
def find_matches(actor: Actor, compartment: Any, *, whole: bool = True) -> int:
    """Compare every entry on which the actor works, and keep what may be one person; returns how many are new.

    Reviewers' decisions teach the weights and stay above every score; entries of one person are not suggested.
    Without `whole` only what came or changed since the last comparison is compared, with all entries and the weights
    that the last whole one learned, as long as these fit (`kept_weights`).
    """
    place, now, entries = compartment_of(compartment), timezone.now(), _compared_by(actor)
    said: dict[str, list[tuple[UUID, UUID]]] = {verdict: [] for verdict in Verdict.values}
    for pair, verdict in latest_verdicts(actor).items():
        one, other = pair
        said[verdict].append((one, other))
    told, decided = told_of(entries), len(said[Verdict.SAME]) + len(said[Verdict.DIFFERENT])
    scope = {*actor.compartments("work"), *actor.shared("work", Entry._meta.label_lower)}
    kept = None if whole or place is None else kept_weights.kept_for(place, scope)
    if kept is None or not kept.fits(len(told), decided):
        kept, fresh = kept_weights.Kept("", len(told), decided, now), None
    else:
        fresh = _since(actor, kept.until - LATE)
    scores = score_pairs(
        told, same=said[Verdict.SAME], different=said[Verdict.DIFFERENT], fresh=fresh, weights=kept.weights
    )
    if scores.weights and place is not None:
        following = replace(kept, weights=scores.weights, until=now)
        transaction.on_commit(lambda: kept_weights.keep(place, scope, following), robust=True)
    wanted = {key for pair in scores.pairs for key in (pair.one.hex, pair.other.hex)}
    homes = {key_of(one): home_of(one) for one in told if one[0].replace("-", "") in wanted}
    return int(suggest_matches(actor, compartment, homes=homes, scored=scores.pairs))


def _compared_by(actor: Actor) -> Any:
    """Entries that an actor compares: on which they work, and which their list still names."""
    return Entry.objects.workable_by(actor).filter(withdrawn=False)


def _since(actor: Actor, moment: datetime) -> set[UUID]:
    """Entries that came or changed since a moment, or speak of another person since."""
    moved = Membership.objects.workable_by(actor).filter(changed_at__gte=moment, version__gt=1)
    return {
        *_compared_by(actor).filter(changed_at__gte=moment).values_list("pk", flat=True),
        *moved.values_list("entry", flat=True),
    }
