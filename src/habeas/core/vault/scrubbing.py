"""After an erasure: no old page of the database may keep the destroyed key."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection, transaction

from habeas.core.vault.recordkeys import RecordKey


def when_committed() -> None:
    """Scrub once this transaction is committed."""
    transaction.on_commit(scrub)


def scrub() -> None:
    """Move the write-ahead log into the database, whose freed bytes SQLite overwrites; PostgreSQL rewrites the table.

    A reader that is still at work delays it to the next checkpoint; PostgreSQL's own archive of its log, and copies
    of the disk made before, are out of reach.
    """
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            elif not connection.in_atomic_block:
                cursor.execute(f"VACUUM FULL {connection.ops.quote_name(RecordKey._meta.db_table)}")
    except DatabaseError as problem:
        logging.getLogger(__name__).warning("Old pages are not scrubbed yet: %s", type(problem).__name__)
