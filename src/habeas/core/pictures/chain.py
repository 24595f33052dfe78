"""The picture of the chain: visit, observation, finding, recommendation, response, follow-up, grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from habeas.core.pictures import svg
from habeas.core.pictures.picture import NO_MARKS, Marks, stamp
from habeas.core.pictures.svg import Svg, tag

TONES = {
    "ok": ("#2f8552", "#1b5e35"),
    "warn": ("#b57a00", "#6b4700"),
    "bad": ("#c0402d", "#8f2315"),
    "info": ("#3575ad", "#164a78"),
    "special": ("#7d58ae", "#52327f"),
}
QUIET = ("#85827a", "#3f464c")
SIZE = 12.5
SMALL = 11.5
GAP = 26.0
BOX = 134.0
TALL_WIDTH = 360.0


@dataclass(frozen=True)
class Stage:
    """One column: its key, its name, and what an empty place says."""

    key: str
    label: str
    empty: str = ""


@dataclass(frozen=True)
class Node:
    """One record of the chain, as its reader may see it."""

    key: str
    stage: str
    title: str
    status: str = ""
    kind: str = ""
    date: str = ""
    url: str | None = None
    here: bool = False


@dataclass(frozen=True)
class ChainPicture:
    """The chain twice: from left to right, and from top to bottom for a narrow page."""

    title: str
    wide: Svg
    tall: Svg
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Placed:
    node: Node
    rows: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float


def chain(
    title: str,
    stages: Sequence[Stage],
    nodes: Sequence[Node],
    edges: Sequence[tuple[str, str]],
    *,
    marks: Marks = NO_MARKS,
) -> ChainPicture:
    """Draws the nodes by stage, and a line for each pair (from, to) of node keys."""
    _check(stages, nodes, edges)
    ordered = _ordered(stages, nodes, edges)
    return ChainPicture(
        title,
        _wide(title, stages, ordered, edges, marks),
        _tall(title, stages, ordered, edges, marks),
        marks.notes,
    )


def _check(stages: Sequence[Stage], nodes: Sequence[Node], edges: Sequence[tuple[str, str]]) -> None:
    keys, known = {node.key for node in nodes}, {stage.key for stage in stages}
    strays = [node.stage for node in nodes if node.stage not in known]
    loose = [key for edge in edges for key in edge if key not in keys]
    if strays:
        raise ValueError(
            f"no stage named {strays[0]!r}; the stages are {', '.join(stage.key for stage in stages)}"
        )
    if loose:
        raise ValueError(f"a line leads to {loose[0]!r}, which is not in the chain")


def _ordered(
    stages: Sequence[Stage], nodes: Sequence[Node], edges: Sequence[tuple[str, str]]
) -> dict[str, list[Node]]:
    """Nodes of each stage, near the ones they come from, so that few lines cross."""
    rank: dict[str, float] = {}
    columns: dict[str, list[Node]] = {}
    for stage in stages:
        own = [node for node in nodes if node.stage == stage.key]
        own.sort(key=lambda node: _mean([rank[a] for a, b in edges if b == node.key and a in rank]))
        columns[stage.key] = own
        rank |= {node.key: index / max(1, len(own)) for index, node in enumerate(own)}
    return columns


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _wide(
    title: str,
    stages: Sequence[Stage],
    columns: dict[str, list[Node]],
    edges: Sequence[tuple[str, str]],
    marks: Marks,
) -> Svg:
    top = 40.0 if marks.stamp else 26.0
    width = len(stages) * (BOX + GAP) - GAP
    placed: dict[str, _Placed] = {}
    heights = [sum(_height(n, _title_rows(n, BOX)) + 14 for n in columns[s.key]) or 74 for s in stages]
    total = max(heights, default=0.0)
    parts = [stamp(marks.stamp, x=width, y=11)]
    for index, stage in enumerate(stages):
        x = index * (BOX + GAP)
        parts.append(_heading(stage.label, x=x, y=top - 12, width=BOX + GAP - 6))
        if columns[stage.key]:
            placed |= _column(columns[stage.key], x=x, y=top + (total - heights[index]) / 2)
        else:
            parts.append(_ghost(stage, x=x, y=top + (total - heights[index]) / 2, width=BOX))
    lines = [_across(placed[a], placed[b]) for a, b in edges]
    body = svg.joined([*parts, *lines, *map(_drawn, placed.values())])
    return svg.canvas(
        body, width=width, height=top + total, label=title, class_="pic chain-wide", has_links=True
    )


def _column(nodes: Sequence[Node], *, x: float, y: float) -> dict[str, _Placed]:
    placed = {}
    for node in nodes:
        rows = _title_rows(node, BOX)
        height = _height(node, rows)
        placed[node.key] = _Placed(node, tuple(rows), x, y, BOX, height)
        y += height + 14
    return placed


def _tall(
    title: str,
    stages: Sequence[Stage],
    columns: dict[str, list[Node]],
    edges: Sequence[tuple[str, str]],
    marks: Marks,
) -> Svg:
    left, y = 22.0, 16.0 if marks.stamp else 0.0
    box = TALL_WIDTH - left - 2
    placed: dict[str, _Placed] = {}
    parts = [stamp(marks.stamp, x=TALL_WIDTH, y=11)]
    for stage in stages:
        parts.append(_heading(stage.label, x=left, y=y + 18, width=box))
        y += 26
        for node in columns[stage.key]:
            rows = tuple(_title_rows(node, box))
            placed[node.key] = _Placed(node, rows, left, y, box, _height(node, rows))
            y += _height(node, rows) + 8
        if not columns[stage.key]:
            parts.append(_ghost(stage, x=left, y=y, width=box, height=38))
            y += 46
        y += 6
    lines = _beside([placed[key] for edge in edges for key in edge])
    body = svg.joined([*parts, lines, *map(_drawn, placed.values())])
    return svg.canvas(
        body, width=TALL_WIDTH, height=y + 2, label=title, class_="pic chain-tall", has_links=True
    )


def _title_rows(node: Node, width: float) -> list[str]:
    return svg.wrap(node.title, width - 24, SIZE, lines=5, bold=True)


def _height(node: Node, rows: Sequence[str]) -> float:
    below = bool(node.status) + bool(node.date)
    return 16 + len(rows) * SIZE * 1.3 + below * SMALL * 1.35


def _heading(text: str, *, x: float, y: float, width: float) -> Svg:
    return tag(
        "text", svg.fit(text, width, SIZE, bold=True), x=x, y=y, font_size=SIZE, class_="head", fill="#475058"
    )


def _ghost(stage: Stage, *, x: float, y: float, width: float, height: float = 60.0) -> Svg:
    rows = svg.wrap(stage.empty, width - 20, SMALL, lines=3)
    foot = y + (height - len(rows) * SMALL * 1.3) / 2 + SMALL
    look = {"fill": "none", "stroke": "#85827a", "stroke_dasharray": "5 4", "class_": "ghost"}
    box = tag("rect", x=x + 1, y=y, width=width - 2, height=height, rx=6, **look)
    return svg.joined(
        [box, svg.text_lines(rows, x=x + 12, y=foot, size=SMALL, class_="note", fill="#5f676e")]
    )


def _drawn(place: _Placed) -> Svg:
    node, x, y = place.node, place.x, place.y
    rule, ink = TONES.get(node.kind, QUIET)
    kind = f"-{node.kind}" if node.kind in TONES else ""
    title_foot = y + 8 + SIZE
    status_foot = y + 8 + len(place.rows) * SIZE * 1.3 + SMALL
    date_foot = status_foot + (SMALL * 1.35 if node.status else 0)
    parts = [
        tag(
            "rect",
            x=x,
            y=y,
            width=place.width,
            height=place.height,
            rx=6,
            class_="box",
            fill="#ffffff",
            stroke="#85827a",
        ),
        tag(
            "rect",
            x=x,
            y=y + 6,
            width=4,
            height=place.height - 12,
            rx=2,
            class_=f"rule rule{kind}",
            fill=rule,
        ),
        svg.text_lines(
            list(place.rows), x=x + 14, y=title_foot, size=SIZE, class_="node-title", font_weight=600
        ),
        _small(node.status, x=x + 14, y=status_foot, width=place.width, class_=f"soft state{kind}", fill=ink),
        _small(node.date, x=x + 14, y=date_foot, width=place.width, class_="note", fill="#5f676e"),
    ]
    spoken = ", ".join(part for part in (node.title, node.status, node.date) if part)
    return svg.link(node.url, *parts, label=spoken, class_="node here" if node.here else "node")


def _small(text: str, *, x: float, y: float, width: float, class_: str, fill: str) -> Svg:
    if not text:
        return Svg("")
    return tag("text", svg.fit(text, width - 22, SMALL), x=x, y=y, font_size=SMALL, class_=class_, fill=fill)


def _across(start: _Placed, end: _Placed) -> Svg:
    """A curve from the right side of one box to the left side of another, with an arrowhead."""
    x1, y1 = start.x + start.width, start.y + start.height / 2
    x2, y2 = end.x - 5, end.y + end.height / 2
    bend = GAP * 0.55
    points = [x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2]
    a, b, c, d, e, f, g, h = map(svg.number, points)
    curve = tag(
        "path",
        d=f"M{a} {b}C{c} {d} {e} {f} {g} {h}",
        class_="link",
        fill="none",
        stroke="#5f676e",
        stroke_width=1.5,
    )
    head = tag("path", d=f"M{svg.number(x2 + 5)} {h}l-7-4v8z", class_="arrow", fill="#5f676e")
    return svg.joined([curve, head])


def _beside(joined: Sequence[_Placed]) -> Svg:
    """The rail on the left of the narrow drawing, with a knot at each linked box."""
    if not joined:
        return Svg("")
    middles = sorted({place.y + place.height / 2 for place in joined})
    rail = f"M8 {svg.number(middles[0])}V{svg.number(middles[-1])}"
    knots = "".join(f"M8 {svg.number(y)}H22" for y in middles)
    dots = [tag("circle", cx=8, cy=y, r=4, class_="arrow", fill="#5f676e") for y in middles]
    return svg.joined(
        [tag("path", d=rail + knots, class_="link", fill="none", stroke="#5f676e", stroke_width=1.5), *dots]
    )
