"""Waiting for one another inside a transaction, by what the work is about; SQLite has one writer anyway."""

from __future__ import annotations

from uuid import UUID

from django.db import connection


def wait_for(*subjects: UUID, shared: bool = False) -> None:
    """Until this transaction ends, no other one passes here for the same subject; `shared` ones pass together."""
    if connection.vendor != "postgresql":
        return
    function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        for number in sorted(
            {int.from_bytes(subject.bytes[-8:], "big", signed=True) for subject in subjects}
        ):
            cursor.execute(f"SELECT {function}(%s)", [number])
