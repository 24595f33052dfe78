"""Charts draw every figure, say it as a table, and refuse what would mislead."""

import re
from datetime import date, timedelta

import pytest
from defusedxml import ElementTree

from habeas.core.pictures import charts
from habeas.core.pictures.lines import Line, lines, nice_ticks
from habeas.core.pictures.svg import text_width

NS = "{http://www.w3.org/2000/svg}"


def rects(drawing):
    return list(ElementTree.fromstring(drawing).iter(f"{NS}rect"))


def test_bars_are_as_long_as_their_values():
    picture = charts.bars("Visits", [charts.Bar("Deçan", 4), charts.Bar("Пећ", 2)], head=("Place", "Visits"))
    long, short = (float(r.attrib["width"]) for r in rects(picture.svg))

    assert abs(long / short - 2) < 0.01
    assert picture.rows == (("Deçan", "4"), ("Пећ", "2"))


def test_the_narrow_drawing_shows_the_same_bars():
    picture = charts.bars("Visits", [charts.Bar("A", 4), charts.Bar("B", 2)], head=("Place", "Visits"))

    assert len(rects(picture.narrow)) == len(rects(picture.svg)) == 2


def test_only_zeros_are_drawn_as_nothing():
    picture = charts.bars("Visits", [charts.Bar("A", 0)], head=("Place", "Visits"))

    assert [r.attrib["width"] for r in rects(picture.svg)] == ["0"]


def test_a_negative_bar_is_refused_with_its_remedy():
    with pytest.raises(ValueError, match="draw lines instead"):
        charts.bars("Change", [charts.Bar("A", -1)], head=("Place", "Change"))


def test_a_stack_with_a_missing_value_is_named():
    with pytest.raises(ValueError, match="'Theme' has 1 values for 2 series"):
        charts.stacked_bars("Themes", [charts.Stack("Theme", (1,))], ("done", "open"), head="Theme")


def test_a_stack_has_a_legend_entry_for_each_part():
    picture = charts.stacked_bars("Themes", [charts.Stack("Theme", (1, 2))], ("done", "open"), head="Theme")

    assert [entry.label for entry in picture.legend] == ["done", "open"]


def test_a_missing_year_leaves_a_gap_not_a_zero():
    line = charts.Line("Found", (3, None, 5, 6))
    picture = charts.lines("Found", ("2001", "2002", "2003", "2004"), [line], head="Year")
    paths = [
        p for p in ElementTree.fromstring(picture.svg).iter(f"{NS}path") if p.attrib.get("class") == "l1"
    ]

    assert len(paths) == 2
    assert picture.rows[1] == ("2002", "–")


@pytest.mark.parametrize(
    ("most", "ticks"),
    [
        (0, [0, 1]),
        (3, [0, 1, 2, 3]),
        (97, [0, 25, 50, 75, 100]),
        (100, [0, 25, 50, 75, 100]),
        (1607, [0, 500, 1000, 1500, 2000]),
    ],
)
def test_axis_marks_are_round_and_reach_the_largest_value(most, ticks):
    assert nice_ticks(most) == ticks


def test_the_stamp_of_invented_work_is_in_both_drawings():
    picture = charts.bars(
        "V", [charts.Bar("A", 1)], head=("P", "V"), marks=charts.Marks(stamp="Invented data")
    )

    assert "Invented data" in picture.svg
    assert "Invented data" in picture.narrow


def test_a_file_carries_title_stamp_legend_and_note():
    marks = charts.Marks(stamp="Invented data", notes=("Resolution 1244 (1999)",))
    picture = charts.stacked_bars(
        "Themes", [charts.Stack("T", (1, 2))], ("done", "open"), head="Theme", marks=marks
    )
    words = "".join(ElementTree.fromstring(charts.file_of(picture)).itertext())

    assert [
        part in words for part in ("Themes", "Invented data", "done", "open", "Resolution 1244 (1999)")
    ] == [True] * 5


