"""A whole chain made by hand in Chromium: a monitor, her director, and what the pages refuse on the way."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, overflow
from tests.serving import Served

TODAY = date.today()
COVERED, ELSEWHERE = "Demo police station Alfa", "Demo correctional centre Epsilon"
TITLE = "No bell in the cells (invented)"


@pytest.fixture
def address(demo: Served) -> str:
    return demo.address


def fill(page: Page, **values: object) -> None:
    """Choose in lists by what is read there or by code, write elsewhere."""
    for name, value in values.items():
        field = page.locator(f"#id_{name}")
        if field.evaluate("field => field.tagName") == "SELECT":
            choose(page, name, str(value))
        else:
            field.fill(str(value))


def choose(page: Page, name: str, wanted: str) -> None:
    options = page.locator(f"#id_{name} option")
    texts = options.evaluate_all("all => all.map(one => [one.value, one.text])")
    value = next(code for code, text in texts if code == wanted or text.startswith(wanted))
    page.select_option(f"#id_{name}", value)


def tick(page: Page, name: str, value: str) -> None:
    page.check(f"[name={name}][value={value}]")


def save(page: Page) -> None:
    """Press the form's button; the answer is another page."""
    with page.expect_navigation():
        page.click(".form-foot .button-primary")


def press(page: Page, label: str) -> None:
    """Follow a link or press a button of the page's content."""
    with page.expect_navigation():
        page.locator("main").locator("a.button, button").get_by_text(label, exact=True).click()


def plan(page: Page, *, site: str) -> None:
    fill(page, site=site, unit="Field team PE-1", task="T305-4", kind="FULL")
    when_and_why(page)


def when_and_why(page: Page) -> None:
    """What a plan needs besides the place, the team and the task."""
    fill(page, planned_for=TODAY)
    fill(page, purpose="Look at the holding cells (invented).", compartment="Human rights and communities")
    answer_low(page)
    save(page)


def answer_low(page: Page) -> None:
    """Answer every question of the risk check with low."""
    for question in ("reprisal", "threat", "place", "attention", "data", "afterwards"):
        tick(page, f"risk_{question}", "low")


def carry_out(page: Page) -> None:
    press(page, "Carried out")
    fill(page, carried_out_on=TODAY)
    tick(page, "access", "full")
    save(page)


def observe(page: Page, text: str, **details: str) -> None:
    press(page, "Add an observation")
    fill(page, text=text, **details)
    save(page)


def write_finding(page: Page) -> None:
    press(page, "Open a finding")
    fill(
        page,
        title=TITLE,
        analysis="A person held must be able to call for help at any hour.",
        conclusion="Persons held in these cells cannot call for help.",
        proof="Reasonable grounds",
        articles="ICCPR 10",
        duty_bearer_type="POL",
        duty_bearer_level="central",
        duty_bearer="Demo police directorate",
        remedy_kind="INFRA",
        remedy="Mount a bell in every cell.",
    )
    save(page)


def recommend(page: Page) -> None:
    press(page, "Recommend")
    fill(
        page,
        kind="INFRA",
        text="Mount a bell in every cell (invented).",
        deadline=TODAY + timedelta(days=60),
        follow_up_on=TODAY + timedelta(days=90),
        lead="Demo police directorate",
        lead_level="central",
    )
    save(page)


def answered(page: Page) -> None:
    press(page, "Record a response")
    fill(page, addressee="Demo police directorate", received_on=TODAY, kind="accepted")
    fill(page, text="The bells are ordered.")
    save(page)


def follow_up(page: Page, first: str, recommendation: str) -> None:
    """Plan a follow-up on the page of the first visit, go there, say on the recommendation what was seen."""
    page.goto(first)
    press(page, "Plan a follow-up visit")
    when_and_why(page)
    visit = page.locator("h1").inner_text()
    carry_out(page)
    page.goto(recommendation)
    press(page, "Record a follow-up")
    fill(page, visit=visit, text="Both cells have a bell that works.")
    save(page)


def grade(page: Page) -> None:
    press(page, "Grade")
    page.select_option("#id_follow_up", index=1)
    fill(page, grade="rec_status:FULL", reason="The team tried both bells.")
    save(page)


def test_a_chain_grows_from_a_planned_visit_to_its_grade(sign_in, barriers, picture) -> None:
    monitor = sign_in("monitor")
    monitor.goto("/")
    assert barriers(monitor) == []
    picture(monitor, "home")
    press(monitor, "Plan a visit")
    assert barriers(monitor) == []
    plan(monitor, site=ELSEWHERE)
    expect(monitor.locator(".field-error")).to_contain_text("does not cover Kaçanik/Kačanik")
    plan(monitor, site=COVERED)
    assert monitor.locator("h1").inner_text().endswith(COVERED)
    carry_out(monitor)
    first = monitor.url
    seen, told = "Neither of the two cells has a bell.", "An officer said that there never was one."
    observe(monitor, seen, kind="seen", source="TEAM", connection="STF", reliability="1", area="MAT")
    observe(monitor, told, kind="said", source="S1", connection="AUT", reliability="2", area="MAT")
    assert barriers(monitor) == []
    write_finding(monitor)
    finding = monitor.url
    press(monitor, "Submit for review")
    assert monitor.get_by_role("link", name="Review", exact=True).count() == 0

    director = sign_in("director")
    director.goto(finding)
    press(director, "Review")
    tick(director, "decision", "confirm")
    save(director)

    monitor.goto(finding)
    recommend(monitor)
    recommendation = monitor.url
    assert monitor.get_by_role("button", name="Issue").count() == 0
    press(monitor, "Send to clearance")
    legal = sign_in("legal")
    legal.goto(recommendation)
    press(legal, "Agree or decline")
    save(legal)
    director.goto(recommendation)
    press(director, "Issue")

    monitor.goto(recommendation)
    answered(monitor)
    follow_up(monitor, first, recommendation)
    grade(monitor)
    assert monitor.url == recommendation

    monitor.goto(finding)
    chain = monitor.locator(".chain-wide")
    names = chain.get_by_role("link").evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    today = TODAY.strftime("%d/%m/%Y")
    assert [re.sub(r"^[VFR]-\d+-\d+: ", "", name) for name in names] == [
        f"{COVERED}, carried out, {today}",
        f"1. {seen}, seen by the team",
        f"2. {told}, said to the team",
        f"{TITLE}, confirmed",
        f"Mount a bell in every cell (invented)., graded, {TODAY + timedelta(days=60):%d/%m/%Y}",
        f"Demo police directorate, accepted, {today}",
        f"{COVERED}, {today}",
        "Implemented",
    ]
    expect(chain).not_to_contain_text("none yet")
    assert barriers(monitor) == []


def test_keys_skip_to_the_content_and_focus_the_search(sign_in) -> None:
    page = sign_in("monitor")
    page.goto("/monitoring/findings/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()


def test_home_in_cyrillic_on_a_phone_and_in_the_dark(sign_in, barriers, picture) -> None:
    page = sign_in("monitor-sr")
    assert page.locator("h1").inner_text() == "Почетна"
    assert barriers(page) == []
    dark = sign_in("analyst", color_scheme="dark")
    dark.goto("/monitoring/visits/?view=map")
    assert barriers(dark) == []
    picture(dark, "dark")
    phone = sign_in("monitor-sq", viewport=PHONE)
    assert phone.locator("h1").inner_text() == "Ballina"
    assert overflow(phone) == 0
