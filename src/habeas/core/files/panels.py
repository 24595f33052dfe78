"""Files on the page of any protected record: `panels.register(Visit, files_panel, order=60)`."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.core.files import queries
from habeas.core.files.rules import may_attach


def files_panel(request: HttpRequest, row: Any) -> dict[str, Any]:
    """The files attached to a row, and the way to attach another."""
    actor = request.actor  # type: ignore[attr-defined]
    found = list(queries.files_of(actor, row))
    attach = {
        "label": _("Attach a file"),
        "url": reverse("files:attach", args=[row._meta.label_lower, row.pk]),
        "icon": "plus",
    }
    return {
        "title": _("Files"),
        "template": "core/files/_panel.html",
        "rows": found,
        "count": len(found),
        "icon": "file",
        "id": "files",
        "actions": [attach] if may_attach(actor, row) else [],
    }
