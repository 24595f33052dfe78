"""Receiving lists: a source, its editions, and the rows of an edition in chunks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from habeas.core.actions import action, current
from habeas.core.actors import Actor
from habeas.core.dates import UncertainDate, columns_of
from habeas.core.rules import can_work
from habeas.missing import errors
from habeas.missing.actions.days import not_to_come, once
from habeas.missing.choices import Change, EditionState
from habeas.missing.models import Edition, Entry, EntryVersion, Source
from habeas.places.models import Municipality

CHUNK = 500
NAMED = ("family_name", "given_name", "fathers_name", "sex", "birth_place", "place", "remark")
DATED = ("born", "disappeared")
_as_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


@dataclass(frozen=True)
class RowTold:
    """One row of a list: the list's own key, the row exactly as received, and what it was read as."""

    key: str
    raw: Mapping[str, str]
    family_name: str = ""
    given_name: str = ""
    fathers_name: str = ""
    sex: str = ""
    born: UncertainDate | None = None
    birth_place: str = ""
    disappeared: UncertainDate | None = None
    municipality: Municipality | None = None
    place: str = ""
    remark: str = ""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the row as received."""
        return hashlib.sha256(self.raw_json.encode()).hexdigest()

    @cached_property
    def raw_json(self) -> str:
        return _as_json(dict(self.raw))


@dataclass
class Received:
    """What a chunk did to the list."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    entries: list[Any] = field(default_factory=list)


@action("missing.source", rule=can_work)
def register_source(actor: Actor, compartment: Any, **fields: Any) -> Source:
    """Register a list that somebody keeps, and on what terms the register holds it."""
    with once(errors.code_taken(fields.get("code", ""))):
        source: Source = Source.objects.create(compartment=compartment.pk, **fields)
    return source


@action("missing.edition", rule=can_work)
def open_edition(
    actor: Actor, source: Source, *, label: str, dated: date, received_on: date | None = None, **fields: Any
) -> Edition:
    """Open an edition of a list, to receive its rows.

    Editions are received in the order of their days: an older one would undo what the newer one told. Raises Invalid.
    """
    not_to_come(received_on, "received_on")
    check_edition(actor, source, label, dated)
    told = {"label": label, "dated": dated, "received_on": received_on or timezone.localdate(), **fields}
    with once(errors.edition_taken(label)):
        edition: Edition = Edition.objects.create(compartment=source.compartment, source=source, **told)
    return edition


def check_edition(actor: Actor, source: Source, label: str, dated: date) -> None:
    """Raise Invalid for an edition that cannot be received: to come, older than the newest, or there already."""
    not_to_come(dated, "dated")
    known = Edition.objects.workable_by(actor).filter(source=source)
    newer = known.filter(dated__gt=dated).first()
    if newer is not None:
        raise errors.older_edition(newer)
    if known.filter(label=label).exists():
        raise errors.edition_taken(label)


@action("missing.rows", rule=can_work)
def receive_rows(actor: Actor, edition: Edition, *, rows: Iterable[RowTold]) -> Received:
    """Receive a chunk of an edition in one transaction.

    A row received before with the same content changes nothing, so that an interrupted import starts again where
    it likes. Raises Invalid for a row without a key and for one key with two contents in one edition.
    """
    rows = list(rows)
    if edition.state != EditionState.RECEIVING:
        raise errors.edition_is_complete(edition)
    told = _by_key(rows)
    known = _known(actor, edition, told)
    outcome = Received()
    _add(edition, [row for key, row in told.items() if key not in known], outcome)
    _renew(actor, edition, [(known[key], row) for key, row in told.items() if key in known], outcome)
    edition.rows_received += len(outcome.entries)
    edition.added += outcome.added
    edition.changed += outcome.changed
    edition.save()
    current().say(rows=len(rows), added=outcome.added, changed=outcome.changed)
    return outcome


def _by_key(rows: list[RowTold]) -> dict[str, RowTold]:
    told: dict[str, RowTold] = {}
    for position, row in enumerate(rows, start=1):
        if not row.key.strip():
            raise errors.key_missing(position)
        if row.key in told and told[row.key].digest != row.digest:
            raise errors.key_twice(row.key)
        told[row.key] = row
    return told


