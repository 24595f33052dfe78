"""The list of files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.files import queries
from habeas.core.files.kinds import KINDS
from habeas.core.files.models import StoredFile
from habeas.core.listing import Column, FilterForm, Table
from habeas.core.listing.tables import registered


class FileFilters(FilterForm):
    """What files are filtered by."""

    media_type = forms.ChoiceField(
        label=_("kind"), choices=[("", _("all")), *((kind.media_type, kind.label) for kind in KINDS.values())]
    )


@registered
class FileTable(Table):
    """Files, the newest first; their names stay sealed."""

    key = "files"
    model = StoredFile
    title = _("Files")
    subtitle = _("Originals are kept unchanged and encrypted; whoever opens one is written down.")
    columns = (
        Column("title", _("what it is"), sort="title"),
        Column("kind", _("kind"), value=lambda row: row.kind.label),
        Column("size", _("size"), value=lambda row: filesizeformat(row.size), sort="size"),
        Column("created_at", _("received"), sort="created_at", kind="date"),
        Column("sha256", _("SHA-256"), kind="code", hidden=True),
    )
    filters = FileFilters

    def rows(self, actor: Actor) -> Any:
        return queries.files(actor)

    def search(self, queryset: Any, actor: Actor, text: str) -> Any:
        return queryset.filter(title__icontains=text)

    def actions(self, actor: Actor) -> list[dict[str, Any]]:
        if not actor.compartments("read"):
            return []
        return [
            {
                "label": _("Verify all files"),
                "url": reverse("files:verify-all"),
                "method": "post",
                "icon": "check",
            }
        ]
