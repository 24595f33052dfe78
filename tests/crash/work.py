"""What is recorded: two officers write at once, and note what the register acknowledged.

Small WALs and a connection closed now and then, so that checkpoints and new log files fall into the record as well.
"""

import io
import json
import os
from concurrent.futures import ThreadPoolExecutor

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import OperationalError, connection  # noqa: E402
from django.db.backends.signals import connection_created  # noqa: E402

from habeas.access import models as access  # noqa: E402
from habeas.access.actors import actor_for  # noqa: E402
from habeas.core import trail_head  # noqa: E402
from habeas.core.files.actions import receive_file  # noqa: E402
from habeas.core.trouble import FULL, trouble_of  # noqa: E402
from habeas.people import actions  # noqa: E402
from habeas.people.naming import NameTold  # noqa: E402

WRITES = int(os.environ.get("CRASH_WRITES", "40"))
SYNCHRONOUS = os.environ.get("CRASH_SYNCHRONOUS", "")
acknowledged = os.open(settings.DATA / "acknowledged", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
trail_head.HEAD_LAG_SECONDS = 0.0  # write the head with each action: the more can be caught


def prepare(connection, **_kwargs):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_autocheckpoint=60")
        if SYNCHRONOUS:
            cursor.execute(f"PRAGMA synchronous={SYNCHRONOUS}")


def acknowledge(**what):
    os.write(acknowledged, json.dumps(what).encode() + b"\n")


def write(worker):
    """Write until done; a full disk refuses, is told apart from a fault, and the next one is tried."""
    actor = actor_for(access.User.objects.get(username="monitor"))
    home = access.Compartment.objects.visible_to(actor).get()
    for number in range(WRITES):
        try:
            write_one(actor, home, f"Person{worker}x{number}", with_file=number % 4 == 1)
        except (OperationalError, OSError) as problem:
            if trouble_of(problem) is not FULL:
                raise
            acknowledge(refused=str(problem))
        if number % 10 == 9:
            connection.close()
    connection.close()


def write_one(actor, home, name, with_file):
    names = [NameTold(given="Arta", family=name)]
    person = actions.register_person(actor, home, birth_date="1961", invented=True, names=names)
    acknowledge(person=str(person.pk), name=name)
    if with_file:
        body = f"The canary {name} saw it.".encode()
        file = receive_file(actor, home, name=f"{name}.txt", source=io.BytesIO(body), size=len(body))
        acknowledge(file=str(file.pk), body=body.decode())


connection_created.connect(prepare)
connection.close()
with ThreadPoolExecutor(2) as writers:
    list(writers.map(write, range(2)))  # raises what a writer raised
