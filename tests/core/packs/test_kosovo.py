"""The Kosovo pack holds what it promises."""

import csv
from datetime import date

import pytest
from django.utils import translation

from habeas.access.models import Unit
from habeas.core.i18n.script import to_latin
from habeas.core.packs.manifest import check_files, folder_of, read_manifest
from habeas.core.terms import lookup
from habeas.core.terms.models import Term, Vocabulary
from habeas.places import geometry
from habeas.places.models import Boundary, Municipality, Office, UnitCoverage
from habeas.places.rules import covers

FOLDER = folder_of("kosovo")


@pytest.fixture(autouse=True)
def loaded(kosovo, db):
    return kosovo


def rows_of(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def test_the_files_are_the_sealed_ones():
    pack = read_manifest(FOLDER)
    check_files(pack)
    there = {
        p.relative_to(FOLDER).as_posix() for p in FOLDER.rglob("*.*") if p.suffix not in (".md", ".toml")
    }
    assert set(pack.files) == there


def test_terms_and_lists(figure):
    assert (Term.objects.count(), Vocabulary.objects.count()) == (555, 51)
    figure("terms of the Kosovo pack, lists", "555, 51")


def test_every_term_speaks_every_language():
    assert [t.code for t in Term.objects.filter(label_sq="") | Term.objects.filter(label_sr="")] == []
    assert Term.objects.filter(needs_review=True).count() == 98
    assert [
        v.code for v in Vocabulary.objects.filter(title_sq="") | Vocabulary.objects.filter(title_sr="")
    ] == []


def test_latin_labels_are_those_of_the_table():
    told = {
        (r["list"], r["code"]): r["label_sr_latin"] for r in rows_of("thesauri.csv") if r["label_sr_latin"]
    }
    with translation.override("sr-latn"):
        found = {(t.vocabulary.code, t.code): str(t) for t in Term.objects.select_related("vocabulary")}
    assert {key: found[key] for key in told} == told


def test_labels_follow_the_reader():
    with translation.override("sr"):
        assert lookup.label("act_type", "LIFE") == "Право на живот"
    with translation.override("sq"):
        assert lookup.label("act_type", "LIFE") == "E drejta për jetën"
    assert len(lookup.current_terms("act_type")) == 77


def test_municipalities_carry_every_column():
    there = {m.code: m for m in Municipality.objects.all()}
    for row in rows_of("municipalities.csv"):
        m = there.pop(row["code"])
        assert (m.name_sq, m.name_sq_definite) == (row["name_sq_indefinite"], row["name_sq_definite"])
        assert (m.name_sr, m.name_sr_latn) == (row["name_sr_cyrillic"], row["name_sr_latin"])
        assert m.name_sr_latn == to_latin(m.name_sr)
        assert (m.name_double_osce, m.name_un_english) == (row["name_double_osce"], row["name_un_english"])
        assert (m.other_names, m.district) == (row["other_names"], row["district"])
        assert (m.regional_centre_code, m.regional_centre) == (
            row["osce_regional_centre_code"],
            row["osce_regional_centre"],
        )
        assert (str(float(m.latitude)), str(float(m.longitude))) == (
            str(float(row["lat"])),
            str(float(row["lon"])),
        )
        assert (m.crosswalk_code, m.established) == (row["iso_3166_2_rs_crosswalk"], row["established"])
        assert (float(m.area_km2), m.boundary_source_name, m.boundary_source_id, m.boundary_note) == (
            float(row["area_km2_from_geometry"]),
            row["geoboundaries_shape_name"],
            row["geoboundaries_shape_id"],
            row["geometry_note"],
        )
    assert there == {}


def test_there_are_38_municipalities_5_centres_7_districts_and_1_outline():
    levels = ("municipality", "regional_centre", "district", "outline")
    assert [Boundary.objects.filter(level=level).count() for level in levels] == [38, 5, 7, 1]
    assert Municipality.objects.exclude(boundary=None).count() == 38


def test_boundaries_are_closed_and_as_large_as_told(figure):
    shapes = {b.code: b for b in Boundary.objects.filter(level="municipality")}
    assert [code for code, b in shapes.items() if geometry.fault_of(b.geometry)] == []
    for municipality in Municipality.objects.all():
        told = float(municipality.area_km2)
        assert shapes[municipality.code].area_km2 == pytest.approx(told, rel=0.005, abs=0.2)
    total = sum(b.area_km2 for b in shapes.values())
    figure("area of the 38 municipalities", f"{total:.0f} km²")
    assert total == pytest.approx(10_906, rel=0.005)


def test_no_municipality_lies_on_another():
    """Areas add up to the outline's, so that nothing is counted twice; each centroid lies in one shape only."""
    shapes = list(Boundary.objects.filter(level="municipality"))
    outline = Boundary.objects.get(level="outline")
    assert sum(b.area_km2 for b in shapes) == pytest.approx(outline.area_km2, rel=0.001)
    for level in ("district", "regional_centre"):
        parts = Boundary.objects.filter(level=level)
        assert sum(b.area_km2 for b in parts) == pytest.approx(outline.area_km2, rel=0.001)
    holders = {
        b.code: [s.code for s in shapes if geometry.holds(s.geometry, *_inside(b.geometry))] for b in shapes
    }
    assert holders == {b.code: [b.code] for b in shapes}


def _inside(shape):
    """A point in the shape: the middle of the widest stretch of a line across its largest ring."""
    ring = max((polygon[0] for polygon in geometry.polygons(shape)), key=len)
    norths = [point[1] for point in ring]
    north = (min(norths) + max(norths)) / 2 + 1e-7
    cuts = sorted(
        (x2 - x1) * (north - y1) / (y2 - y1) + x1
        for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False)
        if (y1 > north) != (y2 > north)
    )
    widest = max(zip(cuts[::2], cuts[1::2], strict=True), key=lambda pair: pair[1] - pair[0])
    return sum(widest) / 2, north


def test_each_regional_centre_covers_its_municipalities_and_has_an_office(figure):
    today = date(2026, 6, 1)
    centres = {unit.code[-2:].upper(): unit for unit in Unit.objects.filter(kind="regional_centre")}
    assert sorted(centres) == ["GL", "MI", "PE", "PR", "PZ"]
    for municipality in Municipality.objects.all():
        covering = [code for code, unit in centres.items() if covers(unit, municipality, today)]
        assert covering == [municipality.regional_centre_code]
    seats = Office.objects.filter(kind="regional").values_list(
        "unit__code", "municipality__regional_centre_code"
    )
    assert sorted(code[-2:].upper() for code, _region in seats) == sorted(region for _code, region in seats)
    figure("regional centres, municipalities covered", f"{len(centres)}, {UnitCoverage.objects.count()}")


def test_a_field_team_follows_its_centre_until_it_has_an_area_of_its_own():
    team = Unit.objects.get(code="osce-ft-pz-1")
    assert covers(team, Municipality.objects.get(code="20"), date(2026, 6, 1))
    assert not covers(team, Municipality.objects.get(code="19"), date(2026, 6, 1))
