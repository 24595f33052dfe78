"""The second line on PostgreSQL: row-level security that repeats, in the database, what the scope compiles.

Each statement that reads or writes a protected table carries the scopes it was compiled under as settings of its
own transaction (`habeas.reach` and others); a policy on the table compares them with the row. A statement that did
not come through the scoped compilers carries nothing and sees nothing, whoever is signed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from habeas.core.actors import VERBS, Actor

UUIDS = ("actors", "reach", "shared", "owned", "sharing", "known", "organisations")
WORDS = ("capabilities",)
FLAGS = ("carried", "everywhere")
NAMES = (*FLAGS, *UUIDS, *WORDS)

EVERYWHERE = "(SELECT current_setting('habeas.everywhere', true) = 'on')"
CARRIED = "(SELECT current_setting('habeas.carried', true) = 'on')"


@dataclass(frozen=True)
class Policy:
    """SQL conditions on a row: who `sees` it (reads, changes, deletes), and who may add it."""

    sees: str
    admits: str


def among(column: str, name: str) -> str:
    """The column's value is one of a carried list; the inner SELECT is evaluated once a statement."""
    carried = f"SELECT NULLIF(current_setting('habeas.{name}', true), '')::uuid[]"
    return f'"{column}" = ANY (({carried})::uuid[])'


def capable(capability: str) -> str:
    """The carried actor has a capability."""
    return (
        f"(SELECT '{capability}' = ANY (string_to_array(current_setting('habeas.capabilities', true), ' ')))"
    )


def schema(connection: Any) -> str:
    """The schema in which PostgreSQL holds the register's tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return str(cursor.fetchone()[0])


def either(*conditions: str) -> str:
    """The disjunction; everywhere always counts."""
    return " OR ".join((EVERYWHERE, *conditions))


def settings_of(actor: Actor, verb: str) -> dict[str, frozenset[str]]:
    """What one scope carries: names of settings to their values."""
    shared = (keys for (what, _model), keys in actor.shares.items() if what == verb)
    own, share = actor.compartments("own"), actor.compartments("share")
    return {
        "carried": frozenset({"on"}),
        "everywhere": frozenset({"on"} if actor.everywhere else ()),
        "actors": _keys([actor.id] if actor.is_somebody else []),
        "reach": _keys(actor.compartments(verb)),
        "shared": _keys(frozenset[UUID]().union(*shared)),
        "owned": _keys(own),
        "sharing": _keys(own | share),
        "known": _keys(key for held in VERBS for key in actor.compartments(held)),
        "organisations": _keys(actor.organisations),
        "capabilities": actor.capabilities,
    }


def _keys(keys: Iterable[UUID]) -> frozenset[str]:
    return frozenset(map(str, keys))


def literal(name: str, values: Iterable[str]) -> str:
    """The text of a setting as PostgreSQL reads it."""
    words = sorted(values)
    if name in UUIDS:
        return "{" + ",".join(words) + "}"
    return " ".join(words)


def carry(settings: Mapping[str, Iterable[str]]) -> str:
    """The statement that sets them until the end of the transaction; it goes before the one that needs them."""
    calls = (f"set_config('habeas.{name}', {_quoted(name, settings)}, true)" for name in NAMES)
    return f"SELECT {', '.join(calls)}; "


def _quoted(name: str, settings: Mapping[str, Iterable[str]]) -> str:
    text = literal(name, settings.get(name, ()))
    if not set(text).isdisjoint("'\\%;"):
        raise ValueError(f"{text!r} is no name of a capability.")
    return f"'{text}'"


NOTHING = carry({})
_scopes: ContextVar[list[Any] | None] = ContextVar("habeas_carried_scopes", default=None)


def used(scope: Any) -> None:
    """Note that the statement being compiled reaches a protected table under `scope`."""
    noted = _scopes.get()
    if noted is not None and not any(one is scope for one in noted):
        noted.append(scope)


@contextmanager
def statement(*scopes: Any) -> Iterator[None]:
    """One statement is compiled and run inside; it carries the scopes noted meanwhile, and those given."""
    token = _scopes.set(list(scopes))
    try:
        yield
    finally:
        _scopes.reset(token)


def wanted() -> str:
    """The statement to send ahead of the next one: what its scopes amount to together."""
    noted = _scopes.get()
    if not noted:
        return NOTHING
    if len(noted) == 1:
        return _carried_by(noted[0])
    found = [settings_of(scope.actor, scope.verb) for scope in noted]
    return carry({name: frozenset[str]().union(*(one[name] for one in found)) for name in NAMES})


def _carried_by(scope: Any) -> str:
    known: dict[str, str] = vars(scope.actor).setdefault("_carried", {})
    if scope.verb not in known:
        known[scope.verb] = carry(settings_of(scope.actor, scope.verb))
    return known[scope.verb]
