"""From GeoJSON to paths: a flat projection, whole-number outlines, and where labels fit."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from habeas.core.pictures.svg import text_width

Point = tuple[float, float]
Ring = tuple[Point, ...]

WIDTH = 1000.0
PADDING = 8.0
ROOM = 120.0
HATCH = 18.0


MANY = 2_000
"""Shapes whose place on a drawing is remembered: outlines do not change while the program runs."""


@dataclass(frozen=True, eq=False)
class Shape:
    """One area of a map in degrees: its code, what else the file says, and its rings; equal to itself alone."""

    code: str
    properties: Mapping[str, Any]
    rings: tuple[Ring, ...]


def read_shapes(geojson: Mapping[str, Any], *, key: str = "code") -> tuple[Shape, ...]:
    """The areas of a GeoJSON collection; points and lines are refused by name."""
    return tuple(_shape(feature, key) for feature in geojson["features"])


def _shape(feature: Mapping[str, Any], key: str) -> Shape:
    properties, geometry = feature["properties"], feature["geometry"]
    code = str(properties[key])
    parts = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}.get(
        geometry["type"]
    )
    if parts is None:
        raise ValueError(f"area {code!r} is a {geometry['type']}; give a Polygon or MultiPolygon")
    rings = tuple(tuple((p[0], p[1]) for p in ring) for part in parts for ring in part)
    return Shape(code, properties, rings)


@dataclass(frozen=True)
class Projection:
    """Degrees to drawing units: equirectangular, with the width of a degree at the middle latitude."""

    west: float
    north: float
    squeeze: float
    scale: float
    width: float
    height: float

    @classmethod
    def fitted(cls, shapes: Iterable[Shape], *, width: float = WIDTH) -> Projection:
        """The projection in which these shapes fill the width."""
        west, south, east, north = _bounds(tuple(shapes))
        squeeze = math.cos(math.radians((south + north) / 2))
        scale = (width - 2 * PADDING) / ((east - west) * squeeze)
        return cls(west, north, squeeze, scale, width, (north - south) * scale + 2 * PADDING)

    def place(self, lon: float, lat: float) -> Point:
        """Where a point of the earth lies on the drawing."""
        return PADDING + (lon - self.west) * self.squeeze * self.scale, PADDING + (
            self.north - lat
        ) * self.scale


@lru_cache(64)
def _bounds(shapes: tuple[Shape, ...]) -> tuple[float, float, float, float]:
    points = [point for shape in shapes for ring in shape.rings for point in ring]
    if not points:
        raise ValueError("a map needs at least one area")
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    return min(lons), min(lats), max(lons), max(lats)


@lru_cache(MANY)
def outline(shape: Shape, projection: Projection) -> str:
    """The path of a shape in whole units and relative steps; neighbours keep sharing their border."""
    return "".join(_ring_path(ring, projection) for ring in shape.rings)


def _ring_path(ring: Ring, projection: Projection) -> str:
    places = [(round(x), round(y)) for x, y in (projection.place(*point) for point in ring)]
    steps, at = [], places[0]
    for place in places[1:]:
        if place != at:
            steps.append(f"{place[0] - at[0]} {place[1] - at[1]}")
            at = place
    return f"M{places[0][0]} {places[0][1]}l{' '.join(steps)}z" if len(steps) > 2 else ""


@lru_cache(MANY)
def hatch(shape: Shape, projection: Projection, step: float = HATCH) -> str:
    """The path of slanting lines over a shape, `step` units apart; they go on in a neighbour that is hatched too."""
    rings = [tuple((x - y, x + y) for x, y in _placed(ring, projection)) for ring in shape.rings]
    depths = [depth for ring in rings for _across, depth in ring]
    gap = step * math.sqrt(2)
    levels = [gap * at for at in range(math.ceil(min(depths) / gap), math.floor(max(depths) / gap) + 1)]
    return "".join(_slant(left, right, y) for y in levels for left, right in _level_stretches(rings, y))


def _slant(left: float, right: float, depth: float) -> str:
    ends = [(round((x + depth) / 2), round((depth - x) / 2)) for x in (left, right)]
    return "M{} {}L{} {}".format(*ends[0], *ends[1])


@lru_cache(MANY)
def centre(shape: Shape, projection: Projection) -> Point:
    """Where a name fits best: the middle of a long level stretch of the largest part, not far from its centroid."""
    ring = max((_placed(ring, projection) for ring in shape.rings), key=area)
    top, bottom = min(y for _, y in ring), max(y for _, y in ring)
    level = _centroid(ring)[1]
    levels = [level, *(top + (bottom - top) * part / 20 for part in range(4, 17))]
    found = [(left, right, y) for y in levels for left, right in _level_stretches([ring], y)]

    def fitness(stretch: tuple[float, float, float]) -> float:
        left, right, y = stretch
        return min(right - left, ROOM) * (1 - 1.5 * abs(y - level) / (bottom - top))

    left, right, y = max(found, key=fitness)
    return (left + right) / 2, y


def _placed(ring: Ring, projection: Projection) -> Ring:
    return tuple(projection.place(*point) for point in ring)


def area(ring: Sequence[Point]) -> float:
    """The area of a ring in square units, by the shoelace formula."""
    return abs(_signed(ring)) / 2


def _signed(ring: Sequence[Point]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in _edges(ring))


def _centroid(ring: Ring) -> Point:
    twice = _signed(ring) or 1.0
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in _edges(ring)) / (3 * twice)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in _edges(ring)) / (3 * twice)
    return x, y


def _edges(ring: Sequence[Point]) -> list[tuple[Point, Point]]:
    return list(zip(ring, [*ring[1:], ring[0]], strict=True))


def _level_stretches(rings: Iterable[Ring], y: float) -> list[tuple[float, float]]:
    crossings = sorted(
        a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
        for ring in rings
        for a, b in _edges(ring)
        if (a[1] <= y) != (b[1] <= y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=False))


@lru_cache(MANY)
def size(shape: Shape, projection: Projection) -> float:
    """The area a shape covers on the drawing."""
    return max(area(_placed(ring, projection)) for ring in shape.rings)


@dataclass(frozen=True)
class Label:
    """A name on the map: its lines, its place, and from which size of text on it fits."""

    lines: tuple[str, ...]
    at: Point
    tier: int


def tiers(labels: Sequence[tuple[tuple[str, ...], Point]], sizes: Sequence[float]) -> list[Label]:
    """Labels by importance, each in the first tier (largest text first) where it covers no other one."""
    return list(_tiers(tuple(labels), tuple(sizes)))


@lru_cache(64)
def _tiers(labels: tuple[tuple[tuple[str, ...], Point], ...], sizes: tuple[float, ...]) -> list[Label]:
    placed: list[Label] = []
    for tier, text_size in enumerate(sizes, start=1):
        taken = {label.at for label in placed}
        for lines, at in labels:
            candidate = Label(lines, at, tier)
            if at not in taken and not any(_overlap(candidate, other, text_size) for other in placed):
                placed.append(candidate)
    return placed


def _overlap(one: Label, other: Label, text_size: float) -> bool:
    a, b = _box(one, text_size), _box(other, text_size)
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _box(label: Label, text_size: float) -> tuple[float, float, float, float]:
    half = max(text_width(line, text_size) for line in label.lines) / 2 + text_size * 0.25
    tall = len(label.lines) * text_size * 1.15
    return label.at[0] - half, label.at[1] - tall / 2, label.at[0] + half, label.at[1] + tall / 2
