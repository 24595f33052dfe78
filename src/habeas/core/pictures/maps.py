"""Maps of areas and points from our own boundaries: no tiles, no net, links for the keyboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from habeas.core.pictures import shapes as geometry
from habeas.core.pictures import svg
from habeas.core.pictures.picture import (
    NO_FIGURE,
    NO_MARKS,
    LegendEntry,
    Marks,
    Picture,
    swatch,
    untold_lines,
    untold_swatch,
)
from habeas.core.pictures.shapes import Label, Projection, Shape
from habeas.core.pictures.svg import Svg, tag

ATTRIBUTION = "© OpenStreetMap contributors, ODbL"
SHADES = ("#f1f3ee", "#d6e7e6", "#a9d0d5", "#6fb0be", "#2a7a90", "#0f5a6e")
LABEL_SIZES = (36.0, 18.0, 10.0)
DEEP = 4
HIDDEN = -1
"""The shade of an area whose number must not be told: hatched, so that nobody takes it for nought or for unknown."""


@dataclass(frozen=True)
class AreaMark:
    """What the map says about one area: names, a figure in words, a link.

    The shade is 0-5, None for no figure, HIDDEN for one that must not be told.
    """

    names: tuple[str, ...]
    text: str = ""
    shade: int | None = None
    url: str | None = None


@dataclass(frozen=True)
class PointMark:
    """A place on the map: its name, where it lies in degrees, its kind (ok, warn, bad, info) and a link."""

    name: str
    lon: float
    lat: float
    kind: str = ""
    url: str | None = None


def shade_of(value: float, limits: Sequence[float]) -> int:
    """The shade of a value: how many of the rising limits it reaches, at most 5."""
    return min(5, sum(value >= limit for limit in limits))


def area_map(
    title: str,
    areas: Sequence[Shape],
    by_code: Mapping[str, AreaMark],
    *,
    points: Sequence[PointMark] = (),
    legend: Mapping[Any, str] | None = None,
    head: tuple[str, str] = ("", ""),
    chosen: str | None = None,
    marks: Marks = NO_MARKS,
) -> Picture:
    """The areas shaded by their marks, with points and names on top; a chosen area fills the picture."""
    unknown = set(by_code) - {shape.code for shape in areas}
    if unknown:
        raise ValueError(f"no boundary for {', '.join(sorted(unknown))}; use the codes of the boundary file")
    projection = Projection.fitted(areas)
    view = _view(areas, chosen, projection)
    drawn = sorted(areas, key=lambda shape: shape.code == chosen)
    body = svg.joined(
        [
            tag(
                "g",
                *(_area(shape, by_code.get(shape.code), projection, chosen) for shape in drawn),
                class_="areas",
            ),
            tag("g", *(_point(point, projection) for point in points), class_="points"),
            tag("g", *_labels(areas, by_code, projection), class_="labels", aria_hidden="true"),
            _stamp(marks.stamp, view or (0.0, 0.0, projection.width, projection.height)),
        ]
    )
    drawing = svg.canvas(
        body, width=projection.width, height=projection.height, label=title, class_="pic", has_links=True
    )
    return Picture(
        title=title,
        svg=_zoomed(drawing, view),
        width=projection.width,
        height=projection.height,
        head=head,
        rows=tuple((" / ".join(mark.names), mark.text) for mark in by_code.values() if mark.text),
        legend=tuple(_legend(legend or {})),
        notes=tuple(dict.fromkeys((*marks.notes, ATTRIBUTION))),
    )


def _stamp(text: str, view: tuple[float, float, float, float]) -> Svg:
    if not text:
        return Svg("")
    x, y, width, _height = view
    size = width * 0.024
    return tag(
        "text", text, x=x + size * 0.6, y=y + size * 1.3, font_size=size, class_="stamp", fill="#6b4700"
    )


def _area(shape: Shape, mark: AreaMark | None, projection: Projection, chosen: str | None) -> Svg:
    shade = mark.shade if mark else None
    class_, fill = _look(shade)
    path = tag(
        "path",
        d=geometry.outline(shape, projection),
        class_=f"area {class_}" + (" chosen" if shape.code == chosen else ""),
        fill=fill,
        stroke="#5f676e",
        stroke_width=0.8,
    )
    if mark is None:
        return path
    drawn = [path, untold_lines(geometry.hatch(shape, projection))] if shade == HIDDEN else [path]
    name = " / ".join(mark.names)
    return svg.link(mark.url, *drawn, label=f"{name}: {mark.text}" if mark.text else name)


def _look(shade: int | None) -> tuple[str, str]:
    """The class and the colour of a shade."""
    if shade is None:
        return "none", NO_FIGURE
    return ("untold", NO_FIGURE) if shade == HIDDEN else (f"q{shade}", SHADES[shade])


def _point(point: PointMark, projection: Projection) -> Svg:
    x, y = projection.place(point.lon, point.lat)
    class_ = f"point point-{point.kind}" if point.kind else "point"
    return svg.link(
        point.url,
        tag("circle", cx=x, cy=y, r=9, class_=class_, fill="#c8641b", stroke="#ffffff"),
        label=point.name,
    )


def _labels(areas: Sequence[Shape], by_code: Mapping[str, AreaMark], projection: Projection) -> list[Svg]:
    ranked = sorted(areas, key=lambda shape: -geometry.size(shape, projection))
    places = {geometry.centre(s, projection): by_code[s.code] for s in ranked if s.code in by_code}
    lines = [(_label_lines(mark.names), at) for at, mark in places.items() if mark.names]
    labels = geometry.tiers(lines, LABEL_SIZES)
    return [_label(label, places[label.at].shade) for label in labels]


def _label_lines(names: tuple[str, ...]) -> tuple[str, ...]:
    """Two names stand under each other on the map, also when they come as one text."""
    return tuple(part.strip() for part in names[0].split("/")) if len(names) == 1 else names


def _label(label: Label, shade: int | None) -> Svg:
    x, y = label.at
    lift = -0.5 * (len(label.lines) - 1)
    spans = [
        tag(
            "tspan",
            line,
            x=x,
            dy="1.1em" if index else f"{lift + 0.35:.2f}em",
            class_="second" if index else None,
        )
        for index, line in enumerate(label.lines)
    ]
    deep = shade is not None and shade >= DEEP
    look = {
        "class_": f"tier-{label.tier} on-{'untold' if shade == HIDDEN else shade}{' deep' if deep else ''}",
        "fill": "#ffffff" if deep else None,
    }
    return tag("text", *spans, y=y, font_size=17, text_anchor="middle", display=_hidden(label), **look)


def _hidden(label: Label) -> str | None:
    return "none" if label.tier > 2 else None


def _legend(legend: Mapping[Any, str]) -> list[LegendEntry]:
    return [
        LegendEntry(label, untold_swatch() if shade == HIDDEN else swatch(*_look(shade)))
        for shade, label in legend.items()
    ]


def _view(
    areas: Sequence[Shape], chosen: str | None, projection: Projection
) -> tuple[float, float, float, float] | None:
    shape = next((one for one in areas if one.code == chosen), None)
    if shape is None:
        return None
    spots = [projection.place(*point) for ring in shape.rings for point in ring]
    left, right = min(x for x, _ in spots), max(x for x, _ in spots)
    top, bottom = min(y for _, y in spots), max(y for _, y in spots)
    wide = min(
        projection.width, max(right - left, (bottom - top) * projection.width / projection.height) * 1.5
    )
    tall = wide * projection.height / projection.width
    corner = (
        _inside((left + right - wide) / 2, projection.width - wide),
        _inside((top + bottom - tall) / 2, projection.height - tall),
    )
    return (*corner, wide, tall)


def _inside(start: float, most: float) -> float:
    return min(max(start, 0.0), most)


def _zoomed(drawing: Svg, view: tuple[float, float, float, float] | None) -> Svg:
    if view is None:
        return drawing
    shown = " ".join(map(svg.number, view))
    start = drawing.index('viewBox="') + len('viewBox="')
    end = drawing.index('"', start)
    return Svg(
        f'{drawing[:start]}{shown}" data-home="{drawing[start:end]}" data-step="2"{drawing[end + 1 :]}'
    )
