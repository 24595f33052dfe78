"""What the database knows of its own tables: without it SQLite takes the first index that fits, not the best.

PostgreSQL keeps its statistics itself. SQLite is asked when a server starts and when much was written at once; it looks
at a few hundred rows of each index, so that even a large register takes less than a second.
"""

from __future__ import annotations

from typing import Any

ROWS_OF_AN_INDEX = 400


def refresh(connection: Any) -> None:
    """Let SQLite count anew; other connections know it when they are opened the next time."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={ROWS_OF_AN_INDEX}")
        cursor.execute("ANALYZE")
