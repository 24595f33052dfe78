"""Files, their parts, their names and their addresses.

There is no endpoint that edits or rotates a file: originals are immutable. The nearest are verifying and attaching.
Documents are not made from HTML by a PDF program, so nothing fetches; PDFs are only drawn, in the sandbox.
"""

from __future__ import annotations

import io
import socket
import time

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from habeas.core.errors import Invalid, NotVisible
from habeas.core.files import actions as files
from tests.core.files import hostile

ADDRESSES = ["", "preview/", "pages/1/"]


@pytest.fixture
def report(receive):
    return receive(hostile.pdf(2), "report.pdf")


@pytest.mark.parametrize("part", ADDRESSES)
def test_what_was_drawn_or_read_out_of_a_file_is_as_hidden_as_the_file(browse, report, part):
    address = f"/files/{report.pk}/{part}"
    assert browse("besa").get(address).status_code == 200
    assert browse("zef").get(address).status_code == 404


@pytest.mark.parametrize("part", ["original/", "verify/"])
def test_what_is_done_to_a_file_asks_for_the_file(browse, report, part):
    address = f"/files/{report.pk}/{part}"
    assert browse("besa").post(address).status_code in (200, 302)
    assert browse("zef").post(address).status_code == 404


def test_there_is_no_direct_address_of_a_file(browse, report, file_store):
    where = report.location
    assert (file_store / where).is_file()
    for path in (f"/files/{where}", f"/media/{where}", f"/static/{where}", f"/static/../files/{where}"):
        for name in ("besa", "zef"):
            assert browse(name).get(path).status_code == 404
    assert b"".join(browse("besa").post(f"/files/{report.pk}/original/").streaming_content)


def test_the_place_of_a_file_cannot_be_guessed(receive, browse):
    """128 bits by chance, two letters of them the folder; neither the name nor the content is in it."""
    first, second = receive(name="list-of-witnesses.txt"), receive(name="list-of-witnesses.txt")
    places = [first.location.replace("/", ""), second.location.replace("/", "")]
    assert places[0][:8] != places[1][:8]
    for place, file in zip(places, (first, second), strict=True):
        assert len(bytes.fromhex(place)) == 16
        assert "witness" not in place
        assert file.pk.hex not in place
        assert file.sha256[:12] not in place
    assert browse("zef").get(f"/files/{first.pk}/").status_code == 404


@pytest.mark.parametrize(
    "name", ["../../../etc/cron.d/x.txt", "/etc/passwd.txt", "..\\..\\x.txt", "a\x00b.txt"]
)
def test_a_name_that_climbs_leads_nowhere(receive, zef, world, file_store, name):
    try:
        kept = receive(name=name)
    except Invalid:
        assert not list(file_store.rglob("*.txt"))
        return
    assert (file_store / kept.location).resolve().is_relative_to(file_store.resolve())
    with pytest.raises(NotVisible):
        files.receive_file(zef, world.north, name=name, source=io.BytesIO(b"x"), size=1)


@pytest.fixture
def listener():
    """A server on this machine that nobody should ever call."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


def calling_pdf(port):
    """A PDF that wants to open an address, another file, and to send a form, as soon as it is shown."""
    made = pikepdf.open(io.BytesIO(hostile.pdf(1)))
    away = f"http://127.0.0.1:{port}/canary"
    actions = [
        pikepdf.Dictionary(S=pikepdf.Name.URI, URI=away),
        pikepdf.Dictionary(S=pikepdf.Name.GoToR, F="/etc/passwd"),
        pikepdf.Dictionary(S=pikepdf.Name.Launch, F="/bin/true"),
        pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.launchURL('{away}')"),
    ]
    for number, one in enumerate(actions[1:]):
        actions[number]["/Next"] = made.make_indirect(one)
    made.Root.OpenAction = made.make_indirect(actions[0])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_pdf_calls_nobody_when_it_is_drawn(receive, browse, listener):
    kept = receive(calling_pdf(listener.getsockname()[1]), "calling.pdf")
    besa = browse("besa")
    for part in ("preview/", "pages/1/"):
        picture = besa.get(f"/files/{kept.pk}/{part}")
        assert picture.status_code == 200
        assert picture["Content-Type"].startswith("image/")
    with pytest.raises(TimeoutError):
        listener.accept()
    assert browse("zef").get(f"/files/{kept.pk}/preview/").status_code == 404


@pytest.mark.parametrize("number", [0, 3, 999_999, 10**15])
def test_a_page_that_is_not_there_ends_in_no_error(report, browse, number):
    answer = browse("besa").get(f"/files/{report.pk}/pages/{number}/")
    assert answer.status_code in (404, 409, 422)
    assert browse("zef").get(f"/files/{report.pk}/pages/{number}/").status_code == 404


def test_a_pdf_of_very_many_pages_is_drawn_page_by_page(receive, browse):
    began = time.monotonic()
    kept = receive(hostile.pdf(2000), "long.pdf")
    assert browse("besa").get(f"/files/{kept.pk}/pages/2000/").status_code == 200
    assert time.monotonic() - began < 20
    assert browse("zef").get(f"/files/{kept.pk}/pages/2000/").status_code == 404


@pytest.mark.parametrize("body", [b"a,b\n1\n1,2,3,4\n\n,,\n", b"\xff\xfea,b\n", b'"open\n1,2', b"\n" * 50])
def test_a_ragged_table_ends_in_no_error(browse, person, body):
    upload = {"title": "ragged", "file": SimpleUploadedFile("ragged.csv", body)}
    address = f"/files/to/people.person/{person.pk}/"
    assert browse("besa").post(address, upload).status_code in (302, 422)
    upload = {"title": "ragged", "file": SimpleUploadedFile("ragged.csv", body)}
    assert browse("zef").post(address, upload).status_code == 404