def test_a_label_with_markup_stays_a_label():
    picture = charts.bars("<script>", [charts.Bar("<script>alert(1)</script>", 1)], head=("P", "V"))

    assert "<script" not in picture.svg


SCORE = charts.Words("for", "against", "together", "+3.0 · 95 %", head=("reason", "weight"))


@pytest.mark.parametrize("drawing", ["svg", "narrow"])
def test_each_bar_of_a_waterfall_begins_where_the_last_one_ended(drawing):
    steps = [charts.Step("before looking", -6), charts.Step("same name", 11), charts.Step("another year", -2)]
    picture = charts.waterfall("Why", steps, SCORE)
    bars = [(float(r.attrib["x"]), float(r.attrib["width"])) for r in rects(getattr(picture, drawing))]
    scale = bars[0][1] / 6
    (first, name, year, total) = bars

    assert name[0] == pytest.approx(first[0], abs=0.2)
    assert name[1] == pytest.approx(11 * scale, abs=0.2)
    assert year[0] + year[1] == pytest.approx(name[0] + name[1], abs=0.2)
    assert total[0] == pytest.approx(first[0] + first[1], abs=0.2)
    assert total[1] == pytest.approx(3 * scale, abs=0.2)
    assert picture.rows[-1] == ("together", "+3.0 · 95 %")
    assert "style=" not in getattr(picture, drawing)


def across(picture):
    """Where the dots of a picture lie, from left to right."""
    return [float(found) for found in re.findall(r'<circle cx="([\d.]+)"', str(picture.svg))]


def test_days_lie_where_they_lie_in_time():
    days = [date(2005, 1, 1), date(2006, 1, 1), date(2025, 1, 1)]
    first, second, last = across(
        lines("Open", ["a", "b", "c"], [Line("all", (3.0, 2.0, 1.0))], head="day", days=days)
    )
    assert (second - first) / (last - first) == pytest.approx(1 / 20, abs=0.001)


def test_a_line_in_time_goes_on_over_days_of_another():
    days = [date(2005, 1, 1), date(2015, 1, 1), date(2025, 1, 1)]
    series = [Line("theirs", (3.0, None, 1.0)), Line("ours", (None, 2.0, None))]
    drawn = str(lines("Open", ["a", "b", "c"], series, head="day", days=days).svg)
    assert len(re.findall(r'class="l1"', drawn)) == 1, "one run"
    apart = str(lines("Open", ["a", "b", "c"], series, head="day").svg)
    assert len(re.findall(r'class="l1"', apart)) == 2, "without days a missing value is a gap"


def test_labels_of_near_days_do_not_overlap():
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(3)] + [date(2027, 1, 1)]
    drawn = str(
        lines(
            "Open", [f"day number {n}" for n in range(4)], [Line("all", (1.0,) * 4)], head="day", days=days
        ).svg
    )
    assert [f"day number {n}<" in drawn for n in range(4)] == [False, False, True, True]


@pytest.mark.parametrize("days", [[date(2026, 1, 1)], [date(2026, 1, 2), date(2026, 1, 1)]])
def test_days_that_do_not_fit_are_refused(days):
    with pytest.raises(ValueError, match="the earliest first"):
        lines("Open", ["a", "b"], [Line("all", (1.0, 2.0))], head="day", days=days)


def stack_with_a_gap():
    stacks = [charts.Stack("0–17", (7, None)), charts.Stack("18–34", (9, 0)), charts.Stack("60", (None, 0))]
    return charts.stacked_bars("Open", stacks, ("men", "women"), head="age")


def test_a_hidden_part_is_hatched_and_an_empty_one_is_not():
    picture = stack_with_a_gap()

    for drawing in (picture.svg, picture.narrow):
        assert [r.attrib["class"] for r in rects(drawing)].count("untold") == 2
    assert [entry.label for entry in picture.legend] == ["men", "women", "not shown"]


