"""Headless Chromium in front of a live server. Every page is watched: what it complains of, and where it would go."""

import fcntl
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from habeas.demo.people import PASSWORD
from tests.serving import Served, finished, habeas

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
NAMES = ("chromium", "chromium-browser", "google-chrome")
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 860}
WALL = {"width": 2560, "height": 1440}
PATIENCE = 90_000  # milliseconds: a loaded machine is slow, not wrong
LIGHT_AND_DARK = ("light", "dark")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker("browser")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; the driver downloads none of its own.

    The driver keeps an event loop in this thread, which Django would take for a view that may not touch the database.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    program = next(filter(None, map(shutil.which, NAMES)), None)
    assert program, "no Chromium here: apt-get install chromium"
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield chromium
        chromium.close()


class Watch:
    """What went wrong on the pages of one test."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.complaints: list[str] = []

    def over(self, context: BrowserContext) -> None:
        context.on("console", lambda message: self.hear(message.type, message.text))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.route("**/*", self.keep_home)

    def hear(self, kind: str, text: str) -> None:
        """A form that is answered with what to correct is no complaint."""
        if kind == "error" and "status of 422" not in text:
            self.complaints.append(text)

    def keep_home(self, route: Route) -> None:
        if route.request.url.startswith((self.address, "data:", "blob:")):
            route.continue_()
        else:
            self.complaints.append(f"went out to {route.request.url}")
            route.abort()


@pytest.fixture
def address(live_server) -> str:
    """Where the pages are; a module may put another server in this place."""
    return live_server.url


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """`open_page("/", viewport=PHONE, color_scheme="dark")`; the test fails when any of its pages complained."""
    contexts: list[BrowserContext] = []
    watch = Watch(address)

    def open_one(path: str, *, cookies: dict[str, str] | None = None, **options: object) -> Page:
        context = browser.new_context(**{"base_url": address, "viewport": DESK, "locale": "en-GB", **options})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        watch.over(context)
        context.add_cookies([{"name": n, "value": v, "url": address} for n, v in (cookies or {}).items()])
        page = context.new_page()
        page.goto(path)
        return page

    yield open_one
    for context in contexts:
        context.unroute_all(behavior="ignoreErrors")
        context.close()
    assert watch.complaints == []


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Iterator[Served]:
    """A demo on a database of its own, served as in service; built once, however many workers there are."""
    data = tmp_path_factory.mktemp("demo") / "data"
    base = tmp_path_factory.getbasetemp()
    original = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "demo-original"
    with open(f"{original}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not original.exists():
            build_demo(original)
    shutil.copytree(original, data)
    server = Served(data, "--no-worker").wait()
    yield server
    server.stop()


def build_demo(folder: Path) -> None:
    """A demo in a folder that is there only when it is whole."""
    making = folder.with_suffix(".making")
    code, said = finished(habeas(making, "demo", "--no-serve"), seconds=900)
    assert code == 0, said
    making.rename(folder)


@pytest.fixture
def sign_in(open_page) -> Callable[..., Page]:
    """`sign_in("monitor")`: the start page of that account."""

    def enter(name: str, **options: object) -> Page:
        page = open_page("/account/login/", **options)
        page.fill("#id_login", name)
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        page.wait_for_url(re.compile(r"^(?!.*/login/)"))
        return page

    return enter


@pytest.fixture
def barriers() -> Callable[[Page], list[str]]:
    """What axe finds against WCAG 2.2 AA and its best practices, one line each; an empty list is what we promise."""

    def find(page: Page) -> list[str]:
        found = Axe().run(page).response["violations"]
        return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]

    return find


@pytest.fixture
def picture() -> Callable[[Page, str], None]:
    """Writes docs/screenshots/<name>.png when HABEAS_PICTURES is set, so that a plain run changes no file."""

    def take(page: Page, name: str) -> None:
        if os.environ.get("HABEAS_PICTURES"):
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}.png")

    return take


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
