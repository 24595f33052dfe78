"""On a phone no page of the navigation scrolls sideways, whoever reads it; wide tables scroll inside themselves."""

import pytest

from tests.browser.conftest import PHONE, overflow
from tests.serving import Served

READERS = ("director", "missing", "auditor", "admin")
"""Between them they see every line of the navigation."""

OUT_OF_REACH = """() => [...document.querySelectorAll("main *")].filter(part =>
    ["auto", "scroll"].includes(getComputedStyle(part).overflowX) && part.scrollWidth > part.clientWidth + 1
    && part.tabIndex < 0 && !part.querySelector("a, button, input, select, textarea, summary")
  ).map(part => part.className)"""
"""Parts that scroll sideways and that a keyboard does not reach."""


@pytest.fixture
def address(demo: Served) -> str:
    return demo.address


def test_no_page_of_the_navigation_scrolls_sideways_on_a_phone(sign_in) -> None:
    seen: set[str] = set()
    wide: dict[str, object] = {}
    for reader in READERS:
        page = sign_in(reader, viewport=PHONE)
        lines = page.locator(".nav a[href^='/']").evaluate_all(
            "found => found.map(a => a.getAttribute('href'))"
        )
        for path in ["/", *(line for line in dict.fromkeys(lines) if line not in seen)]:
            page.goto(path)
            if overflow(page) > 0 or page.evaluate(OUT_OF_REACH):
                wide[f"{reader} {path}"] = (overflow(page), page.evaluate(OUT_OF_REACH))
        seen.update(lines)
    assert wide == {}
    assert len(seen) > 50
