"""One chunk of the year: who writes, where, in which language, and the rows before they are written."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models.base import ModelState
from django.db.models.query_utils import DeferredAttribute
from django.utils import timezone

from habeas.access.models import Organisation, Unit
from habeas.demo.year.grammar import Voice
from habeas.mandate.models import Article, Task
from habeas.places.models import Site

SPOKEN = {
    "PE": ("en", "sq", "sq"),
    "PZ": ("sq", "sq", "en"),
    "MI": ("sr", "sr", "en"),
    "GL": ("sq", "sr", "en"),
    "PR": ("en", "sq", "sr", "en"),
}
"""In which languages the teams of each centre write."""


class Blank:
    """Makes rows of a model in a fraction of the time that calling the class takes: defaults are looked up once."""

    def __init__(self, model: Any) -> None:
        self.model, fields = model, model._meta.concrete_fields
        empty = model()
        self.base = {name: value for name, value in empty.__dict__.items() if name != "_state"}
        self.anew = [
            (one.attname, one.get_default) for one in fields if one.has_default() and callable(one.default)
        ]
        self.relations = {one.name: one for one in fields if one.is_relation}
        plain = (one.attname for one in fields if type(getattr(model, one.attname)) is DeferredAttribute)
        self.plain = set(plain) - set(self.relations)

    def row(self, **values: Any) -> Any:
        """A new row; relations are given as rows, everything else as the class takes it."""
        made = self.model.__new__(self.model)
        state = ModelState()
        held = made.__dict__
        held.update(self.base)
        held["_state"] = state
        for name, default in self.anew:
            if name not in values:
                held[name] = default()
        for name, value in values.items():
            if name in self.plain:
                held[name] = value
            elif (relation := self.relations.get(name)) is not None:
                held[relation.attname] = getattr(value, relation.target_field.attname) if value else None
                state.fields_cache[name] = value
            else:
                setattr(made, name, value)
        return made


class Blanks(dict[type[Any], Blank]):
    """A blank for each model, made when it is first asked for."""

    def __missing__(self, model: type[Any]) -> Blank:
        made = self[model] = Blank(model)
        return made


ACTIVITY_TASKS = {"training": "TOHCHR-1", "advice": "TOHCHR-8", "escalation": "TOHCHR-3"}
"""The task of the mandate that each kind of activity rests on."""


@dataclass(frozen=True)
class Ground:
    """What all chunks stand on, read once."""

    sites: dict[str, list[Site]]
    teams: dict[UUID, Unit]
    tasks: dict[str, Task]
    institutions: dict[str, Organisation]
    articles: dict[str, Article]
    mechanism: Unit
    quiet: dict[UUID, int]
    today: date = field(default_factory=timezone.localdate)
    blanks: Blanks = field(default_factory=Blanks)


@dataclass
class Chunk:
    """A share of one centre's year. `add` keeps a row until it is written; `ref` gives the next reference."""

    ground: Ground
    number: int
    region: str
    home: UUID
    author: UUID
    reviewer: UUID
    references: dict[str, list[str]]
    prevention: bool = False
    rows: dict[type[Any], list[Any]] = field(default_factory=lambda: defaultdict(list))
    moments: dict[date, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = random.Random(f"1244:{self.number}")  # noqa: S311 invented work, the same each time

    def add(self, model: type[Any], /, *, on: date | None = None, **values: Any) -> Any:
        """A row of this chunk's compartment, recorded on a day."""
        if on is not None:
            values["created_at"] = self.moment(on)
        row = self.ground.blanks[model].row(compartment=self.home, **values)
        self.rows[model].append(row)
        return row

    def ref(self, kind: str) -> str:
        return self.references[kind].pop(0)

    def moment(self, day: date) -> datetime:
        """The hour of work at which things of a day are recorded, never one to come."""
        if day not in self.moments:
            hour = time(self.chance.randrange(8, 17), self.chance.randrange(60))
            self.moments[day] = min(timezone.make_aware(datetime.combine(day, hour)), timezone.now())
        return self.moments[day]

    def voice(self) -> Voice:
        language = self.chance.choice(SPOKEN[self.region])
        return Voice(self.chance, language, latin=language == "sr" and self.chance.random() < 0.35)

    def ago(self, least: int, most: int) -> date:
        return self.ground.today - timedelta(days=self.chance.randrange(least, most))

    def until_today(self, day: date) -> date:
        return min(day, self.ground.today)

    def pick(self, values: Sequence[Any]) -> Any:
        return self.chance.choice(values)

    def site(self, kinds: Sequence[str]) -> Site | None:
        """A site of one of these kinds in the centre's area; for the mechanism anywhere."""
        areas = ("PE", "PZ", "MI", "GL", "PR") if self.prevention else (self.region,)
        known = [
            site for area in areas for kind in kinds for site in self.ground.sites.get(f"{area} {kind}", ())
        ]
        return self.chance.choice(known) if known else None

    def visited(self, kinds: Sequence[str], weights: Sequence[int], day: date | None = None) -> Site:
        """A site to visit on a day, or again and again; nobody was lately where it is quiet."""
        for _ in range(60):
            site = self.somewhere(kinds, weights)
            quiet = self.ground.quiet.get(site.municipality_id, 0)
            if not quiet or (day is not None and day < self.ground.today - timedelta(days=quiet)):
                return site
        return site

    def somewhere(self, kinds: Sequence[str], weights: Sequence[int] | None = None) -> Site:
        """A site of one of these kinds, drawn by weight; raises LookupError when the area has none of them."""
        left = dict(zip(kinds, weights or [1] * len(kinds), strict=True))
        while left:
            kind = self.chance.choices(list(left), list(left.values()))[0]
            if (site := self.site((kind,))) is not None:
                return site
            del left[kind]
        raise LookupError(f"The area {self.region} has no invented site of {', '.join(kinds)}.")

    def team(self, site: Site) -> Unit:
        return self.ground.mechanism if self.prevention else self.ground.teams[site.municipality_id]

    @property
    def task(self) -> Task:
        return self.ground.tasks["TNPM-1" if self.prevention else "T305-4"]

    def task_of(self, kind: str) -> Task:
        """The task that an activity of a kind rests on; each kind serves a function of the mandate."""
        return self.task if self.prevention else self.ground.tasks[ACTIVITY_TASKS[kind]]
