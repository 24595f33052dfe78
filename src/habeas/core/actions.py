"""The one way to change anything: an action supplies rule, transaction and audit row together.

@action("visit.plan", rule=can_work)
def plan_visit(actor, compartment, *, site, planned_for): ...
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from json.encoder import encode_basestring_ascii
from typing import Any
from uuid import UUID

from django.db import models, transaction

from habeas.core import audit
from habeas.core import scope as scopes
from habeas.core.actors import Actor
from habeas.core.db.inserting import held_in_columns
from habeas.core.errors import Invalid, NotVisible, Refused
from habeas.core.records import STAMPS
from habeas.core.rules import Rule, compartment_of, is_signed_in

_via: ContextVar[str] = ContextVar("habeas_via", default="console")


@dataclass(frozen=True)
class ActionSpec:
    """What the registry knows of an action."""

    code: str
    rule: Rule
    verb: str
    reads: bool
    audited: bool
    function: Callable[..., Any]

    @property
    def title(self) -> str:
        return (self.function.__doc__ or self.code).splitlines()[0]


_QUOTED = frozenset({UUID, date, datetime})
"""Types whose JSON is their text in quotes."""
REGISTRY: dict[str, ActionSpec] = {}
PAGE_REFUSED = "page.refused"
"""How the audit calls what a page refused before any action began."""
_finishers: list[Callable[[Running], None]] = []


@dataclass
class Running:
    """An action in progress: who, what, and the rows it touched."""

    spec: ActionSpec
    actor: Actor
    target: Any
    changes: list[list[Any]] = field(default_factory=list)
    touched: list[models.Model] = field(default_factory=list)
    detail: dict[str, Any] = field(default_factory=dict)
    fresh: set[Any] = field(default_factory=set)

    @property
    def verb(self) -> str:
        return self.spec.verb

    def note(self, row: models.Model, kind: str, names: list[str]) -> None:
        """Record that a row was created, changed or deleted, by names and digests, never by protected values."""
        clear = {name: str(getattr(row, name)) for name in names if name in getattr(row, "audit_values", ())}
        entry = [
            row._meta.label_lower,
            str(row.pk),
            kind,
            getattr(row, "version", 0),
            names,
            _digest(row, names),
        ]
        self.changes.append([*entry, clear] if clear else entry)
        self.touched.append(row)
        if kind == "created":
            self.fresh.add(row.pk)

    def note_created(self, model: type[models.Model], rows: list[Any]) -> None:
        """Record many new rows of one model: their fields once, then each row's key and digest."""
        if not rows:
            return
        names = [f.attname for f in model._meta.concrete_fields if f.attname not in STAMPS]
        digests = {str(row.pk): digest for row, digest in zip(rows, digests_of(rows, names), strict=True)}
        label, many = model._meta.label_lower, f"{len(rows)} rows"
        self.changes.append([label, many, "created", 1, names, "", digests])
        self.touched.extend(rows)
        self.fresh.update(row.pk for row in rows)

    def note_many(self, model: type[models.Model], kind: str, keys: list[Any]) -> None:
        """Record a bulk change by row ids and their digest."""
        joined = ",".join(map(str, keys))
        self.changes.append(
            [model._meta.label_lower, f"{len(keys)} rows", kind, 0, [joined], audit.digest(joined)]
        )

    def note_query(self, model: type[models.Model], kind: str, names: list[str], count: int) -> None:
        """Record a change made by a query."""
        self.changes.append([model._meta.label_lower, f"{count} rows", kind, 0, names, ""])

    def note_opened(self, row: models.Model, name: str) -> None:
        """Record that a protected field was decrypted."""
        self.changes.append([row._meta.label_lower, str(row.pk), "opened", 0, [name], ""])

    def say(self, **facts: Any) -> None:
        """Add facts that are no case data to the audit row (a count, a format, a reason given)."""
        self.detail.update({key: str(value) for key, value in facts.items()})


def _digest(row: models.Model, names: list[str]) -> str:
    values = row.__dict__
    return audit.digest(_in_order({name: values.get(name) for name in names}))


def digests_of(rows: Sequence[models.Model], names: Sequence[str]) -> Iterator[str]:
    """The digest of each row as `note` makes it, written column by column: a quarter of the time of each alone."""
    told = sorted(names)
    columns = [_encoded(column) for column in held_in_columns(rows, told)]
    shape = ", ".join(f'"{name}": %s' for name in told)
    return audit.digests(f"{{{shape % values}}}" for values in zip(*columns, strict=True))


def _encoded(values: Sequence[Any]) -> list[str]:
    """Values of one column as JSON; what rows share is encoded once."""
    known: dict[int, str] = {}  # by identity: the rows keep their values alive

    def encode(value: Any) -> str:
        found = known[id(value)] = f'"{value}"' if type(value) in _QUOTED else _in_order(value)
        return found

    return [
        encode_basestring_ascii(value) if type(value) is str else known.get(id(value)) or encode(value)
        for value in values
    ]