def _known(actor: Actor, edition: Edition, told: Mapping[str, RowTold]) -> dict[str, Entry]:
    rows = Entry.objects.workable_by(actor).filter(source=edition.source_id)
    keys = list(told)
    found: dict[str, Entry] = {}
    for start in range(0, len(keys), CHUNK):
        found.update({row.key: row for row in rows.filter(key__in=keys[start : start + CHUNK])})
    return found


def _columns(row: RowTold) -> dict[str, Any]:
    """What a row tells, by the columns of `Entry`."""
    told = {name: getattr(row, name) for name in NAMED}
    for name in DATED:
        told.update(columns_of(name, getattr(row, name)))
    told["municipality_id"] = row.municipality.pk if row.municipality else None
    told["digest"] = row.digest
    return told


def _fill(entry: Entry, row: RowTold, edition: Edition) -> Entry:
    for name, value in _columns(row).items():
        setattr(entry, name, value)
    entry.last_edition_id, entry.withdrawn = edition.pk, False
    return entry


def _version(entry: Entry, edition: Edition, change: str, raw: str) -> EntryVersion:
    return EntryVersion(compartment=edition.compartment, entry=entry, edition=edition, change=change, raw=raw)


def _add(edition: Edition, rows: list[RowTold], outcome: Received) -> None:
    home = {"compartment": edition.compartment}
    told = ({"key": row.key, **_columns(row)} for row in rows)
    made = Entry.fresh(told, source_id=edition.source_id, last_edition_id=edition.pk, **home)
    Entry.objects.bulk_create(made)
    said = ({"entry_id": one.pk, "raw": row.raw_json} for one, row in zip(made, rows, strict=True))
    EntryVersion.objects.bulk_create(
        EntryVersion.fresh(said, edition_id=edition.pk, change=Change.ADDED, **home)
    )
    outcome.added += len(made)
    outcome.entries += made


def _renew(actor: Actor, edition: Edition, pairs: list[tuple[Entry, RowTold]], outcome: Received) -> None:
    """Entries that the list had before: unchanged ones are seen again, others get a new wording."""
    versions, same = [], []
    for entry, row in pairs:
        seen = entry.last_edition_id == edition.pk
        if entry.digest == row.digest and not entry.withdrawn:
            same += [] if seen else [entry]
            continue
        if seen:
            raise errors.key_twice(row.key)
        versions.append(
            _version(entry, edition, Change.RETURNED if entry.withdrawn else Change.CHANGED, row.raw_json)
        )
        _fill(entry, row, edition).save()
        outcome.entries.append(entry)
    EntryVersion.objects.bulk_create(versions, batch_size=CHUNK)
    _see_again(actor, edition, same)
    outcome.changed += len(versions)
    outcome.unchanged += len(same)
    outcome.entries += same


def _see_again(actor: Actor, edition: Edition, entries: list[Entry]) -> None:
    keys = [entry.pk for entry in entries]
    for start in range(0, len(keys), CHUNK):
        rows = Entry.objects.workable_by(actor).filter(pk__in=keys[start : start + CHUNK])
        rows.update(last_edition=edition)


@action("missing.edition_complete", rule=can_work)
def complete_edition(actor: Actor, edition: Edition) -> Edition:
    """All rows of an edition are here: entries that it no longer names are withdrawn, never deleted."""
    if edition.state != EditionState.RECEIVING:
        raise errors.edition_is_complete(edition)
    gone = list(
        Entry.objects.workable_by(actor)
        .filter(source=edition.source_id, withdrawn=False)
        .exclude(last_edition=edition)
    )
    EntryVersion.objects.bulk_create(
        [_version(entry, edition, Change.WITHDRAWN, "") for entry in gone], batch_size=CHUNK
    )
    for start in range(0, len(gone), CHUNK):
        keys = [entry.pk for entry in gone[start : start + CHUNK]]
        Entry.objects.workable_by(actor).filter(pk__in=keys).update(withdrawn=True)
    edition.state, edition.withdrawn = EditionState.COMPLETE, len(gone)
    edition.save()
    return edition
