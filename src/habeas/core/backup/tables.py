"""Count and digest of every table of a SQLite database, so that a restored one can be compared with its source."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

Digest = dict[str, Any]


def digest_tables(path: Path) -> dict[str, Digest]:
    """`{table: {"rows": n, "sha256": hex}}` of the file, rows in the order of their keys."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        return {table: _digest(database, table) for table in _tables(database)}


def _tables(database: sqlite3.Connection) -> list[str]:
    """Every table with rows of its own; a full-text index is counted by the tables in which it lies."""
    names = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
        "AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    )
    return [name for (name,) in names]


def _digest(database: sqlite3.Connection, table: str) -> Digest:
    return digest_rows(database.execute(f'SELECT * FROM "{table}" ORDER BY {_order(database, table)}'))  # noqa: S608


def digest_rows(found: Iterable[tuple[Any, ...]]) -> Digest:
    """How many rows there are, and the SHA-256 of all of them in this order."""
    total, rows = hashlib.sha256(), 0
    for row in found:
        for part in _encoded(row):
            total.update(part)
        rows += 1
    return {"rows": rows, "sha256": total.hexdigest()}


def _order(database: sqlite3.Connection, table: str) -> str:
    columns = database.execute(f'PRAGMA table_info("{table}")').fetchall()
    keys = [f'"{name}"' for _n, name, _type, _null, _default, key in columns if key]
    return ", ".join(keys or [f'"{column[1]}"' for column in columns])


def _encoded(row: tuple[Any, ...]) -> Iterator[bytes]:
    """Each value with its type and length, so that no two rows give the same bytes."""
    for value in row:
        body = value if isinstance(value, bytes) else str(value).encode()
        yield f"{type(value).__name__}:{len(body)}:".encode()
        yield body
    yield b"\n"
