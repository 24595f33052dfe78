"""The scoped compilers of this database."""

from django.db.models.sql import compiler as base

from habeas.core.db.compiler import ScopedDelete, ScopedInsert, ScopedSelect, ScopedUpdate


class SQLCompiler(ScopedSelect, base.SQLCompiler):
    """SELECT."""


class SQLInsertCompiler(ScopedInsert, base.SQLInsertCompiler):
    """INSERT."""


class SQLDeleteCompiler(ScopedDelete, base.SQLDeleteCompiler):
    """DELETE."""


class SQLUpdateCompiler(ScopedUpdate, base.SQLUpdateCompiler):
    """UPDATE."""


class SQLAggregateCompiler(ScopedSelect, base.SQLAggregateCompiler):
    """SELECT over a subquery; its own tables carry the predicate inside."""
