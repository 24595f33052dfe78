"""Maps of municipalities and of points in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from habeas.core.marks import marks
from habeas.core.pictures.maps import AreaMark, PointMark, area_map, shade_of
from habeas.core.pictures.picture import Picture
from habeas.places import names
from habeas.places.models import Municipality
from habeas.places.queries import municipalities_of_today
from habeas.places.shapes import municipality_shapes

LIMITS = (1, 2, 4, 8, 16)


def counted_map(title: Any, counts: Mapping[Any, int], *, url: Any = None) -> Picture:
    """Municipalities shaded by a number each (by key); `url(municipality)` is where an area leads."""
    found = {
        place.code: AreaMark(
            names=(names.name_of(place),),
            text=str(counts.get(place.pk, 0)),
            shade=shade_of(counts.get(place.pk, 0), LIMITS),
            url=url(place) if url else place.get_absolute_url(),
        )
        for place in municipalities_of_today()
    }
    legend = {0: _("none"), 1: "1", 2: "2–3", 3: "4–7", 4: "8–15", 5: _("16 and more")}
    head = (str(_("municipality")), str(_("number")))
    return area_map(str(title), municipality_shapes(), found, legend=legend, head=head, marks=marks())


def municipalities_map(rows: Iterable[Any]) -> Picture:
    """The municipalities of a list; each leads to its page and says how many sites it has."""
    rows = list(rows)
    found = {row.code: _site_mark(row) for row in rows if row.boundary_id}
    legend = {None: _("not in this list"), 0: _("no site"), 1: "1", 2: "2–3", 3: "4–7", 4: "8–15"}
    return area_map(
        _("Registered sites by municipality"),
        municipality_shapes(),
        found,
        legend=legend,
        head=(_("municipality"), _("sites")),
        marks=marks(),
    )


def _site_mark(row: Any) -> AreaMark:
    count = row.site_count
    text = ngettext("%(count)d site", "%(count)d sites", count) % {"count": count}
    return AreaMark((names.name_of(row),), text, shade_of(count, LIMITS), row.get_absolute_url())


def municipality_map(municipality: Municipality, sites: Iterable[Any]) -> Picture:
    """One municipality with its neighbours around it and its sites as points."""
    found = {
        place.code: AreaMark(
            names=(names.name_of(place),),
            shade=2 if place == municipality else None,
            url=None if place == municipality else place.get_absolute_url(),
        )
        for place in municipalities_of_today()
    }
    return area_map(
        names.name_of(municipality),
        municipality_shapes(),
        found,
        points=points_of(sites),
        chosen=municipality.code if municipality.boundary_id else None,
        marks=marks(),
    )


def points_of(sites: Iterable[Any]) -> list[PointMark]:
    """Sites whose location is known, no more precisely than it may be shown, as points that lead to their page."""
    return [
        PointMark(
            f"{site}, {site.kind_label}",
            point[1],
            point[0],
            url=site.get_absolute_url(),
        )
        for site in sites
        if (point := site.shown_point) is not None
    ]


def sites_map(rows: Iterable[Any]) -> Picture:
    """The sites of a list as points, the municipalities behind them."""
    found = {
        place.code: AreaMark(
            (names.name_of(place),), url=f"{reverse('places:sites')}?municipality={place.pk}"
        )
        for place in municipalities_of_today()
    }
    rows = list(rows)
    picture = area_map(_("Sites"), municipality_shapes(), found, points=points_of(rows), marks=marks())
    unplaced = sum(row.shown_point is None for row in rows)
    if not unplaced:
        return picture
    told = ngettext(
        "%(count)d site has no location and is not on the map.",
        "%(count)d sites have no location and are not on the map.",
        unplaced,
    )
    return picture.with_notes(told % {"count": unplaced})
