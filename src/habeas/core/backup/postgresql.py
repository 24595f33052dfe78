"""Backups of PostgreSQL: its own programs write and load, and every table is counted and digested on both sides."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

from habeas.core.backup import keyshelf
from habeas.core.backup.age_stream import BackupError
from habeas.core.backup.tables import Digest, digest_rows

EVERYWHERE = "-c habeas.everywhere=on -c habeas.carried=on -c TimeZone=UTC"
"""Row-level security holds for the owner too: the session says that it reads as the register itself."""
CLIENT_PROGRAMS = "Install the client programs of PostgreSQL (Debian: postgresql-client) and try again."


@contextmanager
def snapshot() -> Iterator[tuple[Any, str]]:
    """A connection that reads the database as it is at one moment, and the moment's name for pg_dump."""
    told = connection.settings_dict
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    given = {name: told[key] for name, key in names.items() if told[key]}
    with psycopg.connect(**given, options=EVERYWHERE) as reader:
        reader.isolation_level, reader.read_only = psycopg.IsolationLevel.REPEATABLE_READ, True
        moment = reader.execute("SELECT pg_export_snapshot()").fetchone()
        assert moment is not None
        yield reader, moment[0]


def dump(path: Path, moment: str) -> None:
    """Write the database as pg_dump does, without the record keys; raises BackupError."""
    told = connection.settings_dict
    words = ["--format=custom", "--enable-row-security", f"--snapshot={moment}", f"--file={path}"]
    words += [f"--exclude-table-data={keyshelf.TABLE}", f"--dbname={told['NAME']}"]
    named = {"--username": told["USER"], "--host": told["HOST"], "--port": told["PORT"]}
    words += [f"{option}={value}" for option, value in named.items() if value]
    _run("pg_dump", words, {"PGPASSWORD": told["PASSWORD"] or "", "PGOPTIONS": EVERYWHERE})


def _run(name: str, words: list[str], environment: dict[str, str]) -> None:
    program = shutil.which(name)
    if program is None:
        raise BackupError(f"{name} is not installed on this machine.", remedy=CLIENT_PROGRAMS)
    command, env = [program, *words], {**environment, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, capture_output=True, text=True, env=env)  # noqa: S603
    if done.returncode:
        raise BackupError(f"{name} did not succeed: {done.stderr.strip()[:500]}")


def digest_tables(reader: Any, *but: str) -> dict[str, Digest]:
    """`{table: {"rows": n, "sha256": hex}}`, every value as PostgreSQL writes it, rows in the order of their keys."""
    tables = reader.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
    ).fetchall()
    return {name: _digest(reader, name) for (name,) in tables if name not in but}


def _digest(reader: Any, table: str) -> Digest:
    columns = reader.execute(
        "SELECT attname, COALESCE(attnum = ANY (conkey), false) FROM pg_attribute LEFT JOIN pg_constraint "
        "ON conrelid = attrelid AND contype = 'p' WHERE attrelid = %s::regclass AND attnum > 0 "
        "AND NOT attisdropped ORDER BY attname",
        [f'"{table}"'],
    ).fetchall()
    texts = [f'"{name}"::text' for name, _key in columns]
    keys = [f'"{name}"::text COLLATE "C"' for name, key in columns if key] or texts
    with psycopg.ServerCursor(reader, "digest") as rows:
        rows.execute(f'SELECT {", ".join(texts)} FROM "{table}" ORDER BY {", ".join(keys)}')  # noqa: S608
        return digest_rows(rows)


def record_keys(reader: Any) -> list[keyshelf.Row]:
    """The rows of the record keys; what is no number and no bytes is told as text."""
    found = reader.execute(f"SELECT {', '.join(keyshelf.COLUMNS)} FROM {keyshelf.TABLE} ORDER BY id")  # noqa: S608
    return [
        [value if isinstance(value, (int, bytes, type(None))) else str(value) for value in row]
        for row in found
    ]


def load(address: str, path: Path, manifest: dict[str, Any], shelf: keyshelf.Shelf) -> None:
    """Load a dump into an empty database and compare every table; raises BackupError and says what to do."""
    with _opened(address) as reader:
        if reader.execute("SELECT 1 FROM pg_tables WHERE schemaname = current_schema() LIMIT 1").fetchone():
            raise BackupError(
                "The database is not empty.", remedy="Make a new one (createdb); nothing is overwritten."
            )
    words = [
        "--exit-on-error",
        "--single-transaction",
        "--no-owner",
        "--no-privileges",
        f"--dbname={address}",
    ]
    _run("pg_restore", [*words, str(path)], {})
    with _opened(address) as reader:
        found = digest_tables(reader)
        wanted = manifest["tables"]
        differing = sorted(n for n in {*found, *wanted} if found.get(n) != wanted.get(n))
        if differing:
            raise BackupError(
                f"The restored database differs from the manifest in {', '.join(differing[:5])}.",
                remedy="Drop it, and take another copy of the backup.",
            )
        _put_keys(reader, shelf)


def _put_keys(writer: Any, shelf: keyshelf.Shelf) -> None:
    marks = ", ".join(["%s"] * len(keyshelf.COLUMNS))
    statement = f"INSERT INTO {keyshelf.TABLE} ({', '.join(keyshelf.COLUMNS)}) VALUES ({marks})"  # noqa: S608
    with psycopg.ClientCursor(writer) as rows:
        rows.executemany(statement, shelf.rows)
    writer.commit()


def _opened(address: str) -> Any:
    try:
        return psycopg.connect(address, options=EVERYWHERE)
    except psycopg.Error as problem:
        raise BackupError(f"The database cannot be reached: {str(problem).strip()[:300]}") from None
