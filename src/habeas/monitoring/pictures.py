"""Maps of monitoring: where work was done, and where nobody was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from habeas.core.actors import Actor
from habeas.core.packs.mission import status_note
from habeas.core.pictures.maps import AreaMark, area_map, shade_of
from habeas.core.pictures.picture import Marks, Picture
from habeas.monitoring.queries import coverage
from habeas.places.names import name_of
from habeas.places.queries import municipalities_of_today
from habeas.places.shapes import municipality_shapes

LIMITS = (1, 2, 4, 8, 16)
FRESH, OLD = 90, 365


def marks() -> Marks:
    """What stands on every picture of the register."""
    stamp = _("Invented data") if settings.INVENTED else ""
    return Marks(stamp=stamp, notes=(status_note(),))


def municipalities_map(rows: Any, url_name: str, title: Any, path: str = "municipality__code") -> Picture:
    """How many of the given rows lie in each municipality; an area leads to its rows."""
    counted = Counter(rows.order_by().values_list(path, flat=True))
    return counted_map(title, counted, lambda place: f"{reverse(url_name)}?municipality={place.pk}")


def counted_map(title: Any, counted: Counter[Any], address: Callable[[Any], str]) -> Picture:
    """A number for each municipality, by its code; an area leads to its address."""
    found = {
        place.code: AreaMark(
            names=(name_of(place),),
            text=str(counted[place.code]),
            shade=shade_of(counted[place.code], LIMITS),
            url=address(place),
        )
        for place in municipalities_of_today()
    }
    legend: dict[int | None, str] = {0: _("none"), 1: "1", 2: "2–3", 3: "4–7", 4: "8–15", 5: _("16 and more")}
    return area_map(
        str(title),
        municipality_shapes(),
        found,
        legend=legend,
        head=(_("municipality"), _("number")),
        marks=marks(),
    )


def coverage_map(actor: Actor) -> Picture | None:
    """The last visit to each municipality that the reader may know of; the palest were not visited for a year.

    None while no place is known yet, as on the first day.
    """
    shapes = municipality_shapes()
    if not shapes:
        return None
    today = timezone.localdate()
    found = {row.code: _coverage_mark(row, today) for row in coverage(actor)}
    legend = {
        5: _("visited within three months"),
        3: _("visited within a year"),
        1: _("visited more than a year ago"),
        None: _("no visit known"),
    }
    return area_map(
        _("Last visit to each municipality"),
        shapes,
        found,
        legend=legend,
        head=(_("municipality"), _("last visit")),
        marks=marks(),
    )


def _coverage_mark(row: Any, today: date) -> AreaMark:
    text = _("no visit known")
    if row.last_visit:
        text = _("last visit %(day)s") % {"day": date_format(row.last_visit, "SHORT_DATE_FORMAT")}
    if row.open_findings:
        count = row.open_findings
        text += "; " + ngettext("%(count)s open finding", "%(count)s open findings", count) % {"count": count}
    url = f"{reverse('monitoring:visits')}?municipality={row.pk}"
    return AreaMark(names=(name_of(row),), text=text, shade=_age_shade(row.last_visit, today), url=url)


def _age_shade(last: date | None, today: date) -> int | None:
    if last is None:
        return None
    age = (today - last).days
    return 5 if age <= FRESH else 3 if age <= OLD else 1
