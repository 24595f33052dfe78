"""What the database knows of its own tables: without it SQLite takes the first index that fits, not the best.

Both databases are asked when a server starts, once a day in the worker and when a job wrote much. SQLite looks at so
many rows of each index that a compartment is not taken for a small one: half a second of work for 700,000 rows.
On PostgreSQL, which gathers statistics itself after a while, only tables that changed much are looked at.
"""

from __future__ import annotations

from typing import Any

from habeas.core import policies

ROWS_OF_AN_INDEX = 200_000
MANY = 5_000
"""A job that did so much is followed by a look; a table of PostgreSQL that changed so much is looked at."""
LOOK = "core_statistics_refresh"


def refresh(connection: Any) -> None:
    """Let the database count anew; on SQLite other connections know it when they are opened the next time."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit={ROWS_OF_AN_INDEX}")
            cursor.execute("ANALYZE")
        else:
            cursor.execute(f"SELECT {LOOK}()")


def install(connection: Any) -> None:
    """PostgreSQL gathers statistics for the owner of a table alone: a function asks with the owner's rights."""
    if connection.vendor == "sqlite":
        return
    schema = policies.schema(connection)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {LOOK}() RETURNS void LANGUAGE plpgsql SECURITY DEFINER "  # noqa: S608
            f'SET search_path = pg_catalog, "{schema}", pg_temp AS $$ DECLARE one text; BEGIN '
            "FOR one IN SELECT relname FROM pg_stat_user_tables "
            f"WHERE schemaname = '{schema}' AND n_mod_since_analyze >= {MANY} "
            f"LOOP EXECUTE format('ANALYZE %I.%I', '{schema}', one); END LOOP; END $$"
        )