def test_a_hidden_part_is_said_in_words():
    root = ElementTree.fromstring(stack_with_a_gap().svg)

    assert root.attrib["aria-label"] == "Open: 0–17: 7 + not shown; 18–34: 9; 60: not shown"


def test_the_piece_of_a_hidden_part_has_one_width_and_stays_in_the_picture():
    for value in (1, 4, 400):
        stacks = [charts.Stack("long name", (value, None, None)), charts.Stack("b", (value * 2, 0, 0))]
        picture = charts.stacked_bars("Open", stacks, ("a", "b", "c"), head="age")
        for drawing, width in ((picture.svg, 640), (picture.narrow, 400)):
            pieces = [r for r in rects(drawing) if r.attrib["class"] == "untold"]
            assert {r.attrib["width"] for r in pieces} == {"11"}
            assert all(float(r.attrib["x"]) + 11 < width for r in rects(drawing))


def grouped():
    stacks = [charts.Stack("secure", (40, 10), "/secure/"), charts.Stack("none", (None, 0))]
    return charts.grouped_bars("Work", stacks, ("visits", "activities"), head="function")


@pytest.mark.parametrize("which", ["svg", "narrow"])
def test_groups_draw_each_kind_with_its_number_and_add_nothing_up(which):
    root = ElementTree.fromstring(getattr(grouped(), which))
    words = [text.text for text in root.iter(f"{NS}text")]
    long, short, *_rest = (float(r.attrib["width"]) for r in root.iter(f"{NS}rect"))

    assert words == ["secure", "40", "10", "none", "·", "0"]
    assert abs(long / short - 4) < 0.01
    assert [a.attrib["aria-label"] for a in root.iter(f"{NS}a")] == ["secure: visits 40, activities 10"]
    assert "none: visits not shown, activities 0" in root.attrib["aria-label"]


def test_the_bars_of_groups_do_not_lie_on_each_other():
    for drawing in (grouped().svg, grouped().narrow):
        root = ElementTree.fromstring(drawing)
        tops = [float(r.attrib["y"]) for r in root.iter(f"{NS}rect")]
        height = float(root.attrib["viewBox"].split()[3])
        assert all(b - a >= 13 for a, b in zip(tops, tops[1:], strict=False))
        assert tops[-1] + 13 < height


def test_a_group_with_a_missing_value_is_named():
    with pytest.raises(ValueError, match="'a' has 1 values for 2 series"):
        charts.grouped_bars("Work", [charts.Stack("a", (1,))], ("visits", "activities"), head="function")


@pytest.mark.parametrize("count", [1, 2, 5, 15, 24, 60])
@pytest.mark.parametrize("label", ["08/2026", "Q2 2026", "4. тром. 2026"])
def test_no_label_of_the_axis_lies_on_another(count, label):
    picture = charts.lines("Acts", [label] * count, [charts.Line("a", (9,) * count)], head="Month")
    for drawing in (picture.svg, picture.narrow):
        texts = [t for t in ElementTree.fromstring(drawing).iter(f"{NS}text") if t.text == label]
        width = text_width(label, 12)
        share = {"middle": 0.5, "end": 1.0}
        starts = [float(t.attrib["x"]) - width * share[t.attrib["text-anchor"]] for t in texts]
        assert texts
        assert all(b >= a + width for a, b in zip(starts, starts[1:], strict=False))


def test_the_legend_draws_lines_as_they_are_so_that_no_colour_is_needed():
    series = [charts.Line("a", (1, 2)), charts.Line("b", (2, 1)), charts.Line("c", (3, 3))]
    picture = charts.lines("Acts", ["1", "2"], series, head="Month")
    drawn = [
        path.attrib.get("stroke-dasharray")
        for path in ElementTree.fromstring(picture.svg).iter(f"{NS}path")
        if path.attrib.get("class", "").startswith("l")
    ]
    legend = [
        next(ElementTree.fromstring(str(entry.swatch)).iter("path")).attrib.get("stroke-dasharray")
        for entry in picture.legend
    ]
    assert legend == drawn
    assert len(set(legend)) == 3
