"""The picture of the chain shows each record once, in its stage, with its links; gaps say what is missing."""

import pytest
from defusedxml import ElementTree

from habeas.core.pictures.chain import Node, Stage, chain
from habeas.core.pictures.picture import Marks

NS = "{http://www.w3.org/2000/svg}"
STAGES = (Stage("visit", "Посета"), Stage("finding", "Налаз"), Stage("grade", "Оцена", "Још није оцењено"))
VISIT = Node("v", "visit", "Vizitë në qendër", "closed", "ok", "12.10.2026.", "/v/")
FINDING = Node("f", "finding", "Налаз о упису рођених", "cleared", "info", "20.10.2026.", "/f/", here=True)


def links(drawing):
    return [
        (a.attrib["href"], a.attrib["aria-label"]) for a in ElementTree.fromstring(drawing).iter(f"{NS}a")
    ]


def test_each_record_is_a_link_with_its_status_in_words_in_both_drawings():
    picture = chain("Chain", STAGES, [VISIT, FINDING], [("v", "f")])

    assert (
        links(picture.wide)
        == links(picture.tall)
        == [
            ("/v/", "Vizitë në qendër, closed, 12.10.2026."),
            ("/f/", "Налаз о упису рођених, cleared, 20.10.2026."),
        ]
    )


def test_an_empty_stage_says_what_is_missing():
    words = "".join(ElementTree.fromstring(chain("Chain", STAGES, [VISIT], []).wide).itertext())

    assert "Још није" in words


def test_a_line_leads_from_left_to_right():
    root = ElementTree.fromstring(chain("Chain", STAGES, [VISIT, FINDING], [("v", "f")]).wide)
    (curve,) = [p.attrib["d"] for p in root.iter(f"{NS}path") if p.attrib["class"] == "link"]

    assert curve.startswith("M134 ")


def test_the_record_whose_page_it_is_stands_out():
    root = ElementTree.fromstring(chain("Chain", STAGES, [VISIT, FINDING], []).wide)

    assert [a.attrib["class"] for a in root.iter(f"{NS}a")] == ["node", "node here"]


def test_a_line_to_a_record_that_the_reader_may_not_see_is_refused():
    with pytest.raises(ValueError, match="'secret', which is not in the chain"):
        chain("Chain", STAGES, [VISIT], [("v", "secret")])


def test_an_unknown_stage_is_named_with_the_known_ones():
    with pytest.raises(ValueError, match="no stage named 'trial'; the stages are visit, finding, grade"):
        chain("Chain", STAGES, [Node("x", "trial", "X")], [])


def test_records_stand_near_the_ones_they_come_from():
    nodes = [
        Node("v1", "visit", "V1"),
        Node("v2", "visit", "V2"),
        Node("f2", "finding", "F2"),
        Node("f1", "finding", "F1"),
    ]
    root = ElementTree.fromstring(chain("Chain", STAGES, nodes, [("v1", "f1"), ("v2", "f2")]).wide)
    titles = [
        t.find(f"{NS}tspan").text for t in root.iter(f"{NS}text") if t.attrib.get("class") == "node-title"
    ]

    assert titles == ["V1", "V2", "F1", "F2"]


def test_the_stamp_of_invented_work_is_in_both_drawings():
    picture = chain("Chain", STAGES, [VISIT], [], marks=Marks(stamp="E shpikur"))

    assert "E shpikur" in picture.wide
    assert "E shpikur" in picture.tall
