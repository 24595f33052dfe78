"""The pair under review: two entries side by side, in its place in the queue, and what came between."""

from __future__ import annotations

import json
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.coordination.presenting import Page
from habeas.missing import rules
from habeas.missing.choices import SuggestionState
from habeas.missing.evidence import reason_shown
from habeas.missing.models import Suggestion
from habeas.missing.models.told import FIELDS
from habeas.missing.pictures import reasons_picture
from habeas.missing.presenting.lists import label_of
from habeas.missing.queries import matching, persons
from habeas.missing.values import agree, shown, text_of
from habeas.science.linkage.waterfall import percent


def queue_page(actor: Any, suggestion: Suggestion) -> Page:
    """Where a pair stands in the reader's queue, and its neighbours."""
    place = matching.place_of(actor, suggestion)
    waiting = matching.queue(actor)
    neighbours = {"previous": matching.before(actor, place), "following": matching.after(actor, place)}
    return {
        "count": waiting.count(),
        "position": matching.position(actor, place) if waiting.filter(pk=suggestion.pk).exists() else 0,
        "today": matching.looked_at_today(actor),
        **{name: reverse("missing:pair", args=[row.pk]) if row else "" for name, row in neighbours.items()},
    }


def seen_of(suggestion: Suggestion, other: Any) -> str:
    """What a reviewer looks at, in a word: it differs once an entry or the band of the score has changed."""
    return f"{suggestion.entry.version}.{other.version}.{suggestion.band}"


def said_already(actor: Any, suggestion: Suggestion) -> bool:
    """True when the actor gave the verdict that stands: a form sent twice."""
    newest = matching.decisions_on(actor, suggestion).first()
    mine = newest is not None and newest.created_by == actor.id
    return mine and suggestion.state != SuggestionState.OPEN


def what_came_between(actor: Any, suggestion: Suggestion, seen: str) -> str:
    """Why a verdict is not kept: a colleague decided meanwhile, or what was compared changed; empty when neither."""
    if suggestion.state == SuggestionState.DECIDED:
        newest = matching.decisions_on(actor, suggestion).first()
        verdict = newest.get_verdict_display() if newest is not None else "–"
        told = _("A colleague decided this pair meanwhile: %(verdict)s. What you chose was not kept.")
        return told % {"verdict": verdict}
    other = matching.entries_by_id(actor, [suggestion.other])[suggestion.other]
    if seen and seen != seen_of(suggestion, other):
        return _("This pair changed while you looked at it. What you chose was not kept: look again.")
    return ""


def pair_page(actor: Any, suggestion: Suggestion) -> Page:
    """Two entries side by side with the reasons of the score."""
    other = matching.entries_by_id(actor, [suggestion.other])[suggestion.other]
    entry = suggestion.entry
    rows = [
        {
            "label": label_of(field),
            "one": shown(entry, field),
            "other": shown(other, field),
            "state": _state(entry, other, field),
        }
        for field in FIELDS
    ]
    people = _people(actor, entry, other)
    found = json.loads(suggestion.evidence or "[]")
    found.sort(key=lambda one: one[2:3] != ["start"])  # first what stood before anybody looked
    reasons = [(weight, reason_shown(*told)) for weight, *told in found]
    return {
        "suggestion": suggestion,
        "seen": seen_of(suggestion, other),
        "entry": entry,
        "other": other,
        "rows": rows,
        "picture": reasons_picture(reasons) if reasons else None,
        "percent": percent(suggestion.probability),
        "earlier": list(matching.decisions_on(actor, suggestion)),
        "may_decide": rules.can_review(actor, suggestion),
        "may_take_back": rules.can_take_back(actor, suggestion),
        "people": people,
        "same_list": entry.source_id == other.source_id,
        "one_person": people[0] is not None and people[0] == people[1],
    }


def _people(actor: Any, *entries: Any) -> list[Any]:
    """The person of each entry, None where it has none."""
    held = persons.persons_of(actor, [one.pk for one in entries])
    found = persons.every_person(actor).in_bulk(list(held.values()))
    return [found.get(held.get(one.pk)) for one in entries]


def _state(one: Any, other: Any, field: str) -> str:
    if not text_of(one, field) or not text_of(other, field):
        return "unknown"
    return "same" if agree(one, other, field) else "differs"
