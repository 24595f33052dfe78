"""A list on its way into the register by hand: file, columns, look, import, a corrected row; on a phone too."""

import re

import pytest
from django.db import connection
from django.test import Client

from habeas.core import guards
from habeas.core.imports import kinds, queries
from tests.browser.conftest import PHONE, overflow
from tests.core.imports.conftest import HEADER, Boxes, csv, labels, numbered

ROWS = [*numbered(12), (13, "Пeтар", "", ""), (14, "box 14", "3/4/1999", "ambiguous")]


@pytest.fixture
def boxes(monkeypatch):
    monkeypatch.setitem(kinds.IMPORTERS, "boxes", Boxes())


@pytest.fixture
def file_store(settings, tmp_path):
    settings.FILE_STORE = tmp_path / "files"


@pytest.fixture
def guards_aside(transactional_db):
    """Append-only tables refuse to be emptied after a test: their guards step aside, and come back with the flush."""
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for guard in guards.guards():
                cursor.execute(f'DROP TRIGGER IF EXISTS "{guard.name}"')


@pytest.fixture
def signed_in(guards_aside, live_server, world, monitor):
    """The cookie of the monitor's session."""
    client = Client()
    client.force_login(world.people["monitor"], backend="allauth.account.auth_backends.AuthenticationBackend")
    return {"sessionid": client.cookies["sessionid"].value}


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_a_list_is_imported_by_hand(
    open_page, signed_in, monitor, boxes, file_store, barriers, picture, size
):
    options = {"viewport": PHONE, "color_scheme": "dark"} if size == "phone" else {}
    page = open_page("/imports/new/boxes/", cookies=signed_in, **options)
    found, wide = barriers(page), [overflow(page)]

    def look(name):
        found.extend(barriers(page))
        wide.append(overflow(page))
        picture(page, f"import-{name}" if size == "desk" else f"import-{name}-phone")

    page.set_input_files(
        "#id_file", {"name": "list.csv", "mimeType": "text/csv", "buffer": csv(HEADER, *ROWS)}
    )
    page.fill("#id_source", "shelf")
    page.get_by_role("button", name="Send and choose the columns").click()
    page.wait_for_url(re.compile(r"/columns/"))
    look("columns")
    page.get_by_role("button", name="Look at the rows").click()
    page.wait_for_url(re.compile(r"/preview/"))
    look("preview")
    page.get_by_role("button", name="Import 12 rows").click()
    page.get_by_text("These rows could not be read without guessing").wait_for()
    look("result")
    page.get_by_role("link", name="Correct them").click()
    page.get_by_role("link", name="Row 15").wait_for()
    look("set-aside")
    page.get_by_role("link", name="Row 15").click()
    page.get_by_label("Packed on").fill("4 March 1999")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(r"/imports/(?!rows)"))
    assert (found, set(wide)) == ([], {0})
    assert "14 box 14" in labels(monitor)
    assert queries.waiting(monitor, queries.imports(monitor).get()).count() == 1
