"""Names of missing persons in memory, for suggestions while somebody types.

Each compartment has names of its own: those read at once, and small indexes of what came or changed since. A question
first follows the changes of the last moments (one query, by an index of the database), so that a person's change costs
that person's row. Only compartments that the reader reads are asked, counted or waited for: nothing hidden takes a
place among the best, makes a word more common, or costs time.
"""

from __future__ import annotations

import threading
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from habeas.core.actors import Actor
from habeas.missing import name_base
from habeas.missing.models import Person
from habeas.missing.name_base import COLUMNS, Base, Row
from habeas.science.linkage.lookup import Hit, NameIndex, find_among

OVERLAP, NEAR = timedelta(seconds=60), timedelta(seconds=2)
"""How much later than its moment a change may be committed and be followed; and be followed at once."""
LOOK_BACK = timedelta(seconds=10)
"""How often changes that were committed late are looked for: while thousands are written, each look costs."""
LITTLE = 256
"""Changes that are always indexed together."""
GROWTH = 4
"""A layer of changes is at least so many times as large as the next."""
CHUNK = 500
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class _Layer:
    """Rows that came or changed, and the index of them."""

    rows: dict[UUID, Row]
    index: NameIndex

    @classmethod
    def of(cls, rows: dict[UUID, Row]) -> _Layer:
        ordered = {key: rows[key] for key in sorted(rows)}
        return cls(ordered, name_base.index_of(ordered.values()))


@dataclass
class _Names:
    """The names of one compartment in this process: `base` is None while a large one waits for its file."""

    place: UUID
    base: Base | None = None
    opened: bool = False
    large: bool = False
    stamp: int = 0
    layers: list[_Layer] = field(default_factory=list)
    followed_until: datetime = LONG_AGO
    looked_back: datetime = LONG_AGO
    seen: dict[UUID, datetime] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def open(self, actor: Actor) -> None:
        """Have the names: read them when they are few, take the file's when they are many and it is new."""
        if not self.opened:
            self.large, self.opened = name_base.is_large(actor, self.place), True
            if not self.large:
                self._begin(name_base.read(actor, self.place))
        if not self.large:
            return
        stamp = name_base.stamp_of(self.place)
        if stamp != self.stamp and (base := name_base.load(self.place)):
            self._begin(base)
        self.stamp = stamp
        if self.base is None or self._is_worn():
            name_base.ask(self.place)

    def _begin(self, base: Base) -> None:
        self.base, self.followed_until, self.looked_back = base, base.read_at, LONG_AGO
        self.layers, self.seen = [], {}

    def _is_worn(self) -> bool:
        changed = sum(len(layer.rows) for layer in self.layers)
        return self.base is not None and changed > max(name_base.LARGE // 5, len(self.base.index) // 20)

    def put(self, changed: dict[UUID, Row | None]) -> None:
        """Replace rows by what they are now; None takes one out."""
        for index in self.indexes():
            index.gone[name_base.rows_at(index, list(changed))] = True
        for layer in self.layers:
            layer.rows = {key: row for key, row in layer.rows.items() if key not in changed}
        rows = {key: row for key, row in changed.items() if row is not None}
        while self.layers and len(self.layers[-1].rows) < max(LITTLE, GROWTH * len(rows)):
            rows |= self.layers.pop().rows
        if rows:
            self.layers.append(_Layer.of(rows))
        if not self.large and self.layers and len(self.layers[0].rows) > name_base.LARGE:
            self.opened = False

    def since(self, now: datetime) -> datetime:
        """From when on changes are asked for."""
        if now - self.looked_back < LOOK_BACK:
            return self.followed_until - NEAR
        self.looked_back = now
        return self.followed_until - OVERLAP

    def indexes(self) -> list[NameIndex]:
        base = [self.base.index] if self.base else []
        return [*base, *(layer.index for layer in self.layers)]


_held: dict[UUID, _Names] = {}
_holding = threading.Lock()


def forget() -> None:
    """Read every name again at the next question (another database is opened)."""
    with _holding:
        _held.clear()


def find(actor: Actor, text: str, *, year: int = 0, town: str = "", best: int = 20) -> list[Hit]:
    """Persons of the compartments that the actor reads whose names fit what was typed, best first.

    `town` is the key of a municipality. What another transaction commits more than a minute late is found after the
    names are read anew.
    """
    names = _names_of(actor)
    with ExitStack() as held:
        for one in names:
            held.enter_context(one.lock)  # an index counts in arrays of its own while it searches
            one.open(actor)
        _follow(actor, [one for one in names if one.base])
        layers = [index for one in names for index in one.indexes()]
        return find_among(layers, text, year=year, town=town, best=best)


def covers(actor: Actor) -> bool:
    """Whether all that the actor reads is found: no file is waited for, and no single row was shared from elsewhere."""
    waiting = any(one.opened and one.base is None for one in _names_of(actor))
    return not waiting and not actor.shared("read", Person._meta.label_lower)


def _names_of(actor: Actor) -> list[_Names]:
    """In one order for everybody, so that two questions never wait for each other."""
    with _holding:
        return [_held.setdefault(place, _Names(place)) for place in sorted(actor.compartments("read"))]


def _follow(actor: Actor, names: list[_Names]) -> None:
    """Take up what changed since the names were last looked at; now and then a minute before it, for late commits."""
    if not names:
        return
    now = timezone.now()
    since = min(one.since(now) for one in names)
    places = {one.place: one for one in names}
    rows = Person.objects.visible_to(actor).filter(compartment__in=list(places), changed_at__gte=since)
    fresh: dict[UUID, dict[UUID, datetime]] = {}
    # in the order of the index by change: by name, the usual one, SQLite reads every person
    for key, place, at in rows.order_by("changed_at").values_list("pk", "compartment", "changed_at"):
        if places[place].seen.get(key) != at:
            fresh.setdefault(place, {})[key] = at
    for place, moments in fresh.items():
        places[place].put(_rows(actor, list(moments)))
    for one in names:
        one.followed_until = now
        if one.looked_back == now:
            one.seen = {key: at for key, at in one.seen.items() if at >= now - 2 * OVERLAP}
        one.seen |= fresh.get(one.place, {})


def _rows(actor: Actor, keys: list[UUID]) -> dict[UUID, Row | None]:
    found: dict[UUID, Row | None] = {}
    for start in range(0, len(keys), CHUNK):
        some = Person.objects.visible_to(actor).filter(pk__in=keys[start : start + CHUNK]).order_by()
        for *row, merged in some.values_list(*COLUMNS, "merged_into"):
            found[row[0]] = None if merged else tuple(row)
    return found
