"""Pictures of the register: open cases over time, by place, by sex and age, by list; small numbers hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.core.actors import Actor
from habeas.core.disclosure import LEAST, suppressed
from habeas.core.marks import counted_note, marks
from habeas.core.pictures.charts import Line, Stack, Step, Words, lines, stacked_bars, waterfall
from habeas.core.pictures.maps import HIDDEN, AreaMark, area_map, shade_of
from habeas.core.pictures.picture import Picture
from habeas.missing.capture import capture_table
from habeas.missing.choices import Sex
from habeas.missing.queries import figures
from habeas.missing.upset import upset
from habeas.places.names import name_of
from habeas.places.queries import municipalities_of_today
from habeas.places.shapes import municipality_shapes

LIMITS = (5, 10, 25, 75, 200)


def hidden_note() -> str:
    return _("Numbers from 1 to %(most)s are not shown, nor what would give them away.") % {"most": LEAST - 1}


def reasons_picture(reasons: Sequence[tuple[float, str]]) -> Picture:
    """How the reasons of a score add up to it; weights in natural log odds."""
    words = Words(
        up=_("speaks for one person"),
        down=_("speaks for two"),
        total=_("together"),
        total_shown=f"{sum(weight for weight, _reason in reasons):+.1f}",
        head=(_("reason"), _("weight")),
    )
    steps = [Step(reason, weight) for weight, reason in reasons]
    return waterfall(_("How the reasons add up"), steps, words, marks=marks())


def municipalities_picture(rows: Any) -> Picture:
    """How many of the given cases lie in each municipality; small numbers hidden."""
    return _map(figures.by_municipality(rows), _("Cases by municipality where last seen"))


def open_map(actor: Actor) -> Picture | None:
    """Open cases by municipality; None for who sees no case."""
    counted = figures.open_by_municipality(actor)
    if not counted and not figures.sees_cases(actor):
        return None
    return _map(counted, _("Open cases by municipality where last seen"))


def _map(counted: Counter[str], title: str) -> Picture:
    placed = {code: number for code, number in counted.items() if code}
    cells = suppressed(placed, total_shown=True)
    found = {place.code: _area(place, cells.get(place.code, 0)) for place in municipalities_of_today()}
    legend: dict[int | None, str] = {
        0: _("none"),
        1: "5–9",
        2: "10–24",
        3: "25–74",
        4: "75–199",
        5: _("200 and more"),
        HIDDEN: _("not shown"),
    }
    head = (_("municipality"), _("number"))
    notes = [counted_note(), hidden_note()]
    if None in cells.values():
        notes.append(_("Hatched municipalities have a number that is not shown."))
    if "" in counted:
        notes.append(_("Cases whose municipality is not known are not on the map."))
    return area_map(title, municipality_shapes(), found, legend=legend, head=head, marks=marks(*notes))


def _area(place: Any, value: int | None) -> AreaMark:
    url = f"{reverse('missing:cases')}?municipality={place.pk}"
    if value is None:
        return AreaMark(names=(name_of(place),), text=_("not shown"), shade=HIDDEN, url=url)
    return AreaMark(names=(name_of(place),), text=str(value), shade=shade_of(value, LIMITS), url=url)


def series_picture(actor: Actor) -> Picture:
    """Open cases over time: as others published them, and as the register's own history has them."""
    published = figures.published_series()
    frozen = {row.as_of: row.open for row in figures.frozen(actor)}
    days = sorted({day for day, _value, _publisher in published} | set(frozen) | {timezone.localdate()})
    told = {day: value for day, value, _publisher in published}
    own = dict(zip(days, figures.open_on_days(actor, days), strict=True))
    first = next((day for day in days if own[day]), None)
    days = days if first else sorted(told)
    series = [Line(_("published by others"), tuple(told.get(day) for day in days))]
    if first:
        own_line = tuple(own[day] if day >= first else None for day in days)
        series.append(Line(_("this register"), own_line))
    labels = [date_format(day, "SHORT_DATE_FORMAT") for day in days]
    names = sorted({publisher for _day, _value, publisher in published})
    notes = [_("Published figures: %(publishers)s.") % {"publishers": "; ".join(names)}]
    if first:
        notes.insert(0, counted_note())
    return lines(_("Open cases over time"), labels, series, head=_("day"), marks=marks(*notes), days=days)


def age_labels() -> list[str]:
    found = [
        f"{low}–{high}" if high < 100 else _("%(age)s and older") % {"age": low}
        for low, high in figures.AGE_GROUPS
    ]
    return [*found, _("age unknown")]


def sex_and_age_picture(actor: Actor) -> Picture | None:
    """Open cases by age when last seen, women and men; small numbers hidden. None for who sees no case."""
    counted = figures.open_by_sex_and_age(actor)
    if not counted and not figures.sees_cases(actor):
        return None
    cells = suppressed(counted)
    sexes = [Sex.MALE, Sex.FEMALE, Sex.UNKNOWN]
    labels = age_labels()
    order = [*range(len(figures.AGE_GROUPS)), -1]
    stacks = [
        Stack(label, tuple(cells.get((str(sex.value), at), 0) for sex in sexes))
        for label, at in zip(labels, order, strict=True)
    ]
    return stacked_bars(
        _("Open cases by sex and age when last seen"),
        stacks,
        series=[str(sex.label) for sex in sexes],
        head=_("age"),
        marks=marks(counted_note(), hidden_note(), _("Dots and hatched pieces stand for numbers not shown.")),
    )


def overlap_picture(actor: Actor) -> Picture | None:
    """Who is on exactly which lists; None when no list can be read. Patterns of few persons are not shown.

    Nor is the size of a list of which a pattern is hidden: what is shown of it would give the rest away.
    """
    table = capture_table(actor)
    if table is None:
        return None
    patterns = dict(zip(table.patterns.tolist(), table.counts.tolist(), strict=True))
    cells = suppressed(patterns, total_shown=True)
    return upset(
        _("Persons by the lists that name them"),
        table.lists,
        sizes_told(cells, len(table.lists)),
        {mask: count for mask, count in cells.items() if count is not None},
        head=(_("exactly these lists"), _("persons")),
        marks=marks(counted_note(), hidden_note()),
    )


def sizes_told(cells: Mapping[int, int | None], lists: int) -> list[int | None]:
    """The persons on each list, told where every pattern of the list is shown."""
    on_list = [[count for mask, count in cells.items() if mask >> at & 1] for at in range(lists)]
    return [None if None in counts else sum(count or 0 for count in counts) for counts in on_list]
