"""What travels with every page: nothing is kept, framed, told to another site, or led to one."""

from __future__ import annotations

import re

import pytest
from django.test import Client, override_settings

PAGES = [
    "/",
    "/search/?q=dawn",
    "/people/",
    "/account/",
    "/account/sessions/",
    "/drafts/",
    "/access/approvals/",
]
LEADING_AWAY = [
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "/\\elsewhere.example/",
    "https:elsewhere.example",
    "javascript:alert(1)",
    "\thttps://elsewhere.example/",
    "http://testserver@elsewhere.example/",
]


@pytest.mark.parametrize("name", ["besa", "zef"])
def test_no_page_of_a_signed_in_reader_stays_in_a_cache(browse, person, name):
    """Besa's page of the person and the 404 that Zef gets in its place are told apart by no cache either."""
    reader = browse(name)
    for path in (*PAGES, person.get_absolute_url(), "/nothing/here/"):
        for headers in ({}, {"HX-Request": "true"}):
            answer = reader.get(path, headers=headers)
            kept = answer.get("Cache-Control", "")
            assert "no-store" in kept and "private" in kept, path
            assert "ETag" not in answer and "Last-Modified" not in answer, path


def test_a_refused_page_stays_in_no_cache_either(browse, person):
    answer = browse("besa").get("/access/people/")
    assert answer.status_code in (403, 404) and "no-store" in answer["Cache-Control"]
    assert "no-store" in browse("besa").post(f"{person.get_absolute_url()}edit/", {}).get("Cache-Control", "")


def test_no_page_can_be_framed_or_tells_another_site_where_its_reader_was(browse, person):
    answer = browse("besa").get(person.get_absolute_url())
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_page_that_is_not_there_and_one_that_is_hidden_look_the_same(browse, person):
    zef, there = browse("zef"), person.get_absolute_url()
    gone = there.replace(str(person.pk), str(person.compartment))
    hidden, missing = zef.get(there), zef.get(gone)
    assert hidden.status_code == missing.status_code == 404
    told = [
        re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()).replace(path, "")
        for answer, path in ((hidden, there), (missing, gone))
    ]
    assert told[0] == told[1]
    assert set(hidden.headers) == set(missing.headers)


@pytest.mark.parametrize("place", LEADING_AWAY)
def test_nothing_leads_to_another_site(client, browse, besa, place):
    signed_in = browse("besa")
    told = [
        client.post("/language/", {"language": "sq", "next": place}),
        client.post("/language/", {"language": "sq"}, headers={"Referer": place}),
        signed_in.post("/language/", {"language": "sq", "next": place}),
        signed_in.post("/account/logout/", {"next": place}),
        browse("besa").get("/account/login/", {"next": place}),
    ]
    signed_in = browse("besa")
    told.append(signed_in.post("/views/people/", {"name": "mine"}, headers={"Referer": place}))
    for answer in told:
        assert "elsewhere" not in answer.get("Location", "") and "javascript" not in answer.get(
            "Location", ""
        )


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "testserver.elsewhere.example", "testserver:80@elsewhere"]
)
@override_settings(ALLOWED_HOSTS=["testserver"])
def test_another_host_is_not_answered(browse, person, host):
    besa = browse("besa")
    for path in ("/account/login/", person.get_absolute_url()):
        answer = besa.get(path, headers={"Host": host, "X-Forwarded-Host": "testserver"})
        assert answer.status_code == 400 and host.encode() not in answer.content
    told = besa.get("/account/login/", headers={"X-Forwarded-Host": "elsewhere.example"})
    assert b"elsewhere.example" not in told.content


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}, {"Origin": "https://elsewhere.example"}])
def test_what_another_site_sends_in_the_name_of_a_reader_changes_nothing(browse, besa, world, headers):
    client = Client(enforce_csrf_checks=True)
    client.cookies = browse("besa").cookies
    assert client.get("/account/sessions/").status_code == 200
    for path in ("/account/logout/", "/account/sessions/end/", "/access/preferences/", "/drafts/"):
        assert client.post(path, {"theme": "dark"}, headers=headers).status_code == 403, path
    with_token = {"X-CSRFToken": "a" * 32, **headers}
    assert client.post("/account/logout/", headers=with_token).status_code == 403
    assert client.get("/account/sessions/").status_code == 200


def test_signing_out_takes_more_than_a_link(browse, besa):
    client = browse("besa")
    client.get("/account/logout/")
    assert client.get("/account/sessions/").status_code == 200
    key = client.session.session_key
    client.post("/account/logout/")
    assert not client.session.exists(key)


def test_the_cookie_of_a_session_is_out_of_reach_of_scripts_and_other_sites(besa, world, settings):
    settings.SESSION_COOKIE_SECURE = True
    world.people["besa"].set_password("a long enough password")
    world.people["besa"].save()
    client = Client()
    client.post("/account/login/", {"login": "besa", "password": "a long enough password"}, secure=True)
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["secure"] and not cookie["max-age"]
