"""`habeas worker` as a process: it runs jobs, is killed without mercy, and the next one goes on."""

import signal

import pytest

from tests.installation import SETUP

MANY = 60
PREPARE = f"""
import io
from habeas.core.files.actions import receive_file
from habeas.core.jobs.actions import start_job
user = access.User.objects.get(username="monitor")
north = access.Compartment.objects.visible_to(Staging.actor).get()
for number in range({MANY} - 1):
    body = f"statement {{number}}".encode()
    receive_file(actor_for(user), north, name="a.txt", source=io.BytesIO(body), size=len(body))
print(start_job(actor_for(user), "files.verify").pk)
"""
LOOK = """
from habeas.core.jobs.models import Job
job = Job.objects.visible_to(Staging.actor).get()
print(job.state, job.done, job.total, job.note)
"""
SILENCE = """
from datetime import timedelta
from django.utils import timezone
from habeas.core.jobs.models import Job
with scope.running(Staging()):
    Job.objects.update(seen_at=timezone.now() - timedelta(minutes=5))
"""
LINES = """
from habeas.core.files.models import Custody
print(Custody.objects.visible_to(Staging.actor).filter(event="verified").count())
"""


DYING_WORKER = """
import os
from django.core.management import call_command
from habeas.core.files import actions
calls, verify = [], actions.verify_file
def dying(actor, file):
    calls.append(file)
    if len(calls) == 25:
        os.kill(os.getpid(), 9)
    return verify(actor, file)
actions.verify_file = dying
call_command("worker", "--batch", "--no-startup-delay")
"""
OWN = {"HABEAS_TASKS": "django_tasks_db.DatabaseBackend"}


@pytest.mark.slow
def test_a_killed_worker_loses_nothing_and_the_next_one_finishes(habeas):
    habeas.script(PREPARE, **OWN)
    killed = habeas.run("-c", SETUP + DYING_WORKER, **OWN)
    assert killed.returncode == -signal.SIGKILL
    assert habeas.script(LOOK).split()[:3] == ["running", "20", str(MANY)]
    assert habeas.script(LINES).strip() == "20"
    habeas.script(SILENCE)
    done = habeas.habeas("worker", "--batch", "--no-startup-delay", **OWN)
    assert "1 jobs of a stopped worker are taken up again" in done.stdout, done.stderr
    assert habeas.script(LOOK).split()[:3] == ["done", str(MANY), str(MANY)]
    assert habeas.script(LINES).strip() == str(MANY)
    assert habeas.habeas("verify-audit").returncode == 0
