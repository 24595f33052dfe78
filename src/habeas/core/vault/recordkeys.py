"""Record keys: one for each person, file or enquiry, wrapped by the compartment's data key; destroying it erases.

A model names in `key_subject` the attribute that holds its subject: `id` for a row that stands alone, `person_id`
for what belongs to a person. What was sealed under a destroyed key is unreadable wherever it lies: in the database,
in its write-ahead log, and in every backup, because backups keep the record keys apart (`core.backup.keyshelf`).
The destroyed row stays as a tombstone, so that nothing is ever sealed for that subject again.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from habeas.core.locks import wait_for
from habeas.core.vault.datakeys import LOOK_AGAIN_SECONDS, NONCE, VaultError, ring

FORMAT = 2
"""The first byte of a value sealed under a record key; 1 is a compartment's data key."""
CHUNK = 500
Place = tuple[UUID, UUID, int]


class Erased(VaultError):
    """The key was destroyed on purpose: the value is gone for good."""


class RecordKey(models.Model):
    """A wrapped AES-256 key of one subject; `wrapped_by` is the data key's version, no bytes means destroyed."""

    compartment = models.UUIDField()
    subject = models.UUIDField()
    version = models.PositiveSmallIntegerField(default=1)
    wrapped_by = models.PositiveSmallIntegerField()
    wrapped = models.BinaryField(null=True)
    made_at = models.DateTimeField(default=timezone.now)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "core"
        constraints = [
            models.UniqueConstraint(fields=["subject", "compartment", "version"], name="core_recordkey_once")
        ]

    def __str__(self) -> str:
        return f"record key {self.subject} v{self.version}"

    @property
    def binding(self) -> bytes:
        return f"habeas record key|{self.compartment}|{self.subject}|{self.version}".encode()

    @property
    def place(self) -> Place:
        return self.compartment, self.subject, self.version


@dataclass(frozen=True)
class Held:
    """A plain key in memory: for how long, and for a new one the commit hook that must still be waiting or done."""

    plain: bytes
    wrapped_by: int
    until: float
    marker: Callable[[], None] | None = None

    def is_good(self) -> bool:
        waiting = self.marker is None or any(entry[1] is self.marker for entry in connection.run_on_commit)
        return waiting and self.until > time.monotonic()


def subject_of(instance: models.Model) -> UUID | None:
    """The subject under whose key a row's protected fields are sealed; None for the compartment's own key."""
    name = getattr(type(instance), "key_subject", "")
    return getattr(instance, name) if name else None


def seal(compartment: UUID, subject: UUID, binding: bytes, plain: bytes) -> bytes:
    """Encrypt under the subject's newest key; raises Erased when it was destroyed."""
    version, key = _sealing(compartment, subject)
    header = bytes([FORMAT]) + version.to_bytes(2, "big")
    nonce = os.urandom(NONCE)
    return header + nonce + AESGCM(key).encrypt(nonce, plain, header + binding)


def unseal(compartment: UUID, subject: UUID, binding: bytes, sealed: bytes) -> bytes:
    """Decrypt what `seal` made; raises Erased, or VaultError when it was moved or altered."""
    header, nonce, body = sealed[:3], sealed[3 : 3 + NONCE], sealed[3 + NONCE :]
    key = _key(compartment, subject, int.from_bytes(header[1:], "big"))
    try:
        return AESGCM(key).decrypt(nonce, body, header + binding)
    except (InvalidTag, ValueError):
        raise VaultError(
            "A protected value was altered, or moved here from another row. Restore the record from a backup."
        ) from None


def is_current(compartment: UUID, subject: UUID, sealed: bytes) -> bool:
    """False when a newer key, or a newer data key around it, should seal this value; True for what is erased."""
    try:
        version, _plain = _sealing(compartment, subject)
    except Erased:
        return True
    return sealed[0] == FORMAT and int.from_bytes(sealed[1:3], "big") == version


def is_erased(compartment: UUID, subject: UUID) -> bool:
    """True when the subject's key was destroyed."""
    return RecordKey.objects.filter(compartment=compartment, subject=subject, wrapped=None).exists()


def erased_among(subjects: Iterable[UUID]) -> set[UUID]:
    """Those whose key was destroyed."""
    return set(
        RecordKey.objects.filter(subject__in=list(subjects), wrapped=None).values_list("subject", flat=True)
    )


def destroy(compartment: UUID, subject: UUID) -> int:
    """Destroy every key of a subject, leaving tombstones; returns how many keys there were.

    Waits for open transactions that made keys in the compartment: none of theirs comes to light afterwards.
    """
    wait_for(compartment)
    now = timezone.now()
    rows = RecordKey.objects.filter(compartment=compartment, subject=subject)
    count = rows.exclude(wrapped=None).update(wrapped=None, destroyed_at=now)
    if not rows.exists():
        RecordKey.objects.create(compartment=compartment, subject=subject, wrapped_by=0, destroyed_at=now)
    _forget_subject(compartment, subject)
    transaction.on_commit(lambda: _forget_subject(compartment, subject))
    return count


