"""SQL compilers that add, or refuse for want of, the scope predicate of every protected table."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db.models.constants import OnConflict
from django.db.models.expressions import Col, RawSQL
from django.db.models.sql.constants import INNER
from django.db.models.sql.datastructures import BaseTable, Join
from django.db.models.sql.where import ExtraWhere, WhereNode

from habeas.core import policies
from habeas.core import scope as scopes
from habeas.core.db import inserting
from habeas.core.errors import ScopeError

RAW = (RawSQL, ExtraWhere)
"""Parts of a statement that come as text: nobody can say which tables they read."""


def _conjoin(where: Any, node: WhereNode | None) -> Any:
    if node is None:
        return where
    return WhereNode([node] if where is None else [where, node])


class Carrying:
    """What a statement was compiled under goes with it to the database."""

    def execute_sql(self, *args: Any, **kwargs: Any) -> Any:
        with policies.statement():
            return super().execute_sql(*args, **kwargs)

    def compile(self, node: Any) -> Any:
        if isinstance(node, RAW):
            raise ScopeError("A statement with SQL as text carries no scope: use the query API.")
        return super().compile(node)


class ScopedSelect(Carrying):
    """Adds predicates to a SELECT and hands the scope down to its subqueries."""

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        with scopes.compiling(scopes.scope_for(self.query)):
            return super().as_sql(*args, **kwargs)

    def pre_sql_setup(self, *args: Any, **kwargs: Any) -> Any:
        result = super().pre_sql_setup(*args, **kwargs)
        if not self.query.combinator:
            self.where = _conjoin(self.where, self._base_predicate())
        return result

    def get_from_clause(self) -> Any:
        if self.query.extra_tables:
            raise ScopeError("extra() carries no scope: use the query API.")
        result, params = super().get_from_clause()
        self._promoted.clear()
        return result, params

    def compile(self, node: Any) -> Any:
        if type(node) is Col:  # most of a statement, and the same on both databases
            return node.as_sql(self, self.connection)  # type: ignore[arg-type]  # a mixin of compilers
        if not isinstance(node, Join):
            return super().compile(node)
        model = scopes.model_of_table(node.table_name)
        if node.parent_alias in self._promoted or self._hides_parents(model):
            if node.join_type == INNER:
                node = node.promote()
            self._promoted.add(node.table_alias)
        sql, params = super().compile(node)
        if model is None:
            return sql, params
        return self._with_condition(sql, params, scopes.predicate_for(model, node.table_alias, self._scope()))

    def _order_by_pairs(self) -> Any:
        """As Django's, which first makes every selected column findable: names alone cannot mean one by its value."""
        whole = self.select
        if not whole or not self._is_ordered_by_names():
            return super()._order_by_pairs()
        self.select = []
        try:
            return list(super()._order_by_pairs())
        finally:
            self.select = whole

    def _is_ordered_by_names(self) -> bool:
        """True when every part of ORDER BY is a field's name, and none can be that of a selected expression."""
        query: Any = self.query
        if query.combinator or query.extra_order_by or any(alias for _column, _sql, alias in self.select):
            return False
        ordering = query.order_by or (query.default_ordering and query.get_meta().ordering) or ()
        return all(isinstance(part, str) for part in ordering)

    @property
    def _promoted(self) -> set[str]:
        return self.__dict__.setdefault("_promoted_aliases", set())

    def _scope(self) -> Any:
        return scopes.scope_for(self.query)

    def _hides_parents(self, model: Any) -> bool:
        """A shared row may have a parent its reader cannot see: join outward so that the row stays."""
        scope = self._scope()
        return scopes.rule_of(model) is not None and scope is not None and bool(scope.actor.shares)

    def _with_condition(self, sql: str, params: Any, condition: WhereNode | None) -> Any:
        if condition is None:
            return sql, params
        try:
            extra, extra_params = super().compile(condition)
        except EmptyResultSet:
            extra, extra_params = "0 = 1", []
        except FullResultSet:
            return sql, params
        return f"{sql[:-1]} AND ({extra}))", [*params, *extra_params]

    def _base_predicate(self) -> WhereNode | None:
        """The predicates of the tables that FROM names without a join; an excluded relation starts with one."""
        where = None
        for alias, table in self.query.alias_map.items():
            if self.query.alias_refcount.get(alias) and isinstance(table, BaseTable):
                model = scopes.model_of_table(table.table_name)
                if model is not None:
                    where = _conjoin(where, scopes.predicate_for(model, alias, self._scope()))
        return where


class ScopedInsert(Carrying):
    """Inserts run inside an action, into compartments where its actor holds its verb."""

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        model = scopes.model_of_table(self.query.get_meta().db_table)
        if model is not None and model.written_by_actions:
            scope = scopes.write_scope(model)
            for row in scopes.one_of_each(model, self.query.objs):
                if not scopes.admits(row, scope):
                    raise ScopeError(f"{model._meta.label}: the action's actor may not write there.")
            self._refuse_to_write_over(model)
        if inserting.is_plain(self):
            return inserting.many_rows(self)
        return super().as_sql(*args, **kwargs)

    def _refuse_to_write_over(self, model: Any) -> None:
        """A row that is there already may be another's: only one of the same compartment is written over."""
        if self.query.on_conflict != OnConflict.UPDATE:
            return
        if "compartment" not in {field.name for field in self.query.unique_fields}:
            raise ScopeError(f"{model._meta.label}: rows in the way are written over without a scope.")


class ScopedChange(Carrying):
    """The gate that updates and deletions share."""

    def _change_predicate(self, alias: str) -> WhereNode | None:
        model = scopes.model_of_table(self.query.get_meta().db_table)
        if model is None or not model.written_by_actions:
            return None
        if getattr(model, "append_only", False):
            raise ScopeError(f"{model._meta.label} is append-only.")
        return scopes.predicate_for(model, alias, scopes.write_scope(model))


class ScopedUpdate(ScopedChange):
    """Updates reach only rows on which the action's actor holds its verb."""

    def pre_sql_setup(self, *args: Any, **kwargs: Any) -> Any:
        result = super().pre_sql_setup(*args, **kwargs)
        self.query.where = _conjoin(self.query.where, self._change_predicate(self.query.get_initial_alias()))
        return result

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        with scopes.compiling(scopes.scope_for(self.query)):
            return super().as_sql(*args, **kwargs)


class ScopedDelete(ScopedChange):
    """Deletions reach only rows on which the action's actor holds its verb."""

    def _as_sql(self, query: Any) -> Any:
        query = query.clone()
        query.where = _conjoin(query.where, self._change_predicate(query.get_initial_alias()))
        return super()._as_sql(query)

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        with scopes.compiling(scopes.scope_for(self.query)):
            return super().as_sql(*args, **kwargs)
