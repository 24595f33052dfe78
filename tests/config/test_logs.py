"""A log must not tell who was read about."""

import datetime
import logging

import pytest
from gunicorn.config import Config

from habeas.config.accesslog import FORMAT, QuietLogger
from habeas.config.logs import NO_PAGE, WithoutNames, page_of


class Answer:
    status = "200 OK"
    sent = 512
    headers: list[tuple[str, str]] = []


class Question:
    headers = [("REFERER", "https://habeas.test/?q=Agron"), ("USER-AGENT", "Netscape")]
    trailers: list[tuple[str, str]] = []


ENVIRON = {
    "PATH_INFO": "/people/agron-krasniqi/",
    "QUERY_STRING": "q=Agron",
    "RAW_URI": "/people/agron-krasniqi/?q=Agron",
    "REQUEST_METHOD": "GET",
    "REMOTE_ADDR": "192.0.2.7",
    "HTTP_USER_AGENT": "Netscape",
    "HTTP_AUTHORIZATION": "Basic YWdyb246c2VjcmV0",
    "SERVER_PROTOCOL": "HTTP/1.1",
}


def test_the_access_log_keeps_time_method_status_size_and_seconds_only() -> None:
    atoms = QuietLogger(Config()).atoms(Answer(), Question(), ENVIRON, datetime.timedelta(seconds=1))
    line = FORMAT % atoms
    assert line.split()[2:] == ["GET", "(no", "such", "page)", "200", "512", "1.000000"]


@pytest.mark.parametrize("secret", ["agron", "Agron", "192.0.2.7", "Netscape", "YWdyb24"])
def test_nothing_of_the_reader_reaches_the_access_log(secret: str) -> None:
    atoms = QuietLogger(Config()).atoms(Answer(), Question(), ENVIRON, datetime.timedelta(seconds=1))
    assert [name for name, value in atoms.items() if secret in str(value)] == []


def test_static_files_are_one_page() -> None:
    assert page_of("/static/core/base.0f3a.css") == "/static/…"


@pytest.mark.parametrize("logger", ["django.request", "django.security.csrf"])
def test_djangos_own_warnings_lose_the_path(logger: str) -> None:
    record = logging.LogRecord(
        logger, logging.WARNING, "", 1, "%s: %s", ("Not Found", "/people/agron/"), None
    )
    WithoutNames().filter(record)
    assert record.getMessage() == f"Not Found: {NO_PAGE}"


def test_other_logs_stay_as_they_are() -> None:
    record = logging.LogRecord("habeas", logging.WARNING, "", 1, "no room in %s", ("/var/lib/habeas",), None)
    WithoutNames().filter(record)
    assert record.getMessage() == "no room in /var/lib/habeas"
