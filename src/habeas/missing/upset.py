"""Who is on exactly which lists, as a picture: bars above, dots for the lists below, the largest first (UpSet)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from habeas.core.pictures import svg
from habeas.core.pictures.picture import COLOURS, SIZE, WIDE, Marks, Picture, plain, stamp
from habeas.core.pictures.svg import Svg, tag

LEFT, TOP, TALL, ROW, GAP = 150.0, 28.0, 140.0, 22.0, 18.0
MOST = 24
FAINT = "#c9ced3"


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
    height = TOP + TALL + GAP + ROW * len(lists) + 8
    step = (WIDE - LEFT - 10) / max(len(shown), 8)
    most = max((count for _mask, count in shown), default=1)
    parts = [_list(name, size, at) for at, (name, size) in enumerate(zip(lists, sizes, strict=True))]
    for at, (mask, count) in enumerate(shown):
        parts.append(_pattern(mask, count, LEFT + step * (at + 0.5), step, most, len(lists)))
    if marks.stamp:
        parts.append(stamp(marks.stamp, x=WIDE - 4, y=14))
    rows = tuple((_told(mask, lists), plain(count)) for mask, count in shown)
    drawing = svg.canvas(svg.joined(parts), width=WIDE, height=height, label=title, class_="pic")
    return Picture(
        title=title, svg=drawing, width=WIDE, height=height, head=head, rows=rows, notes=marks.notes
    )


def _told(mask: int, lists: Sequence[str]) -> str:
    return " + ".join(name for at, name in enumerate(lists) if mask >> at & 1)


def _y(at: int) -> float:
    return TOP + TALL + GAP + ROW * at + ROW / 2


def _list(name: str, size: int | None, at: int) -> Svg:
    words = name if size is None else f"{name} ({plain(size)})"
    return tag("text", words, x=LEFT - 12, y=_y(at) + 4, font_size=SIZE, text_anchor="end")


def _pattern(mask: int, count: int, x: float, step: float, most: int, lists: int) -> Svg:
    tall = TALL * count / most
    on = [at for at in range(lists) if mask >> at & 1]
    bar = tag(
        "rect",
        x=x - step * 0.32,
        y=TOP + TALL - tall,
        width=step * 0.64,
        height=tall,
        class_="s1",
        fill=COLOURS[0],
    )
    number = tag("text", plain(count), x=x, y=TOP + TALL - tall - 5, font_size=SIZE - 1, text_anchor="middle")
    dots = [_dot(x, at, at in on) for at in range(lists)]
    line = tag(
        "line",
        x1=x,
        y1=_y(on[0]),
        x2=x,
        y2=_y(on[-1]),
        class_="l1",
        stroke=COLOURS[0],
        stroke_width=2.5,
    )
    return svg.group(bar, number, *([line] if len(on) > 1 else []), *dots)


def _dot(x: float, at: int, on: bool) -> Svg:
    if on:
        return tag("circle", cx=x, cy=_y(at), r=5.5, class_="s1", fill=COLOURS[0])
    return tag("circle", cx=x, cy=_y(at), r=3, fill=FAINT, opacity=0.5)
