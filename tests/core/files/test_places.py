"""A few files are read at once, however many come: the others wait, and after a while are asked to come back."""

import threading
import time

import pytest

from habeas.core.errors import Invalid
from habeas.core.files import sandbox


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path
    monkeypatch.setattr(sandbox, "PLACES", 3)


def test_no_more_read_at_once_than_there_are_places():
    now, most, lock = 0, 0, threading.Lock()

    def read():
        nonlocal now, most
        with sandbox._place():
            with lock:
                now += 1
                most = max(most, now)
            time.sleep(0.05)
            with lock:
                now -= 1

    threads = [threading.Thread(target=read) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (now, most) == (0, 3)


def test_who_waits_too_long_is_asked_to_come_back(monkeypatch):
    monkeypatch.setattr(sandbox, "WAIT", 0.1)
    taken = (sandbox._place(), sandbox._place(), sandbox._place())
    with taken[0], taken[1], taken[2], pytest.raises(Invalid, match="many files"), sandbox._place():
        pytest.fail("a fourth place was given")
    with sandbox._place():
        assert True


def test_a_reader_that_fails_gives_its_place_back():
    for _ in range(5):
        with pytest.raises(ZeroDivisionError), sandbox._place():
            1 / 0  # noqa: B018
    with sandbox._place(), sandbox._place(), sandbox._place():
        assert True
