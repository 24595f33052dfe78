"""What erasing does to the database and the file store; called inside an action, and safe to repeat."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from habeas.core.actors import Actor
from habeas.core.files import store
from habeas.core.files.models import StoredFile
from habeas.core.vault import recordkeys
from habeas.core.vault.fields import encrypted_fields
from habeas.retention.kinds import kind_of


def wipe(actor: Actor, record: Any) -> int:
    """Destroy the record's key, empty what was sealed under it, and what its kind names besides.

    Returns how many keys there were. Sealed fields that cannot be empty keep bytes that nothing opens any more.
    """
    destroyed = recordkeys.destroy(record.compartment, record.pk)
    for model in sealed_by_subject():
        _empty(actor, model, record.pk)
    also = kind_of(record).also
    if also is not None:
        also(actor, record)
    return destroyed


def extent(actor: Actor, record: Any, files: Iterable[Any]) -> str:
    """A digest of all that would go with a record: its rows and files, each with its version."""
    parts = {(str(one.pk), one.version) for one in files}
    for model in sealed_by_subject():
        rows = model.objects.visible_to(actor, "work").filter(**{model.key_subject: record.pk})
        parts |= {(str(key), version) for key, version in rows.values_list("pk", "version")}
    return sha256(repr(sorted(parts)).encode()).hexdigest()


def sealed_by_subject() -> list[Any]:
    """Every model whose protected fields are sealed under the key of a subject."""
    return [model for model in apps.get_models() if getattr(model, "key_subject", "")]


def _empty(actor: Actor, model: Any, subject: UUID) -> None:
    if getattr(model, "append_only", False):
        return
    rows = model.objects.visible_to(actor, "work").filter(**{model.key_subject: subject})
    empty = {field.name: None for field in encrypted_fields(model) if field.null}
    rows.update(**empty, changed_at=timezone.now())


def discard_file(actor: Actor, file: StoredFile) -> None:
    """Take the bytes of an erased file out of the store when the erasure is committed."""
    for location in filter(None, (file.location, file.preview_location)):
        transaction.on_commit(partial(store.discard, location))
