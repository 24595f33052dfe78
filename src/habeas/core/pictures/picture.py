"""What every chart and map hands to a page: two drawings, its figures, its notes and its stamp."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from habeas.core.pictures import svg
from habeas.core.pictures.svg import Svg, tag

NOTE_SIZE = 11.0
SIZE = 13.0
WIDE, NARROW = 640.0, 400.0
NO_FIGURE, UNTOLD = "#ffffff", "#5f676e"
COLOURS = ("#0b6b86", "#c8641b", "#6b5aa8", "#55812a", "#77746a", "#a3475c")

Shown = Callable[[float], str]


@dataclass(frozen=True)
class Marks:
    """What stands on a picture besides its figures: the stamp of invented work and the notes below."""

    stamp: str = ""
    notes: tuple[str, ...] = ()


NO_MARKS = Marks()


@dataclass(frozen=True)
class LegendEntry:
    """One colour of a picture and what it means."""

    label: str
    swatch: Svg


@dataclass(frozen=True)
class Picture:
    """A drawing with the same figures as rows, so that nobody depends on seeing it."""

    title: str
    svg: Svg
    width: float
    height: float
    narrow: Svg | None = None
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    legend: tuple[LegendEntry, ...] = ()
    notes: tuple[str, ...] = ()

    def with_notes(self, *notes: str) -> Picture:
        """The same picture with further notes below it."""
        return replace(self, notes=self.notes + notes)


def plain(value: float) -> str:
    """A figure with thin spaces between thousands and no needless decimals."""
    whole = float(value).is_integer()
    return f"{value:,.0f}".replace(",", "\u202f") if whole else f"{value:,.1f}".replace(",", "\u202f")


def stamp(text: str, *, x: float, y: float) -> Svg:
    """The word that marks a drawing of invented work, right-aligned at x."""
    if not text:
        return Svg("")
    return tag(
        "text",
        text,
        x=x,
        y=y,
        font_size=NOTE_SIZE,
        text_anchor="end",
        class_="stamp",
        fill="#6b4700",
        font_weight=600,
    )


def file_of(picture: Picture) -> str:
    """The picture as a file of its own, with title, legend and notes drawn in."""
    margin, line = 16.0, 17.0
    inner = picture.width
    heading = svg.wrap(picture.title, inner, 16, lines=3, bold=True)
    top = margin + len(heading) * 21 + 6
    legend, legend_height = _drawn_legend(picture.legend, inner)
    notes = [row for note in picture.notes for row in svg.wrap(note, inner, NOTE_SIZE, lines=6)]
    below = top + picture.height + 8
    total = below + legend_height + len(notes) * NOTE_SIZE * 1.3 + margin
    body = svg.joined(
        [
            tag("rect", width=inner + 2 * margin, height=total, fill="#ffffff"),
            svg.text_lines(heading, x=margin, y=margin + 14, size=16, font_weight=600),
            tag("g", _placed(picture), transform=f"translate({svg.number(margin)} {svg.number(top)})"),
            tag("g", legend, transform=f"translate({svg.number(margin)} {svg.number(below + 8)})"),
            svg.text_lines(notes, x=margin, y=below + legend_height + line, size=NOTE_SIZE, fill="#475058"),
        ]
    )
    outer = svg.canvas(body, width=inner + 2 * margin, height=total + 4, label=picture.title, class_="file")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + outer.replace(
        "<svg ", '<svg font-family="Arial, Liberation Sans, Noto Sans, sans-serif" ', 1
    )


def _placed(picture: Picture) -> Svg:
    size = f'<svg width="{svg.number(picture.width)}" height="{svg.number(picture.height)}" '
    return Svg(picture.svg.replace("<svg ", size, 1))


def _drawn_legend(entries: Sequence[LegendEntry], width: float) -> tuple[Svg, float]:
    parts: list[str] = []
    x, y = 0.0, 0.0
    for entry in entries:
        needed = 30 + svg.text_width(entry.label, 12) + 18
        if x and x + needed > width:
            x, y = 0.0, y + 20
        swatch = Svg(
            entry.swatch.replace(
                "<svg ", f'<svg x="{svg.number(x)}" y="{svg.number(y)}" width="22" height="13" ', 1
            )
        )
        parts += [swatch, tag("text", entry.label, x=x + 28, y=y + 11, font_size=12)]
        x += needed
    return svg.joined(parts), (y + 26 if entries else 0.0)


def swatch(class_: str, fill: str, *, hatch: int = 0) -> Svg:
    """The little field of a legend."""
    return tag(
        "svg",
        tag("rect", width=22, height=14, class_=class_, fill=fill),
        hatching(0, 0, 22, 14, hatch) if hatch else Svg(""),
        viewBox="0 0 22 14",
        aria_hidden="true",
        preserveAspectRatio="none",
    )


def untold(x: float, y: float, width: float, height: float) -> Svg:
    """A field that stands for a number which must not be told: hatched on every ground, on screen and on paper."""
    return svg.group(
        tag(
            "rect",
            x=x,
            y=y,
            width=width,
            height=height,
            class_="untold",
            fill=NO_FIGURE,
            stroke=UNTOLD,
            stroke_width=1,
        ),
        untold_lines(_slants(x, y, width, height)),
    )


def _slants(x: float, y: float, width: float, height: float, step: float = 6.0) -> str:
    """Slanting lines that end at the edges of the field."""
    ends = []
    for depth in _steps(step / 2, width + height, step):
        left, right = max(0.0, depth - height), min(width, depth)
        ends.append((x + left, y + depth - left, x + right, y + depth - right))
    return "".join("M{} {}L{} {}".format(*map(svg.number, end)) for end in ends)


def untold_lines(d: str) -> Svg:
    """The hatching of what is not told, along a path."""
    return tag("path", d=d, class_="untold-lines", stroke=UNTOLD, stroke_width=1.2, fill="none")


def untold_swatch() -> Svg:
    """The little field of a legend for what is not told."""
    return tag(
        "svg",
        untold(0, 0, 22, 14),
        viewBox="0 0 22 14",
        aria_hidden="true",
        preserveAspectRatio="none",
    )


def hatching(x: float, y: float, width: float, height: float, kind: int) -> Svg:
    """Lines over a field that tell it apart on paper without colour; hidden on screen."""
    if kind <= 1 or width <= 0:
        return Svg("")
    return tag(
        "path",
        d=_lines(x, y, width, height, kind),
        class_="hatch",
        stroke="#ffffff",
        stroke_width=1.4,
        fill="none",
        display="none",
    )


def _lines(x: float, y: float, width: float, height: float, kind: int) -> str:
    step = 7.0
    if kind == 3:
        return "".join(
            f"M{svg.number(x)} {svg.number(y + at)}h{svg.number(width)}"
            for at in _steps(3, height, step / 1.6)
        )
    if kind == 4:
        return "".join(
            f"M{svg.number(x + at)} {svg.number(y)}v{svg.number(height)}" for at in _steps(3, width, step)
        )
    lean = height if kind != 5 else -height
    starts = _steps(max(0.0, -lean), width - max(0.0, lean), step)
    return "".join(
        f"M{svg.number(x + at)} {svg.number(y)}l{svg.number(lean)} {svg.number(height)}" for at in starts
    )


def _steps(start: float, end: float, step: float) -> list[float]:
    count = max(0, int((end - start) / step) + 1)
    return [start + index * step for index in range(count)]
