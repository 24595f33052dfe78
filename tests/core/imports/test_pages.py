"""The pages of an import, from the file to the last corrected row, as the monitor walks them."""

import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from habeas.core.imports import queries
from tests.core.imports.conftest import HEADER, csv, fresh, labels, numbered, run, work_off


@pytest.fixture
def browser(world, monitor):
    client = Client()
    client.force_login(world.people["monitor"], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def upload(name, body):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, body)


def send(browser, world, body, name="list.csv"):
    given = {"file": upload(name, body), "source": "shelf", "compartment": str(world.north.pk)}
    return browser.post(reverse("imports:new", args=["boxes"]), given)


CHOSEN = {"field_0": "number", "field_1": "label", "field_2": "packed", "field_3": "note", "header_row": "1"}


def test_a_list_is_walked_from_the_file_to_the_last_corrected_row(browser, world, monitor, boxes):
    body = csv(HEADER, *numbered(3), (7, "box 7", "3/4/1999", ""))
    answer = send(browser, world, body)
    batch = queries.imports(monitor).get()
    assert answer["Location"] == reverse("imports:columns", args=[batch.pk])
    page = browser.get(answer["Location"]).content.decode()
    assert "27.4.1999" in page and "4 rows stand below the header." in page
    answer = browser.post(answer["Location"], CHOSEN)
    page = browser.get(answer["Location"]).content.decode()
    assert "The day and the month cannot be told apart" in page and "Import 3 rows" in page
    assert "1 row will be set aside." in page
    assert labels(monitor) == []
    browser.post(reverse("imports:start", args=[batch.pk]))
    assert "progress" in browser.get(batch.get_absolute_url()).content.decode()
    batch = work_off(monitor, fresh(monitor, batch))
    page = browser.get(batch.get_absolute_url()).content.decode()
    assert "These rows could not be read without guessing" in page
    page = browser.get(reverse("imports:quarantine", args=[batch.pk])).content.decode()
    assert "3/4/1999" in page
    row = queries.waiting(monitor, batch).get()
    page = browser.get(row.get_absolute_url()).content.decode()
    assert "box 7" in page
    assert page.index('name="cell_2"') < page.index('name="cell_0"'), "what is wrong stands first"
    wrong = {"cell_0": "7", "cell_1": "box 7", "cell_2": "tomorrow", "cell_3": ""}
    answer = browser.post(row.get_absolute_url(), wrong)
    assert (answer.status_code, "This is no date" in answer.content.decode()) == (422, True)
    browser.post(row.get_absolute_url(), {**wrong, "cell_2": "4 March 1999"})
    assert "7 box 7" in labels(monitor)
    assert "Every row of the file was taken" in browser.get(batch.get_absolute_url()).content.decode()


def test_what_is_wrong_with_a_file_stands_beside_its_field(browser, world, monitor, boxes):
    answer = send(browser, world, b"MZ\x90\x00" + bytes(200), name="list.xlsx")
    assert (answer.status_code, "Programs are not received" in answer.content.decode()) == (422, True)
    send(browser, world, csv(HEADER))
    batch = queries.imports(monitor).get()
    answer = browser.post(reverse("imports:columns", args=[batch.pk]), CHOSEN)
    assert (answer.status_code, "The list is empty" in answer.content.decode()) == (422, True)


def test_a_list_of_which_no_row_can_be_read_does_not_offer_to_import_it(browser, world, monitor, boxes):
    answer = send(browser, world, csv(HEADER, (7, "box 7", "3/4/1999", "")))
    browser.post(answer["Location"], CHOSEN)
    page = browser.get(reverse("imports:preview", args=[queries.imports(monitor).get().pk])).content.decode()
    assert "No row can be taken" in page and "Set every row aside" in page and "Import " + "0" not in page


def test_a_text_that_is_called_a_workbook_is_no_workbook(browser, world, monitor, boxes, settings):
    for name in ("list.xlsx", "LIST.XLS"):
        answer = send(browser, world, csv(HEADER, *numbered(3)), name=name)
        assert (answer.status_code, "but is none: it holds plain text" in answer.content.decode()) == (
            422,
            True,
        )
    assert not queries.imports(monitor).exists()
    assert not [path for path in settings.FILE_STORE.rglob("*") if path.is_file()]


