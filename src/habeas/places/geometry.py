"""Measuring shapes of GeoJSON on the sphere: enough to check that boundaries hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import asin, cos, pi, radians, sin, sqrt
from typing import Any

EARTH_RADIUS_KM = 6371.0088
Point = Sequence[float]
Ring = Sequence[Point]
Geometry = Mapping[str, Any]


def polygons(geometry: Geometry) -> list[list[Ring]]:
    """The polygons of a Polygon or MultiPolygon, each a list of rings: the outer one, then holes."""
    coordinates = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else list(coordinates)


def rings(geometry: Geometry) -> Iterator[Ring]:
    """Every ring of a shape."""
    for polygon in polygons(geometry):
        yield from polygon


def fault_of(geometry: Any) -> str:
    """Why a geometry is no valid area, in a word; empty when it is: closed rings, four points, degrees in range."""
    try:
        if geometry["type"] not in ("Polygon", "MultiPolygon"):
            return f"type {geometry['type']}"
        for ring in rings(geometry):
            if len(ring) < 4:
                return f"a ring of {len(ring)} points"
            if list(ring[0]) != list(ring[-1]):
                return f"a ring that is not closed at {ring[0][0]}, {ring[0][1]}"
            outside = [p for p in ring if not (-180 <= p[0] <= 180 and -90 <= p[1] <= 90)]
            if outside:
                return f"a point outside the world at {outside[0][0]}, {outside[0][1]}"
    except (KeyError, TypeError, IndexError):
        return "no coordinates"
    return ""


def area_km2(geometry: Geometry) -> float:
    """The area on a sphere: outer rings less their holes."""
    return sum(
        abs(_ring_area(polygon[0])) - sum(abs(_ring_area(hole)) for hole in polygon[1:])
        for polygon in polygons(geometry)
    )


def _ring_area(ring: Ring) -> float:
    """Signed area by the trapezoids between each edge and the equator (exact for short edges)."""
    total = 0.0
    for (east_1, north_1, *_a), (east_2, north_2, *_b) in zip(ring, ring[1:], strict=False):
        total += radians(east_2 - east_1) * (2 + sin(radians(north_1)) + sin(radians(north_2)))
    return total * EARTH_RADIUS_KM**2 / 2


def holds(geometry: Geometry, longitude: float, latitude: float) -> bool:
    """Whether a point lies in the shape (even-odd rule)."""
    inside = False
    for ring in rings(geometry):
        for (x1, y1, *_a), (x2, y2, *_b) in zip(ring, ring[1:], strict=False):
            if (y1 > latitude) != (y2 > latitude):
                inside ^= longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1
    return inside


def distance_km(first: Point, second: Point) -> float:
    """Great-circle distance of two points (longitude, latitude)."""
    (x1, y1), (x2, y2) = (tuple(map(radians, point[:2])) for point in (first, second))
    half = sin((y2 - y1) / 2) ** 2 + cos(y1) * cos(y2) * sin((x2 - x1) / 2) ** 2
    return min(2 * EARTH_RADIUS_KM * asin(sqrt(half)), pi * EARTH_RADIUS_KM)
