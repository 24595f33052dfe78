"""The signed end of the audit trail, in a file outside the database.

The head moves forward only, and only from a row that the chain still holds: when the row it names is gone or another,
somebody cut or rewrote the trail. Then the file stays as it is, as evidence, and everything that looks says so.
"""

from __future__ import annotations

import fcntl
import hmac
import json
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connections

from habeas.core.durable import replace_durably
from habeas.core.vault import keyfile

HEAD_LAG_SECONDS = 10.0
BEGINNING = 20
"""So many rows a trail may have before it must have a head: the first is written with the first row."""
End = tuple[int, bytes]
log = logging.getLogger(__name__)


class Head:
    """Number and mac of the last row known, signed; `mac_of` gives the mac of a row that is in the database."""

    def __init__(self, mac_of: Callable[[int], bytes | None]) -> None:
        self._mac_of = mac_of
        self._lock = threading.Lock()
        self._known: End | None = None
        self._written: End | None = None
        self._written_at = 0.0
        self._timer: threading.Timer | None = None

    @property
    def path(self) -> Path:
        return Path(settings.AUDIT_HEAD_FILE)

    def advance(self, seq: int, mac: bytes) -> None:
        """Remember the newest row and write it, at most once in ten seconds."""
        with self._lock:
            if self._known is None or seq > self._known[0]:
                self._known = (seq, bytes(mac))
            wait = self._written_at + HEAD_LAG_SECONDS - time.monotonic()
            if self._written_at and wait > 0:
                self._schedule(wait)
                return
        self.flush()

    def _schedule(self, wait: float) -> None:
        if self._timer is None:
            self._timer = threading.Timer(wait, self._flush_later)
            self._timer.daemon = True
            self._timer.start()

    def _flush_later(self) -> None:
        try:
            self.flush()
        finally:
            connections.close_all()  # those of the timer's own thread

    def flush(self) -> None:
        """Write the newest known row to the file, unless the chain lacks the row that stands there."""
        with self._lock:
            self._timer = None
            if self._known is None or self._known == self._written:
                return
            self._written_at = time.monotonic()
            # A head that does not fit is evidence. Where the disk is full, what was done is committed, and the next
            # action tries again.
            try:
                with self._alone():
                    self._carry_on(*self._known)
            except (ValueError, OSError, DatabaseError) as problem:
                log.error("The head of the audit trail is not written: %s", problem)

    def _carry_on(self, seq: int, mac: bytes) -> None:
        stored = self.read()
        if broken := self.broken(stored, seq):
            raise ValueError(broken)
        if stored is None or stored[0] < seq:
            self._replace(seq, mac)
        self._written = seq, mac

    def broken(self, stored: End | None, last: int) -> str:
        """Why a chain whose last row is `last` does not continue this head; "" when it does."""
        if stored is None:
            return missing(last) if last > BEGINNING else ""
        return differing(stored, self._mac_of(stored[0]), last)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time compares and replaces the file."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)

    def begin_anew(self) -> Path | None:
        """Sign the newest known row whatever the file says; returns where the former file is kept."""
        with self._lock, self._alone():
            if self._known is None:
                raise ValueError("No row of the trail is known to sign.")
            kept = None
            if self.path.exists():
                kept = self.path.with_name(f"{self.path.name}.kept-{int(time.time())}")
                kept.write_bytes(self.path.read_bytes())
            self._replace(*self._known)
            self._written = self._known
            return kept

    def _replace(self, seq: int, mac: bytes) -> None:
        body = {"seq": seq, "mac": mac.hex(), "signature": self._sign(seq, mac)}
        replace_durably(self.path, json.dumps({**backup_note(self.path), **body}))

    def note_backup(self, made_at: str) -> None:
        """Keep with the head when the newest backup was made: a restore refuses record keys from before."""
        with self._lock, self._alone():
            if self.path.exists():
                note = {"backup": made_at, "backup_signature": _sign_backup(keyfile.fresh(), made_at)[0]}
                replace_durably(self.path, json.dumps({**json.loads(self.path.read_text()), **note}))

    def read(self, path: Path | None = None) -> End | None:
        """The head on file; None when there is none; raises ValueError when its signature is wrong."""
        path = path or self.path
        try:
            body = json.loads(path.read_text())
            seq, mac, signature = int(body["seq"]), bytes.fromhex(body["mac"]), str(body["signature"])
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError) as broken:
            raise ValueError(f"{path} is damaged: {broken}.") from None
        if not keyfile.is_signature(signature, self._sign(seq, mac)):
            raise ValueError(f"The signature in {path} is wrong.")
        return seq, mac

    @staticmethod
    def _sign(seq: int, mac: bytes) -> str:
        return hmac.digest(keyfile.fresh().audit_key_of(seq), b"head:%d:" % seq + mac, "sha256").hex()

    def forget(self) -> None:
        """Drop what is known of the chain (another database is opened, as tests do)."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._timer, self._known, self._written, self._written_at = None, None, None, 0.0


def _sign_backup(keys: keyfile.KeyFile, made_at: str) -> list[str]:
    """The signatures under each key of the trail, the newest first."""
    told = b"newest backup:" + made_at.encode("utf-8", "surrogatepass")
    return [hmac.digest(key, told, "sha256").hex() for _until, key in reversed(keys.audit_keys)]


def backup_note(path: Path) -> dict[str, str]:
    """What a head says of the newest backup; nothing when there is no head, or it says nothing."""
    try:
        body = json.loads(path.read_text())
        return {name: str(body[name]) for name in ("backup", "backup_signature")}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def newest_backup(path: Path, keys: keyfile.KeyFile) -> str:
    """When the newest backup was made (ISO 8601), as a head tells it; "" when nobody who has the key said so."""
    note = backup_note(path)
    fitting = _sign_backup(keys, note["backup"]) if note else []
    signed = any(keyfile.is_signature(note["backup_signature"], one) for one in fitting)
    return note["backup"] if signed else ""


def missing(last: int) -> str:
    """What is said of a chain without a head."""
    return f"The signed head is missing, though the trail has {last} rows: a cut end would not be noticed."


def differing(stored: End, mac: bytes | None, last: int) -> str:
    """What is said of a chain that lacks the head's row (`mac` None) or holds another; "" when they agree."""
    if mac is None:
        return f"The end is cut: the head on file is row {stored[0]}, the last row is {last}."
    if mac != stored[1]:
        return f"Row {stored[0]} differs from the head on file: the chain was rewritten."
    return ""
