"""Lines over time with their uncertainty, and the small line beside a number."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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
    plain,
    stamp,
)
from habeas.core.pictures.svg import Svg, tag

DASHES = (None, "7 4", "2 4", "9 3 2 3", "1 3", "12 4")
"""Lines are told apart by these too, on paper and by who sees no colours."""


@dataclass(frozen=True)
class Line:
    """One line: a value for each place on the axis (None leaves a gap), and its band if it is uncertain."""

    name: str
    values: tuple[float | None, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


def lines(
    title: str,
    labels: Sequence[str],
    series: Sequence[Line],
    *,
    head: str,
    marks: Marks = NO_MARKS,
    shown: Shown = plain,
    days: Sequence[date] = (),
) -> Picture:
    """Lines over time, from zero, with the band of uncertainty where there is one.

    `days`, rising, one for each label, put the values where they lie in time, and a line goes on over days that say
    nothing of it; without them labels stand at equal distances, and a value that is missing leaves a gap.
    """
    places = _places(days, len(labels))
    for one in series:
        if len(one.values) != len(labels):
            raise ValueError(
                f"{one.name!r} has {len(one.values)} values for {len(labels)} labels; give one each"
            )
    drawings = {
        width: _line_drawing(title, labels, series, width, marks, shown, places) for width in (WIDE, NARROW)
    }
    rows = [
        (label, *("–" if one.values[at] is None else shown(one.values[at] or 0.0) for one in series))
        for at, label in enumerate(labels)
    ]
    legend = [LegendEntry(one.name, _swatch(i)) for i, one in enumerate(series)]
    return Picture(
        title=title,
        svg=drawings[WIDE][0],
        width=WIDE,
        height=drawings[WIDE][1],
        narrow=drawings[NARROW][0],
        head=(head, *(one.name for one in series)),
        rows=tuple(rows),
        legend=tuple(legend) if len(series) > 1 else (),
        notes=marks.notes,
    )


def _swatch(index: int) -> Svg:
    """A piece of the line as it is drawn."""
    look = {
        "class_": f"l{index % 6 + 1}",
        "stroke": COLOURS[index % 6],
        "stroke_dasharray": DASHES[index % 6],
    }
    line = tag("path", d="M0 7H22", stroke_width=2.6, fill="none", **look)
    return tag("svg", line, viewBox="0 0 22 14", aria_hidden="true", preserveAspectRatio="none")


def _places(days: Sequence[date], count: int) -> tuple[float, ...]:
    """Where the days lie between the first and the last, from 0 to 1; nothing for equal distances."""
    if not days:
        return ()
    if len(days) != count or list(days) != sorted(days):
        raise ValueError(f"{len(days)} days for {count} labels; give one each, the earliest first")
    whole = (days[-1] - days[0]).days
    return tuple((day - days[0]).days / whole if whole else 0.5 for day in days)


def _line_drawing(
    title: str,
    labels: Sequence[str],
    series: Sequence[Line],
    width: float,
    marks: Marks,
    shown: Shown,
    places: tuple[float, ...],
) -> tuple[Svg, float]:
    height = 280.0 if width >= WIDE else 230.0
    top, bottom = (26.0 if marks.stamp else 12.0), height - 26
    ticks = nice_ticks(
        max([v for one in series for v in (*one.values, *one.high) if v is not None], default=1.0)
    )
    left = max(svg.text_width(shown(tick), SIZE) for tick in ticks) + 10
    plot = _Plot(left, width - 8, top, bottom, len(labels), ticks[-1], places)
    parts = [
        stamp(marks.stamp, x=width, y=11),
        _grid(plot, ticks, width, shown),
        _labels(plot, labels, height),
    ]
    for index, one in enumerate(series):
        parts.append(_drawn_line(plot, one, index))
    label = f"{title}: " + "; ".join(_spoken(one, labels, shown) for one in series)
    return svg.canvas(svg.joined(parts), width=width, height=height, label=label, class_="pic"), height


@dataclass(frozen=True)
class _Plot:
    left: float
    right: float
    top: float
    bottom: float
    count: int
    most: float
    places: tuple[float, ...] = ()

    def x(self, at: int) -> float:
        if self.places:
            return self.left + (self.right - self.left) * self.places[at]
        return self.left + (self.right - self.left) * (at / (self.count - 1) if self.count > 1 else 0.5)

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * value / self.most


def _grid(plot: _Plot, ticks: Sequence[float], width: float, shown: Shown) -> Svg:
    parts = []
    for tick in ticks:
        y = svg.number(plot.y(tick))
        look = {"class_": "grid", "stroke": "#dcd9cf"} if tick else {"class_": "axis", "stroke": "#85827a"}
        parts.append(tag("path", d=f"M{svg.number(plot.left)} {y}H{svg.number(width)}", **look))
        parts.append(
            tag(
                "text",
                shown(tick),
                x=plot.left - 6,
                y=plot.y(tick) + 4,
                font_size=12,
                text_anchor="end",
                class_="soft",
                fill="#475058",
            )
        )
    return svg.joined(parts)


def _labels(plot: _Plot, labels: Sequence[str], height: float) -> Svg:
    widest = max((svg.text_width(label, 12) for label in labels), default=1) + 14
    if plot.places:
        return _spaced_labels(plot, labels, height, widest)
    fitting = max(1, int((plot.right - plot.left) / widest))
    every = max(1, math.ceil((len(labels) - 1) / fitting)) if len(labels) > 1 else 1
    last = len(labels) - 1
    free = plot.x(last) - 1.5 * widest + 14
    chosen = [*(at for at in range(0, last, every) if plot.x(at) <= free), last]
    return svg.joined(_axis_label(plot, at, labels[at], height, last) for at in chosen if at >= 0)


def _spaced_labels(plot: _Plot, labels: Sequence[str], height: float, widest: float) -> Svg:
    """The last label, and of the others as many as have room before it."""
    last = len(labels) - 1
    chosen, free = [last], plot.x(last) - 1.5 * widest
    for at in range(last - 1, -1, -1):
        if plot.x(at) <= free:
            chosen.append(at)
            free = plot.x(at) - widest
    return svg.joined(_axis_label(plot, at, labels[at], height, last) for at in reversed(chosen))


def _axis_label(plot: _Plot, at: int, label: str, height: float, last: int) -> Svg:
    anchor = "end" if at == last and last else "middle"
    x = plot.x(at) + 8 if anchor == "end" else plot.x(at)
    return tag(
        "text", label, x=x, y=height - 7, font_size=12, text_anchor=anchor, class_="soft", fill="#475058"
    )


def _drawn_line(plot: _Plot, one: Line, index: int) -> Svg:
    colour, parts = COLOURS[index % 6], []
    if one.low and one.high:
        forth = "L".join(f"{svg.number(plot.x(i))} {svg.number(plot.y(v))}" for i, v in enumerate(one.high))
        back = "L".join(
            f"{svg.number(plot.x(i))} {svg.number(plot.y(v))}" for i, v in reversed(list(enumerate(one.low)))
        )
        parts.append(tag("path", d=f"M{forth}L{back}Z", class_="band", fill=colour, opacity="0.16"))
    dashes = DASHES[index % 6]
    for run in _runs(one.values, through=bool(plot.places)):
        points = "L".join(f"{svg.number(plot.x(i))} {svg.number(plot.y(v))}" for i, v in run)
        look = {"class_": f"l{index % 6 + 1}", "stroke": colour, "fill": "none", "stroke_dasharray": dashes}
        parts.append(tag("path", d=f"M{points}", stroke_width=2.2, stroke_linejoin="round", **look))
    seen = [(i, v) for i, v in enumerate(one.values) if v is not None]
    dots = seen if len(seen) <= 16 else seen[-1:]
    parts += [
        tag("circle", cx=plot.x(i), cy=plot.y(v), r=3, class_=f"s{index % 6 + 1}", fill=colour)
        for i, v in dots
    ]
    return svg.joined(parts)


def _runs(values: Sequence[float | None], *, through: bool) -> list[list[tuple[int, float]]]:
    runs: list[list[tuple[int, float]]] = [[]]
    for index, value in enumerate(values):
        if value is None and not through:
            runs.append([])
        elif value is not None:
            runs[-1].append((index, value))
    return [run for run in runs if run]


def _spoken(one: Line, labels: Sequence[str], shown: Shown) -> str:
    known = [(labels[i], v) for i, v in enumerate(one.values) if v is not None]
    if not known:
        return one.name
    return f"{one.name} {known[0][0]} {shown(known[0][1])}, {known[-1][0]} {shown(known[-1][1])}"


def nice_ticks(most: float, *, wanted: int = 4) -> list[float]:
    """Round numbers from zero to just above the largest value."""
    if most <= 0:
        return [0.0, 1.0]
    rough = most / wanted
    power = 10 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough)
    return [step * index for index in range(math.ceil(most / step - 1e-9) + 1)]


def sparkline(values: Sequence[float], *, label: str) -> Svg:
    """A line without axes, to stand beside a number."""
    width, height = 160.0, 32.0
    most, least = max(values, default=1.0), min(values, default=0.0)
    span = (most - least) or 1.0
    step = width / max(1, len(values) - 1)
    points = [(i * step, height - 3 - (v - least) / span * (height - 6)) for i, v in enumerate(values)]
    path = "M" + "L".join(f"{svg.number(x)} {svg.number(y)}" for x, y in points)
    body = tag(
        "path", d=path, class_="l1", stroke=COLOURS[0], fill="none", stroke_width=2, stroke_linejoin="round"
    )
    drawn = svg.canvas(body, width=width, height=height, label=label, class_="pic sparkline")
    return Svg(drawn.replace("<svg ", '<svg preserveAspectRatio="none" ', 1))
