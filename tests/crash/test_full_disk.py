"""A full disk refuses clearly, loses nothing that was acknowledged, and writes again when there is room."""

import errno
import json

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from habeas.config.cli import database_advice
from habeas.core.middleware import problem_middleware
from habeas.core.trouble import BUSY, FULL, trouble_of
from tests.crash.recording import build, compiler, record_work
from tests.crash.replaying import CHECK
from tests.installation import Installation

ROOM, WRITES = 700_000, 12


@pytest.mark.skipif(compiler() is None, reason="the recorder is written in C: no compiler is here")
def test_what_was_acknowledged_before_the_disk_was_full_is_there(baseline, tmp_path):
    made = baseline.copy(tmp_path / "installation")
    record_work(
        build(tmp_path), made.folder, tmp_path / "record", RECORD_ROOM=str(ROOM), CRASH_WRITES=str(WRITES)
    )
    seen = look_at(made)
    assert seen["acknowledged"] > 0
    assert len(seen["refused"]) > 0
    assert seen["problems"] == []
    before = len(made.names())
    made.script("from tests.installation import OPEN\n" + ONE_MORE)
    assert len(made.names()) == before + 1
    assert made.habeas("verify-audit").returncode == 0


ONE_MORE = """
from habeas.people import actions
from habeas.people.naming import NameTold
actor = actor_for(access.User.objects.get(username="monitor"))
home = access.Compartment.objects.visible_to(actor).get()
actions.register_person(actor, home, invented=True, names=[NameTold(given="Arta", family="Sërish")])
"""


def look_at(made: Installation):
    done = made.run(str(CHECK), str(made.folder))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("problem", "trouble"),
    [
        (OperationalError("database or disk is full"), FULL),
        (OSError(errno.ENOSPC, "No space left on device"), FULL),
        (OperationalError("database is locked"), BUSY),
        (OperationalError("disk I/O error"), None),
        (OSError(errno.EACCES, "Permission denied"), None),
    ],
)
def test_trouble_is_told_from_faults(problem, trouble):
    assert trouble_of(problem) is trouble


def test_the_page_says_that_nothing_was_saved_and_what_to_do(db):
    request = RequestFactory().post("/")
    answer = problem_middleware(None).process_exception(request, OperationalError("database or disk is full"))
    assert answer.status_code == 507
    assert "Nothing of what you just sent was saved." in answer.content.decode()
    assert "tell the administrator" in answer.content.decode()


def test_the_command_line_says_it_too():
    assert "the disk is full" in database_advice(OperationalError("database or disk is full"))
