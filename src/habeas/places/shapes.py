"""The boundaries as shapes that maps are drawn from."""

from __future__ import annotations

from functools import lru_cache

from habeas.core.pictures.shapes import Shape, read_shapes
from habeas.places.choices import BoundaryLevel
from habeas.places.queries import boundaries


def municipality_shapes() -> tuple[Shape, ...]:
    """The municipalities of today, by code; read once for each loading of a pack."""
    newest = (
        boundaries(BoundaryLevel.MUNICIPALITY)
        .order_by("-changed_at")
        .values_list("changed_at", flat=True)
        .first()
    )
    return _shapes(newest)


@lru_cache(maxsize=2)
def _shapes(newest: object) -> tuple[Shape, ...]:
    features = [
        {"properties": {"code": row.code}, "geometry": row.geometry}
        for row in boundaries(BoundaryLevel.MUNICIPALITY)
    ]
    return read_shapes({"features": features})