def _plain(value: Any) -> str:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else str(value)


_in_order = json.JSONEncoder(sort_keys=True, default=_plain).encode


def on_finish(function: Callable[[Running], None]) -> Callable[[Running], None]:
    """Register work that belongs to every action's transaction (the search index)."""
    _finishers.append(function)
    return function


def current() -> Running:
    """The running action; raises when there is none."""
    running = scopes.running_action()
    if running is None:
        raise scopes.ScopeError("This is done inside an action only.")
    return running


@contextmanager
def via(channel: str) -> Iterator[None]:
    """Say through which door the actions inside come: page, job, console, import."""
    token = _via.set(channel)
    try:
        yield
    finally:
        _via.reset(token)


def action(
    code: str, *, rule: Rule, verb: str = "work", reads: bool = False, audited: bool = True
) -> Callable[..., Any]:
    """Register a function `(actor, target, **kwargs)` as an action.

    `verb` is the grant under which its writes are compiled; `reads=True` marks an audited read;
    `audited=False` is for a person's own drafts and views, which are no part of the register.
    Raises NotVisible (stranger), Refused (with reason and remedy), Invalid, Conflict.
    """

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        if code in REGISTRY:
            raise ValueError(f"The action '{code}' is registered twice.")
        spec = REGISTRY[code] = ActionSpec(code, rule, verb, reads, audited, function)

        @functools.wraps(function)
        def run(actor: Actor, target: Any = None, /, **kwargs: Any) -> Any:
            return _run(spec, actor, target, kwargs)

        run.spec = spec  # type: ignore[attr-defined]
        return run

    return register


def audited_read(code: str, *, rule: Rule, verb: str = "read") -> Callable[..., Any]:
    """An action that changes nothing but is written down: opening an identity, a file, an export."""
    return action(code, rule=rule, verb=verb, reads=True)


def _run(spec: ActionSpec, actor: Actor, target: Any, kwargs: dict[str, Any]) -> Any:
    outermost = scopes.running_action() is None
    running = Running(spec, actor, target)
    try:
        _check(spec, actor, target)
        with transaction.atomic(), scopes.running(running):
            result = spec.function(actor, target, **kwargs)
            for finish in _finishers:
                finish(running)
            if spec.audited:
                _write(running, "read" if spec.reads else "done")
            return result
    except (Refused, NotVisible, Invalid) as refusal:
        if outermost and not isinstance(refusal, Invalid):
            _write_refusal(running, refusal)
            refusal.written = True
        raise


def write_refused(actor: Actor, refusal: Refused, *, where: str) -> None:
    """Write down what a page refused before any action began; an action has written down its own refusals."""
    if refusal.written or not actor.is_somebody:
        return
    spec = ActionSpec(PAGE_REFUSED, is_signed_in, "read", reads=False, audited=True, function=write_refused)
    told = {"refused": refusal.code or type(refusal).__name__, "page": where}
    running = Running(spec, actor, None, detail=told)
    with transaction.atomic(), scopes.running(running):
        _write(running, "refused")
    refusal.written = True


def _check(spec: ActionSpec, actor: Actor, target: Any) -> None:
    broken = spec.rule.broken_by(actor, target)
    if broken is None:
        return
    if _visible(actor, target):
        raise Refused(broken.why, remedy=broken.remedy, code=spec.code)
    raise NotVisible(code=spec.code)


def _visible(actor: Actor, target: Any) -> bool:
    if isinstance(target, models.Model):
        rule = scopes.rule_of(type(target))
        if isinstance(rule, scopes.Owned):
            return getattr(target, rule.field) == actor.id
        home = compartment_of(target)
        if home == target.pk:  # the compartment itself: seen by whoever reads in it
            return actor.holds("read", home)
        return scopes.admits(target, scopes.Scope(actor)) or target.pk in actor.shared(
            "read", target._meta.label_lower
        )
    return not isinstance(target, UUID) or actor.holds("read", target)


def _write(running: Running, outcome: str) -> None:
    detail = dict(running.detail)
    if running.changes:
        detail["changes"] = running.changes
    label, key = "", ""
    if isinstance(running.target, models.Model):
        label, key = running.target._meta.label_lower, str(running.target.pk)
    audit.append(
        actor=running.actor,
        via=_via.get(),
        action=running.spec.code,
        outcome=outcome,
        model=label,
        record=key,
        compartment=str(compartment_of(running.target) or ""),
        detail=detail,
    )


def _write_refusal(running: Running, refusal: Exception) -> None:
    running.changes.clear()
    running.detail["refused"] = getattr(refusal, "code", "") or type(refusal).__name__
    with transaction.atomic(), scopes.running(running):
        _write(running, "refused")
