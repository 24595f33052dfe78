"""Boundaries and municipalities of a pack."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from habeas.access.models import Unit
from habeas.core.i18n.script import to_latin
from habeas.core.packs.loaders import loader
from habeas.core.packs.manifest import Pack
from habeas.core.packs.models import pack_id
from habeas.core.packs.problems import BadCell, PackError, Problem
from habeas.core.packs.sync import Load
from habeas.core.packs.tables import Line
from habeas.places import geometry
from habeas.places.choices import BoundaryLevel, OfficeKind
from habeas.places.models import Boundary, Municipality, Office, UnitCoverage

Values = dict[str, Any]
FOLDER = "boundaries"
LEVELS: Mapping[str, tuple[BoundaryLevel, Callable[[Values], Values]]] = {
    f"{FOLDER}/outline.geojson": (
        BoundaryLevel.OUTLINE,
        lambda told: {"code": "outline", "name_double": told.get("name", "")},
    ),
    f"{FOLDER}/districts.geojson": (
        BoundaryLevel.DISTRICT,
        lambda told: {"code": told["district"], "name_double": told["name_double"]},
    ),
    f"{FOLDER}/regional_centres.geojson": (
        BoundaryLevel.REGIONAL_CENTRE,
        lambda told: {"code": told["rc"], **_names(told)},
    ),
    f"{FOLDER}/municipalities.geojson": (
        BoundaryLevel.MUNICIPALITY,
        lambda told: {"code": told["code"], **_names(told)},
    ),
}
MUNICIPALITIES = "municipalities.csv"
COLUMNS = (
    "code",
    *("name_sq_indefinite", "name_sq_definite", "name_sr_latin", "name_sr_cyrillic"),
    *("name_double_osce", "name_un_english", "other_names"),
    *("district", "osce_regional_centre_code", "osce_regional_centre", "established"),
    *("lat", "lon", "area_km2_from_geometry"),
)


def _names(told: Values) -> Values:
    return {
        "name_sq": told["name_sq"],
        "name_sr_latn": told["name_sr"],
        "name_double": told["name_double"],
    }


@loader("boundaries", files=tuple(LEVELS))
def boundaries(pack: Pack) -> list[Values]:
    """Read the shapes that the pack brings; each must be a valid area with its code."""
    found, problems = [], []
    for name in filter(pack.has, LEVELS):
        for number, feature in enumerate(pack.features(name), 1):
            try:
                found.append(_boundary(name, feature))
            except BadCell as bad:
                problems.append(Problem(name, bad.why, bad.remedy, number, bad.column))
    if problems:
        raise PackError(problems)
    return found


def _boundary(name: str, feature: Mapping[str, Any]) -> Values:
    level, read = LEVELS[name]
    fault = geometry.fault_of(feature.get("geometry"))
    if fault:
        why = _("The shape does not hold: %(fault)s.") % {"fault": fault}
        raise BadCell("geometry", why, _("Mend the shape and export it again."))
    try:
        values = read(feature.get("properties") or {})
    except KeyError as lacking:
        why = _("The property %(name)s is missing.") % {"name": lacking.args[0]}
        raise BadCell(str(lacking.args[0]), why, _("Add it to the feature.")) from None
    shape = json.loads(json.dumps(feature["geometry"]))
    return {**values, "level": str(level), "geometry": shape, "area_km2": round(geometry.area_km2(shape), 3)}


@boundaries.stores
def store_boundaries(rows: list[Values], load: Load) -> None:
    """Shapes by level and code."""
    load.sync(Boundary, rows, key=("level", "code"))


@loader("municipalities", files=(MUNICIPALITIES,), after=("boundaries",))
def municipalities(pack: Pack) -> list[Values]:
    """Read the municipalities; where the pack brings their shapes, each must have one."""
    shapes = _shape_codes(pack)
    return pack.table(MUNICIPALITIES, COLUMNS).each(lambda line: _municipality(line, shapes), key=("code",))


def _shape_codes(pack: Pack) -> set[str] | None:
    name = f"{FOLDER}/municipalities.geojson"
    if not pack.has(name):
        return None
    return {feature["properties"].get("code", "") for feature in pack.features(name)}


def _municipality(line: Line, shapes: set[str] | None) -> Values:
    code = line.need("code", 10)
    if shapes is not None:
        line.known("code", shapes, f"{FOLDER}/municipalities.geojson")
    return {
        "code": code,
        **_spellings(line),
        "district": line.text("district", 60),
        "regional_centre_code": line.text("osce_regional_centre_code", 10),
        "regional_centre": line.text("osce_regional_centre", 60),
        "crosswalk_code": line.text("iso_3166_2_rs_crosswalk", 10),
        "established": line.text("established", 60),
        "latitude": line.decimal("lat", -90, 90),
        "longitude": line.decimal("lon", -180, 180),
        "area_km2": line.decimal("area_km2_from_geometry", 0, 1_000_000),
        "boundary_id": pack_id(Boundary, BoundaryLevel.MUNICIPALITY.value, code) if shapes else None,
        "boundary_source_name": line.text("geoboundaries_shape_name", 100),
        "boundary_source_id": line.text("geoboundaries_shape_id", 60),
        "boundary_note": line.text("geometry_note", 200),
    }


def _spellings(line: Line) -> Values:
    cyrillic, latin = line.text("name_sr_cyrillic", 100), line.text("name_sr_latin", 100)
    return {
        "name_sq": line.need("name_sq_indefinite", 100),
        "name_sq_definite": line.text("name_sq_definite", 100),
        "name_sr": cyrillic,
        "name_sr_latn_exception": latin if to_latin(cyrillic) != latin else "",
        "name_double_osce": line.text("name_double_osce", 100),
        "name_un_english": line.text("name_un_english", 100),
        "other_names": line.text("other_names", 300),
    }


@municipalities.stores
def store_municipalities(rows: list[Values], load: Load) -> None:
    """Municipalities by code."""
    load.sync(Municipality, rows, key=("code",))


COVERAGE, OFFICES = "coverage.csv", "offices.csv"
AREA = ("unit", "municipality", "valid_from", "valid_to", "source")


def _validity(line: Line) -> Values:
    begin, end = line.day("valid_from"), line.day("valid_to")
    if begin and end and end < begin:
        raise BadCell("valid_to", _("It ends before it begins."), _("Correct one of the two days."))
    return {"valid_from": begin, "valid_to": end, "source": line.text("source", 200)}


def _of_unit(line: Line, units: set[str], places: set[str]) -> Values:
    for column in ("unit", "municipality"):
        line.need(column)
    return {
        "unit_id": pack_id(Unit, line.known("unit", units, "units.csv")),
        "municipality_id": pack_id(Municipality, line.known("municipality", places, MUNICIPALITIES)),
        **_validity(line),
    }


@loader("coverage", files=(COVERAGE,), after=("units", "municipalities"))
def coverage(pack: Pack) -> list[Values]:
    """Read which unit works in which municipality."""
    units, places = pack.column("units.csv", "code"), pack.column(MUNICIPALITIES, "code")
    table = pack.table(COVERAGE, AREA)
    return table.each(lambda line: _of_unit(line, units, places), key=AREA[:3])


@coverage.stores
def store_coverage(rows: list[Values], load: Load) -> None:
    """Coverage by unit, municipality and first day."""
    load.sync(UnitCoverage, rows, key=("unit_id", "municipality_id", "valid_from"))


@loader("offices", files=(OFFICES,), after=("units", "municipalities"))
def offices(pack: Pack) -> list[Values]:
    """Read from where the units work."""
    units, places = pack.column("units.csv", "code"), pack.column(MUNICIPALITIES, "code")
    kinds = {kind: kind for kind in OfficeKind.values}

    def read(line: Line) -> Values:
        return {"kind": line.one_of("kind", kinds), **_of_unit(line, units, places)}

    return pack.table(OFFICES, ("kind", *AREA)).each(read, key=("unit", "kind", "municipality"))


@offices.stores
def store_offices(rows: list[Values], load: Load) -> None:
    """Offices by unit, kind and municipality."""
    load.sync(Office, rows, key=("unit_id", "kind", "municipality_id"))
