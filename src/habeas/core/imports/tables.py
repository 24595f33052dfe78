"""The list of imports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.imports import queries
from habeas.core.imports.kinds import IMPORTERS
from habeas.core.imports.models import Import, ImportState
from habeas.core.listing import Column, FilterForm, Table
from habeas.core.listing.tables import registered

BADGES = {"received": "quiet", "ready": "quiet", "running": "info", "done": "ok"}


def title_of(row: Import) -> str:
    """What is imported."""
    kind = IMPORTERS.get(row.importer)
    return str(kind.title) if kind else row.importer


def badge_of(row: Import) -> str:
    return "warn" if row.set_aside else BADGES.get(row.state, "quiet")


class ImportFilters(FilterForm):
    """What imports are filtered by."""

    state = forms.ChoiceField(label=_("state"), choices=[("", _("all")), *ImportState.choices])


@registered
class ImportTable(Table):
    """Imports, the newest first."""

    key = "imports"
    model = Import
    title = _("Imports")
    subtitle = _("Lists from elsewhere: what was taken, what waits for correction, and from which file.")
    columns = (
        Column("source", _("source"), sort="source"),
        Column("importer", _("what is imported"), value=title_of),
        Column("created_at", _("received"), sort="created_at", kind="date"),
        Column("state", _("state"), value=lambda row: row.get_state_display(), badge=badge_of, sort="state"),
        Column("rows_total", _("rows"), kind="number"),
        Column("added", _("added"), kind="number"),
        Column("changed", _("changed"), kind="number"),
        Column("set_aside", _("set aside"), kind="number", sort="set_aside"),
        Column("withdrawn", _("withdrawn"), kind="number", hidden=True),
        Column("unchanged", _("unchanged"), kind="number", hidden=True),
    )
    filters = ImportFilters

    def rows(self, actor: Actor) -> Any:
        return queries.imports(actor)

    def search(self, queryset: Any, actor: Actor, text: str) -> Any:
        return queryset.filter(source__icontains=text)

    def actions(self, actor: Actor) -> list[dict[str, Any]]:
        if not actor.compartments("work"):
            return []
        return [
            {
                "label": _now("Import: %(what)s") % {"what": kind.title},
                "url": reverse("imports:new", args=[kind.code]),
                "icon": "upload",
            }
            for kind in IMPORTERS.values()
        ]
