"""The pages of files: attach, look, download, verify; nothing hostile is ever shown inside a page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from habeas.core.files import queries
from habeas.core.files.kinds import LARGEST
from habeas.people import actions as people
from tests.core.files import hostile


def browser(world, name):
    client = Client()
    client.force_login(world.people[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def desk(world, monitor):
    return browser(world, "monitor")


@pytest.fixture
def person(world, monitor):
    return people.register_person(monitor, world.north)


def attach_to(row):
    return reverse("files:attach", args=[row._meta.label_lower, row.pk])


def send(desk, row, body, name="a.txt", title="statement"):
    return desk.post(attach_to(row), {"title": title, "file": SimpleUploadedFile(name, body)})


@pytest.fixture
def attached(desk, person, monitor):
    """`attached(body, name)` attaches and returns the row."""

    def give(body, name="a.txt"):
        answer = send(desk, person, body, name)
        assert answer.status_code == 302, answer.context["form"].errors
        return queries.files_of(monitor, person).first()

    return give


def at(name, file, *more):
    return reverse(f"files:{name}", args=[file.pk, *more])


def test_a_file_is_attached_and_stands_on_the_page_of_its_record(desk, person, attached):
    attached(b"The canary saw it.\n")
    page = desk.get(person.get_absolute_url()).content.decode()
    assert "statement" in page
    assert "canary" not in page


def test_a_download_is_never_interpreted(desk, attached):
    for body in (hostile.HTML, hostile.SVG):
        answer = desk.post(at("original", attached(body, "изјава.html")))
        assert b"".join(answer.streaming_content) == body
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''%D0%B8")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "no-store" in answer["Cache-Control"]


def test_a_web_page_or_drawing_has_no_preview(desk, attached):
    file = attached(hostile.SVG, "drawing.svg")
    assert "only ever downloaded" in desk.get(at("file", file)).content.decode()
    assert desk.get(at("preview", file)).status_code == 409


def test_a_photograph_is_shown_as_a_picture_drawn_anew(desk, attached):
    file = attached(hostile.photograph(), "photo.jpg")
    answer = desk.get(at("preview", file))
    assert (answer["Content-Type"], b"Canary" in answer.content) == ("image/jpeg", False)
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_page_of_a_document_is_drawn(desk, attached):
    file = attached(hostile.pdf(pages=2), "doc.pdf")
    assert desk.get(at("sheet", file, 2))["Content-Type"] == "image/jpeg"
    missing = desk.get(at("sheet", file, 3))
    assert (missing.status_code, "no such page" in missing.content.decode()) == (409, True)


def test_an_original_is_not_fetched_by_a_link(desk, attached):
    assert desk.get(at("original", attached(b"text"))).status_code == 405


def test_verifying_is_told(desk, attached):
    answer = desk.post(at("verify", attached(b"text")), follow=True)
    assert "unchanged since it was received" in answer.content.decode()


def test_a_hostile_file_is_refused_beside_the_field(desk, person):
    answer = send(desk, person, hostile.office({"../x": "x"}), "list.xlsx")
    assert answer.status_code == 422
    assert "lead outside" in str(answer.context["form"].errors["file"])


def test_what_is_far_too_large_is_not_even_read(desk, person):
    answer = desk.generic(
        "POST",
        attach_to(person),
        b"--x\r\n",
        content_type="multipart/form-data; boundary=x",
        headers={"Content-Length": str(LARGEST * 100)},
    )
    assert answer.status_code == 400


def test_strangers_find_no_file_at_any_address(world, stranger, attached, person):
    file = attached(hostile.pdf(), "doc.pdf")
    outsider = browser(world, "stranger")
    gets = [at("file", file), at("preview", file), at("sheet", file, 1), attach_to(person)]
    posts = [at("original", file), at("verify", file), attach_to(person)]
    answers = [outsider.get(path) for path in gets] + [outsider.post(path) for path in posts]
    assert [answer.status_code for answer in answers] == [404] * 7
    assert [a for a in answers if b"statement" in a.content] == []


@pytest.mark.parametrize(
    "label", ["access.user", "core.storedfile", "core.auditrow", "nothing", "a.b", "x" * 50]
)
def test_only_protected_records_take_files(desk, person, label):
    assert desk.get(reverse("files:attach", args=[label, person.pk])).status_code == 404


def test_who_only_reads_attaches_nothing(world, reader, person):
    desk = browser(world, "reader")
    assert "Attach a file" not in desk.get(person.get_absolute_url()).content.decode()
    assert send(desk, person, b"text").status_code == 403
