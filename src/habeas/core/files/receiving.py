"""From an upload to a checked original: kind and size first, parsing in the sandbox, then the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.translation import gettext_lazy as _

from habeas.core.errors import Invalid
from habeas.core.files.kinds import HEAD, KINDS, LARGEST, TEXTS, Kind, is_bare_name, is_text, sniff
from habeas.core.files.sandbox import inspect

TAIL = 66_000
MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Checked:
    """An upload that passed: its bytes, its kind, and the preview that was drawn from it."""

    name: str
    kind: Kind
    body: bytes
    pages: int | None = None
    preview: bytes = b""

    def __repr__(self) -> str:
        return f"Checked({self.kind.code}, {len(self.body)} bytes)"


REFUSED_KINDS = {
    "polyglot": (_("The file is two kinds of file at once."), _("Do not open it; tell whoever sent it.")),
    "program": (_("Programs are not received."), _("Send the document itself.")),
    "unknown": (
        _("The kind of this file is not known."),
        _("Save it as PDF, picture or spreadsheet, or as text in UTF-8."),
    ),
}


def check_upload(name: str, source: BinaryIO, size: int) -> Checked:
    """Check an upload; raises Invalid, naming what is wrong and what to do, before anything is stored."""
    if not is_bare_name(name):
        raise _no(
            _("The name of the file leads elsewhere or hides its end."), _("Rename the file and try again.")
        )
    if size > LARGEST:
        raise _too_large(size)
    body = source.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise _too_large(len(body))
    if not body:
        raise _no(_("The file is empty."), _("Choose the file again."))
    return _looked_into(name, body, _kind_of(body))


def _kind_of(body: bytes) -> Kind:
    found = sniff(body[:HEAD], body[-TAIL:])
    if found in ("zip", "old_office"):
        found = inspect(found, body).facts["kind"]
    if found in TEXTS and not is_text(body):
        found = "unknown"
    if found in REFUSED_KINDS:
        raise _no(*REFUSED_KINDS[found])
    return KINDS[found]


def _looked_into(name: str, body: bytes, kind: Kind) -> Checked:
    if kind.inspect not in ("image", "pdf"):
        return Checked(name, kind, body)
    seen = inspect(kind.inspect, body)
    return Checked(name, kind, body, seen.facts.get("pages"), seen.body)


def _too_large(size: int) -> Invalid:
    values = {"size": f"{size / MEGABYTE:.0f}", "largest": LARGEST // MEGABYTE}
    return _no(
        _("The file has %(size)s MB; at most %(largest)s MB are received.") % values,
        _("Make it smaller, or send it in parts."),
    )


def _no(why: Any, remedy: Any) -> Invalid:
    return Invalid(why, remedy=remedy, field="file")
