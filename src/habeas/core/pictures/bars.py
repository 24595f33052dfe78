"""Horizontal bars, whole or made of parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from habeas.core.pictures import svg
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
    untold_swatch,
)
from habeas.core.pictures.svg import Svg, tag

HIDDEN = "·"
"""Stands where a number must not be told."""
STUB = 12.0
"""The width of the hatched piece drawn for such a number, whatever it is."""


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its value and where it leads."""

    label: str
    value: float
    url: str | None = None


@dataclass(frozen=True)
class Stack:
    """One stacked bar: its name and a value for each series; None must not be told and is drawn as a hatched piece."""

    label: str
    values: tuple[float | None, ...]
    url: str | None = None

    @property
    def told(self) -> tuple[float, ...]:
        """The values that may be told, the others as nothing."""
        return tuple(value or 0.0 for value in self.values)

    def sum_in_words(self, shown: Shown) -> str:
        """The sum of what may be told, with a dot for what may not."""
        return self._sum(shown, HIDDEN)

    def spoken(self, shown: Shown) -> str:
        """The name and the sum for who hears them: what may not be told is said to be so."""
        together = self._sum(shown, _("not shown"))
        return f"{self.label}: {together}"

    def _sum(self, shown: Shown, hidden: str) -> str:
        if None not in self.values:
            return shown(sum(self.told))
        return f"{shown(sum(self.told))} + {hidden}" if sum(self.told) else hidden

    @property
    def stubs(self) -> float:
        """The width of the pieces that stand for what may not be told."""
        return (STUB + 1) * self.values.count(None)


def bars(
    title: str,
    entries: Sequence[Bar],
    *,
    head: tuple[str, str],
    marks: Marks = NO_MARKS,
    shown: Shown = plain,
) -> Picture:
    """Horizontal bars, for names that are long and values to be compared."""
    stacks = [Stack(entry.label, (entry.value,), entry.url) for entry in entries]
    return _stacked(title, stacks, (head[1],), head=head, marks=marks, shown=shown)


def stacked_bars(
    title: str,
    entries: Sequence[Stack],
    series: Sequence[str],
    *,
    head: str,
    marks: Marks = NO_MARKS,
    shown: Shown = plain,
) -> Picture:
    """Horizontal bars made of parts; the parts keep one order and one colour."""
    for entry in entries:
        if len(entry.values) != len(series):
            raise ValueError(
                f"{entry.label!r} has {len(entry.values)} values for {len(series)} series; give one each"
            )
    return _stacked(title, entries, series, head=(head, *series), marks=marks, shown=shown)


def _stacked(
    title: str,
    entries: Sequence[Stack],
    series: Sequence[str],
    *,
    head: tuple[str, ...],
    marks: Marks,
    shown: Shown,
) -> Picture:
    if any(value < 0 for entry in entries for value in entry.told):
        raise ValueError(f"{title!r} has a negative value; bars start at zero, draw lines instead")
    drawings = {width: _bar_drawing(title, entries, width, marks, shown) for width in (WIDE, NARROW)}
    legend = [
        LegendEntry(name, swatch(f"s{i + 1}", COLOURS[i % 6], hatch=i + 1)) for i, name in enumerate(series)
    ]
    if any(None in entry.values for entry in entries):
        legend.append(LegendEntry(_("not shown"), untold_swatch()))
    return Picture(
        title=title,
        svg=drawings[WIDE][0],
        width=WIDE,
        height=drawings[WIDE][1],
        narrow=drawings[NARROW][0],
        head=head,
        rows=tuple(
            (entry.label, *(HIDDEN if value is None else shown(value) for value in entry.values))
            for entry in entries
        ),
        legend=tuple(legend) if len(legend) > 1 else (),
        notes=marks.notes,
    )


def _bar_drawing(
    title: str, entries: Sequence[Stack], width: float, marks: Marks, shown: Shown
) -> tuple[Svg, float]:
    beside = width >= WIDE
    longest = max((svg.text_width(entry.label, SIZE) for entry in entries), default=0)
    left = min(longest + 12, width * 0.36) if beside else 0.0
    top = 18.0 if marks.stamp else 4.0
    step = 28.0 if beside else 42.0
    most = max((sum(entry.told) for entry in entries), default=0) or 1.0
    beyond = (svg.text_width(e.sum_in_words(shown), SIZE) + e.stubs for e in entries)
    room = width - left - max(beyond, default=0) - 12
    parts = [stamp(marks.stamp, x=width, y=11)]
    for index, entry in enumerate(entries):
        y = top + index * step
        parts.append(_bar(entry, y=y, left=left, scale=room / most, beside=beside, width=width, shown=shown))
    height = top + len(entries) * step + 4
    if beside:
        parts.append(
            tag(
                "path",
                d=f"M{svg.number(left)} {svg.number(top - 2)}V{svg.number(height - 4)}",
                class_="axis",
                stroke="#85827a",
            )
        )
    label = f"{title}: " + "; ".join(e.spoken(shown) for e in entries[:12])
    links = any(entry.url for entry in entries)
    return svg.canvas(
        svg.joined(parts), width=width, height=height, label=label, class_="pic", has_links=links
    ), height


def _bar(
    entry: Stack, *, y: float, left: float, scale: float, beside: bool, width: float, shown: Shown
) -> Svg:
    bar_y, thick = (y + 4, 18.0) if beside else (y + 18, 16.0)
    if beside:
        name = tag(
            "text",
            svg.fit(entry.label, left - 10, SIZE),
            x=left - 8,
            y=y + 18,
            font_size=SIZE,
            text_anchor="end",
        )
    else:
        name = tag("text", svg.fit(entry.label, width, SIZE), x=0, y=y + 13, font_size=SIZE)
    parts, x = [name], left
    for index, value in enumerate(entry.values):
        if value is None:
            parts.append(untold(x + 0.5, bar_y + 0.5, STUB - 1, thick - 1))
            x += STUB + 1
            continue
        length = value * scale
        parts.append(
            tag(
                "rect",
                x=x,
                y=bar_y,
                width=length,
                height=thick,
                class_=f"s{index % 6 + 1}",
                fill=COLOURS[index % 6],
            )
        )
        parts.append(hatching(x, bar_y, length, thick, index + 1))
        x += length + (1 if length and len(entry.values) > 1 else 0)
    total = entry.sum_in_words(shown)
    parts.append(
        tag("text", total, x=x + 6, y=bar_y + thick - 4, font_size=SIZE, class_="soft", fill="#475058")
    )
    return svg.link(entry.url, *parts, label=entry.spoken(shown))
