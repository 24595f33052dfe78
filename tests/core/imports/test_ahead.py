"""A second process reads the next rows: the same rows, and nothing hangs on it."""

import os
import signal

import pytest

from habeas.core.imports import ahead, queries
from habeas.core.imports.models import ImportState
from habeas.core.imports.problems import Problem
from habeas.core.imports.reading import BadRow, Reading
from tests.core.imports.conftest import HEADER, csv, labels, numbered, run
from tests.shelf.models import Box

READ = Reading(bad=[BadRow(3, ["a", None], [Problem("missing", "label", 1, "", {})], "k")])


@pytest.fixture(autouse=True)
def nothing_left():
    yield
    ahead.drop()


def test_what_the_second_process_read_comes_back_whole():
    ahead.begin("rows", lambda: READ)
    assert ahead.take("rows") == READ
    assert ahead.take("rows") is None


def test_other_rows_than_those_asked_for_are_forgotten():
    ahead.begin("rows", lambda: READ)
    process = ahead._running[0].process
    assert ahead.take("other rows") is None
    with pytest.raises(ChildProcessError):
        os.waitpid(process, os.WNOHANG)


def test_a_second_process_that_is_killed_or_fails_leaves_the_rows_to_the_first():
    ahead.begin("rows", signal.pause)
    os.kill(ahead._running[0].process, signal.SIGKILL)
    assert ahead.take("rows") is None
    ahead.begin("rows", lambda: 1 // 0)
    assert ahead.take("rows") is None


def test_one_that_hangs_is_not_waited_for_for_ever(monkeypatch):
    monkeypatch.setattr(ahead, "PATIENCE_SECONDS", 0.05)
    ahead.begin("rows", signal.pause)
    assert ahead.take("rows") is None


@pytest.mark.django_db
def test_it_asks_no_database(monitor):
    ahead.begin("rows", lambda: Reading(good=list(Box.objects.visible_to(monitor))))
    assert ahead.take("rows") is None
    assert Box.objects.visible_to(monitor).count() == 0


def test_a_list_is_taken_alike_with_it_and_without(give, monitor, boxes, monkeypatch):
    taken = []
    monkeypatch.setattr(ahead, "take", lambda rows, plain=ahead.take: taken.append(plain(rows)) or taken[-1])
    rows = [*numbered(14), (15, "heavy one", "", "heavy"), *numbered(35)[15:]]
    batch = run(monitor, give(csv(HEADER, *rows)))
    assert (batch.state, batch.added, batch.set_aside) == (ImportState.DONE, 34, 1)
    assert [one is None for one in taken] == [True, False, False, False]
    assert labels(monitor) == sorted(f"{n} box {n}" for n in range(1, 36) if n != 15)
    assert queries.waiting(monitor, batch).count() == batch.set_aside
