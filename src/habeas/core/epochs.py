"""Words that stand for the state of some tables, so that what was worked out from them may be kept in memory.

Triggers write a new random word in the transaction of every change, whoever makes it: a program, a pack, a console.
Whoever keeps a result asks for the word before each use; a word that is still there means that nothing changed.
Random, not counted: a change that was rolled back leaves no number that another change could take again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection as default_connection
from django.db import models

from habeas.core import policies

TABLE = "hb_epoch"
EVENTS = ("INSERT", "UPDATE", "DELETE")
_watched: dict[str, tuple[type[models.Model], ...]] = {}


def watch(name: str, *tables: type[models.Model]) -> None:
    """Give these models together one word; called from an app's `ready`, in force after the next migration."""
    _watched[name] = tables


def word(name: str) -> str | None:
    """The word of the tables watched as `name`, as this transaction sees it; None while there is none."""
    with default_connection.cursor() as cursor:
        cursor.execute(f"SELECT word FROM {TABLE} WHERE name = %s", [name])  # noqa: S608
        found = cursor.fetchone()
    return str(found[0]) if found else None


def install_epochs(connection: Any) -> None:
    """Make the table of words, a word for each name, and the triggers that change them."""
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {TABLE} (name text PRIMARY KEY, word text NOT NULL)")
        for name, tables in _watched.items():
            cursor.execute(
                f"INSERT INTO {TABLE} SELECT %s, {_fresh(connection.vendor)} "  # noqa: S608
                f"WHERE NOT EXISTS (SELECT 1 FROM {TABLE} WHERE name = %s)",
                [name, name],
            )
            for table in (model._meta.db_table for model in tables):
                for statement in _triggers(connection, name, table) if table in present else ():
                    cursor.execute(statement)


def _fresh(vendor: str) -> str:
    return "lower(hex(randomblob(16)))" if vendor == "sqlite" else "gen_random_uuid()::text"


def _triggers(connection: Any, name: str, table: str) -> Iterator[str]:
    """A plain UPDATE: on SQLite an INSERT OR REPLACE would follow the outer statement's OR IGNORE.

    On PostgreSQL the word is changed before the rows: so two who change the same ones wait for one another at the
    word, never for rows crosswise. The function looks into the schema of the tables and into temporary tables last,
    as it has the rights of its owner.
    """
    vendor = connection.vendor
    change = f"UPDATE {TABLE} SET word = {_fresh(vendor)} WHERE name = '{name}';"  # noqa: S608
    if vendor == "sqlite":
        for event in EVENTS:
            trigger = f"{TABLE}_{table}_{event[:3].lower()}"
            yield f'DROP TRIGGER IF EXISTS "{trigger}"'
            yield f'CREATE TRIGGER "{trigger}" AFTER {event} ON "{table}" FOR EACH ROW BEGIN {change} END'
        return
    trigger = f"{TABLE}_{table}"
    yield (
        f'CREATE OR REPLACE FUNCTION "{trigger}"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER '
        f'SET search_path = pg_catalog, "{policies.schema(connection)}", pg_temp '
        f"AS $$ BEGIN {change} RETURN NULL; END $$"
    )
    yield f'DROP TRIGGER IF EXISTS "{trigger}" ON "{table}"'
    yield (
        f'CREATE TRIGGER "{trigger}" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{table}" '
        f'FOR EACH STATEMENT EXECUTE FUNCTION "{trigger}"()'
    )


def are_installed(connection: Any) -> bool:
    """False for a database that was last migrated before there were words."""
    return TABLE in connection.introspection.table_names()


def trigger_names(vendor: str) -> set[str]:
    """Every trigger that this installation needs."""
    return {
        f"{TABLE}_{model._meta.db_table}" + (f"_{event[:3].lower()}" if vendor == "sqlite" else "")
        for tables in _watched.values()
        for model in tables
        for event in (EVENTS if vendor == "sqlite" else ("",))
    }
