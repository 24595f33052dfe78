"""Who is on which lists: both drawings show every combination, inside their edges, in letters that can be read."""

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from habeas.core.pictures.picture import Marks
from habeas.missing.upset import MOST, upset

NS = "{http://www.w3.org/2000/svg}"
LISTS = ("CHAIR", "FAM-SQ", "FAM-SR")


def drawn(patterns, lists=LISTS, sizes=None):
    sizes = sizes or [None] * len(lists)
    return upset(
        "Persons", lists, sizes, patterns, head=("lists", "persons"), marks=Marks(stamp="Invented data")
    )


def parts(drawing, name):
    return list(ElementTree.fromstring(str(drawing)).iter(f"{NS}{name}"))


@pytest.mark.parametrize("which", ["svg", "narrow"])
def test_both_drawings_tell_the_same(which):
    drawing = getattr(drawn({0b001: 40, 0b110: 10}, sizes=[40, 10, None]), which)
    words = [text.text for text in parts(drawing, "text")]
    long, short = (max(float(r.attrib["width"]), float(r.attrib["height"])) for r in parts(drawing, "rect"))

    assert {"CHAIR (40)", "FAM-SQ (10)", "FAM-SR", "40", "10", "Invented data"} == set(words)
    assert [dot.attrib["class"] for dot in parts(drawing, "circle")] == ["s1", *["faint"] * 3, "s1", "s1"]
    assert len(parts(drawing, "line")) == 1
    assert long > short


def test_the_bars_are_as_long_as_their_numbers():
    picture = drawn({0b001: 40, 0b110: 10})
    for drawing, side in ((picture.svg, "height"), (picture.narrow, "width")):
        long, short = (float(rect.attrib[side]) for rect in parts(drawing, "rect"))
        assert long / short == pytest.approx(4, rel=0.02)


def test_letters_are_not_smaller_on_a_phone():
    """A phone of 360 px leaves some 330 for the drawing of 400 units: 13 units are more than 10 px."""
    sizes = [float(text.attrib["font-size"]) for text in parts(drawn({1: 5}).narrow, "text")]
    assert min(sizes) >= 11


def test_whoever_cannot_see_it_hears_it():
    root = ElementTree.fromstring(str(drawn({0b001: 40, 0b110: 10}).narrow))
    assert root.attrib["aria-label"] == "Persons: CHAIR: 40; FAM-SQ + FAM-SR: 10"


@given(
    names=st.lists(st.text("ABCШЉ-", min_size=1, max_size=60), min_size=1, max_size=12),
    data=st.data(),
)
def test_nothing_leaves_the_drawing(names, data):
    masks = st.integers(1, 2 ** len(names) - 1)
    patterns = data.draw(st.dictionaries(masks, st.integers(5, 99_999), max_size=40))
    picture = drawn(patterns, tuple(names))
    assert len(picture.rows) == min(len(patterns), MOST)
    for drawing in (picture.svg, picture.narrow):
        box = ElementTree.fromstring(str(drawing)).attrib["viewBox"].split()
        width, height = float(box[2]), float(box[3])
        for rect in parts(drawing, "rect"):
            x, y, wide, tall = (float(rect.attrib[key]) for key in ("x", "y", "width", "height"))
            assert -0.1 <= x <= x + wide <= width + 0.1
            assert -0.1 <= y <= y + tall <= height + 0.1
        for dot in parts(drawing, "circle"):
            assert 0 < float(dot.attrib["cx"]) < width
            assert 0 < float(dot.attrib["cy"]) < height
