"""Every kind of page, with sample work, in a real browser: nobody is kept out, nothing sticks out, nothing goes out."""

import pytest

from tests.browser.conftest import LIGHT_AND_DARK
from tests.core.pages.ui_urls import PAGES

pytestmark = [pytest.mark.urls("tests.core.pages.ui_urls"), pytest.mark.django_db]


@pytest.mark.figures
def test_axe_finds_no_barrier_on_any_page_in_light_and_dark(open_page, barriers, figure) -> None:
    seen, found = 0, []
    for name in PAGES:
        for scheme in LIGHT_AND_DARK:
            page = open_page(f"/{name}/", color_scheme=scheme)
            found += [f"{name} ({scheme}) {barrier}" for barrier in barriers(page)]
            seen += 1
    figure(
        "accessibility barriers (axe)", f"{len(found)} on {seen} pages, {len(PAGES)} kinds in light and dark"
    )
    assert found == []


@pytest.mark.parametrize(
    ("language", "tag"), [("en", "en"), ("sq", "sq"), ("sr", "sr-Cyrl"), ("sr-latn", "sr-Latn")]
)
def test_a_page_says_in_which_language_it_speaks(open_page, language: str, tag: str) -> None:
    page = open_page("/list/", cookies={"django_language": language})
    assert page.locator("html").get_attribute("lang") == tag
