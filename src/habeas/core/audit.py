"""The audit trail: one hash-chained row an action, refused attempts and protected reads included.

Row n carries HMAC-SHA256(key, mac of row n-1 || canonical bytes of row n). The head (last number and mac) is
also kept, signed, in a file outside the database; it may lag ten seconds.
"""

from __future__ import annotations

import atexit
import hashlib
import hmac
import json
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from habeas.core import policies
from habeas.core import scope as scopes
from habeas.core.actors import Actor, system_actor
from habeas.core.durable import replace_durably
from habeas.core.querysets import Manager
from habeas.core.vault import datakeys, keyfile

GENESIS = hashlib.sha256(b"habeas audit trail, first row").digest()
COLUMNS = (
    "seq",
    "at",
    "actor",
    "label",
    "via",
    "action",
    "outcome",
    "model",
    "record",
    "compartment",
    "detail",
)
HEAD_LAG_SECONDS = 10.0
BATCH = 20_000
_CHAIN = scopes.Scope(system_actor("keep the trail"))


class AuditRow(models.Model):
    """One action, done or refused. `at` counts microseconds since 1970 in UTC."""

    scope_rule: ClassVar[Any] = scopes.ByCapability("audit.read")
    written_by_actions: ClassVar[bool] = True
    append_only: ClassVar[bool] = True

    seq = models.BigIntegerField(primary_key=True)
    at = models.BigIntegerField(db_index=True)
    actor = models.CharField(max_length=36, db_index=True)
    label = models.CharField(max_length=200)
    via = models.CharField(max_length=20)
    action = models.CharField(max_length=60, db_index=True)
    outcome = models.CharField(max_length=10)
    model = models.CharField(max_length=60)
    record = models.CharField(max_length=36, db_index=True)
    compartment = models.CharField(max_length=36)
    detail = models.TextField()
    mac = models.BinaryField(max_length=32)

    objects = Manager()

    class Meta:
        app_label = "core"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.outcome}"

    @property
    def moment(self) -> Any:
        return datetime.fromtimestamp(self.at / 1_000_000, tz=timezone.get_current_timezone())


def digest(text: str) -> str:
    """A keyed digest of values, so that a change can be proved and no value guessed from it."""
    return next(digests([text]))


def digests(texts: Iterable[str]) -> Iterator[str]:
    """The digest of each text."""
    mac = sealer_of(keyfile.current().audit_values_key).mac
    for text in texts:
        yield mac(text.encode()).hex()[:32]


def canonical(values: Iterable[Any]) -> bytes:
    """The bytes of a row that its mac covers: its columns in order, unit-separated."""
    return "\x1f".join(map(str, values)).encode()


class Sealer:
    """HMAC-SHA256 under one key, its two key blocks hashed once: half the time of a call that starts anew."""

    def __init__(self, key: bytes) -> None:
        block = key.ljust(64, b"\0")
        self._inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block))
        self._outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in block))

    def mac(self, message: bytes) -> bytes:
        """HMAC-SHA256(key, message), 32 bytes."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(message)
        outer.update(inner.digest())
        return outer.digest()


@lru_cache(maxsize=4)
def sealer_of(key: bytes) -> Sealer:
    """The sealer under a key, made once."""
    return Sealer(key)


def append(*, actor: Actor, detail: dict[str, Any], **values: str) -> None:
    """Write the next row; the last statement of the action's transaction."""
    datakeys.ring.check_fits()
    if connection.vendor == "postgresql":
        _lock_chain()
    last = _last_row()
    seq, previous = (last[0] + 1, bytes(last[1])) if last else (1, GENESIS)
    row = AuditRow(
        seq=seq,
        at=time.time_ns() // 1000,
        actor=str(actor.id),
        label=actor.label.replace("\x1f", " ")[:200],
        detail=json.dumps(detail, sort_keys=True, separators=(",", ":"), default=str),
        **values,
    )
    body = canonical(getattr(row, name) for name in COLUMNS)
    row.mac = hmac.digest(keyfile.current().audit_key, previous + body, "sha256")
    AuditRow.objects.bulk_create([row])
    transaction.on_commit(lambda: head.advance(row.seq, row.mac))


def _lock_chain() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(4841626561)")


def _last_row() -> tuple[int, bytes] | None:
    table = connection.ops.quote_name(AuditRow._meta.db_table)
    with policies.statement(_CHAIN), connection.cursor() as cursor:
        cursor.execute(f"SELECT seq, mac FROM {table} ORDER BY seq DESC LIMIT 1")  # noqa: S608
        return cursor.fetchone()


