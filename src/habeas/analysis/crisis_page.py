"""The page of a crisis and the report on it: figures, map, line of time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.analysis import crises
from habeas.analysis.crises import KINDS, Tagged
from habeas.coordination.crisis_page import facts_of
from habeas.coordination.models import Crisis
from habeas.core import panels
from habeas.core.actors import Actor
from habeas.core.listing.inline import map_panel, picture_panel
from habeas.core.pages import link
from habeas.core.pictures.bars import Stack, stacked_bars
from habeas.core.pictures.picture import Picture
from habeas.core.rules import can_work
from habeas.monitoring.models import Incident
from habeas.monitoring.pictures import counted_map, marks
from habeas.places.names import name_of

FORTNIGHT = timedelta(days=14)


def register_panels() -> None:
    """Figures, line of time and map on the page of a crisis."""
    panels.register(Crisis, figures_panel, order=20)
    panels.register(Crisis, months_panel, order=30)
    panels.register(Crisis, places_panel, order=40)
    panels.register(Crisis, newest_panel, order=50)


def figures_panel(request: Any, crisis: Crisis) -> dict[str, Any]:
    """How much of each kind is tagged; each figure leads to its list."""
    found = crises.counts(request.actor, crisis)
    to_gather = reverse("analysis:crisis-gather", args=[crisis.pk])
    return {
        "title": _("Tagged with this crisis"),
        "template": "analysis/_counts.html",
        "rows": [(kind.label, found[name], address(kind, crisis)) for name, kind in KINDS.items()],
        "icon": "link",
        "actions": link(
            _("Gather"), to_gather, actor=request.actor, rule=can_work, target=crisis, icon="plus"
        ),
    }


def address(kind: Tagged, crisis: Crisis) -> str:
    """The list of a kind, filtered by a crisis."""
    return f"{reverse(kind.url)}?crisis={crisis.pk}"


def months_panel(request: Any, crisis: Crisis) -> dict[str, Any] | None:
    """Records by month and kind."""
    picture = months_picture(request.actor, crisis)
    if picture is None:
        return None
    return picture_panel(_("Month by month"), picture, icon="chart", column="wide")


def months_picture(actor: Actor, crisis: Crisis) -> Picture | None:
    """Stacked bars of the last months, one part a kind; None when nothing is tagged."""
    found = crises.by_month(actor, crisis)
    if not found:
        return None
    stacks = [Stack(date_format(month, "M Y"), numbers) for month, numbers in found.items()]
    series = tuple(str(kind.label) for kind in KINDS.values())
    return stacked_bars(_("Records by month"), stacks, series, head=_("month"), marks=marks())


def places_panel(request: Any, crisis: Crisis) -> dict[str, Any] | None:
    """Where the tagged records lie."""
    picture = places_picture(request.actor, crisis)
    return None if picture is None else map_panel(_("Where"), picture, icon="map")


def places_picture(actor: Actor, crisis: Crisis) -> Picture | None:
    """A map of municipalities by the number of tagged visits, incidents and findings; None without any."""
    counted = crises.by_place(actor, crisis)
    if not counted:
        return None
    title = _("Visits, incidents and findings by municipality")
    return counted_map(title, counted, lambda place: place.get_absolute_url())


def newest_panel(request: Any, crisis: Crisis) -> dict[str, Any]:
    """What was tagged, as a line of time."""
    return {
        "title": _("What happened"),
        "template": "analysis/_newest.html",
        "entries": entries(request.actor, crisis),
        "icon": "history",
        "column": "side",
    }


def entries(actor: Actor, crisis: Crisis, since: date | None = None) -> list[dict[str, Any]]:
    """The latest of what happened, for a line of time."""
    return [_entry(*one) for one in crises.newest(actor, crisis, since)]


def _entry(day: date, row: Any, kind: Tagged) -> dict[str, Any]:
    return {
        "when": date_format(day, "SHORT_DATE_FORMAT"),
        "iso": day.isoformat(),
        "title": str(row),
        "url": row.get_absolute_url(),
        "text": name_of(row.municipality) if row.municipality else "",
        "kind": "warn" if kind.model is Incident else "",
    }


def situation_page(request: Any, crisis: Any) -> dict[str, Any]:
    """The quick report on a crisis: its facts, its figures, the last fortnight, what is open; made to be printed."""
    actor, today = request.actor, timezone.localdate()
    found, lately = crises.counts(actor, crisis), entries(actor, crisis, today - FORTNIGHT)
    months, where = months_picture(actor, crisis), places_picture(actor, crisis)
    made, late = crises.calls(actor, crisis)
    return {
        "title": _("Situation: %(crisis)s") % {"crisis": crisis},
        "subtitle": _("As of %(day)s, of what you may see") % {"day": date_format(today)},
        "breadcrumbs": [
            {"label": _("Crises"), "url": reverse("coordination:crises")},
            {"label": str(crisis), "url": crisis.get_absolute_url()},
            {"label": _("Situation report")},
        ],
        "facts": [
            (_("kind of crisis"), crisis.get_kind_display()),
            *facts_of(crisis),
            *((kind.label, str(found[name])) for name, kind in KINDS.items()),
            (_("recommendations"), str(made)),
            (_("overdue recommendations"), str(late)),
        ],
        "panels": [
            {"title": _("What it is about"), "template": "coordination/_text.html", "text": crisis.about},
            *([picture_panel(_("Month by month"), months, icon="chart")] if months else []),
            *([map_panel(_("Where"), where, icon="map", column="side")] if where else []),
            {
                "title": _("The last 14 days"),
                "template": "analysis/_newest.html",
                "entries": lately,
                "icon": "history",
                "column": "side",
            },
        ],
        "notes": [] if any(found.values()) else [_("Nothing is tagged with this crisis yet.")],
    }
