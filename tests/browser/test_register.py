"""The demo as somebody sees it who typed `make demo`: signs in, reads, follows the chain; in four languages."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, overflow
from tests.serving import Served

FINDINGS, VISITS, RECOMMENDATIONS = "/monitoring/findings/", "/monitoring/visits/", "/recommendations/"


@pytest.fixture
def address(demo: Served) -> str:
    return demo.address


def first_record(page: Page, path: str) -> None:
    page.goto(path)
    page.locator("tbody a[href]").first.click()
    page.wait_for_load_state()


def whole_chain(page: Page) -> str:
    """The address of a finding whose chain reaches the grade."""
    page.goto(FINDINGS)
    for address in page.locator("tbody a[href]").evaluate_all("links => links.map(link => link.href)"):
        page.goto(address)
        if page.get_by_text("none yet").count() == 0:
            return address
    raise AssertionError("no finding of the first page has been followed up to its grade")


def test_a_stranger_is_asked_to_sign_in(open_page, barriers) -> None:
    page = open_page(FINDINGS)
    assert "/account/login/" in page.url
    assert barriers(page) == []


@pytest.mark.figures
def test_the_analyst_reads_from_the_start_page_to_the_chain(sign_in, barriers, picture, figure) -> None:
    page = sign_in("analyst")
    found, seen = barriers(page), 1
    for name, path in (("list", FINDINGS), ("visits", VISITS), ("recommendations", RECOMMENDATIONS)):
        page.goto(path)
        picture(page, name)
        found += barriers(page)
        seen += 1
    first_record(page, FINDINGS)
    found += barriers(page)
    page.goto(whole_chain(page))
    picture(page, "chain")
    found += barriers(page)
    page.goto(f"{FINDINGS}?view=map")
    picture(page, "map")
    found += barriers(page)
    figure("accessibility barriers (axe) on pages of the demo", f"{len(found)} on {seen + 3} pages")
    assert found == []


@pytest.mark.parametrize("language", ["sq", "sr"])
def test_a_colleague_reads_in_her_own_language(sign_in, barriers, picture, language: str) -> None:
    page = sign_in(f"monitor-{language}")
    page.goto(FINDINGS)
    picture(page, {"sq": "albanian", "sr": "serbian-cyrillic"}[language])
    assert page.locator("html").get_attribute("lang") == {"sq": "sq", "sr": "sr-Cyrl"}[language]
    assert barriers(page) == []


def test_the_monitor_reads_on_a_phone(sign_in, picture) -> None:
    page = sign_in("monitor", viewport=PHONE)
    wide = {}
    for path in ("/", FINDINGS, VISITS, RECOMMENDATIONS):
        page.goto(path)
        wide[path] = overflow(page)
    first_record(page, VISITS)
    wide["a visit"] = overflow(page)
    picture(page, "phone")
    assert {path for path, pixels in wide.items() if pixels} == set()


def test_every_page_of_a_demo_says_that_it_is_invented(sign_in) -> None:
    page = sign_in("director")
    for path in ("/", FINDINGS, VISITS, RECOMMENDATIONS):
        page.goto(path)
        assert page.locator(".invented").is_visible()


def test_the_auditor_and_the_administrator_see_no_case_work(sign_in) -> None:
    for name in ("auditor", "admin"):
        page = sign_in(name)
        page.goto(FINDINGS)
        assert page.locator("tbody a[href]").count() == 0


def test_the_review_queue_is_worked_off_with_the_keyboard(sign_in, barriers) -> None:
    page = sign_in("missing")
    page.goto("/missing/review/")
    assert barriers(page) == []
    first = page.locator("form[data-decide]").get_attribute("action")
    page.keyboard.press("r")
    page.keyboard.type("1 and 2 say nothing in a text")
    assert page.locator("[name=reason]").input_value() == "1 and 2 say nothing in a text"
    page.keyboard.press("Escape")
    for key in ("3", "2", "1"):
        before = page.locator("form[data-decide]").get_attribute("action")
        page.wait_for_timeout(400)  # a key pressed at once does not decide the next pair unread
        with page.expect_navigation():
            page.keyboard.press(key)
        assert page.locator("form[data-decide]").get_attribute("action") != before
    here = page.url
    for key in ("s", "p"):
        page.wait_for_timeout(400)
        with page.expect_navigation():
            page.keyboard.press(key)
    assert page.url == here, "skipped, and back"
    page.goto(first)
    assert page.get_by_text("1 and 2 say nothing in a text").count() == 1
