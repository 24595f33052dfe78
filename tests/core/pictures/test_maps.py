"""Maps draw every area, link and name it, and keep neighbours joined."""

import re

import pytest
from defusedxml import ElementTree

from habeas.core.pictures import maps, shapes
from habeas.core.pictures.picture import Marks
from habeas.core.styleguide.drawings import invented_boundaries

NS = "{http://www.w3.org/2000/svg}"
AREAS = shapes.read_shapes(invented_boundaries())


def marks_for(*codes, **more):
    return {
        code: maps.AreaMark((f"Vend {code}", f"Место {code}"), "3 visits", 2, f"/m/{code}/", **more)
        for code in codes
    }


def test_every_area_is_drawn_and_only_marked_ones_lead_somewhere():
    root = ElementTree.fromstring(maps.area_map("Visits", AREAS, marks_for("1", "5")).svg)

    assert len(list(root.iter(f"{NS}path"))) == 9
    assert [(a.attrib["href"], a.attrib["aria-label"]) for a in root.iter(f"{NS}a")] == [
        ("/m/1/", "Vend 1 / Место 1: 3 visits"),
        ("/m/5/", "Vend 5 / Место 5: 3 visits"),
    ]


def test_an_unknown_code_is_named():
    with pytest.raises(ValueError, match="no boundary for 77"):
        maps.area_map("Visits", AREAS, marks_for("1", "77"))


def test_the_attribution_is_always_there():
    assert maps.area_map("Visits", AREAS, {}).notes == ("© OpenStreetMap contributors, ODbL",)


def test_the_attribution_is_not_repeated():
    marks = Marks(notes=("Note", "© OpenStreetMap contributors, ODbL"))

    assert maps.area_map("Visits", AREAS, {}, marks=marks).notes == marks.notes


def test_two_names_in_one_text_stand_under_each_other():
    picture = maps.area_map("Visits", AREAS, {"1": maps.AreaMark(("Pejë/Peć",))})
    root = ElementTree.fromstring(picture.svg)

    assert [line.text for line in root.iter(f"{NS}tspan")] == ["Pejë", "Peć"]


def test_the_figures_are_also_rows():
    picture = maps.area_map("Visits", AREAS, marks_for("2"), head=("Place", "Visits"))

    assert picture.rows == (("Vend 2 / Место 2", "3 visits"),)


def test_a_chosen_area_fills_the_view_and_is_drawn_last():
    picture = maps.area_map("Visits", AREAS, marks_for("1", "5"), chosen="1")
    root = ElementTree.fromstring(picture.svg)
    x, y, width, height = map(float, root.attrib["viewBox"].split())

    assert width < 700
    assert root.attrib["data-home"] == f"0 0 1000 {shapes.Projection.fitted(AREAS).height:.1f}".replace(
        ".0", ""
    )
    assert [p.attrib["class"] for p in root.iter(f"{NS}path")][-1] == "area q2 chosen"


def test_the_view_of_a_corner_stays_on_the_map():
    projection = shapes.Projection.fitted(AREAS)
    for code in "1379":
        root = ElementTree.fromstring(maps.area_map("Visits", AREAS, marks_for(code), chosen=code).svg)
        x, y, width, height = map(float, root.attrib["viewBox"].split())

        assert min(x, y) >= 0
        assert (x + width, y + height) <= (projection.width, projection.height + 0.1)


def test_a_degree_north_is_longer_than_a_degree_east():
    projection = shapes.Projection.fitted(AREAS)
    (x0, y0), (x1, y1) = projection.place(21.0, 42.5), projection.place(22.0, 41.5)

    assert abs((x1 - x0) / (y1 - y0) - 0.737) < 0.005


def test_neighbours_share_their_border_after_rounding():
    projection = shapes.Projection.fitted(AREAS)

    def corners(shape):
        start, steps = re.fullmatch(r"M(\d+ \d+)l(.*)z", shapes.outline(shape, projection)).groups()
        x, y = map(int, start.split())
        places, numbers = [(x, y)], list(map(int, re.findall(r"-?\d+", steps)))
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            places.append((places[-1][0] + dx, places[-1][1] + dy))
        return set(places)

    assert len(corners(AREAS[0]) & corners(AREAS[1])) == 2


