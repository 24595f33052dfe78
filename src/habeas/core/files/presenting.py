"""How a file is laid out on its page."""

from __future__ import annotations

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.core.actors import Actor
from habeas.core.files.models import CustodyEvent, StoredFile
from habeas.core.files.rules import can_open_file
from habeas.core.pages import link

BAD = {CustodyEvent.DAMAGED: "bad", CustodyEvent.VERIFIED: "ok", CustodyEvent.RECEIVED: "ok"}
MOST_PAGES = 30


def file_page(actor: Actor, file: StoredFile) -> dict[str, Any]:
    """The context of a file's page."""

    def to(name: str) -> str:
        return reverse(f"files:{name}", args=[file.pk])

    may: dict[str, Any] = {"actor": actor, "rule": can_open_file, "target": file, "method": "post"}
    return {
        "title": file.title,
        "subtitle": file.kind.label,
        "actions": [
            *link(_("Download the original"), to("original"), icon="download", primary=True, **may),
            *link(_("Verify"), to("verify"), icon="check", **may),
        ],
        "facts": _facts(file),
        "panels": [_preview(file)],
        "timeline": [_custody(one) for one in file.custody.all()],
    }


def _facts(file: StoredFile) -> list[tuple[str, Any]]:
    facts = [
        (_("kind"), file.kind.label),
        (_("size"), filesizeformat(file.size)),
        (_("pages"), file.pages),
        (_("received"), _moment(file.created_at)),
        ("SHA-256", file.sha256),
    ]
    return [(label, value) for label, value in facts if value]


def _preview(file: StoredFile) -> dict[str, Any]:
    pages = range(1, min(file.pages or 0, MOST_PAGES) + 1)
    return {
        "title": _("Preview"),
        "template": "core/files/_preview.html",
        "preview": reverse("files:preview", args=[file.pk]) if file.preview_location else "",
        "pages": [(number, reverse("files:sheet", args=[file.pk, number])) for number in pages],
        "title_of_file": file.title,
        "icon": "file",
    }


def _custody(one: Any) -> dict[str, Any]:
    return {
        "when": _moment(one.created_at),
        "iso": one.created_at.isoformat(),
        "title": one.get_event_display().capitalize(),
        "text": one.note,
        "who": one.label,
        "kind": BAD.get(one.event, ""),
    }


def _moment(at: Any) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")


def page_of(record: Any) -> str:
    """The page of a record, where its files stand."""
    return f"{record.get_absolute_url()}#files" if hasattr(record, "get_absolute_url") else "/"
