"""Lets a worker be killed (SIGKILL) again and again during one job, and says what was lost or written twice.

    python killed.py KILLS SEED     (in the environment of an installation)

Each run is a process of its own that dies before a random statement; the next takes the job up as `habeas worker`
does. Prints one line of JSON: {"kills": …, "acknowledged": …, "persons": …, "problems": […]}.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from habeas.access import models as access  # noqa: E402
from habeas.access.actors import actor_for  # noqa: E402
from habeas.core import audit  # noqa: E402
from habeas.core.actors import Actor  # noqa: E402
from habeas.core.jobs import running  # noqa: E402
from habeas.core.jobs.actions import start_job  # noqa: E402
from habeas.core.jobs.kinds import Step, job  # noqa: E402
from habeas.core.jobs.models import Job, JobState  # noqa: E402
from habeas.people import actions  # noqa: E402
from habeas.people.models import Person, PersonName  # noqa: E402
from habeas.people.naming import NameTold  # noqa: E402

ACKNOWLEDGED = settings.DATA / "acknowledged-chunks"
CHUNK, CHUNKS, LATEST = 2, 25, 90
running.SILENT_AFTER = timedelta(0)  # a killed run is taken up at once, not after a minute and a half


@job("crash.register", title="Register people")
def register(actor: Actor, cursor: str, *, home: str) -> Step:
    """Two people a chunk; once it is committed, a line outside the database says so."""
    done = int(cursor or 0)
    place = access.Compartment.objects.visible_to(actor).get(pk=UUID(home))
    keys = []
    for number in range(done, done + CHUNK):
        names = [NameTold(given="Arta", family=f"Killed{number}")]
        keys.append(str(actions.register_person(actor, place, invented=True, names=names).pk))
    transaction.on_commit(lambda: acknowledge(keys))
    following = done + CHUNK
    return Step(cursor=str(following) if following < CHUNK * CHUNKS else None, done=following)


def acknowledge(keys: list[str]) -> None:
    with ACKNOWLEDGED.open("a") as handle:
        handle.write("".join(f"{key}\n" for key in keys))
        handle.flush()
        os.fsync(handle.fileno())


def main(kills: int, seed: int) -> None:
    dice, problems, killed = random.Random(seed), [], 0
    actor = actor_for(access.User.objects.get(username="monitor"))
    home = access.Compartment.objects.visible_to(actor).get()
    before = (persons(actor), names(actor))
    work = start_job(actor, "crash.register", home=str(home.pk))
    while not the_job(actor, work).is_over:
        killed += run_once(work, dice.randrange(1, LATEST) if killed < kills else 0)
        problems += [f"kill {killed}: {one}" for one in wrong(actor, work, before)]
        running.take_up_orphans()
    if the_job(actor, work).state != JobState.DONE:
        problems.append(f"the job {the_job(actor, work).state}: {the_job(actor, work).note}")
    problems += audit.verify().problems
    told = {"kills": killed, "acknowledged": len(acknowledged()), "persons": persons(actor) - before[0]}
    print(json.dumps({**told, "expected": CHUNK * CHUNKS, "problems": problems}))  # noqa: T201


def run_once(work: Job, latest: int) -> bool:
    """Work on the job in a process that is killed before its statement number `latest` (0: it may live)."""
    connection.close()
    child = os.fork()
    if child == 0:
        if latest:
            connection.execute_wrappers.append(Death(latest))
        running.run_slice(work.pk)
        audit.head.flush()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


class Death:
    """Comes before the statement of that number."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.left -= 1
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)


def wrong(actor: Actor, work: Job, before: tuple[int, int]) -> Iterator[str]:
    """What is lost, there by half or there twice at this moment."""
    done, told = the_job(actor, work).done, acknowledged()
    if (found := persons(actor) - before[0]) != done or names(actor) - before[1] != done:
        yield f"the job says {done}, {found} people and {names(actor) - before[1]} names are there"
    there = {str(key) for key in Person.objects.visible_to(actor).values_list("pk", flat=True)}
    yield from (f"lost: {key}" for key in told if key not in there)


def the_job(actor: Actor, work: Job) -> Job:
    found: Job = Job.objects.visible_to(actor).get(pk=work.pk)
    return found


def persons(actor: Actor) -> int:
    return int(Person.objects.visible_to(actor).count())


def names(actor: Actor) -> int:
    return int(PersonName.objects.visible_to(actor).count())


def acknowledged() -> list[str]:
    return ACKNOWLEDGED.read_text().split() if ACKNOWLEDGED.exists() else []


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
