"""Import 100,000 recommendations while the worker is killed (SIGKILL) at 50 random points: what is lost, what doubled.

First 10,000 rows are imported without a kill, as CSV and as XLSX, for rows a second: from the start of the work, as the
worker does it (the file read anew), and from the moment the file is sent, its columns chosen and its preview looked at.
Then a second source of all rows: each worker is a process of its own, killed at a random moment of the chunk that holds
the next of 50 random rows; a new one takes the job up as it does when a machine fails. At the end every row of the file
is looked for.

    PYTHONPATH=src python benchmarks/import_kills.py [rows] [kills]
"""

from __future__ import annotations

import csv
import gc
import io
import os
import random
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from register import database, load, people, register

ROWS, KILLS, SEED, UNDISTURBED = 100_000, 50, 20_261_122, 10_000
HEADERS = (
    "Text", "UPR Session", "Countries Concerned", "Reccomending Body", "Document Symbol", "UPR Reccomending States",
    "UPR Position", "Themes", "Affected Persons", "Sdgs", "Document Publication Date", "OHCHR Annotation Id",
)  # fmt: skip
BODIES = ("CCPR", "CEDAW", "UPR", "SR Torture", "CAT", "CRC")
CHUNK_SECONDS = 0.6


def main(rows: int, kills: int) -> int:
    with register() as folder:
        world, actor, lead = scene()
        ready()
        for kind in ("csv", "xlsx"):
            undisturbed(actor, world, lead, kind, min(rows, UNDISTURBED))
        killed = begin(actor, world, lead, "killed", the_list(rows, "killed"))
        points = kill_often(killed, rows, kills, folder)
        return report(actor, killed, rows, points)


def undisturbed(actor: Any, world: Any, lead: Any, kind: str, rows: int) -> None:
    """Rows a second from the start of the work to its end, and from sending the file to its end."""
    source = f"undisturbed-{kind}"
    body = as_xlsx(the_list(rows, source)) if kind == "xlsx" else the_list(rows, source)
    sent = time.monotonic()
    whole = begin(actor, world, lead, source, body, kind)
    start, work = time.monotonic(), processor()
    work_off(whole.job)
    end, work = time.monotonic(), processor() - work
    print(
        f"{database()}: {rows:,} rows of {kind} without a kill: taken in {end - start:.1f} s, "
        f"{rows / (end - start):,.0f} rows a second ({work:.1f} s of processor time); sent, columns chosen and preview "
        f"in {start - sent:.1f} s before, {rows / (end - sent):,.0f} rows a second in all; {load()}",
        flush=True,
    )


def processor() -> float:
    """Seconds of processor time of this process and of the readers of files that it started."""
    own = os.times()
    return own.user + own.system + own.children_user + own.children_system


def ready() -> None:
    """What a worker has behind it when a job comes: addresses are loaded, what was loaded stays."""
    from django.urls import reverse

    reverse("core:home")
    gc.freeze()


def scene() -> tuple[Any, Any, Any]:
    """A monitor of the north, the pack's terms, and an institution that leads."""
    from habeas.access.models import Organisation
    from habeas.core.actors import system_actor
    from habeas.core.packs.loading import load_pack
    from habeas.core.packs.manifest import folder_of

    load_pack(system_actor("load a pack"), None, folder=folder_of("kosovo"))
    world = people()
    with world.staging():
        lead = Organisation.objects.create(code="bench", kind="institution", invented=True)
    return world, world.actor("monitor", "monitor", world.north), lead


def begin(actor: Any, world: Any, lead: Any, source: str, body: bytes, kind: str = "csv") -> Any:
    """Send the list, choose the columns as they are suggested, look at the preview, start the job; nothing is taken."""
    from habeas.core.imports import actions, mapping, previewing, sheets
    from habeas.core.imports.kinds import IMPORTERS

    options = {"lead": str(lead.pk), "level": "central", "kind": "LEG", "deadline": "2030-06-30"}
    batch = actions.receive_import(
        actor, world.north.pk, importer="recommendations", source=source, options=options,
        name=f"list.{kind}", stream=io.BytesIO(body), size=len(body),
    )  # fmt: skip
    headers = sheets.headers_of(actions.look_at(actor, batch), batch.header_row - 1)
    chosen = mapping.suggest(IMPORTERS["recommendations"], headers, {})
    told = {str(number): one for number, one in chosen.items()}
    batch = actions.choose_columns(actor, batch, chosen=told, header_row=batch.header_row)
    previewing.preview_of(actor, batch)
    sheets.forget()
    return actions.start_import(actor, batch)


