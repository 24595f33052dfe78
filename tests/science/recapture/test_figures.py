import pytest
from defusedxml import ElementTree

from habeas.science.recapture.figures import figure
from habeas.science.recapture.latent import Settings
from habeas.science.recapture.methods import Options
from habeas.science.recapture.report import estimate
from habeas.science.recapture.sheet import html_sheet
from habeas.science.recapture.tables import from_masks

from .loading import table

QUICK = Options(bootstraps=20, latent=Settings(burn_in=300, kept=60, thin=3, chains=2))
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("name", ["kosovo", "artificial3", "neworleans8", "australia4"])
def test_pictures_are_well_formed_and_show_every_method(name):
    report = estimate(table(name), title=name, options=QUICK, checks=False)

    drawn = ElementTree.fromstring(figure(report, "a footnote"))

    words = [element.text for element in drawn.iter(f"{SVG}text")]
    assert "All methods on one axis (persons, logarithmic)" in words
    assert "All models: estimate against BIC (lower is better)" in words
    assert words[-1] == "a footnote"
    assert any(word.startswith("Sampler: R-hat") for word in words)
    for element in drawn.iter():
        for value in element.attrib.values():
            assert "nan" not in value and "inf" not in value.split()


def test_names_of_lists_cannot_break_the_files():
    lists = ('<script>alert("x")</script>', "B & C", "D")
    report = estimate(
        from_masks(lists, range(1, 8), [90, 80, 70, 60, 50, 40, 30]), title="<b>", options=QUICK
    )

    ElementTree.fromstring(figure(report))
    sheet = html_sheet(report)
    assert "<script" not in sheet
    assert "&lt;script&gt;" in sheet


def test_the_sheet_has_no_script_no_style_and_nothing_from_the_net():
    report = estimate(table("kosovo"), title="Kosovo", methods=("loglinear-bic", "chao"), options=QUICK)

    sheet = html_sheet(report, "a footnote")

    assert "a footnote" in sheet
    assert all(word not in sheet for word in ("<script", "<style", "style=", "src=", "href="))


def test_a_refused_table_still_has_its_pictures():
    report = estimate(from_masks(("A", "B"), [1, 2], [40, 30]), title="apart", options=QUICK)

    assert "No estimate is given." in ElementTree.fromstring(figure(report)).find(f"{SVG}desc").text
