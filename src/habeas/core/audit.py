"""The audit trail: one hash-chained row an action, refused attempts and protected reads included.

Row n carries HMAC-SHA256(key, mac of row n-1 || canonical bytes of row n). The head (last number and mac) is
also kept, signed, in a file outside the database; it may lag ten seconds.
"""

from __future__ import annotations

import atexit
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

from django.db import connection, models, transaction
from django.utils import timezone

from habeas.core import policies
from habeas.core import scope as scopes
from habeas.core.actors import Actor, system_actor
from habeas.core.querysets import Manager
from habeas.core.trail_head import Head, differing, missing
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
    row.mac = hmac.digest(keyfile.fresh().audit_key_of(row.seq), previous + body, "sha256")
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


def lock_end() -> int:
    """Let nobody add a row until this transaction ends; the number of the last one, 0 for none."""
    if connection.vendor == "postgresql":
        _lock_chain()
    last = _last_row()
    return last[0] if last else 0


def _mac_of(seq: int) -> bytes | None:
    table = connection.ops.quote_name(AuditRow._meta.db_table)
    with policies.statement(_CHAIN), connection.cursor() as cursor:
        cursor.execute(f"SELECT mac FROM {table} WHERE seq = %s", [seq])  # noqa: S608
        found = cursor.fetchone()
    return bytes(found[0]) if found else None


head = Head(_mac_of)
atexit.register(lambda: head.flush())


def alarm() -> bool:
    """True when the trail does not continue the head on file; asked by pages, so it reads two rows and no more."""
    last = _last_row()
    try:
        return bool(head.broken(head.read(), last[0] if last else 0))
    except ValueError:
        return True


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

    Finds any changed byte, a missing, added or reordered row, a tail cut before the head on file, and a trail with
    rows but no head.
    """
    problems: list[str] = []
    try:
        stored = head.read(head_file)
    except ValueError as broken:
        stored = None
        problems.append(str(broken))
    keys = iter(keyfile.fresh().audit_keys)
    until, key = next(keys)
    mac_of = Sealer(key).mac
    previous, last, mac_at_head = GENESIS, 0, None
    for rows in _batches():
        for seq, mac, body in rows:
            if seq != last + 1:
                problems.append(f"Row {last + 1} is missing: row {seq} follows.")
            while seq > until:
                until, key = next(keys)
                mac_of = Sealer(key).mac
            if mac_of(previous + (body or b"")) != mac:
                problems.append(f"Row {seq} was changed, or the row before it.")
            previous, last = bytes(mac or b""), seq
            if stored is not None and seq == stored[0]:
                mac_at_head = previous
        del problems[limit:]
        if progress is not None and len(rows) == BATCH:
            progress(last)
    if stored is not None:
        problems.extend(filter(None, [differing(stored, mac_at_head, last)]))
    elif last and not problems:
        problems.append(missing(last))
    return Verdict(rows=last, problems=tuple(problems))


def end_fits(keys: keyfile.KeyFile) -> bool:
    """True when the last row was sealed with these keys: an older copy of the key file lacks the newest."""
    last = _last_row()
    if last is None:
        return True
    rows = next(_batches(after=last[0] - 2))
    previous = bytes(rows[-2][1]) if len(rows) > 1 else GENESIS
    return Sealer(keys.audit_key_of(last[0])).mac(previous + rows[-1][2]) == bytes(last[1])


def _batches(after: int = -(2**63)) -> Iterator[list[tuple[int, bytes, bytes]]]:
    """(number, mac, canonical bytes) of every row in order; the database joins the columns."""
    table = connection.ops.quote_name(AuditRow._meta.db_table)
    with connection.cursor() as cursor:
        low = after
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