def forget(compartment: UUID, subjects: Iterable[UUID]) -> None:
    """Delete the keys of subjects that are gone themselves and never come back, so that no tombstone is needed."""
    for subject in list(subjects):
        RecordKey.objects.filter(compartment=compartment, subject=subject).delete()
        _forget_subject(compartment, subject)


def load(pairs: Iterable[tuple[UUID, UUID]]) -> None:
    """Take the keys of many (compartment, subject) into memory with few queries; the destroyed ones stay away."""
    wanted = sorted({subject for place, subject in pairs if not _is_held(place, subject)})
    for start in range(0, len(wanted), CHUNK):
        for row in RecordKey.objects.filter(subject__in=wanted[start : start + CHUNK]).exclude(wrapped=None):
            _hold(row, _unwrapped(row))


def _is_held(compartment: UUID, subject: UUID) -> bool:
    newest = _held_newest(compartment, subject)
    return newest is not None


def _held_newest(compartment: UUID, subject: UUID) -> tuple[int, Held] | None:
    """The newest key of a subject that this process made or read lately."""
    version = ring.newest_record_key.get((compartment, subject))
    held = ring.record_keys.get((compartment, subject, version)) if version else None
    return (version, held) if version and held is not None and held.is_good() else None


def _sealing(compartment: UUID, subject: UUID) -> tuple[int, bytes]:
    """Version and bytes of the key that seals now; the first is made on first use, another after a rotation."""
    active = ring.active_version(compartment)
    known = _held_newest(compartment, subject)
    if known is not None and known[1].wrapped_by == active:
        return known[0], known[1].plain
    newest = RecordKey.objects.filter(compartment=compartment, subject=subject).order_by("-version").first()
    if newest is not None and newest.wrapped is None:
        raise _erased()
    if newest is None or newest.wrapped_by != active:
        newest = _make(compartment, subject, newest.version + 1 if newest else 1, active)
    return newest.version, _key(*newest.place)


def _key(compartment: UUID, subject: UUID, version: int) -> bytes:
    held = ring.record_keys.get((compartment, subject, version))
    if held is not None and held.is_good():
        return held.plain
    row = RecordKey.objects.filter(compartment=compartment, subject=subject, version=version).first()
    if row is None:
        raise VaultError("The key of this record is missing from the database. Restore it from a backup.")
    return _hold(row, _unwrapped(row))


def _unwrapped(row: RecordKey) -> bytes:
    if row.wrapped is None:
        raise _erased()
    wrapped = bytes(row.wrapped)
    cipher = ring.cipher(row.compartment, row.wrapped_by)
    try:
        return cipher.decrypt(wrapped[:NONCE], wrapped[NONCE:], row.binding)
    except InvalidTag:
        raise VaultError("The key of this record was altered. Restore the database from a backup.") from None


def make_many(compartment: UUID, subjects: Iterable[UUID]) -> None:
    """The first keys of many new subjects in one statement a chunk; raises IntegrityError when one has a key."""
    wait_for(compartment, shared=True)
    active = ring.active_version(compartment)
    made = [_fresh(compartment, subject, 1, active) for subject in subjects]
    RecordKey.objects.bulk_create([row for row, _plain in made], batch_size=CHUNK)
    for row, plain in made:
        _hold_until_settled(row, plain)


def _make(compartment: UUID, subject: UUID, version: int, active: int) -> RecordKey:
    """A new key; when another process was first, its row. Rolled back, it is forgotten with its transaction."""
    wait_for(compartment, shared=True)
    if version > 1 and is_erased(compartment, subject):
        raise _erased()
    row, plain = _fresh(compartment, subject, version, active)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return RecordKey.objects.get(compartment=compartment, subject=subject, version=version)
    _hold_until_settled(row, plain)
    return row


def _fresh(compartment: UUID, subject: UUID, version: int, active: int) -> tuple[RecordKey, bytes]:
    row = RecordKey(compartment=compartment, subject=subject, version=version, wrapped_by=active)
    plain, nonce = secrets.token_bytes(32), os.urandom(NONCE)
    row.wrapped = nonce + ring.cipher(compartment, active).encrypt(nonce, plain, row.binding)
    return row, plain


def _hold_until_settled(row: RecordKey, plain: bytes) -> None:
    def settle() -> None:
        if row.place in ring.record_keys:
            _hold(row, plain)

    transaction.on_commit(settle)
    _hold(row, plain, settle if connection.in_atomic_block else None)


def _hold(row: RecordKey, plain: bytes, marker: Any = None) -> bytes:
    if len(ring.record_keys) > 50_000:
        ring.record_keys.clear()
    until = time.monotonic() + LOOK_AGAIN_SECONDS
    ring.record_keys[row.place] = Held(plain, row.wrapped_by, until, marker)
    newest = ring.newest_record_key
    newest[row.compartment, row.subject] = max(newest.get((row.compartment, row.subject), 0), row.version)
    return plain


def _forget_subject(compartment: UUID, subject: UUID) -> None:
    ring.newest_record_key.pop((compartment, subject), None)
    for place in [place for place in list(ring.record_keys) if place[:2] == (compartment, subject)]:
        ring.record_keys.pop(place, None)


def _erased() -> Erased:
    return Erased("The key of this record was destroyed: its protected content is erased for good.")
