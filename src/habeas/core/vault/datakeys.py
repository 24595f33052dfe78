"""Data keys: one per compartment and version, wrapped by the master key of the key file."""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from habeas.core.actors import ROOT_COMPARTMENT
from habeas.core.errors import HabeasError
from habeas.core.vault import keyfile

NONCE = 12


class VaultError(HabeasError):
    """A protected value cannot be read or written; the text says why and what to do."""


class DataKey(models.Model):
    """A wrapped AES-256 key. `version` counts per compartment (0 is its index key); a destroyed key has no bytes."""

    compartment = models.UUIDField()
    version = models.PositiveSmallIntegerField()
    master = models.PositiveSmallIntegerField()
    fingerprint = models.CharField(max_length=16)
    wrapped = models.BinaryField(null=True)
    made_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "core"
        constraints = [models.UniqueConstraint(fields=["compartment", "version"], name="core_datakey_once")]

    def __str__(self) -> str:
        return f"data key {self.compartment} v{self.version}"

    @property
    def binding(self) -> bytes:
        return f"habeas data key|{self.compartment}|{self.version}".encode()


def wrong_key_file(found: str, wanted: str) -> VaultError:
    return VaultError(
        f"The key file {found} does not belong to this database ({wanted} does). "
        "Put the right one back, or restore it from a custodian: habeas keys recover."
    )


def wrap(key: DataKey, plain: bytes, keys: keyfile.KeyFile) -> None:
    """Wrap `plain` under the active master key into the row."""
    nonce = os.urandom(NONCE)
    key.master, key.fingerprint = keys.active, keys.fingerprint
    key.wrapped = nonce + AESGCM(keys.masters[keys.active]).encrypt(nonce, plain, key.binding)


def unwrap(key: DataKey, keys: keyfile.KeyFile) -> bytes:
    """The plain key of a row; raises VaultError when the key file is another one or the key destroyed."""
    if key.wrapped is None:
        raise VaultError("The key of this record was destroyed: its protected content is erased for good.")
    if key.fingerprint != keys.fingerprint:
        raise wrong_key_file(keys.fingerprint, key.fingerprint)
    wrapped = bytes(key.wrapped)
    try:
        return AESGCM(keys.masters[key.master]).decrypt(wrapped[:NONCE], wrapped[NONCE:], key.binding)
    except (KeyError, InvalidTag):
        raise VaultError(
            f"Data key version {key.version} was wrapped by master key {key.master}, which the key file lacks "
            "or which was altered. Restore the key file from a custodian: habeas keys recover."
        ) from None


LOOK_AGAIN_SECONDS = 30.0
INDEX_KEY = 0
"""The version number of a compartment's index key: it makes blind indexes and encrypts nothing."""


