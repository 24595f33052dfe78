"""Changing the keys, as actions of the register itself; a crash between any two steps loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import models, transaction

from habeas.core import audit
from habeas.core.actions import action, current
from habeas.core.actors import Actor, system_actor
from habeas.core.rules import is_system
from habeas.core.scope import Scope
from habeas.core.vault import datakeys, escrow, keyfile, recordkeys
from habeas.core.vault.fields import EncryptedTextField, Sealed, encrypted_fields, home_of

CHUNK = 500


@action("keys.escrow", rule=is_system)
def deposit_keys(actor: Actor, target: None = None, *, custodians: Sequence[str]) -> bytes:
    """Encrypt the key file to its custodians."""
    keys = keyfile.current()
    deposited = escrow.deposit(keys, custodians)
    current().say(custodians=len(set(custodians)), master=keys.active, fingerprint=keys.fingerprint)
    current().say(audit=len(keys.audit_keys))
    return deposited


def rotate_master() -> tuple[int, int]:
    """Replace the master key; returns its number and how many data keys were wrapped anew.

    First the key file holds both masters, then every data key is rewrapped in one transaction, then the old
    master leaves the file. After a crash the file holds both, and calling this again finishes the work.
    """
    path = Path(settings.KEY_FILE)
    keyfile.forget()
    old = keyfile.current()
    both = old.with_new_master()
    keyfile.write(path, both)
    keyfile.forget()
    count = rewrap_data_keys(system_actor("rotate the master key"), old=old, new=both)
    retired = both
    for number in old.masters:
        retired = retired.without_master(number)
    keyfile.write(path, retired)
    keyfile.forget()
    datakeys.ring.forget()
    return both.active, count


@action("keys.rotate_master", rule=is_system)
def rewrap_data_keys(actor: Actor, target: None = None, *, old: keyfile.KeyFile, new: keyfile.KeyFile) -> int:
    """Wrap every data key under the new master key."""
    count = datakeys.rewrap_all(old, new)
    current().say(master=new.active, rewrapped=count)
    return count


@action("keys.rotate_audit", rule=is_system)
def rotate_audit_root(actor: Actor, target: None = None) -> int:
    """Seal the trail with another key from this action's own row on; returns the last row under the former one.

    Nobody adds a row meanwhile; other processes see the new key file at their next row. A crash after the file was
    written leaves a trail whose next row, whatever it is, is the first under the new key.
    """
    last = audit.lock_end()
    _replace(keyfile.fresh().with_new_audit_root(last))
    current().say(last_row=last, audit=len(keyfile.current().audit_keys))
    return last


@action("keys.rotate_sessions", rule=is_system)
def rotate_session_root(actor: Actor, target: None = None) -> None:
    """Replace the root of sessions: once the server is started again, everybody signs in anew."""
    _replace(keyfile.fresh().with_new_session_root())


def _replace(keys: keyfile.KeyFile) -> None:
    keyfile.write(Path(settings.KEY_FILE), keys)
    keyfile.forget()


@action("keys.rotate_data", rule=is_system)
def rotate_data_key(actor: Actor, compartment: UUID) -> int:
    """Start a new data key for a compartment; older ones still open what they sealed."""
    version = datakeys.ring.rotate(compartment)
    current().say(version=version)
    return version


def sealed_models() -> list[type[models.Model]]:
    """Every model with a protected field whose rows may change, in a fixed order."""
    found = [model for model in apps.get_models() if encrypted_fields(model)]
    return sorted(
        (model for model in found if not getattr(model, "append_only", False)), key=lambda m: m._meta.label
    )


def reencrypt(
    start: tuple[str, str] = ("", ""), each: Callable[[tuple[str, str], int], None] | None = None
) -> int:
    """Seal every value under its compartment's newest key, chunk by chunk; returns how many rows changed.

    `start` is the cursor (model label, last key) of an earlier run; `each` is told the cursor after a chunk.
    """
    actor = system_actor("re-encrypt under the newest keys")
    total = 0
    for model in sealed_models():
        label = model._meta.label_lower
        if label < start[0]:
            continue
        for key, changed in _chunks(actor, model, start[1] if label == start[0] else ""):
            total += changed
            if each is not None:
                each((label, key), changed)
    return total


def _chunks(actor: Actor, model: type[models.Model], last: str) -> Iterator[tuple[str, int]]:
    while True:
        with transaction.atomic():
            after, changed = reencrypt_chunk(actor, None, model=model, last=last)
        if not after:
            return
        last = after
        yield last, changed


@action("keys.reencrypt", rule=is_system)
def reencrypt_chunk(
    actor: Actor, target: None = None, *, model: type[models.Model], last: str
) -> tuple[str, int]:
    """Seal the next rows of one model under the newest key; returns the last key seen and how many changed."""
    rows: Any = model._default_manager.all()
    rows.query.scope = Scope(actor)
    rows = rows.order_by("pk").select_for_update()
    if last:
        rows = rows.filter(pk__gt=last)
    found = list(rows[:CHUNK])
    changed = [row.pk for row in found if _reseal(model, row)]
    current().say(model=model._meta.label_lower, rows=len(changed))
    return (str(found[-1].pk) if found else ""), len(changed)


def _reseal(model: type[models.Model], row: models.Model) -> bool:
    stale = {}
    for field in encrypted_fields(model):
        value = getattr(row, field.attname)
        if isinstance(value, Sealed) and not _is_current(row, value.bytes_for_database()):
            stale[field.attname] = _sealed_anew(row, field, value)
    if stale:
        model._default_manager.filter(pk=row.pk).update(**stale)
    return bool(stale)


def _is_current(row: models.Model, sealed: bytes) -> bool:
    """True for what the newest key sealed, and for what is erased: nobody can seal that anew."""
    subject = recordkeys.subject_of(row)
    if subject is not None:
        return recordkeys.is_current(home_of(row), subject, sealed)
    return datakeys.key_version(sealed) == datakeys.ring.active_version(home_of(row))


def _sealed_anew(row: models.Model, field: EncryptedTextField, value: Sealed) -> Sealed:
    return Sealed(row, field, None, value._decrypt())
