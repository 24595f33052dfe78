"""Bars that begin where the last one ended: how a sum came about, step by step, for and against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
    hatching,
    stamp,
    swatch,
)
from habeas.core.pictures.svg import Svg, tag

FOR, AGAINST, SUM = 1, 2, 5
"""Colours of steps up, steps down and of the sum."""
THICK, TAIL = 14.0, 46.0


@dataclass(frozen=True)
class Step:
    """One step: what it is and how far it goes up (positive) or down."""

    label: str
    value: float


@dataclass(frozen=True)
class Words:
    """What a waterfall says besides its steps."""

    up: str
    down: str
    total: str
    total_shown: str
    head: tuple[str, str]


def waterfall(title: str, steps: Sequence[Step], words: Words, *, marks: Marks = NO_MARKS) -> Picture:
    """Steps in their order and their sum below; the line is where nothing speaks for or against."""
    drawings = {width: _drawing(title, steps, words, width, marks) for width in (WIDE, NARROW)}
    legend = [(words.up, FOR), (words.down, AGAINST), (words.total, SUM)]
    return Picture(
        title=title,
        svg=drawings[WIDE][0],
        width=WIDE,
        height=drawings[WIDE][1],
        narrow=drawings[NARROW][0],
        head=words.head,
        rows=(*((step.label, f"{step.value:+.1f}") for step in steps), (words.total, words.total_shown)),
        legend=tuple(LegendEntry(name, swatch(f"s{at}", COLOURS[at - 1], hatch=at)) for name, at in legend),
        notes=marks.notes,
    )


def _drawing(
    title: str, steps: Sequence[Step], words: Words, width: float, marks: Marks
) -> tuple[Svg, float]:
    ends = [0.0]
    for step in steps:
        ends.append(ends[-1] + step.value)
    left = width * 0.5 if width >= WIDE else 0.0
    room, low = width - left - 2 * TAIL, min(ends)
    scale = room / max(max(ends) - low, 1.0)
    places = [left + TAIL + (end - low) * scale for end in ends]
    rows = _Rows(left, 18.0 if marks.stamp else 4.0, width)
    parts = [stamp(marks.stamp, x=width, y=11)]
    for at, step in enumerate(steps):
        colour = FOR if step.value >= 0 else AGAINST
        parts.append(rows.add(step.label, f"{step.value:+.1f}", places[at], places[at + 1], colour))
    parts.append(rows.add(words.total, words.total_shown, places[0], places[-1], SUM))
    line = "".join(f"M{svg.number(places[0])} {svg.number(y)}V{svg.number(end)}" for y, end in rows.beside)
    parts.append(tag("path", d=line, class_="axis", stroke="#85827a"))
    told = "; ".join(f"{step.label} {step.value:+.1f}" for step in steps)
    label = f"{title}: {told}; {words.total} {words.total_shown}"
    return svg.canvas(
        svg.joined(parts), width=width, height=rows.y + 4, label=label, class_="pic"
    ), rows.y + 4


class _Rows:
    """Rows from the top down: words beside a bar where there is room, above it on a phone."""

    def __init__(self, left: float, top: float, width: float) -> None:
        self.left, self.width, self.y = left, width, top
        self.beside: list[tuple[float, float]] = []  # where the line runs: not through words

    def add(self, words: str, value: str, start: float, end: float, colour: int) -> Svg:
        """One bar from `start` to `end` with its words and its value; the next row begins below it."""
        room = self.left - 14 if self.left else self.width
        lines = svg.wrap(words, room, SIZE, lines=2)
        tall = len(lines) * SIZE * 1.3
        bar_y = self.y + max(tall - THICK, 4) / 2 if self.left else self.y + tall + 2
        heavy = 650 if colour == SUM else None
        x, length = min(start, end), max(abs(end - start), 1.0)
        parts = [
            svg.text_lines(lines, x=0, y=self.y + SIZE, size=SIZE, font_weight=heavy),
            tag(
                "rect",
                x=x,
                y=bar_y,
                width=length,
                height=THICK,
                class_=f"s{colour}",
                fill=COLOURS[colour - 1],
            ),
            hatching(x, bar_y, length, THICK, colour),
            self._value(value, start, end, bar_y, heavy),
        ]
        below = (self.y + max(tall, THICK + 4) + 5) if self.left else bar_y + THICK + 8
        self.beside.append((self.y, below) if self.left else (bar_y - 2, bar_y + THICK + 2))
        self.y = below
        return svg.group(*parts)

    def _value(self, value: str, start: float, end: float, y: float, heavy: int | None) -> Svg:
        """The value at the far end of its bar."""
        on, side = (end + 5, "start") if end >= start else (end - 5, "end")
        return tag(
            "text",
            value,
            x=on,
            y=y + THICK - 3,
            font_size=SIZE - 1,
            text_anchor=side,
            font_weight=heavy,
            class_="soft",
            fill="#475058",
        )
