"""What keeps entries from being one person; called inside actions."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from habeas.core.actors import Actor
from habeas.missing import errors
from habeas.missing.choices import Verdict
from habeas.missing.models import Entry
from habeas.missing.queries.matching import latest_verdicts


def check_one_person(
    actor: Actor, ours: Sequence[Entry], theirs: Sequence[Entry], *, proved: bool = False
) -> None:
    """Raise Invalid when a list would name the person twice, or when reviewers decided that these are two persons.

    A list may name the person twice when a reviewer decided so of two of its own entries, one of each group, or when
    it is `proved` of all lists concerned.
    """
    verdicts = latest_verdicts(actor, [one.pk for one in ours], [one.pk for one in theirs])
    if Verdict.DIFFERENT in verdicts.values():
        raise errors.decided_different()
    same = {pair for pair, verdict in verdicts.items() if verdict == Verdict.SAME}
    twice = {} if proved else _named_twice(ours, theirs, same)
    if twice:
        raise errors.same_list_twice(", ".join(twice.values()))


def _named_twice(
    ours: Sequence[Entry], theirs: Sequence[Entry], same: set[frozenset[UUID]]
) -> dict[object, str]:
    found: dict[object, str] = {}
    shown = set()
    for one in ours:
        for other in theirs:
            if one.source_id == other.source_id:
                found[one.source_id] = str(one.source)
                if frozenset((one.pk, other.pk)) in same:
                    shown.add(one.source_id)
    return {key: name for key, name in found.items() if key not in shown}
