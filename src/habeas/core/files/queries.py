"""Reading about files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from habeas.core.actors import Actor
from habeas.core.errors import NotVisible
from habeas.core.files.actions import ATTACHED
from habeas.core.files.models import StoredFile
from habeas.core.links import linked_ids


def file_by_key(actor: Actor, key: UUID) -> StoredFile:
    """One file with its chain of custody; raises NotVisible."""
    found: StoredFile | None = (
        StoredFile.objects.visible_to(actor).prefetch_related("custody").filter(pk=key).first()
    )
    if found is None:
        raise NotVisible()
    return found


def files_of(actor: Actor, record: Any) -> QuerySet[StoredFile]:
    """The files attached to a record that this reader may know of."""
    keys = linked_ids(actor, record, ATTACHED, StoredFile)
    found: QuerySet[StoredFile] = StoredFile.objects.visible_to(actor).filter(pk__in=list(keys))
    return found