class KeyRing:
    """Unwrapped data keys in memory.

    A key made in a transaction that is later rolled back must not survive it: nobody could ever unwrap what it
    encrypted. Such a key is held only while the commit hook that was registered with it is still waiting.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._plain: dict[tuple[UUID, int], bytes] = {}
        self._active: dict[UUID, tuple[int, float]] = {}
        self._unsettled: dict[tuple[UUID, int], Callable[[], None]] = {}
        self._fits = False
        self.record_keys: dict[tuple[UUID, UUID, int], Any] = {}  # of `recordkeys`, forgotten with the others
        self.newest_record_key: dict[tuple[UUID, UUID], int] = {}

    def forget(self) -> None:
        """Drop every key, so that the next use reads database and key file again."""
        with self._lock:
            self._plain.clear()
            self._active.clear()
            self._unsettled.clear()
            self._fits = False
            self.record_keys.clear()
            self.newest_record_key.clear()

    def check_fits(self) -> None:
        """Refuse a key file that belongs to another database, once a process, before anything is written."""
        if self._fits:
            return
        mine = keyfile.current().fingerprint
        other = DataKey.objects.exclude(fingerprint=mine).values_list("fingerprint", flat=True).first()
        if other is not None:
            raise wrong_key_file(mine, other)
        self.active_version(ROOT_COMPARTMENT)
        self._fits = True

    def cipher(self, compartment: UUID, version: int) -> AESGCM:
        """The cipher of one data key version; raises VaultError when there is none."""
        if version == INDEX_KEY:
            raise VaultError("A protected value is damaged. Restore the record from a backup.")
        return AESGCM(self._key(compartment, version))

    def index_key(self, compartment: UUID) -> bytes:
        """The compartment's key for blind indexes; made on first use, kept through every rotation."""
        known = (compartment, INDEX_KEY) in self._plain and self._settled(compartment, INDEX_KEY)
        if not known and not DataKey.objects.filter(compartment=compartment, version=INDEX_KEY).exists():
            self._make(compartment, INDEX_KEY)
        return self._key(compartment, INDEX_KEY)

    def active_version(self, compartment: UUID) -> int:
        """The version that encrypts now; the first is made on first use, a rotation elsewhere seen in a minute."""
        version, until = self._active.get(compartment, (0, 0.0))
        if until < time.monotonic() or not self._settled(compartment, version):
            newest = _encrypting(compartment).order_by("-version").first()
            version = (newest or self._make(compartment, 1)).version
            self._remember(compartment, version)
        return version

    def _remember(self, compartment: UUID, version: int) -> None:
        self._active[compartment] = version, time.monotonic() + LOOK_AGAIN_SECONDS

    def rotate(self, compartment: UUID) -> int:
        """Start a new version; older ones still decrypt."""
        self._active.pop(compartment, None)
        version = self.active_version(compartment) + 1
        _encrypting(compartment).filter(retired_at=None).update(retired_at=timezone.now())
        self._make(compartment, version)
        self._remember(compartment, version)
        return version

    def _key(self, compartment: UUID, version: int) -> bytes:
        plain = self._plain.get((compartment, version))
        if plain is None or not self._settled(compartment, version):
            key = DataKey.objects.filter(compartment=compartment, version=version).first()
            if key is None:
                raise VaultError(
                    f"Data key version {version} of this compartment is missing from the database."
                )
            plain = self._plain[compartment, version] = unwrap(key, keyfile.holding(key.master))
        return plain

    def _settled(self, compartment: UUID, version: int) -> bool:
        """True when the key's row is committed, or its transaction is still open on this connection."""
        marker = self._unsettled.get((compartment, version))
        return marker is None or any(entry[1] is marker for entry in connection.run_on_commit)

    def _make(self, compartment: UUID, version: int) -> DataKey:
        """A new row; when another process was first, its row.

        The key file is read again first: a master key that was retired meanwhile must wrap nothing.
        """
        lock_keys()
        keyfile.forget()
        key = DataKey(compartment=compartment, version=version)
        plain = secrets.token_bytes(32)
        wrap(key, plain, keyfile.current())
        try:
            with transaction.atomic():
                key.save(force_insert=True)
        except IntegrityError:
            return DataKey.objects.get(compartment=compartment, version=version)
        place = compartment, version

        def settle() -> None:
            self._unsettled.pop(place, None)

        self._unsettled[place] = settle
        self._plain[place] = plain
        transaction.on_commit(settle)
        return key


def _encrypting(compartment: UUID) -> models.QuerySet[DataKey]:
    return DataKey.objects.filter(compartment=compartment, version__gt=INDEX_KEY)


ring = KeyRing()


def lock_keys() -> None:
    """Let one transaction at a time make or rewrap keys (SQLite has one writer anyway)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(4841626562)")


def rewrap_all(old: keyfile.KeyFile, new: keyfile.KeyFile) -> int:
    """Wrap every data key under `new`'s active master, inside one transaction; returns how many."""
    lock_keys()
    count = 0
    for key in DataKey.objects.exclude(wrapped=None).order_by("pk"):
        wrap(key, unwrap(key, old), new)
        key.save(update_fields=["master", "fingerprint", "wrapped"])
        count += 1
    return count


def seal(compartment: UUID, binding: bytes, plain: bytes) -> bytes:
    """Encrypt: format byte, key version (2 bytes), nonce, AES-256-GCM; `binding` names table, row and field."""
    version = ring.active_version(compartment)
    header = b"\x01" + version.to_bytes(2, "big")
    nonce = os.urandom(NONCE)
    return header + nonce + ring.cipher(compartment, version).encrypt(nonce, plain, header + binding)


def unseal(compartment: UUID, binding: bytes, sealed: bytes) -> bytes:
    """Decrypt what `seal` made; raises VaultError when it was moved, swapped or altered."""
    if len(sealed) < 3 + NONCE + 16 or sealed[0] != 1:
        raise VaultError("A protected value is damaged. Restore the record from a backup.")
    header, nonce, body = sealed[:3], sealed[3 : 3 + NONCE], sealed[3 + NONCE :]
    cipher = ring.cipher(compartment, int.from_bytes(header[1:], "big"))
    try:
        return cipher.decrypt(nonce, body, header + binding)
    except InvalidTag:
        raise VaultError(
            "A protected value was altered, or moved here from another row. Restore the record from a backup."
        ) from None


def key_version(sealed: bytes) -> int:
    """The data key version a sealed value was encrypted under."""
    return int.from_bytes(sealed[1:3], "big")
