"""Record keys beside the backups: one small encrypted file that each backup replaces.

A backup without its record keys tells nothing of people and files. Because there is only ever one list of keys, the
newest, a key that was destroyed is gone for the backups made before as well: an older backup is restored with
today's keys.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from pyrage import DecryptError, decrypt, encrypt

from habeas.core.backup import seals
from habeas.core.backup.age_stream import BackupError
from habeas.core.vault.keyfile import KeyFile
from habeas.core.vault.recordkeys import RecordKey

NAME = "record-keys.age"
FORMAT = 2
TABLE = RecordKey._meta.db_table
COLUMNS = tuple(field.column for field in RecordKey._meta.concrete_fields)
Row = list[Any]


@dataclass(frozen=True)
class Shelf:
    """The record keys of a database at one moment, still wrapped; destroyed ones have no bytes."""

    made_at: str
    key_fingerprint: str
    rows: list[Row]

    @property
    def erased(self) -> set[UUID]:
        """The subjects whose keys are destroyed."""
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in self.rows]
        return {UUID(str(row["subject"])) for row in rows if row["wrapped"] is None}

    def dumps(self, keys: KeyFile) -> bytes:
        """The list as it is encrypted, sealed under the key file; bytes are written in hexadecimal."""
        rows = [
            [{"hex": value.hex()} if isinstance(value, bytes) else value for value in row]
            for row in self.rows
        ]
        told = {"format": FORMAT, "made_at": self.made_at, "key_fingerprint": self.key_fingerprint}
        return json.dumps(seals.seal({**told, "columns": COLUMNS, "rows": rows}, keys)).encode()

    @classmethod
    def loads(cls, body: bytes, keys: KeyFile | None, source: Path) -> Shelf:
        """Read what `dumps` wrote, its seal first; raises BackupError naming `source`."""
        try:
            told = json.loads(body)
            if told["format"] != FORMAT or tuple(told["columns"]) != COLUMNS:
                raise BackupError(f"{source} was written by another version of habeas.")
            seals.check(told, keys, source)
            rows = [
                [bytes.fromhex(v["hex"]) if isinstance(v, dict) else v for v in row] for row in told["rows"]
            ]
            return cls(str(told["made_at"]), str(told["key_fingerprint"]), rows)
        except (ValueError, KeyError, TypeError):
            raise BackupError(f"{source} holds no record keys.") from None


def write(path: Path, shelf: Shelf, recipients: Sequence[Any], keys: KeyFile) -> None:
    """Replace the file; whoever may restore the backup may open it."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with partial.open("xb") as out:
            os.chmod(partial, 0o600)
            out.write(encrypt(shelf.dumps(keys), list(recipients)))
            out.flush()
            os.fsync(out.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def read(path: Path, identities: Sequence[Any], keys: KeyFile | None) -> Shelf:
    """Open the file; raises BackupError when it is missing, damaged, forged or made for somebody else."""
    if not path.is_file():
        raise BackupError(
            f"The record keys are missing: there is no {path}.",
            remedy="Put the newest record-keys.age beside the backup, or name it with --record-keys.",
        )
    try:
        return Shelf.loads(bytes(decrypt(path.read_bytes(), list(identities))), keys, path)
    except DecryptError as problem:
        raise BackupError(
            f"{path} does not open with this identity, or it is damaged ({problem}).",
            remedy="Use the identity of a recipient, or another copy of the newest record keys.",
        ) from None


def check_fits(shelf: Shelf, manifest: dict[str, Any], path: Path, newest: str = "") -> None:
    """Refuse keys of another database, and keys older than the backup: what came later would be unreadable.

    `newest` is when the newest backup was made, if that is known: keys from before could open what was erased since.
    """
    if shelf.key_fingerprint != manifest["key_fingerprint"]:
        raise BackupError(
            f"{path} belongs to another database.", remedy="Find the one written with this backup."
        )
    if datetime.fromisoformat(shelf.made_at) < datetime.fromisoformat(manifest["made_at"]):
        raise BackupError(f"{path} is older than the backup.", remedy="Use the newest record-keys.age.")
    if newest and datetime.fromisoformat(shelf.made_at) < datetime.fromisoformat(newest):
        raise BackupError(
            f"{path} is of {shelf.made_at}, and there is a newer one of {newest}: with these keys what was erased in "
            "between would open again.",
            remedy="Use the newest record-keys.age. Only if it is lost: --older-keys, and erase again.",
        )


def take_from_sqlite(path: Path) -> list[Row]:
    """The rows of a copy of the database, and leave none of them in it."""
    with closing(sqlite3.connect(path)) as copy:
        copy.execute("PRAGMA secure_delete=ON")
        rows = [list(row) for row in copy.execute(f"SELECT {', '.join(COLUMNS)} FROM {TABLE} ORDER BY id")]  # noqa: S608
        copy.execute(f"DELETE FROM {TABLE}")  # noqa: S608
        copy.commit()
    return rows


def put_into_sqlite(path: Path, shelf: Shelf) -> None:
    """Give a restored database the keys of today."""
    marks = ", ".join("?" * len(COLUMNS))
    with closing(sqlite3.connect(path)) as database:
        database.executemany(f"INSERT INTO {TABLE} ({', '.join(COLUMNS)}) VALUES ({marks})", shelf.rows)  # noqa: S608
        database.commit()
