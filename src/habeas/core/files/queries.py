"""Reading about files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet

from habeas.core.actors import Actor
from habeas.core.errors import NotVisible
from habeas.core.files.actions import ATTACHED
from habeas.core.files.models import Custody, StoredFile
from habeas.core.links import linked_ids
from habeas.core.records import Protected


def files(actor: Actor) -> QuerySet[StoredFile]:
    """Every file that the reader may know of."""
    found: QuerySet[StoredFile] = StoredFile.objects.visible_to(actor)
    return found


def file_by_key(actor: Actor, key: UUID) -> StoredFile:
    """One file with its chain of custody; raises NotVisible."""
    found: StoredFile | None = (
        StoredFile.objects.visible_to(actor).prefetch_related("custody").filter(pk=key).first()
    )
    if found is None:
        raise NotVisible()
    return found


def record_of(actor: Actor, label: str, key: UUID) -> Any:
    """Any protected row that the reader may see, by its kind and key; raises NotVisible."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        raise NotVisible() from None
    if not issubclass(model, Protected) or issubclass(model, (StoredFile, Custody)):
        raise NotVisible()
    found = model.objects.visible_to(actor).filter(pk=key).first()
    if found is None:
        raise NotVisible()
    return found


def files_of(actor: Actor, record: Any) -> QuerySet[StoredFile]:
    """The files attached to a record that this reader may know of."""
    keys = linked_ids(actor, record, ATTACHED, StoredFile)
    found: QuerySet[StoredFile] = StoredFile.objects.visible_to(actor).filter(pk__in=list(keys))
    return found
