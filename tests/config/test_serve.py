"""The production server as the administrator starts it: in a process of its own, on a database of its own."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installation import Installation
from tests.serving import Served, finished, habeas

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def data(original: Installation, tmp_path_factory) -> Path:
    """A prepared data folder."""
    return original.copy(tmp_path_factory.mktemp("served") / "data").folder


@pytest.fixture
def served(data: Path) -> Iterator[Served]:
    server = Served(data).wait()
    yield server
    if server.process.poll() is None:
        server.stop()


def test_an_empty_database_is_refused_with_the_remedy(tmp_path: Path) -> None:
    code, said = finished(habeas(tmp_path, "serve"))
    assert (code, "habeas migrate" in said) == (2, True)


def test_debug_is_refused(data: Path) -> None:
    code, said = finished(habeas(data, "serve", HABEAS_DEBUG="1"))
    assert (code, "HABEAS_DEBUG is on" in said) == (2, True)


@pytest.mark.parametrize("number", ["0", "-1", "many"])
def test_a_number_of_processes_that_makes_no_sense_is_named(data: Path, number: str) -> None:
    code, said = finished(habeas(data, "serve", f"--processes={number}"))
    assert (code, f"“{number}” is not a number of processes" in said) == (2, True)


def test_a_database_address_nobody_understands_is_named(tmp_path: Path) -> None:
    code, said = finished(habeas(tmp_path, "check", HABEAS_DATABASE_URL="oracle://here/there"))
    assert (code, "oracle" in said, "Traceback" in said) == (2, True, False)


def test_one_process_a_core_and_one_for_jobs_run_until_it_is_stopped(served: Served) -> None:
    running = served.children()
    web = [words for words in running if "gunicorn" in words]
    jobs = [words for words in running if words.endswith("habeas worker")]
    code, said = served.stop()
    assert len(web) == 1 + len(os.sched_getaffinity(0))
    assert len(jobs) == 1
    assert code == 0
    assert served.children() == []
    assert "Traceback" not in said


def test_static_files_come_compressed_and_may_be_kept_for_ever(served: Served, data: Path) -> None:
    paths = json.loads((data / "static" / "staticfiles.json").read_text())["paths"]
    style = next(
        hashed for name, hashed in paths.items() if name.startswith("core/") and name.endswith(".css")
    )
    status, headers, _ = served.ask(f"/static/{style}", **{"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert "immutable" in headers["Cache-Control"]


def test_every_answer_carries_the_content_policy(served: Served) -> None:
    _, headers, _ = served.ask("/")
    assert "script-src 'self'" in headers["Content-Security-Policy"]


def test_the_log_names_nobody(served: Served) -> None:
    served.ask("/people/agron-of-nowhere/?q=Agron", **{"User-Agent": "Netscape"})
    _, said = served.stop()
    assert " 404 " in said
    assert [word for word in ("gron", "Netscape", "127.0.0.1 -") if word in said.split("Ctrl-C.")[1]] == []


WORKING = """
from django.test import Client
from habeas.people.models import Person
client = Client()
client.force_login(access.User.objects.get(username="monitor"))
person = Person.objects.visible_to(actor_for(access.User.objects.get(username="monitor")))[0]
print(client.cookies["sessionid"].value, person.get_absolute_url())
"""
REVOKED = """
from django.utils import timezone
with scope.running(Staging()):
    access.Grant.objects.update(ended_at=timezone.now())
"""


def test_a_grant_that_another_process_ends_is_gone_from_every_worker_at_once(
    served: Served, data: Path
) -> None:
    register = Installation(data)
    session, person = register.script(WORKING).split()
    cookie = {"Cookie": f"sessionid={session}"}
    assert {served.ask(person, **cookie)[0] for _ in range(12)} == {200}
    register.script(REVOKED)
    assert {served.ask(person, **cookie)[0] for _ in range(12)} == {404}
