"""What may be done with files; everything that is done with one stands in its chain of custody."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.translation import gettext_lazy as _

from habeas.core.actions import action, audited_read, current
from habeas.core.actors import Actor, system_actor
from habeas.core.errors import Invalid
from habeas.core.files import store
from habeas.core.files.kinds import TABLE_KINDS, TEXTS, encoding_of
from habeas.core.files.models import Custody, CustodyEvent, StoredFile
from habeas.core.files.receiving import Checked, check_upload
from habeas.core.files.rules import can_open_file, may_attach
from habeas.core.files.sandbox import REFUSALS, Seen, inspect
from habeas.core.links import link_rows
from habeas.core.rules import can_work, compartment_of, is_system

ATTACHED = "file"
"""The kind of link from a record to its files."""


@dataclass(frozen=True)
class Opened:
    """A file opened for one answer: its name, its kind, and its bytes as they are read."""

    name: str
    media_type: str
    size: int
    chunks: Iterator[bytes]

    def __repr__(self) -> str:
        return f"Opened({self.media_type}, {self.size} bytes)"


@action("file.receive", rule=can_work)
def receive_file(
    actor: Actor,
    target: Any,
    *,
    name: str,
    source: BinaryIO,
    size: int,
    title: str = "",
    record: Any = None,
) -> StoredFile:
    """Receive a file into a compartment, or attach it to a record (the target is the record's compartment).

    Raises Invalid for what is hostile, damaged, too large or of no known kind; nothing is kept then.
    """
    checked = check_upload(name, source, size)
    home: Any = compartment_of(target)
    file = StoredFile(compartment=home, media_type=checked.kind.media_type, pages=checked.pages)
    file.title = title.strip() or str(checked.kind.label)
    file.name = name
    kept = _store(file, checked)
    try:
        file.save()
        _write_custody(actor, file, CustodyEvent.RECEIVED, f"SHA-256 {file.sha256}")
        if record is not None:
            link_rows(record, ATTACHED, file)
    except BaseException:
        for location in kept:
            store.discard(location)
        raise
    return file


@action("file.attach", rule=may_attach)
def attach_file(
    actor: Actor, record: Any, *, name: str, source: BinaryIO, size: int, title: str = ""
) -> StoredFile:
    """Receive a file and attach it to a record, in the record's compartment."""
    received: StoredFile = receive_file(
        actor, record, name=name, source=source, size=size, title=title, record=record
    )
    return received


def _store(file: StoredFile, checked: Checked) -> list[str]:
    """Write original and preview into the store, each under its own key and bound to its own id."""
    key = secrets.token_bytes(32)
    kept = store.keep(iter((checked.body,)), key, file.pk)
    file.location, file.size, file.sha256 = kept.location, kept.size, kept.sha256
    file.key = base64.b64encode(key).decode()
    if not checked.preview:
        return [kept.location]
    preview = store.keep(iter((checked.preview,)), _preview_key(key), file.pk)
    file.preview_location = preview.location
    return [kept.location, preview.location]


def _preview_key(key: bytes) -> bytes:
    return hashlib.sha256(b"habeas preview" + key).digest()


@audited_read("file.open", rule=can_open_file)
def open_file(actor: Actor, file: StoredFile, *, reason: str = "") -> Opened:
    """Open the original of a file."""
    if reason.strip():
        current().say(reason=reason.strip()[:300])
    name, chunks = file.name.open(), store.read(file.location, _key_of(file), file.pk)
    _write_custody(actor, file, CustodyEvent.OPENED, "")
    return Opened(name, file.media_type, file.size, chunks)


@audited_read("file.preview", rule=can_open_file)
def open_preview(actor: Actor, file: StoredFile) -> Opened:
    """Look at the preview of a file: a picture drawn anew, without the original's metadata."""
    if not file.preview_location:
        raise Invalid(_("There is no preview of this file."), remedy=_("Open the original."))
    body = b"".join(store.read(file.preview_location, _preview_key(_key_of(file)), file.pk))
    _write_custody(actor, file, CustodyEvent.SHOWN, "")
    return Opened("preview.jpg", "image/jpeg", len(body), iter((body,)))


@audited_read("file.page", rule=can_open_file)
def open_page(actor: Actor, file: StoredFile, *, page: int) -> Opened:
    """Look at one page of a PDF, drawn in the sandbox."""
    body = _body_of(file)
    seen = inspect("pdf", body, str(page))
    _write_custody(actor, file, CustodyEvent.SHOWN, str(_("page %(page)s") % {"page": page + 1}))
    return Opened("page.jpg", "image/jpeg", len(seen.body), iter((seen.body,)))


@audited_read("file.rows", rule=can_open_file)
def read_rows(actor: Actor, file: StoredFile, *, sheet: str = "", encoding: str = "") -> Seen:
    """Read a table in the sandbox: `facts` name the sheets, `body` holds a JSON list a line.

    `encoding` is that of a text, found out when it is left out. Raises Invalid for a file that is no table.
    """
    code = file.kind.code
    if code not in TABLE_KINDS:
        raise Invalid(*REFUSALS["no_table"][:1], remedy=REFUSALS["no_table"][1], field="file")
    body = _body_of(file)
    kind = "csv" if code in TEXTS else code
    seen = inspect("table", body, kind, encoding or (encoding_of(body) or "") if kind == "csv" else "", sheet)
    _write_custody(actor, file, CustodyEvent.OPENED, "")
    return seen


@audited_read("file.verify", rule=can_open_file)
def verify_file(actor: Actor, file: StoredFile) -> bool:
    """Compare the stored bytes with the digest taken on receipt; True when they are the same."""
    digest = hashlib.sha256()
    try:
        for chunk in store.read(file.location, _key_of(file), file.pk):
            digest.update(chunk)
        whole = digest.hexdigest() == file.sha256
    except store.StoreError:
        whole = False
    _write_custody(actor, file, CustodyEvent.VERIFIED if whole else CustodyEvent.DAMAGED, "")
    current().say(whole=whole)
    return whole


@audited_read("file.export", rule=can_open_file)
def export_file(actor: Actor, file: StoredFile, *, into: str) -> Opened:
    """Take the original into an export; `into` names the export, without case data."""
    _write_custody(actor, file, CustodyEvent.EXPORTED, into)
    return Opened(
        file.name.open(), file.media_type, file.size, store.read(file.location, _key_of(file), file.pk)
    )


def _key_of(file: StoredFile) -> bytes:
    return base64.b64decode(file.key.open())


def _body_of(file: StoredFile) -> bytes:
    return b"".join(store.read(file.location, _key_of(file), file.pk))


def _write_custody(actor: Actor, file: StoredFile, event: str, note: str) -> None:
    keeper = system_actor("keep the chain of custody")
    add_custody(keeper, file, event=event, who=actor, note=note)


@action("file.custody", rule=is_system)
def add_custody(actor: Actor, file: StoredFile, *, event: str, who: Actor, note: str) -> Custody:
    """Add a line to the chain of custody, also for a reader of another compartment."""
    return Custody.objects.create(
        compartment=file.compartment, file=file, event=event, who=who.id, label=who.label, note=note[:250]
    )
