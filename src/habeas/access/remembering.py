"""What accounts reach, kept in memory for as long as it is certain to be what the database says.

An actor is used again only while (1) the word of everything it was worked out from still stands (`core.epochs`:
triggers change it in the transaction of each change, for all processes at once), (2) nothing in it has expired,
(3) the day is the same, and (4) the account's row, which every request reads anew, bears the same name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from habeas.access import models
from habeas.core import epochs
from habeas.core.actors import Actor

WORD = "access"
MOST_ACTORS = 2_000
_kept: dict[UUID, Kept] = {}


@dataclass
class Moment:
    """A moment, and how long what was worked out at it holds if nobody changes anything."""

    now: datetime
    until: datetime | None = None

    def ends(self, at: datetime | None) -> None:
        """Something that counts now ends then."""
        if at is not None and self.now < at and (self.until is None or at < self.until):
            self.until = at


@dataclass(frozen=True)
class Kept:
    """An actor, and what must still hold for it."""

    actor: Actor
    word: str
    name: str
    day: date
    since: datetime
    until: datetime | None

    def holds(self, user: Any, word: str | None, now: datetime) -> bool:
        """True while nothing changed and nothing expired; a clock set back counts as a change."""
        same = (self.word, self.name, self.day) == (word, user.username, timezone.localdate(now))
        return same and self.since <= now and (self.until is None or now < self.until)


def watch_what_actors_hold() -> None:
    """Name every table from which an actor is worked out; the account itself is read for each request."""
    epochs.watch(
        WORD,
        models.Appointment,
        models.Role,
        models.Unit,
        models.Compartment,
        models.Grant,
        models.EmergencyAccess,
        models.Share,
    )


def actor_of(user: models.User, work_out: Callable[[models.User, Moment], Actor]) -> Actor:
    """The actor that is kept, or worked out now; one query while nothing changes."""
    word, now = epochs.word(WORD), timezone.now()
    kept = _kept.get(user.pk)
    if kept is not None and kept.holds(user, word, now):
        return kept.actor
    moment = Moment(now)
    actor = work_out(user, moment)
    if word is not None and word == epochs.word(WORD):
        _keep(Kept(actor, word, user.username, timezone.localdate(now), now, moment.until), user.pk)
    return actor


def _keep(kept: Kept, key: UUID) -> None:
    if len(_kept) >= MOST_ACTORS:
        _kept.clear()
    _kept[key] = kept
