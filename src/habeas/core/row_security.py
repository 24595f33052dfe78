"""Row-level security put in place after every migration, and the role that serves with it.

The owner of the tables migrates; the application signs in as a role that may read and write rows and nothing else.
FORCE makes the policies hold for the owner too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from habeas.core import audit, epochs, policies
from habeas.core import scope as scopes
from habeas.core.search.entries import FTS_TABLE

COMMANDS = ("SELECT", "INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True)
class Table:
    """The policies of one protected table."""

    name: str
    sees: str
    admits: str
    append_only: bool

    def policies(self) -> dict[str, str]:
        """Names to the statement that makes each."""
        made = {
            "SELECT": f"USING ({self.sees})",
            "INSERT": f"WITH CHECK ({self.admits})",
            "UPDATE": f"USING ({self.sees}) WITH CHECK ({self.sees})",
            "DELETE": f"USING ({self.sees})",
        }
        commands = COMMANDS[:2] if self.append_only else COMMANDS
        return {
            f"hb_{command.lower()}": f'CREATE POLICY hb_{command.lower()} ON "{self.name}" '
            f"FOR {command} {made[command]}"
            for command in commands
        }

    def sql(self) -> Iterator[str]:
        yield f'ALTER TABLE "{self.name}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY'
        for name, statement in self.policies().items():
            yield f'DROP POLICY IF EXISTS {name} ON "{self.name}"'
            yield statement


def protected_tables() -> Iterator[Table]:
    """Every table that carries a scope, with what its rule says in SQL."""
    for model in scopes.protected_models():
        policy = model.scope_rule.policy()  # type: ignore[attr-defined]  # every protected model has a rule
        only = bool(getattr(model, "append_only", False))
        yield Table(model._meta.db_table, policy.sees, policy.admits, only)


def append_only_tables() -> list[str]:
    """Tables whose rows nobody changes or deletes."""
    return [
        model._meta.db_table for model in scopes.recorded_models() if getattr(model, "append_only", False)
    ]


def owns_tables(connection: Any) -> bool:
    """True when this role made the tables, and so may put policies and triggers on them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_and(pg_has_role(current_user, relowner, 'USAGE')) FROM pg_class "
            "WHERE relname = ANY (%s) AND relnamespace = current_schema()::regnamespace",
            [[table.name for table in protected_tables()]],
        )
        return cursor.fetchone()[0] is not False


def install_policies(connection: Any) -> int:
    """(Re)install the policies of every protected table that exists; returns of how many tables."""
    if connection.vendor != "postgresql":
        return 0
    present = set(connection.introspection.table_names())
    wanted = [table for table in protected_tables() if table.name in present]
    with connection.cursor() as cursor:
        for table in wanted:
            cursor.execute("; ".join(table.sql()))
    _sign_policies(connection, {table.name for table in wanted})
    return len(wanted)


WRITTEN = """
SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity, p.polname::text, obj_description(p.oid, 'pg_policy'),
  concat_ws('|', p.polcmd, p.polpermissive, p.polroles::text,
    COALESCE(pg_get_expr(p.polqual, p.polrelid), ''), COALESCE(pg_get_expr(p.polwithcheck, p.polrelid), ''))
FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid
WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace"""
"""Each policy as PostgreSQL has it: its table, whether that forces it, its name, its remark, and what it says."""


def _sign_policies(connection: Any, tables: set[str]) -> None:
    """Note on each policy, under a key that the database does not know, how PostgreSQL has understood it."""
    wanted = {table.name: table.policies() for table in protected_tables() if table.name in tables}
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        remarks = [
            f"COMMENT ON POLICY {name} ON \"{table}\" IS '{_signature(table, wanted[table][name], said)}'"
            for table, _forced, name, _remark, said in cursor.fetchall()
            if name in wanted.get(table, ())
        ]
        if remarks:
            cursor.execute("; ".join(remarks))


def _signature(table: str, made_by: str, said: str) -> str:
    return audit.digest(f"row-level security of {table}|{made_by}|{said}")


def missing_policies(connection: Any) -> list[str]:
    """Protected tables on which row-level security is off, not forced, short of a policy, or says something else.

    What a policy says now is compared with what `install_policies` made of this version's rules, as signed then.
    """
    if connection.vendor != "postgresql":
        return []
    found: dict[str, dict[str, tuple[bool, str, str]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        for table, forced, name, remark, said in cursor.fetchall():
            found.setdefault(table, {})[name] = forced, remark, said
    return sorted(
        table.name for table in protected_tables() if not _as_made(table, found.get(table.name, {}))
    )


def _as_made(table: Table, found: dict[str, tuple[bool, str, str]]) -> bool:
    wanted = table.policies()
    return set(found) == set(wanted) and all(
        forced and remark == _signature(table.name, wanted[name], said)
        for name, (forced, remark, said) in found.items()
    )


def make_role(connection: Any, name: str, password: str) -> bool:
    """Make the role that serves, or give it its password anew; returns True when it is new."""
    quoted = connection.ops.quote_name(name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
        new = cursor.fetchone() is None
        verb = "CREATE" if new else "ALTER"
        limits = "LOGIN NOCREATEDB NOCREATEROLE NOINHERIT" + (" NOSUPERUSER NOBYPASSRLS" if new else "")
        secret, given = (" PASSWORD %s", [password]) if password else ("", [])
        cursor.execute(f"{verb} ROLE {quoted} {limits}{secret}", given)
    return new


def grant_to_role(connection: Any, name: str) -> None:
    """Rows of every table may be read and written, those of append-only ones only added; no temporary tables."""
    quoted, owned = connection.ops.quote_name(name), connection.ops.quote_name
    here = owned(policies.schema(connection))
    rights = ", ".join(COMMANDS)
    statements = [
        f"GRANT USAGE ON SCHEMA {here} TO {quoted}",
        f"GRANT {rights} ON ALL TABLES IN SCHEMA {here} TO {quoted}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {here} TO {quoted}",
        *(
            f"REVOKE UPDATE, DELETE, TRUNCATE ON {owned(table)} FROM {quoted}"
            for table in append_only_tables()
        ),
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations, {epochs.TABLE} FROM {quoted}",
        f"REVOKE TEMPORARY ON DATABASE {owned(_database(connection))} FROM PUBLIC, {quoted}",
        *(f"REVOKE ALL ON {owned(table)} FROM {quoted}" for table in _only_the_owners(connection)),
    ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _database(connection: Any) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        return str(cursor.fetchone()[0])


def _only_the_owners(connection: Any) -> list[str]:
    """Tables that are read through functions alone."""
    return [FTS_TABLE] if FTS_TABLE in connection.introspection.table_names() else []


def grant_to_serving_role(connection: Any) -> None:
    """Give the role of the settings its rights on tables that a migration added."""
    name = settings.DATABASE_ROLE
    if connection.vendor == "postgresql" and name and role_exists(connection, name):
        grant_to_role(connection, name)


def role_exists(connection: Any, name: str) -> bool:
    """True when the database knows the role."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
        return cursor.fetchone() is not None
