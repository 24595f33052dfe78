"""Triggers that hold in the database what the program promises: same-compartment references, immutable
compartments, an append-only audit. SQLite drops triggers when it rebuilds a table: they are put back after
every migration, and `missing_guards` says what is absent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from habeas.core import epochs
from habeas.core import scope as scopes
from habeas.core.records import Protected

BEFORE_EACH_ROW = 1 | 2
EVENTS = {"INSERT": 4, "DELETE": 8, "UPDATE": 16}
"""Bits of pg_trigger.tgtype."""


@dataclass(frozen=True)
class Guard:
    """One trigger: refuses `event` on `table` when `condition` holds for NEW/OLD."""

    name: str
    table: str
    event: str
    condition: str
    message: str

    def sql(self, vendor: str) -> Iterator[str]:
        """The statements that (re)install the guard."""
        if vendor == "sqlite":
            yield f'DROP TRIGGER IF EXISTS "{self.name}"'
            yield self.says(vendor)
            return
        yield (
            f'CREATE OR REPLACE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql AS $$'
            f"{self.says(vendor)}$$"
        )
        yield f'DROP TRIGGER IF EXISTS "{self.name}" ON "{self.table}"'
        yield (
            f'CREATE TRIGGER "{self.name}" BEFORE {self.event} ON "{self.table}" FOR EACH ROW '
            f'EXECUTE FUNCTION "{self.name}"()'
        )

    def says(self, vendor: str) -> str:
        """The text that the database keeps of the guard: SQLite the whole trigger, PostgreSQL its function's body."""
        if vendor == "sqlite":
            return (
                f'CREATE TRIGGER "{self.name}" BEFORE {self.event} ON "{self.table}" FOR EACH ROW '
                f"WHEN {self.condition} BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
            )
        result = "OLD" if self.event == "DELETE" else "NEW"
        return (
            f" BEGIN IF {self.condition} THEN RAISE EXCEPTION '{self.message}' USING ERRCODE = '23514'; END IF; "
            f"RETURN {result}; END "
        )

    def fires_as(self) -> int:
        """PostgreSQL's number for: before, for each row, on this event."""
        return BEFORE_EACH_ROW | EVENTS[self.event]


def guards() -> Iterator[Guard]:
    """Every guard that this installation needs."""
    for model in scopes.protected_models():
        if getattr(model, "append_only", False):
            yield from _append_only(model._meta.db_table)
        if issubclass(model, Protected):
            yield from _compartment_guards(model)


def _append_only(table: str) -> Iterator[Guard]:
    for event in ("UPDATE", "DELETE"):
        yield Guard(f"hb_{table}_{event.lower()}", table, event, "1 = 1", f"{table} is append-only")


def _compartment_guards(model: type[models.Model]) -> Iterator[Guard]:
    table = model._meta.db_table
    moved = "NEW.compartment <> OLD.compartment"
    yield Guard(f"hb_{table}_stay", table, "UPDATE", moved, f"{table}: a row cannot change its compartment")
    for field in same_compartment_references(model):
        condition = (
            f'NEW."{field.column}" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM '  # noqa: S608
            f'"{field.related_model._meta.db_table}" p WHERE p.id = NEW."{field.column}" '
            f"AND p.compartment = NEW.compartment)"
        )
        for event in ("INSERT", "UPDATE"):
            name = f"hb_{table}_{field.column}_{event[:3].lower()}"
            yield Guard(name[:63], table, event, condition, f"{table}.{field.column}: other compartment")


def same_compartment_references(model: type[models.Model]) -> list[Any]:
    """Foreign keys from a protected model to another."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field.related_model, type) and issubclass(field.related_model, Protected)
    ]


def install_guards(connection: Any) -> int:
    """(Re)install every guard whose table exists; returns how many."""
    tables = set(connection.introspection.table_names())
    wanted = [guard for guard in guards() if guard.table in tables]
    with connection.cursor() as cursor:
        for guard in wanted:
            for statement in guard.sql(connection.vendor):
                cursor.execute(statement)
    return len(wanted)


PRESENT = {
    "sqlite": "SELECT name, tbl_name, sql, 0 FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT t.tgname, c.relname, p.prosrc, t.tgtype FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid "
    "JOIN pg_proc p ON p.oid = tgfoid WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND tgqual IS NULL "
    "AND tgattr::text = '' AND c.relnamespace = current_schema()::regnamespace",
}
"""Name, table and text of every trigger that is switched on."""


def missing_guards(connection: Any) -> list[str]:
    """Names of guards that the database lacks, has switched off, or has with another text."""
    with connection.cursor() as cursor:
        cursor.execute(PRESENT[connection.vendor])
        present = {tuple(row) for row in cursor.fetchall()}
    vendor, numbered = connection.vendor, connection.vendor == "postgresql"
    lacking = {
        guard.name
        for guard in guards()
        if (guard.name, guard.table, guard.says(vendor), guard.fires_as() if numbered else 0) not in present
    }
    return sorted(lacking | (epochs.trigger_names(vendor) - {row[0] for row in present}))
