"""The list of sessions stays true to some minutes, and costs no write for every page."""

from datetime import UTC, datetime

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from habeas.access import middleware

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def arta(world):
    """Arta at work, her session in the list and asleep since long ago."""
    client = Client()
    client.force_login(world.person("arta", "monitor", world.north))
    assert client.get("/access/").status_code == 200
    fall_asleep()
    return client


def fall_asleep():
    UserSession.objects.update(last_seen_at=LONG_AGO)


def seen_now():
    return UserSession.objects.get().last_seen_at > LONG_AGO


def test_the_first_page_puts_the_session_into_the_list(arta):
    assert UserSession.objects.count() == 1


def test_the_pages_after_it_write_nothing(arta):
    with CaptureQueriesContext(connection) as captured:
        for _ in range(3):
            assert arta.get("/access/").status_code == 200
    assert [query["sql"] for query in captured if not query["sql"].startswith("SELECT")] == []
    assert not seen_now()


def test_after_five_minutes_the_list_is_brought_up_to_date(arta, monkeypatch):
    monkeypatch.setattr(middleware, "SEEN_EVERY_SECONDS", 0.0)
    arta.get("/access/")
    assert seen_now()


@pytest.mark.parametrize("change", [{"REMOTE_ADDR": "203.0.113.9"}, {"HTTP_USER_AGENT": "another browser"}])
def test_a_session_that_comes_from_elsewhere_is_written_at_once(arta, change):
    arta.get("/access/", **change)
    session = UserSession.objects.get()
    assert (session.ip, session.user_agent) == (
        change.get("REMOTE_ADDR", "127.0.0.1"),
        change.get("HTTP_USER_AGENT", ""),
    )
    assert seen_now()


def test_another_process_writes_what_it_sees_for_the_first_time(arta):
    elsewhere = Client()
    elsewhere.cookies = arta.cookies
    elsewhere.get("/access/")
    assert seen_now()


def test_a_stranger_who_only_looks_is_in_no_list(db):
    assert Client().get("/account/login/").status_code == 200
    assert UserSession.objects.count() == 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="there a connection can be kept from writing")
def test_a_register_that_cannot_write_still_shows_its_pages(arta, caplog):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
    try:
        assert arta.get("/access/", REMOTE_ADDR="203.0.113.9").status_code == 200
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = OFF")
    assert "The list of sessions is not written" in caplog.text
