"""Who is on exactly which lists, as a picture: bars for combinations of lists, dots for the lists (UpSet).

Wide, the bars stand above the dots; narrow, they lie beside them, so that letters stay readable on a phone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from habeas.core.pictures import svg
from habeas.core.pictures.picture import COLOURS, NARROW, SIZE, WIDE, Marks, Picture, plain, stamp
from habeas.core.pictures.svg import Svg, tag

TOP, TALL, ROW, GAP = 28.0, 140.0, 22.0, 18.0
MOST = 24
MOST_LEFT, MOST_HEAD = 220.0, 150.0
BESIDE = 26.0
FAINT = "#c9ced3"


@dataclass(frozen=True)
class _Table:
    """What is drawn: the names of the lists, and how many persons are on exactly which of them, the most first."""

    names: tuple[str, ...]
    shown: tuple[tuple[int, int], ...]

    @cached_property
    def most(self) -> int:
        """The persons of the longest bar."""
        return max((count for _mask, count in self.shown), default=1)

    @cached_property
    def widest(self) -> float:
        """The width of the longest name."""
        return max((svg.text_width(name, SIZE) for name in self.names), default=0.0)

    def on(self, mask: int) -> list[int]:
        """The lists of a combination."""
        return [at for at in range(len(self.names)) if mask >> at & 1]


def upset(
    title: str,
    lists: Sequence[str],
    sizes: Sequence[int | None],
    patterns: Mapping[int, int],
    *,
    head: tuple[str, str],
    marks: Marks,
) -> Picture:
    """`patterns` maps a mask (bit j: on list j) to persons; `sizes` are the persons on each list, if told."""
    shown = sorted(patterns.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]
    names = [
        name if size is None else f"{name} ({plain(size)})" for name, size in zip(lists, sizes, strict=True)
    ]
    table = _Table(tuple(names), tuple(shown))
    rows = tuple((_told(mask, lists), plain(count)) for mask, count in shown)
    label = f"{title}: " + "; ".join(f"{told}: {count}" for told, count in rows[:12])
    wide, height = _wide(table, label, marks)
    return Picture(
        title=title,
        svg=wide,
        width=WIDE,
        height=height,
        narrow=_narrow(table, label, marks),
        head=head,
        rows=rows,
        notes=marks.notes,
    )


def _told(mask: int, lists: Sequence[str]) -> str:
    return " + ".join(name for at, name in enumerate(lists) if mask >> at & 1)


def _wide(table: _Table, label: str, marks: Marks) -> tuple[Svg, float]:
    """Bars above, a row of dots for each list."""
    left = min(table.widest, MOST_LEFT) + 16
    height = TOP + TALL + GAP + ROW * len(table.names) + 8
    step = min((WIDE - left - 10) / max(len(table.shown), 1), 64.0)
    rows = [TOP + TALL + GAP + ROW * (at + 0.5) for at in range(len(table.names))]
    parts = [stamp(marks.stamp, x=WIDE, y=11)]
    for name, y in zip(table.names, rows, strict=True):
        words = svg.fit(name, MOST_LEFT, SIZE)
        parts.append(tag("text", words, x=left - 12, y=y + 4, font_size=SIZE, text_anchor="end"))
    for at, (mask, count) in enumerate(table.shown):
        x, tall = left + step * (at + 0.5), TALL * count / table.most
        parts += [
            _bar(x - step * 0.32, TOP + TALL - tall, step * 0.64, tall),
            _number(count, x, TOP + TALL - tall - 5, "middle"),
            *_dots(table.on(mask), [(x, y) for y in rows]),
        ]
    return svg.canvas(svg.joined(parts), width=WIDE, height=height, label=label, class_="pic"), height


def _narrow(table: _Table, label: str, marks: Marks) -> Svg:
    """A row for each combination: its dots, its bar; the lists stand upright above."""
    top = (18.0 if marks.stamp else 4.0) + min(table.widest, MOST_HEAD) + 10
    beside = min(BESIDE, NARROW * 0.6 / max(len(table.names), 1))
    columns = [beside * (at + 0.5) for at in range(len(table.names))]
    left = beside * len(table.names) + 12
    room = NARROW - left - svg.text_width(plain(table.most), SIZE) - 8
    parts = [stamp(marks.stamp, x=NARROW, y=11)]
    parts += [
        _upright(svg.fit(name, MOST_HEAD, SIZE), x + 4, top - 6)
        for name, x in zip(table.names, columns, strict=True)
    ]
    for at, (mask, count) in enumerate(table.shown):
        y, long = top + ROW * (at + 0.5), room * count / table.most
        parts += [
            _bar(left, y - ROW * 0.34, long, ROW * 0.68),
            _number(count, left + long + 5, y + 4.5, "start"),
            *_dots(table.on(mask), [(x, y) for x in columns]),
        ]
    height = top + ROW * len(table.shown) + 6
    return svg.canvas(svg.joined(parts), width=NARROW, height=height, label=label, class_="pic")


def _upright(text: str, x: float, y: float) -> Svg:
    turn = f"rotate(-90 {svg.number(x)} {svg.number(y)})"
    return tag("text", text, x=x, y=y, font_size=SIZE, transform=turn)


def _bar(x: float, y: float, width: float, height: float) -> Svg:
    return tag("rect", x=x, y=y, width=width, height=height, class_="s1", fill=COLOURS[0])


def _number(count: int, x: float, y: float, anchor: str) -> Svg:
    return tag("text", plain(count), x=x, y=y, font_size=SIZE, text_anchor=anchor)


def _dots(on: Sequence[int], places: Sequence[tuple[float, float]]) -> list[Svg]:
    """A dot at each place, large where the list has the persons, and a line through those."""
    dots = [_dot(x, y, at in on) for at, (x, y) in enumerate(places)]
    if len(on) < 2:
        return dots
    (x1, y1), (x2, y2) = places[on[0]], places[on[-1]]
    line = tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_="l1", stroke=COLOURS[0], stroke_width=2.5)
    return [*dots, line]


def _dot(x: float, y: float, on: bool) -> Svg:
    if on:
        return tag("circle", cx=x, cy=y, r=5.5, class_="s1", fill=COLOURS[0])
    return tag("circle", cx=x, cy=y, r=3, class_="faint", fill=FAINT)
