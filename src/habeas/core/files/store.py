"""The encrypted file store: what lies on disk is ciphertext under random names.

Format `HBF1`: 4 bytes magic, 4 bytes chunk size (big-endian), then chunks of AES-256-GCM under a key of the file's
own. Chunk n has the nonce n (11 bytes) and one byte that is 1 on the last chunk alone; its associated data are the
header and the file's id. A chunk that was changed, swapped, left out, repeated, cut off, or moved here from another
file does not open. The file's key lies sealed in its database row, so that rotation re-seals rows, not files.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from habeas.core.durable import settle
from habeas.core.errors import HabeasError

MAGIC = b"HBF1"
CHUNK = 1 << 18
TAG = 16
LAST = 1


class StoreError(HabeasError):
    """A stored file cannot be read; the text says why and what to do."""


@dataclass(frozen=True)
class Kept:
    """Where a file went, and what it was."""

    location: str
    size: int
    sha256: str


def new_location() -> str:
    """A random name within the store: two letters of folder, thirty of file."""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name[2:]}"


def path_of(location: str) -> Path:
    return Path(settings.FILE_STORE) / location


def keep(source: Iterable[bytes], key: bytes, file_id: UUID) -> Kept:
    """Encrypt a stream into a new file of the store, on disk before this returns; nothing is left on an error."""
    location = new_location()
    path = path_of(location)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = path.with_suffix(".partial")
    digest, size = hashlib.sha256(), 0
    try:
        with partial.open("xb") as out:
            os.chmod(partial, 0o600)
            for piece in _encrypted(_measured(source, digest), key, file_id):
                out.write(piece)
                size += len(piece)
            out.flush()
            os.fsync(out.fileno())
        partial.replace(path)
        settle(path.parent)
        settle(path.parent.parent)
    finally:
        partial.unlink(missing_ok=True)
    return Kept(location, _plain_size(size), digest.hexdigest())


def _measured(source: Iterable[bytes], digest: hashlib._Hash) -> Iterator[bytes]:
    for piece in source:
        digest.update(piece)
        yield piece


def _encrypted(source: Iterable[bytes], key: bytes, file_id: UUID) -> Iterator[bytes]:
    header = MAGIC + CHUNK.to_bytes(4, "big")
    cipher, bound, number, waiting = AESGCM(key), header + file_id.bytes, 0, b""
    yield header
    for piece in source:
        waiting += piece
        while len(waiting) > CHUNK:
            yield cipher.encrypt(_nonce(number, 0), waiting[:CHUNK], bound)
            waiting, number = waiting[CHUNK:], number + 1
    yield cipher.encrypt(_nonce(number, LAST), waiting, bound)


def _nonce(number: int, last: int) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _plain_size(stored: int) -> int:
    body = stored - len(MAGIC) - 4
    return body - TAG * -(-body // (CHUNK + TAG))


def read(location: str, key: bytes, file_id: UUID) -> Iterator[bytes]:
    """The file's plain chunks; raises StoreError when it is missing, altered, cut or another file's.

    The first chunk is opened at once, so that most of what can be wrong is told before an answer has begun.
    """
    chunks = _read(location, key, file_id)
    return itertools.chain((next(chunks),), chunks)


def _read(location: str, key: bytes, file_id: UUID) -> Iterator[bytes]:
    try:
        with path_of(location).open("rb") as source:
            yield from _decrypted(source, key, file_id)
    except FileNotFoundError:
        raise StoreError(
            "The file is missing from the file store.", remedy="Restore it from a backup (habeas restore)."
        ) from None


def _decrypted(source: BinaryIO, key: bytes, file_id: UUID) -> Iterator[bytes]:
    header = source.read(8)
    if header[:4] != MAGIC or len(header) != 8:
        raise _altered()
    size = int.from_bytes(header[4:], "big") + TAG
    cipher, bound, number = AESGCM(key), header + file_id.bytes, 0
    if size > 1 << 26:
        raise _altered()
    chunk = source.read(size)
    while True:
        following = source.read(size)
        last = 0 if following else LAST
        try:
            yield cipher.decrypt(_nonce(number, last), chunk, bound)
        except InvalidTag:
            raise _altered() from None
        if last:
            return
        chunk, number = following, number + 1


def _altered() -> StoreError:
    return StoreError(
        "The stored file was altered or cut short.", remedy="Restore it from a backup (habeas restore)."
    )


def discard(location: str) -> None:
    """Take a file out of the store: one whose record was never committed."""
    path_of(location).unlink(missing_ok=True)