def test_the_same_file_is_recognised_on_its_page(browser, world, monitor, give):
    body = csv(HEADER, *numbered(3))
    run(monitor, give(body))
    send(browser, world, body)
    batch = queries.imports(monitor).first()
    page = browser.get(reverse("imports:columns", args=[batch.pk])).content.decode()
    assert "This very file was imported before" in page


@pytest.fixture
def exporter(world):
    """A browser of somebody who may export as well, signed in a moment ago."""
    world.person("analyst", "analyst", world.north)
    client = Client()
    client.force_login(world.people["analyst"], backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods_user"] = str(world.people["analyst"].pk)
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


def test_the_errors_are_a_file_with_formulas_defused(exporter, monitor, give):
    batch = run(monitor, give(csv(HEADER, ("=1+1", "box", "", ""), ("x", "box", "", ""))))
    answer = exporter.post(reverse("imports:errors", args=[batch.pk]))
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "file,row,column,field,value,what is wrong,what to do"
    assert lines[1] == "list.csv,2,number,number,'=1+1,This is no whole number.,Write digits only."
    assert answer["Content-Disposition"].startswith("attachment")


def test_the_errors_are_an_export_like_any_other(browser, exporter, monitor, give, settings):
    batch = run(monitor, give(csv(HEADER, ("x", "box", "", ""), ("y", "box", "", ""))))
    address, page = (reverse(f"imports:{name}", args=[batch.pk]) for name in ("errors", "quarantine"))
    assert (browser.post(address).status_code, address in browser.get(page).content.decode()) == (403, False)
    assert address in exporter.get(page).content.decode()
    settings.EXPORT_BULK_ROWS = 1
    assert "1 more row waits." in exporter.post(address).content.decode()
    assert exporter.post(address).status_code == 403
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    assert exporter.post(address)["Location"].startswith("/account/reauthenticate/")


def test_a_row_is_left_out_on_its_page_only_with_a_reason(browser, monitor, give):
    batch = run(monitor, give(csv(HEADER, ("x", "box", "", ""))))
    row = queries.waiting(monitor, batch).get()
    assert browser.post(reverse("imports:drop", args=[row.pk]), {"reason": ""}).status_code == 409
    browser.post(reverse("imports:drop", args=[row.pk]), {"reason": "a total"})
    assert queries.waiting(monitor, batch).count() == 0
    page = browser.get(batch.get_absolute_url()).content.decode()
    assert "1 row was left out with a reason" in page and "Every row of the file was taken" not in page
    assert "a total" in browser.get(reverse("imports:quarantine", args=[batch.pk])).content.decode()
    page = browser.get(row.get_absolute_url()).content.decode()
    assert "This row was left out: a total" in page and "box" in page and "<textarea" not in page


def test_a_stranger_finds_nothing(world, stranger, monitor, give):
    batch = run(monitor, give(csv(HEADER, ("x", "box", "", ""))))
    row = queries.waiting(monitor, batch).get()
    client = Client()
    client.force_login(
        world.people["stranger"], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    names = ("import", "columns", "preview", "progress", "quarantine")
    answers = [client.get(reverse(f"imports:{name}", args=[batch.pk])).status_code for name in names]
    answers += [client.get(row.get_absolute_url()).status_code]
    answers += [
        client.post(reverse(f"imports:{n}", args=[batch.pk])).status_code
        for n in ("start", "errors", "retry", "close")
    ]
    assert set(answers) == {404}


def test_the_number_of_queries_does_not_grow_with_rows(browser, monitor, give):
    few = run(monitor, give(csv(HEADER, ("x", "box", "", ""))))
    many = run(monitor, give(csv(HEADER, *[("x", f"box {n}", "", "") for n in range(12)]), source="many"))
    counted = []
    for batch in (few, few, many):
        with CaptureQueriesContext(connection) as seen:
            browser.get(reverse("imports:quarantine", args=[batch.pk]))
        counted.append(len(seen))
    assert counted[1] == counted[2]
