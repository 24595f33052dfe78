"""Restoring a backup into an empty folder: everything is compared before the folder gets its name."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from habeas.core.backup import keyshelf, postgresql, seals
from habeas.core.backup.age_stream import BackupError, opened_with
from habeas.core.backup.tables import digest_tables
from habeas.core.backup.writing import FORMAT
from habeas.core.trail_head import newest_backup
from habeas.core.vault import escrow
from habeas.core.vault.keyfile import KeyFile

MEMBER = re.compile(
    r"database\.(sqlite3|pgdump)|audit-head\.json|manifest\.json|files/[0-9a-f]{2}/[0-9a-f]{30}"
)
PLACES = {"database.sqlite3": "habeas.sqlite3"}


@dataclass(frozen=True)
class Trust:
    """What a backup must prove itself by: the key file or its deposit, and the newest head of the trail at hand.

    Left out they are those of this installation. `unsealed` and `older_keys` are the explicit words for doing without.
    """

    key: Path | None = None
    head: Path | None = None
    unsealed: bool = False
    older_keys: bool = False

    def newest(self, keys: KeyFile | None) -> str:
        """When the newest backup that anybody knows of was made; "" when nobody says, or it was said not to ask."""
        if keys is None or self.older_keys:
            return ""
        return newest_backup(self.head or Path(settings.AUDIT_HEAD_FILE), keys)


def restore_backup(
    backup: Path,
    identity: Path,
    folder: Path,
    *,
    shelf: Path | None = None,
    database: str = "",
    trust: Trust | None = None,
) -> dict[str, Any]:
    """Restore into `folder`, which must be new or empty; returns the manifest.

    `shelf` is the newest list of record keys (beside the backup when left out); `database` the address of an empty
    PostgreSQL database for a backup of one; `trust` what the backup is held against. Raises BackupError and leaves
    nothing behind in the folder when the backup is damaged, cut short, forged, made for somebody else, or differs from
    its manifest in any table or file.
    """
    identities, trust = escrow.identities(identity), trust or Trust()
    _check_places(backup, folder)
    keys_path = shelf or backup.parent / keyshelf.NAME
    partial = folder.with_name(f".{folder.name}.{os.getpid()}.partial")
    partial.mkdir(parents=True, mode=0o700)
    try:
        with opened_with(backup, identities) as stream:
            found = _unpack(stream, partial, backup)
        manifest = _manifest(partial, backup)
        key = None if trust.unsealed else seals.key_for(manifest["key_fingerprint"], trust.key, identities)
        seals.check(manifest, key, backup)
        keys = keyshelf.read(keys_path, identities, key)
        keyshelf.check_fits(keys, manifest, keys_path, trust.newest(key))
        _compare(partial, manifest, found, backup)
        _bring_back(partial, manifest, keys, database)
        if folder.exists():
            folder.rmdir()
        partial.replace(folder)
        return manifest
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _check_places(backup: Path, folder: Path) -> None:
    if not backup.is_file():
        raise BackupError(f"There is no backup at {backup}.", remedy="Look at the name.")
    if folder.exists() and any(folder.iterdir()):
        raise BackupError(
            f"{folder} is not empty.", remedy="Restore into a new folder; nothing is overwritten."
        )


def _bring_back(folder: Path, manifest: dict[str, Any], keys: keyshelf.Shelf, database: str) -> None:
    """Put the keys of today to the rows of then; on PostgreSQL load the rows first."""
    if manifest["engine"] != "postgresql":
        keyshelf.put_into_sqlite(folder / PLACES["database.sqlite3"], keys)
        return
    if not database:
        raise BackupError(
            "This is a backup of PostgreSQL.", remedy="Name an empty database: --database postgresql://…/NEW."
        )
    dumped = folder / "database.pgdump"
    postgresql.load(database, dumped, manifest, keys)
    dumped.unlink()


def _unpack(stream: Any, folder: Path, backup: Path) -> dict[str, dict[str, Any]]:
    """Write every member to its place; returns their sizes and digests."""
    found: dict[str, dict[str, Any]] = {}
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for member in archive:
            if not member.isreg() or not MEMBER.fullmatch(member.name) or member.name in found:
                raise BackupError(f"{backup} holds '{member.name[:80]}', which no backup of habeas holds.")
            found[member.name] = _write(archive, member, _place(folder, member.name))
    return found


def _place(folder: Path, name: str) -> Path:
    path = folder / PLACES.get(name, name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def _write(archive: tarfile.TarFile, member: tarfile.TarInfo, path: Path) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    source = archive.extractfile(member)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        while source is not None and (piece := source.read(1 << 20)):
            digest.update(piece)
            size += len(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    return {"size": size, "sha256": digest.hexdigest()}


def _manifest(folder: Path, backup: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
        known = manifest["format"] == FORMAT
    except (OSError, ValueError, KeyError, TypeError):
        raise BackupError(f"{backup} has no manifest: it is not whole.") from None
    if not known:
        raise BackupError(f"{backup} has format {manifest['format']}; this version reads {FORMAT}.")
    return manifest


def _compare(folder: Path, manifest: dict[str, Any], found: dict[str, dict[str, Any]], backup: Path) -> None:
    found.pop("manifest.json")
    differing = [
        name for name in {*found, *manifest["members"]} if found.get(name) != manifest["members"].get(name)
    ]
    database = folder / PLACES["database.sqlite3"]
    if not differing and database.exists():
        tables = digest_tables(database)
        differing = [n for n in {*tables, *manifest["tables"]} if tables.get(n) != manifest["tables"].get(n)]
    if differing:
        raise BackupError(f"{backup} differs from its manifest in {', '.join(sorted(differing)[:5])}.")
