"""Row scope: every protected table in a compiled query carries the predicate of the reader it is for.

`Model.objects.visible_to(actor)` puts a `Scope` on the query; the SQL compilers of `habeas.core.db` add each
protected table's predicate (WHERE for the first table, ON for joined ones) and refuse a query that has no scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Protocol

from django.apps import apps
from django.db.models import Model
from django.db.models.expressions import Col
from django.db.models.sql.where import NothingNode, WhereNode

from habeas.core import policies
from habeas.core.actors import Actor
from habeas.core.errors import ScopeError
from habeas.core.policies import Policy


@dataclass(frozen=True)
class Scope:
    """For whom, and under which verb, a query is compiled."""

    actor: Actor
    verb: str = "read"


class ScopeRule(Protocol):
    """What a protected model carries as `scope_rule`: its predicate in SQL and the same rule for one object."""

    def predicate(self, model: type[Model], alias: str, scope: Scope) -> WhereNode | None:
        """The condition on `alias`; None means every row."""

    def admits(self, row: Any, scope: Scope) -> bool:
        """The same rule for a row about to be inserted."""

    def policy(self) -> Policy:
        """The same rule as PostgreSQL holds it, the second line."""


def isin(model: type[Model], alias: str, field_name: str, values: Iterable[Any]) -> WhereNode:
    """`alias.field IN (values)` as a node; an empty list matches nothing."""
    values = list(values)
    if not values:
        return WhereNode([NothingNode()])
    field: Any = model._meta.get_field(field_name)
    lookup = "exact" if len(values) == 1 else "in"
    operand = values[0] if len(values) == 1 else values
    return WhereNode([field.get_lookup(lookup)(Col(alias, field), operand)])


def either(*nodes: WhereNode) -> WhereNode:
    """The disjunction of `nodes`."""
    return WhereNode(list(nodes), connector="OR")


class Compartmented:
    """Rows of the compartments where the actor holds the verb, and single rows shared from elsewhere."""

    def predicate(self, model: type[Model], alias: str, scope: Scope) -> WhereNode | None:
        if scope.actor.everywhere:
            return None
        own = isin(model, alias, "compartment", scope.actor.compartments(scope.verb))
        shared = scope.actor.shared(scope.verb, model._meta.label_lower)
        return either(own, isin(model, alias, "id", shared)) if shared else own

    def admits(self, row: Any, scope: Scope) -> bool:
        return scope.actor.holds(scope.verb, row.compartment)

    def policy(self) -> Policy:
        own = policies.among("compartment", "reach")
        return Policy(policies.either(own, policies.among("id", "shared")), policies.either(own))


class Owned:
    """Rows of one person: drafts, saved views, notices, jobs."""

    def __init__(self, field: str = "owner") -> None:
        self.field = field

    def predicate(self, model: type[Model], alias: str, scope: Scope) -> WhereNode | None:
        if scope.actor.everywhere:
            return None
        return isin(model, alias, self.field, [scope.actor.id] if scope.actor.is_somebody else [])

    def admits(self, row: Any, scope: Scope) -> bool:
        return True

    def policy(self) -> Policy:
        return Policy(policies.either(policies.among(self.field, "actors")), policies.CARRIED)


class ByCapability:
    """All rows for a role that carries the capability, none for others (the audit trail)."""

    def __init__(self, capability: str) -> None:
        self.capability = capability

    def predicate(self, model: type[Model], alias: str, scope: Scope) -> WhereNode | None:
        return None if scope.actor.may(self.capability) else WhereNode([NothingNode()])

    def admits(self, row: Any, scope: Scope) -> bool:
        return True

    def policy(self) -> Policy:
        return Policy(policies.either(policies.capable(self.capability)), policies.CARRIED)


_tables: dict[str, type[Model]] = {}
_compiling: ContextVar[Scope | None] = ContextVar("habeas_compiling_scope", default=None)
_running: ContextVar[Any] = ContextVar("habeas_running_action", default=None)


def protected_models() -> list[type[Model]]:
    """Every model with a scope rule, in installation order."""
    return [model for model in apps.get_models() if getattr(model, "scope_rule", None) is not None]


def recorded_models() -> list[type[Model]]:
    """Every model that is written through actions only."""
    return [model for model in apps.get_models() if getattr(model, "written_by_actions", False)]


def model_of_table(table: str) -> type[Model] | None:
    """The habeas model of a database table, protected or recorded; None for tables of libraries."""
    if not _tables and apps.models_ready:
        for model in {*protected_models(), *recorded_models()}:
            _tables[model._meta.db_table] = model
    return _tables.get(table)


def rule_of(model: type[Model] | None) -> ScopeRule | None:
    """The model's scope rule, None when it is open."""
    return getattr(model, "scope_rule", None)


def running_action() -> Any:
    """The action that is running in this context, or None."""
    return _running.get()


@contextmanager
def running(action: Any) -> Iterator[None]:
    """Make `action` (with `.actor` and `.verb`) the one that writes; used by `core.actions` alone."""
    token = _running.set(action)
    try:
        yield
    finally:
        _running.reset(token)


@contextmanager
def compiling(scope: Scope | None) -> Iterator[None]:
    """Subqueries compiled inside inherit this scope."""
    token = _compiling.set(scope)
    try:
        yield
    finally:
        _compiling.reset(token)


def scope_for(query: Any) -> Scope | None:
    """The scope a query compiles under: its own, the enclosing query's, or the running action's actor."""
    own = getattr(query, "scope", None)
    if own is not None:
        return own
    outer = _compiling.get()
    if outer is not None:
        return outer
    action = _running.get()
    return None if action is None else Scope(action.actor)


def write_scope(model: type[Model]) -> Scope:
    """The scope of a change: the running action's actor and verb; refused outside an action."""
    action = _running.get()
    if action is None:
        raise ScopeError(f"{model._meta.label} is written outside an action.")
    return Scope(action.actor, action.verb)


def predicate_for(model: type[Model], alias: str, scope: Scope | None) -> WhereNode | None:
    """The condition that `alias` must carry; raises when the model is protected and nobody is named."""
    rule = rule_of(model)
    if rule is None:
        return None
    if scope is None:
        raise ScopeError(
            f"{model._meta.label} is read without a scope: use .visible_to(actor) (alias {alias})."
        )
    policies.used(scope)
    return rule.predicate(model, alias, scope)


def scoped(queryset: Any, actor: Actor, verb: str = "read") -> Any:
    """A copy of any queryset that compiles for `actor`; for open models that join protected ones."""
    clone = queryset._chain()
    clone.query.scope = Scope(actor, verb)
    return clone


def one_of_each(model: type[Model], rows: Sequence[Any]) -> Iterable[Any]:
    """Rows that stand for all in asking what a scope admits: where the compartment decides, one of each."""
    if type(rule_of(model)) is not Compartmented:
        return rows
    return {id(row.compartment): row for row in rows}.values()


def admits(row: Any, scope: Scope) -> bool:
    """True when `row` may be inserted under `scope`."""
    rule = rule_of(type(row))
    if rule is None:
        return True
    policies.used(scope)
    return rule.admits(row, scope)
