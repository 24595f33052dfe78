"""The sample pages in a real browser: rules of accessibility, keys, drafts, the map, a phone, paper, no script."""

import os

import pytest

pytest.importorskip("playwright")

from axe_playwright_python.sync_playwright import Axe  # noqa: E402
from playwright.sync_api import expect, sync_playwright  # noqa: E402

from tests.core.pages.ui_urls import PAGES  # noqa: E402

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("tests.core.pages.ui_urls"),
    pytest.mark.django_db(transaction=True),
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, DESK, WALL = 360, 1280, 1920


@pytest.fixture(scope="module")
def chromium():
    """Debian's Chromium, or the one named in CHROMIUM."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def visit(chromium, live_server):
    """Opens a sample page; complaints of the console, those of the security policy among them, fail the test."""
    contexts, complaints = [], []

    def opened(name, *, width=DESK, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{live_server.url}/{name}/")
        return page

    opened.complaints = complaints
    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def broken_rules(page):
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found]


@pytest.mark.parametrize("name", PAGES)
def test_on_a_phone_no_rule_of_accessibility_is_broken_and_nothing_overflows(visit, name):
    """A desk, in light and dark, is looked at in tests/browser/test_design.py."""
    page = visit(name, width=PHONE)
    found = broken_rules(page)
    spill = {}
    for width in (PHONE, DESK, WALL):
        page.set_viewport_size({"width": width, "height": 800})
        spill[width] = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )

    assert found == []
    assert spill == {PHONE: 0, DESK: 0, WALL: 0}


def test_the_first_tab_offers_to_skip_to_the_content(visit):
    page = visit("list")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_keys_search_and_help_but_not_while_writing(visit):
    page = visit("form")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("?/g h")

    assert page.locator("#search").input_value() == "?/g h"
    expect(page.locator("#keys")).to_be_hidden()


def test_a_draft_is_saved_and_says_when(visit):
    page = visit("form")
    page.fill("#id_observation", "Dyert ishin të mbyllura.")

    page.wait_for_selector('[data-save-status][data-state="saved"]')
    assert page.inner_text("[data-save-status]").startswith("Saved at ")


def test_a_draft_that_is_refused_says_why_and_keeps_the_text(visit):
    page = visit("form")
    page.fill("#id_observation", "please refuse this")
    page.wait_for_selector('[data-save-status][data-state="failed"]')

    assert page.inner_text("[data-save-status]") == "Not saved: the visit is closed"
    assert page.input_value("#id_observation") == "please refuse this"
    assert [text for text in visit.complaints if "409" in text] == visit.complaints
    visit.complaints.clear()


def test_leaving_with_unsaved_text_asks_first(visit):
    page = visit("styleguide")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#id_analysis").press_sequentially("not sent yet")
    page.goto(page.url.replace("styleguide", "message"))

    assert asked == ["beforeunload"]


def test_the_map_grows_and_returns(visit):
    page = visit("list-map")
    width = "parseFloat(document.querySelector('.map-frame svg').getAttribute('viewBox').split(' ')[2])"
    page.click("[data-map-zoom=in]")
    near = page.evaluate(width)
    page.click("[data-map-zoom=all]")

    assert (near, page.evaluate(width)) == (625, 1000)


def test_a_list_is_sorted_in_place_and_its_address_follows(visit):
    page = visit("list")
    page.evaluate("window.here = 'still the same page'")
    page.click("thead a:has-text('Status')")
    page.wait_for_url("**/list/?sort=status")

    assert page.evaluate("window.here") == "still the same page"
    assert page.locator("#list-body tbody tr").count() == 5


def test_a_list_that_cannot_be_reached_says_so(visit):
    page = visit("list")
    page.context.set_offline(True)
    page.click("thead a:has-text('Status')")

    expect(page.locator("#live")).to_have_text("no connection; your text stays on this page")
    visit.complaints.clear()


def test_areas_are_reached_by_keyboard_and_have_names(visit):
    page = visit("list-map")
    first = page.locator(".areas a").first
    first.focus()
    page.keyboard.press("Tab")

    assert first.get_attribute("aria-label") == "Lugu i Epërm / Gornja Luka: 0 visits"
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#area-2"


def test_the_chain_stands_upright_on_a_phone_and_lies_on_a_desk(visit):
    desk, phone = visit("detail"), visit("detail", width=PHONE)

    assert [desk.is_visible(".chain-wide"), desk.is_visible(".chain-tall")] == [True, False]
    assert [phone.is_visible(".chain-wide"), phone.is_visible(".chain-tall")] == [False, True]


def test_the_menu_opens_on_a_phone_without_any_script(visit):
    page = visit("list", width=PHONE, java_script_enabled=False)
    assert page.is_visible("#nav") is False
    page.click("#menu")

    assert page.is_visible("#nav") is True


def test_rows_become_cards_on_a_phone(visit):
    page = visit("list", width=PHONE)

    assert page.evaluate("getComputedStyle(document.querySelector('tbody tr')).display") == "block"


def test_paper_has_the_note_and_the_stamp_but_nothing_to_press(visit):
    page = visit("detail", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")

    assert [page.is_visible(part) for part in (".bar", ".nav", ".page-head .actions", ".map-tools")] == [
        False
    ] * 4
    assert [page.is_visible(part) for part in (".invented", "#status-note")] == [True] * 2
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_light_and_dark_are_the_readers_choice_and_stay(visit):
    page = visit("list")
    page.click("[data-theme-switch]")
    page.reload()

    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
