"""Horizontal bars under each other, one for each series: for numbers of different kinds, which have no sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from habeas.core.pictures import svg
from habeas.core.pictures.bars import HIDDEN, STUB, Stack
from habeas.core.pictures.picture import (
    COLOURS,
    NARROW,
    NO_MARKS,
    SIZE,
    WIDE,
    LegendEntry,
    Marks,
    Picture,
    Shown,
    hatching,
    plain,
    stamp,
    swatch,
    untold,
)
from habeas.core.pictures.svg import Svg, tag

THICK, STEP, BETWEEN, NAME = 13.0, 16.0, 10.0, 19.0


@dataclass(frozen=True)
class _Place:
    """Where bars begin, and how long one of them is for each unit."""

    left: float
    scale: float
    beside: bool


def grouped_bars(
    title: str,
    entries: Sequence[Stack],
    series: Sequence[str],
    *,
    head: str,
    marks: Marks = NO_MARKS,
    shown: Shown = plain,
) -> Picture:
    """A group of bars for each entry, one a series, each with its number; nothing is added up.

    Raises ValueError where an entry has not one value for each series.
    """
    for entry in entries:
        if len(entry.values) != len(series):
            raise ValueError(
                f"{entry.label!r} has {len(entry.values)} values for {len(series)} series; give one each"
            )
    words = [_spoken(entry, series, shown) for entry in entries]
    label = f"{title}: " + "; ".join(words[:12])
    wide, height = _drawing(entries, words, label, WIDE, marks, shown)
    narrow, _height = _drawing(entries, words, label, NARROW, marks, shown)
    return Picture(
        title=title,
        svg=wide,
        width=WIDE,
        height=height,
        narrow=narrow,
        head=(head, *series),
        rows=tuple((entry.label, *(_told(value, shown) for value in entry.values)) for entry in entries),
        legend=tuple(
            LegendEntry(name, swatch(f"s{i + 1}", COLOURS[i % 6], hatch=i + 1))
            for i, name in enumerate(series)
        ),
        notes=marks.notes,
    )


def _told(value: float | None, shown: Shown, hidden: str = HIDDEN) -> str:
    return hidden if value is None else shown(value)


def _spoken(entry: Stack, series: Sequence[str], shown: Shown) -> str:
    hidden = _("not shown")
    parts = (
        f"{name} {_told(value, shown, hidden)}" for name, value in zip(series, entry.values, strict=True)
    )
    return f"{entry.label}: {', '.join(parts)}"


def _drawing(
    entries: Sequence[Stack], words: Sequence[str], label: str, width: float, marks: Marks, shown: Shown
) -> tuple[Svg, float]:
    beside = width >= WIDE
    longest = max((svg.text_width(entry.label, SIZE) for entry in entries), default=0)
    left = min(longest + 12, width * 0.36) if beside else 0.0
    most = max((value for entry in entries for value in entry.told), default=0) or 1.0
    place = _Place(left, (width - left - svg.text_width(shown(most), SIZE) - 12) / most, beside)
    y = 22.0 if marks.stamp else 4.0
    parts = [stamp(marks.stamp, x=width, y=11)]
    for entry, spoken in zip(entries, words, strict=True):
        name, y = _name(entry, place, y, width)
        drawn = [_bar(value, at, place, y + at * STEP, shown) for at, value in enumerate(entry.values)]
        parts.append(svg.link(entry.url, name, *drawn, label=spoken))
        y += len(entry.values) * STEP + BETWEEN
    links = any(entry.url for entry in entries)
    body = svg.joined(parts)
    return svg.canvas(body, width=width, height=y, label=label, class_="pic", has_links=links), y


def _name(entry: Stack, place: _Place, y: float, width: float) -> tuple[Svg, float]:
    """The name of a group, beside or above its bars, and where the first of these lies."""
    if not place.beside:
        return tag("text", svg.fit(entry.label, width, SIZE), x=0, y=y + 13, font_size=SIZE), y + NAME
    middle = y + len(entry.values) * STEP / 2 + 3
    words = svg.fit(entry.label, place.left - 10, SIZE)
    return tag("text", words, x=place.left - 8, y=middle, font_size=SIZE, text_anchor="end"), y


def _bar(value: float | None, at: int, place: _Place, y: float, shown: Shown) -> Svg:
    long = STUB if value is None else value * place.scale
    number = tag(
        "text",
        _told(value, shown),
        x=place.left + long + 6,
        y=y + THICK - 2,
        font_size=SIZE,
        class_="soft",
        fill="#475058",
    )
    if value is None:
        return svg.group(untold(place.left + 0.5, y + 0.5, STUB - 1, THICK - 1), number)
    look = {"class_": f"s{at % 6 + 1}", "fill": COLOURS[at % 6]}
    return svg.group(
        tag("rect", x=place.left, y=y, width=long, height=THICK, **look),
        hatching(place.left, y, long, THICK, at + 1),
        number,
    )
