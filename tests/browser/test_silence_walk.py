"""From a detention visit to silence, escalation, training and a grade: four people, each in a language of their own."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import overflow
from tests.browser.test_chain_walk import answer_low, fill, save, tick
from tests.serving import Served

TODAY = date.today()
LONG_AGO = TODAY - timedelta(days=2000)
"""Before every deadline of the demo: what is silent longest stands first."""
LOCALES = {"monitor": "sq", "director": "sr", "analyst": "sr-latn", "legal": "en"}
TAGS = {"monitor": "sq", "director": "sr-Cyrl", "analyst": "sr-Latn", "legal": "en"}
TITLE = "Asnjë zile në qeli (e sajuar)"


@pytest.fixture
def address(demo: Served) -> str:
    return demo.address


@pytest.fixture
def reader(sign_in):
    """`reader("analyst")`: the start page of an account in its language; afterwards all speak English again."""
    pages: list[Page] = []

    def enter(name: str) -> Page:
        page = sign_in(name)
        pages.append(page)
        speak(page, LOCALES[name])
        page.goto("/")
        assert page.locator("html").get_attribute("lang") == TAGS[name]
        return page

    yield enter
    for page in pages:
        speak(page, "en")


def speak(page: Page, language: str) -> None:
    page.goto("/access/preferences/")
    page.select_option("#id_language", language)
    save(page)


def follow(page: Page, address: str) -> None:
    """Press the link or the button of the page's content that leads to an address, whatever it is called."""
    with page.expect_navigation():
        page.locator(f"main a[href*='{address}'], main form[action*='{address}'] button").first.click()


def pick(page: Page, name: str, part: str) -> None:
    """Choose the option whose text contains a part that is the same in every language."""
    options = page.locator(f"#id_{name} option")
    found = options.evaluate_all("all => all.map(one => [one.value, one.text])")
    page.select_option(f"#id_{name}", next(value for value, text in found if part in text))


def visit(page: Page, purpose: str) -> str:
    """Plan a visit to the police station and carry it out; the reference of the visit."""
    page.goto("/monitoring/visits/add/")
    for name, part in (("site", "policisë Alfa"), ("unit", "PE-1"), ("task", "T305-4")):
        pick(page, name, part)
    fill(page, kind="FULL", planned_for=TODAY, purpose=purpose)
    answer_low(page)
    save(page)
    reference = page.locator("h1").inner_text().split(":")[0]
    follow(page, "/carried-out/")
    fill(page, carried_out_on=TODAY)
    tick(page, "access", "full")
    save(page)
    return reference


def observe(page: Page, text: str, source: str, connection: str) -> None:
    follow(page, "/observations/add/")
    fill(page, text=text, source=source, kind="said", connection=connection, reliability="2", area="MAT")
    save(page)


def write_finding(page: Page) -> str:
    follow(page, "/findings/add/")
    pick(page, "articles", "ICCPR 10")
    fill(
        page,
        title=TITLE,
        analysis="Personi i privuar nga liria duhet të mund të thërrasë ndihmë në çdo kohë.",
        conclusion="Në këto qeli nuk mund të thirret ndihmë.",
        proof="RG",
        duty_bearer_type="POL",
        duty_bearer_level="central",
        remedy_kind="INFRA",
        remedy="Të vendoset nga një zile në çdo qeli.",
    )
    save(page)
    address = page.url
    follow(page, "/submit/")
    return address


def recommend(page: Page) -> str:
    follow(page, "/recommendations/on/")
    pick(page, "lead", "polic")
    fill(
        page,
        kind="INFRA",
        text="Postaviti zvono u svakoj ćeliji (izmišljeno).",
        deadline=LONG_AGO,
        follow_up_on=TODAY,
        reply_by=LONG_AGO,
        lead_level="central",
    )
    save(page)
    return page.url


def begin(page: Page, kind: str) -> None:
    """What follows from silence: an escalation, or a training."""
    follow(page, f"kind={kind}")
    page.select_option("#id_unit", index=1)
    pick(page, "task", "T305-4")
    if kind == "training":
        fill(page, training="COURSE")
    save(page)


def test_silence_leads_to_escalation_and_training_whose_effect_is_seen(reader, barriers) -> None:
    monitor = reader("monitor")
    visit(monitor, "Të shihen qelitë (e sajuar).")
    observe(monitor, "Në qeli nuk ka zile.", "S1", "AUT")
    observe(monitor, "Askush nuk e dëgjon atë që thërret.", "S2", "NGO")
    finding = write_finding(monitor)

    director = reader("director")
    director.goto(finding + "review/")
    tick(director, "decision", "confirm")
    save(director)

    analyst = reader("analyst")
    analyst.goto(finding)
    recommendation = recommend(analyst)
    follow(analyst, "/clearance/")
    legal = reader("legal")
    legal.goto(recommendation)
    follow(legal, "/approvals/")
    save(legal)
    director.goto(recommendation)
    assert barriers(director) == []
    follow(director, "/issue/")

    analyst.goto("/")
    expect(analyst.locator("main")).to_contain_text("Postaviti zvono")
    analyst.goto(recommendation)
    assert barriers(analyst) == []
    begin(analyst, "escalation")
    begin(analyst, "training")
    follow(analyst, "/coordination/activities/")
    follow(analyst, "/done/")
    fill(analyst, result="Desetoro je učestvovalo (izmišljeno).", women=6, men=4)
    save(analyst)

    again = visit(monitor, "Të shihet çfarë ndryshoi (e sajuar).")
    monitor.goto(recommendation)
    follow(monitor, "/follow-ups/add/")
    pick(monitor, "visit", again)
    fill(monitor, text="Njëra nga dy qelitë ka zile.")
    save(monitor)
    follow(monitor, "/effect/")
    monitor.select_option("#id_follow_up", index=1)
    fill(monitor, effect="partly", note="Pas trajnimit u vendos e para.")
    save(monitor)

    director.goto(recommendation)
    follow(director, "/grades/add/")
    director.select_option("#id_follow_up", index=1)
    fill(director, grade="rec_status:PART", reason="Једна од две ћелије има звоно.")
    save(director)
    expect(director.locator("main")).to_contain_text("Делимично спроведена")

    legal.goto(finding)
    chain = legal.locator(".chain-wide").get_by_role("link")
    names = chain.evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    kinds = [("escalation", 1), ("training", 1), ("Partly implemented", 1), ("overdue", 0)]
    assert [sum(kind in name for name in names) for kind, _count in kinds] == [
        count for _kind, count in kinds
    ]
    assert overflow(legal) == 0
    assert barriers(legal) == []