class Head:
    """The signed end of the chain in a file outside the database; moves forward only."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: tuple[int, bytes] | None = None
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
            self._timer = threading.Timer(wait, self.flush)
            self._timer.daemon = True
            self._timer.start()

    def flush(self) -> None:
        """Write the newest known row to the file."""
        with self._lock:
            self._timer = None
            if self._known is None:
                return
            self._written_at = time.monotonic()
            seq, mac = self._known
            try:
                stored = self.read()
                if stored is None or stored[0] < seq:
                    self._replace(seq, mac)
            except (ValueError, OSError) as problem:  # a damaged head may be evidence: `verify` reports it;
                # and where the disk is full, what was done is committed, and the next action tries again
                logging.getLogger(__name__).error("The head of the audit trail is not written: %s", problem)

    def _replace(self, seq: int, mac: bytes) -> None:
        body = {"seq": seq, "mac": mac.hex()}
        body["signature"] = self._sign(seq, mac)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        replace_durably(self.path, json.dumps(body))

    def read(self, path: Path | None = None) -> tuple[int, bytes] | None:
        """The head on file; None when there is none; raises ValueError when its signature is wrong."""
        path = path or self.path
        try:
            body = json.loads(path.read_text())
            seq, mac, signature = int(body["seq"]), bytes.fromhex(body["mac"]), str(body["signature"])
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError) as broken:
            raise ValueError(f"{path} is damaged: {broken}.") from None
        if not hmac.compare_digest(signature, self._sign(seq, mac)):
            raise ValueError(f"The signature in {path} is wrong.")
        return seq, mac

    @staticmethod
    def _sign(seq: int, mac: bytes) -> str:
        return hmac.digest(keyfile.current().audit_key, b"head:%d:" % seq + mac, "sha256").hex()

    def forget(self) -> None:
        """Drop what is known of the chain (another database is opened, as tests do)."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._timer, self._known, self._written_at = None, None, 0.0


head = Head()
atexit.register(lambda: head.flush())


@dataclass(frozen=True)
class Verdict:
    """What `verify` found: `rows` read, `problems` as sentences with the row number."""

    rows: int
    problems: tuple[str, ...]

    @property
    def intact(self) -> bool:
        return not self.problems


def verify(
    progress: Callable[[int], None] | None = None, limit: int = 20, head_file: Path | None = None
) -> Verdict:
    """Recompute the whole chain and compare it with the head on file (or with a copy kept elsewhere).

    Finds any changed byte, a missing, added or reordered row, and a tail cut before the head on file.
    """
    problems: list[str] = []
    try:
        stored = head.read(head_file)
    except ValueError as broken:
        stored = None
        problems.append(str(broken))
    mac_of = Sealer(keyfile.current().audit_key).mac
    previous, last, mac_at_head = GENESIS, 0, None
    for rows in _batches():
        for seq, mac, body in rows:
            if seq != last + 1:
                problems.append(f"Row {last + 1} is missing: row {seq} follows.")
            if mac_of(previous + (body or b"")) != mac:
                problems.append(f"Row {seq} was changed, or the row before it.")
            previous, last = bytes(mac or b""), seq
            if stored is not None and seq == stored[0]:
                mac_at_head = previous
        del problems[limit:]
        if progress is not None and len(rows) == BATCH:
            progress(last)
    problems.extend(_compare_with_head(stored, mac_at_head, last))
    return Verdict(rows=last, problems=tuple(problems))


def _compare_with_head(stored: tuple[int, bytes] | None, mac: bytes | None, last: int) -> Iterator[str]:
    if stored is None:
        return
    if mac is None:
        yield f"The end is cut: the head on file is row {stored[0]}, the last row is {last}."
    elif mac != stored[1]:
        yield f"Row {stored[0]} differs from the head on file: the chain was rewritten."


def _batches() -> Iterator[list[tuple[int, bytes, bytes]]]:
    """(number, mac, canonical bytes) of every row in order; the database joins the columns."""
    table = connection.ops.quote_name(AuditRow._meta.db_table)
    with connection.cursor() as cursor:
        low = -(2**63)
        while True:
            with policies.statement(_CHAIN):
                cursor.execute(
                    f"SELECT seq, mac, {_body()} FROM {table} WHERE seq > %s ORDER BY seq LIMIT {BATCH}",  # noqa: S608
                    [low],
                )
            rows = cursor.fetchall()
            if not rows:
                return
            low = rows[-1][0]
            yield (
                rows
                if connection.vendor == "sqlite"
                else [(n, mac, (body or "").encode()) for n, mac, body in rows]
            )


def _body() -> str:
    """What `canonical` gives for a row, as an expression of the database.

    SQLite hands over bytes, for a changed byte may leave no valid text; PostgreSQL keeps no such text.
    """
    if connection.vendor == "sqlite":
        return f"CAST({' || char(31) || '.join(COLUMNS)} AS BLOB)"
    return " || chr(31) || ".join(COLUMNS)
