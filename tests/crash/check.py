"""Opens what crashes left, and says for each what was lost or damaged.

    python check.py BASELINE RECORD POINTS SEED     (in the environment of an installation)
    python check.py FOLDER                          (the folder as it is, with the acknowledgements in it)

Replays the record, stops at POINTS points (half of them right behind an acknowledgement), at each lays down the disk
with nothing but what was synced and a second one on which some of the rest came through, and opens both. One line of
JSON a disk: {"point": …, "torn": …, "acknowledged": …, "problems": […]}.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import DatabaseError, connection  # noqa: E402

from habeas.access import models as access  # noqa: E402
from habeas.access.actors import actor_for  # noqa: E402
from habeas.core import audit  # noqa: E402
from habeas.core.actors import system_actor  # noqa: E402
from habeas.core.audit import AuditRow  # noqa: E402
from habeas.core.errors import HabeasError  # noqa: E402
from habeas.core.files.actions import open_file  # noqa: E402
from habeas.core.files.models import StoredFile  # noqa: E402
from habeas.core.guards import missing_guards  # noqa: E402
from habeas.core.vault import datakeys  # noqa: E402
from habeas.people import actions  # noqa: E402
from habeas.people.models import Person, PersonName  # noqa: E402
from tests.crash.disk import Disk, write_out  # noqa: E402
from tests.crash.recording import Change, changes  # noqa: E402

ACKNOWLEDGED = "acknowledged"
OPENED = 3


def main(baseline: Path, record: Path, points: int, seed: int) -> None:
    dice = random.Random(seed)
    played = list(changes(record, Path(record.with_suffix(".folder").read_text())))
    wanted = chosen(played, points, dice)
    disk, told = Disk(baseline), b""
    for number, change in enumerate(played, 1):
        if change.path == ACKNOWLEDGED:
            told += change.data
        else:
            disk.play(change)
        if number in wanted:
            for torn in (False, True):
                found = disk.after_crash(dice if torn else None)
                promised = [json.loads(line) for line in told.splitlines()]
                problems = list(opened(found, promised))
                line = {"point": number, "torn": torn, "acknowledged": len(promised), "problems": problems}
                print(json.dumps(line), flush=True)  # noqa: T201


def look_at(folder: Path) -> None:
    """The problems of a folder as it lies there."""
    told = [json.loads(line) for line in (folder / ACKNOWLEDGED).read_text().splitlines()]
    problems = list(opened(Disk(folder).after_crash(), told))
    refused = [line["refused"] for line in told if "refused" in line]
    line = {"acknowledged": len(told) - len(refused), "refused": refused, "problems": problems}
    print(json.dumps(line))  # noqa: T201


def chosen(played: list[Change], points: int, dice: random.Random) -> set[int]:
    """Numbers of changes after which the power goes."""
    behind = [
        number for number, change in enumerate(played, 1) if change.path == ACKNOWLEDGED and change.data
    ]
    first = dice.sample(behind, min(points // 2, len(behind)))
    rest = dice.sample(sorted(set(range(1, len(played) + 1)) - set(first)), points - len(first))
    return {*first, *rest}


def opened(found: dict[str, bytes | None], promised: list[dict[str, str]]) -> Iterator[str]:
    """Everything that is wrong with a disk."""
    folder = Path(tempfile.mkdtemp(prefix="crash-", dir=shared_memory()))
    try:
        write_out(found, folder)
        move_to(folder)
        yield from damaged()
        yield from lost(promised)
    except (DatabaseError, HabeasError, ValueError, LookupError) as problem:
        yield f"{type(problem).__name__}: {problem}"
    finally:
        connection.close()
        shutil.rmtree(folder)


def shared_memory() -> str | None:
    """A folder that costs no disk, where there is one."""
    return next((str(path) for path in (Path("/dev/shm"),) if path.is_dir()), None)  # noqa: S108


def move_to(folder: Path) -> None:
    """Let this process be the installation in `folder`; nothing remembered of the one before."""
    connection.close()
    connection.settings_dict["NAME"] = str(folder / "habeas.sqlite3")
    settings.AUDIT_HEAD_FILE, settings.FILE_STORE = folder / "audit-head.json", folder / "files"
    audit.head.forget()
    datakeys.ring.forget()


def damaged() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        yield from (f"integrity: {row[0]}" for row in cursor.fetchall() if row[0] != "ok")
        cursor.execute("PRAGMA foreign_key_check")
        yield from (f"foreign key: {row}" for row in cursor.fetchall())
        cursor.execute(
            "INSERT INTO core_searchentry_fts(core_searchentry_fts, rank) VALUES ('integrity-check', 1)"
        )
        cursor.execute("PRAGMA synchronous=OFF")
    yield from (f"guard {name} is gone" for name in missing_guards(connection))
    yield from audit.verify().problems
    if audit.head.read() is None:
        yield "the head of the trail is gone"


def lost(promised: list[dict[str, str]]) -> Iterator[str]:
    """What was acknowledged and is not there, or is there by half."""
    everyone = system_actor("look at what a crash left")
    persons = {str(key) for key in Person.objects.visible_to(everyone).values_list("pk", flat=True)}
    files = {str(key) for key in StoredFile.objects.visible_to(everyone).values_list("pk", flat=True)}
    trail = AuditRow.objects.visible_to(everyone).filter(outcome="done")
    told = [len(persons), PersonName.objects.visible_to(everyone).count(), len(files)]
    written = [
        trail.filter(action=code).count() for code in ("person.register", "person.register", "file.receive")
    ]
    if told != written:
        yield f"by half: persons, names and files {told}, actions {written}"
    named = [line for line in promised if "person" in line]
    yield from (f"lost: {line['name']}" for line in named if line["person"] not in persons)
    kept = [line for line in promised if "file" in line]
    yield from (f"lost: file {line['file']}" for line in kept if line["file"] not in files)
    yield from unreadable(named[-OPENED:], kept[-OPENED:])


def unreadable(named: list[dict[str, str]], kept: list[dict[str, str]]) -> Iterator[str]:
    actor = actor_for(access.User.objects.get(username="monitor"))
    for line in named:
        person = Person.objects.visible_to(actor).filter(pk=line["person"]).first()
        if person is not None:
            identity = actions.open_identity(actor, person, reason="look at what a crash left")
            if line["name"] not in str(identity.names[0]):
                yield f"another name: {line['name']}"
    for line in kept:
        file = StoredFile.objects.visible_to(actor).filter(pk=line["file"]).first()
        if file is not None and b"".join(open_file(actor, file).chunks).decode() != line["body"]:
            yield f"another content: {line['file']}"


if __name__ == "__main__":
    if len(sys.argv) == 2:
        look_at(Path(sys.argv[1]))
        sys.exit()
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
