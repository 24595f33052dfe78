"""The picture holds every reason, in the words it was given, and nothing that a page must not load."""

from __future__ import annotations

from xml.etree import ElementTree

from habeas.science.linkage import Titles, waterfall

from .lists import linked


def test_picture_holds_every_reason() -> None:
    found = linked()
    suggestion = next(found.suggestions(above=2))
    told = found.explain(suggestion.one, suggestion.other)
    drawn = ElementTree.fromstring(waterfall(told, Titles(title="Arsyet")))  # noqa: S314
    texts = {element.text for element in drawn.iter() if element.tag.endswith("text")}
    assert {reason.text for reason in told.evidence} <= texts
    assert "Arsyet" in texts
    assert not [element for element in drawn.iter() if element.tag.endswith(("style", "script", "image"))]


def test_rare_value_is_called_rare() -> None:
    found = linked()
    texts = [
        reason.text
        for suggestion in list(found.suggestions(above=8))[:200]
        for reason in found.explain(suggestion.one, suggestion.other).evidence
    ]
    assert any(", rare (1 in " in text for text in texts)
    assert any("other explanation" in text or "before looking" in text for text in texts)