def crossings_before(ring, x, y):
    """How many sides of a ring lie left of a point at its height: an odd number, if it lies inside."""
    found = [
        a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
        for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)
        if (a[1] <= y) != (b[1] <= y)
    ]
    return sum(crossing < x for crossing in found)


def test_a_name_stands_inside_its_area():
    projection = shapes.Projection.fitted(AREAS)
    for shape in AREAS:
        x, y = shapes.centre(shape, projection)
        ring = [projection.place(*point) for point in shape.rings[0]]
        assert crossings_before(ring, x, y) == 1


def test_names_that_would_cover_another_wait_for_a_closer_look():
    labels = [
        (("Novobërdë",), (100.0, 100.0)),
        (("Ranillug",), (110.0, 108.0)),
        (("Prizren",), (500.0, 500.0)),
    ]

    assert [(label.lines[0], label.tier) for label in shapes.tiers(labels, (30, 17, 5))] == [
        ("Novobërdë", 1),
        ("Prizren", 1),
        ("Ranillug", 3),
    ]


@pytest.mark.parametrize(("value", "shade"), [(0, 0), (1, 1), (3, 2), (99, 5)])
def test_a_shade_is_the_number_of_limits_reached(value, shade):
    assert maps.shade_of(value, (1, 2, 4, 6, 10)) == shade


def test_a_line_is_no_area():
    feature = {"properties": {"code": "7"}, "geometry": {"type": "LineString", "coordinates": []}}

    with pytest.raises(ValueError, match="area '7' is a LineString"):
        shapes.read_shapes({"features": [feature]})


def test_the_stamp_is_inside_the_view_of_a_chosen_area():
    picture = maps.area_map("Visits", AREAS, marks_for("9"), chosen="9", marks=Marks(stamp="Invented data"))
    root = ElementTree.fromstring(picture.svg)
    left, top, width, _height = map(float, root.attrib["viewBox"].split())
    stamp = next(t for t in root.iter(f"{NS}text") if t.text == "Invented data")

    assert left < float(stamp.attrib["x"]) < left + width
    assert float(stamp.attrib["y"]) > top


def hidden_one(shade=maps.HIDDEN):
    return maps.area_map(
        "Cases",
        AREAS,
        {"1": maps.AreaMark(("Vend",), "not shown", shade, "/m/1/"), "2": maps.AreaMark(("Two",), "0", 0)},
        legend={0: "none", maps.HIDDEN: "not shown"},
    )


def test_an_area_that_must_not_be_told_is_hatched_named_and_explained():
    picture = hidden_one()
    root = ElementTree.fromstring(picture.svg)
    classes = [path.attrib["class"] for path in root.iter(f"{NS}path")]

    assert classes.count("area untold") == classes.count("untold-lines") == 1
    assert [a.attrib["aria-label"] for a in root.iter(f"{NS}a")] == ["Vend: not shown"]
    assert ["untold-lines" in entry.swatch for entry in picture.legend] == [False, True]
    assert picture.rows == (("Vend", "not shown"), ("Two", "0"))


@pytest.mark.parametrize("shade", [None, 0, 3])
def test_no_other_area_is_hatched(shade):
    assert "untold-lines" not in hidden_one(shade).svg


def test_the_hatching_stays_inside_its_area():
    projection = shapes.Projection.fitted(AREAS)
    for shape in AREAS:
        ring = [projection.place(*point) for point in shape.rings[0]]
        lines = re.findall(r"M(\d+) (\d+)L(\d+) (\d+)", shapes.hatch(shape, projection))
        assert len(lines) > 5
        for x1, y1, x2, y2 in (map(int, line) for line in lines):
            assert abs((x2 - x1) + (y2 - y1)) <= 2, "all lean to one side"
            if abs(x2 - x1) > 4:
                assert crossings_before(ring, (x1 + x2) / 2, (y1 + y2) / 2) % 2 == 1