def the_list(rows: int, source: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADERS)
    for number in range(rows):
        text = (
            f"Invented recommendation {number} of {source}: review the practice and report on what changed."
        )
        body = BODIES[number % len(BODIES)]
        writer.writerow(
            (text, "", "Invented Land", body, f"INV/{number % 900}", "", "Supported", "Liberty; Education",
             "Children", "16", 40_000 + number % 5000, f"{source}-{number}")
        )  # fmt: skip
    return out.getvalue().encode()


def as_xlsx(body: bytes) -> bytes:
    """The same rows as a spreadsheet."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("list")
    for row in csv.reader(io.StringIO(body.decode())):
        sheet.append([int(cell) if cell.isdigit() else cell for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def work_off(job: Any) -> None:
    from habeas.core.jobs import running

    lease = ""
    while lease := running.run_slice(job, lease):
        pass


def worker(job: str) -> None:
    """A worker that finds the job silent, takes it up, and says which rows it begins with."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    import django

    django.setup()
    from habeas.core.imports import actions
    from habeas.core.jobs import running

    plain = actions.run_chunk

    def told(actor: Any, batch: Any) -> Any:
        print(batch.rows_done, flush=True)
        return plain(actor, batch)

    actions.run_chunk = told
    ready()
    running.SILENT_AFTER = timedelta(0)
    running.take_up_orphans()
    work_off(job)


def kill_often(batch: Any, rows: int, kills: int, folder: Path) -> int:
    """Kill at `kills` random rows; then let one worker end the job. Returns how many were killed at work."""
    chance = random.Random(SEED)  # noqa: S311
    points = sorted(chance.sample(range(rows), kills))
    done, start = 0, time.monotonic()
    while True:
        process = subprocess.Popen(
            [sys.executable, __file__, "worker", str(batch.job)], stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )  # fmt: skip
        assert process.stdout is not None
        for line in process.stdout:
            first = int(line)
            while len(points) > 1 and points[0] < first:
                points.pop(0)  # rows taken by an earlier worker in the chunk of its death
            if points and first <= points[0] < first + 1000:
                points.pop(0)
                time.sleep(chance.random() * CHUNK_SECONDS)
                process.send_signal(signal.SIGKILL)
                break
        died = process.wait()
        if died != -signal.SIGKILL:
            print(f"{done} kills, {time.monotonic() - start:.0f} s in all")
            return done
        done += 1


def report(actor: Any, batch: Any, rows: int, kills: int) -> int:
    """Look for every row of the file: by its number in the index, its recommendation, its lead, its ledger."""
    from django.db.models import Count

    from habeas.core.audit import verify
    from habeas.core.imports import queries
    from habeas.core.imports.models import ImportChunk
    from habeas.recommendations.models import Addressee, IndexEntry, Recommendation

    batch = queries.imports(actor).get(pk=batch.pk)
    found = IndexEntry.objects.visible_to(actor).filter(number__startswith="killed-")
    numbers = set(found.values_list("number", flat=True))
    lost = rows - len(numbers)
    doubled = found.count() - len(numbers)
    texts = Recommendation.objects.visible_to(actor).filter(text__contains=" of killed:")
    doubled += texts.values("text").annotate(times=Count("pk")).filter(times__gt=1).count()
    alone = (
        texts.count()
        - Addressee.objects.visible_to(actor).filter(recommendation__in=texts.values("pk")).count()
    )
    ledger = queries.ledger(actor, batch.compartment, "recommendations", "killed").count()
    chunks = ImportChunk.objects.visible_to(actor).filter(batch=batch).count()
    print(
        f"{database()}: {kills} kills in {rows:,} rows: {lost} lost, {doubled} doubled, {alone} without its lead, "
        f"{ledger - rows} too many in the ledger, {chunks} chunks, state {batch.state}, "
        f"trail {'intact' if verify().intact else 'BROKEN'}"
    )
    return int(bool(lost or doubled or alone or ledger != rows or batch.state != "done"))


if __name__ == "__main__":
    if sys.argv[1:2] == ["worker"]:
        worker(sys.argv[2])
    else:
        given = [int(word) for word in sys.argv[1:]]
        sys.exit(main(*[*given, *(ROWS, KILLS)[len(given) :]]))
