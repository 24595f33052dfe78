"""Writing a backup: a consistent snapshot of the database, the files it names, and a manifest at the end."""

from __future__ import annotations

import fcntl
import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone

from habeas.core import audit
from habeas.core.actions import action, current
from habeas.core.actors import Actor
from habeas.core.backup import keyshelf, postgresql, seals
from habeas.core.backup.age_stream import BackupError, sealed_to
from habeas.core.backup.tables import Digest, digest_rows, digest_tables
from habeas.core.files.models import StoredFile
from habeas.core.rules import is_system
from habeas.core.vault import datakeys, escrow, keyfile

FORMAT = 3
LEFTOVER = "backup-"
Say = Callable[[str], None]


def write_backup(actor: Actor, out: Path, recipients: Sequence[str], say: Say) -> dict[str, Any]:
    """Write one encrypted backup to `out` and return its manifest; what is missing is listed in it.

    The key file is no part of it: whoever finds the backup and an identity still reads nothing protected. Nor are the
    record keys: they go into one file beside it, which replaces the one of the backup before (`keyshelf`).
    """
    named = escrow.recipients(recipients)
    if out.exists():
        raise BackupError(
            f"{out} exists already.", remedy="Choose another name; a backup is never overwritten."
        )
    if not out.parent.is_dir():
        raise BackupError(f"The folder {out.parent} does not exist.", remedy="Make it, or choose another.")
    datakeys.ring.check_fits()
    announce_backup(actor, recipients=len(named))
    audit.head.flush()
    head = audit.head.path.read_bytes() if audit.head.path.exists() else b""  # none newer than the snapshot
    with _snapshot() as snapshot:
        keyshelf.write(out.parent / keyshelf.NAME, snapshot.shelf, named, keyfile.current())
        with sealed_to(out, named) as stream:
            manifest = _pack(actor, stream, snapshot, head, say)
        audit.head.note_backup(snapshot.shelf.made_at)
    return manifest


@action("backup.write", rule=is_system)
def announce_backup(actor: Actor, target: None = None, *, recipients: int) -> None:
    """Write a backup of everything."""
    current().say(recipients=recipients, engine=connection.vendor)


@dataclass(frozen=True)
class Snapshot:
    """The database at one moment: a file without the record keys, those keys, and what its tables hold."""

    path: Path
    shelf: keyshelf.Shelf
    tables: dict[str, Digest]


@contextmanager
def _snapshot() -> Iterator[Snapshot]:
    """A copy of the database, in a folder that only we can read, gone afterwards."""
    sweep_leftovers()
    take = _of_postgresql if connection.vendor == "postgresql" else _of_sqlite
    with tempfile.TemporaryDirectory(prefix=LEFTOVER, dir=settings.DATA) as folder, _held(Path(folder)):
        yield take(Path(folder))


def sweep_leftovers() -> int:
    """Remove the plain copies that killed backups left behind, record keys in them; returns how many."""
    count = 0
    for folder in Path(settings.DATA).glob(f"{LEFTOVER}*"):
        with _held(folder) as free:
            if free:
                shutil.rmtree(folder, ignore_errors=True)
                count += 1
    return count


@contextmanager
def _held(folder: Path) -> Iterator[bool]:
    """True while nobody else holds the folder; who works in it holds it, and death lets go."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(descriptor)


def _of_postgresql(folder: Path) -> Snapshot:
    path = folder / "database.pgdump"
    with postgresql.snapshot() as (reader, moment):
        shelf = _shelf(postgresql.record_keys(reader))
        postgresql.dump(path, moment)
        tables = postgresql.digest_tables(reader, keyshelf.TABLE)
    return Snapshot(path, shelf, {**tables, keyshelf.TABLE: digest_rows(())})


def _of_sqlite(folder: Path) -> Snapshot:
    path = folder / "database.sqlite3"
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
    shelf = _shelf(keyshelf.take_from_sqlite(path))
    return Snapshot(path, shelf, digest_tables(path))


def _shelf(rows: list[keyshelf.Row]) -> keyshelf.Shelf:
    made_at = timezone.now().isoformat(timespec="seconds")
    return keyshelf.Shelf(made_at, keyfile.current().fingerprint, rows)


def _pack(actor: Actor, stream: Any, snapshot: Snapshot, head: bytes, say: Say) -> dict[str, Any]:
    keys = keyfile.current()
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "made_at": snapshot.shelf.made_at,
        "engine": connection.vendor,
        "key_fingerprint": keys.fingerprint,
        "master": keys.active,
        "tables": snapshot.tables,
        "record_keys": len(snapshot.shelf.rows),
        "members": {},
        "missing": [],
    }
    with tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        _add(archive, manifest, snapshot.path.name, snapshot.path)
        if head:
            _add_bytes(archive, "audit-head.json", head)
            manifest["members"]["audit-head.json"] = told_of(head)
        for number, name in enumerate(_stored_files(snapshot, actor), start=1):
            path = Path(settings.FILE_STORE) / name
            if path.is_file():
                _add(archive, manifest, f"files/{name}", path)
            else:
                manifest["missing"].append(name)
            if number % 500 == 0:
                say(f"  {number} files")
        _add_bytes(archive, "manifest.json", json.dumps(seals.seal(manifest, keys), indent=1).encode())
    return manifest


def _stored_files(snapshot: Snapshot, actor: Actor) -> list[str]:
    """Names, within the store, of the files that the snapshot knows of; erased ones have left it."""
    if connection.vendor == "postgresql":
        rows = StoredFile.objects.visible_to(actor).values_list("id", "location", "preview_location")
        return _names(rows, snapshot.shelf.erased)
    query = f"SELECT id, location, preview_location FROM {StoredFile._meta.db_table}"  # noqa: S608
    with closing(sqlite3.connect(snapshot.path)) as database:
        return _names(database.execute(query), snapshot.shelf.erased)


def _names(rows: Iterable[tuple[Any, ...]], erased: set[UUID]) -> list[str]:
    kept = [names for key, *names in rows if UUID(str(key)) not in erased]
    return sorted({name for pair in kept for name in pair if name})


def _add(archive: tarfile.TarFile, manifest: dict[str, Any], name: str, path: Path) -> None:
    size, digest = path.stat().st_size, hashlib.sha256()
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    with path.open("rb") as source:
        archive.addfile(member, _Digesting(source, digest))
    manifest["members"][name] = {"size": size, "sha256": digest.hexdigest()}


def _add_bytes(archive: tarfile.TarFile, name: str, body: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(body), 0o600
    archive.addfile(member, io.BytesIO(body))


def told_of(body: bytes) -> dict[str, Any]:
    """Size and digest of a member, as the manifest tells them."""
    return {"size": len(body), "sha256": hashlib.sha256(body).hexdigest()}


class _Digesting:
    """A file that is digested while it is read."""

    def __init__(self, source: Any, digest: Any) -> None:
        self._source, self._digest = source, digest

    def read(self, size: int = -1) -> bytes:
        body: bytes = self._source.read(size)
        self._digest.update(body)
        return body
