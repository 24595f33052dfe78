"""The names of a compartment as they were read at once; of a large one, a sealed file that a background task writes.

A compartment of a few thousand persons is read in a moment and needs no file. For a larger one the index lies in the
data folder under the compartment's data key, like every stored file; each process opens it into its memory. It can be
thrown away: whoever misses it asks for another.
"""

from __future__ import annotations

import io
import os
import struct
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from habeas.core.actors import Actor, system_actor
from habeas.core.durable import replace_durably
from habeas.core.vault.datakeys import VaultError, seal, unseal
from habeas.missing.models import Person
from habeas.science.linkage import LinkageError
from habeas.science.linkage.lookup import KEY, NameIndex

LARGE = 50_000
"""Persons from which on a compartment has a file."""
PAGE = 20_000
PATIENCE_SECONDS = 900.0
"""How long to wait for an index that was asked for before it is asked for again."""
COLUMNS = ("pk", "given_name", "family_name", "fathers_name", "born_earliest", "municipality_id")
STAMP = struct.Struct("<d")

Row = tuple[UUID, str, str, str, date | None, UUID | None]


@dataclass(frozen=True)
class Base:
    """Names of a compartment in order of their keys, and the moment before they were read."""

    index: NameIndex
    read_at: datetime


def named(actor: Actor, place: UUID) -> Any:
    """Persons of one compartment that names are looked for in."""
    return Person.objects.visible_to(actor).filter(compartment=place, merged_into=None)


def is_large(actor: Actor, place: UUID) -> bool:
    return bool(named(actor, place).order_by("pk").values_list("pk")[LARGE : LARGE + 1])


def read(actor: Actor, place: UUID) -> Base:
    """Every name of a compartment, from its rows."""
    now = timezone.now()
    return Base(index_of(_rows(actor, place)), now)


def _rows(actor: Actor, place: UUID) -> Iterator[Row]:
    """By pages, each a query of its own: PostgreSQL checks the reader of each."""
    rows, last = named(actor, place).order_by("pk").values_list(*COLUMNS), UUID(int=0)
    while page := list(rows.filter(pk__gt=last)[:PAGE]):
        yield from page
        last = page[-1][0]


def index_of(rows: Iterable[Row]) -> NameIndex:
    """An index of rows; equal texts are held once, so that a million persons fit."""
    keys, years = bytearray(), []
    known: dict[str, str] = {}
    columns: tuple[list[str], ...] = ([], [], [], [])
    for key, given, family, father, born, town in rows:
        keys += key.bytes
        years.append(born.year if born else 0)
        texts = (given, family, father, str(town or ""))
        for column, text in zip(columns, texts, strict=True):
            column.append(known.setdefault(text, text))
    return NameIndex.of(np.frombuffer(bytes(keys), KEY), columns[:3], years, columns[3])


def rows_at(index: NameIndex, keys: Sequence[UUID]) -> np.ndarray[Any, Any]:
    """Where these keys stand in an index in order of its keys; those that it lacks are left out."""
    wanted = np.array([key.bytes for key in keys], KEY)
    at = np.searchsorted(index.ids, wanted)
    at = at[at < len(index)] if len(index) else at[:0]
    return at[np.isin(index.ids[at], wanted)]


def path_of(place: UUID) -> Path:
    return Path(settings.NAME_INDEXES) / f"{place}.names"


def _binding(place: UUID) -> bytes:
    return f"missing.names|{place}".encode()


def write(place: UUID) -> None:
    """Read a compartment and leave its index in the data folder, sealed."""
    base = read(system_actor("keep the index of names"), place)
    plain = io.BytesIO()
    plain.write(STAMP.pack(base.read_at.timestamp()))
    base.index.save(plain)
    path = path_of(place)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    replace_durably(path, seal(place, _binding(place), plain.getvalue()))
    path.chmod(0o600)


@task()  # type: ignore[untyped-decorator]
def renew_names(place: str) -> None:
    """Write the index of a large compartment anew, for all processes; nobody's job, so no page of jobs shows it."""
    write(UUID(place))


def stamp_of(place: UUID) -> int:
    """What changes when the file is written anew; 0 when there is none."""
    try:
        return path_of(place).stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def load(place: UUID) -> Base | None:
    """The index that lies in the data folder; None when there is none that opens."""
    try:
        plain = io.BytesIO(unseal(place, _binding(place), path_of(place).read_bytes()))
        (seconds,) = STAMP.unpack(plain.read(STAMP.size))
        return Base(NameIndex.load(io.BytesIO(plain.read())), datetime.fromtimestamp(seconds, UTC))
    except FileNotFoundError:
        return None
    except (VaultError, LinkageError, struct.error):
        path_of(place).unlink(missing_ok=True)
        return None


def ask(place: UUID) -> None:
    """Have the index of a large compartment written anew in the background, unless somebody just asked."""
    mark = path_of(place).with_suffix(".asked")
    mark.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if mark.exists() and time.time() - mark.stat().st_mtime < PATIENCE_SECONDS:
        return
    mark.touch()
    os.utime(mark)
    transaction.on_commit(lambda: renew_names.enqueue(str(place)), robust=True)
