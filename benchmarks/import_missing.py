"""Import a list of 100,000 missing persons beside one that the register holds, and look for matches.

Both lists are invented (linkage_lists.py). The clock runs from the start of the import's work to the last suggestion
written; sending the file and choosing its columns come before.

    PYTHONPATH=src:. python benchmarks/import_missing.py [rows] [rows of the list before]
"""

from __future__ import annotations

import csv
import io
import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

from import_kills import processor, ready, work_off
from linkage_lists import MANNERS, Country, Scribe, towns_of_pack
from register import database, load, people, register

ROWS, BEFORE, SEED = 100_000, 20_000, 7
HEADERS = (
    "number on the list", "given name", "family name", "father's name", "sex", "born", "place of birth",
    "municipality where last seen", "last seen", "place where last seen",
)  # fmt: skip


def main(rows: int, before: int) -> int:
    old, new = two_lists(rows, before)
    with register():
        world = scene()
        analyst = world.actor("analyst", "monitor", world.north)
        ready()
        take(analyst, world, "BEFORE", old)
        return take(analyst, world, "NEW", new)


def two_lists(rows: int, before: int) -> tuple[list[list[str]], list[list[str]]]:
    """Rows of a list before and of a new one; each person of the first is on the second too."""
    rng = random.Random(SEED)  # noqa: S311
    country = Country(rng, towns_of_pack())
    persons = everybody(country)
    one, other = Scribe(MANNERS[0], rng), Scribe(MANNERS[1], rng)
    old: list[list[str]] = []
    new: list[list[str]] = []
    while len(new) < rows:
        person = next(persons)
        new.append(row_of(other.record(person), len(new) + 1))
        if rng.random() < before / rows and len(old) < before:
            old.append(row_of(one.record(person), len(old) + 1))
    return old, new


def everybody(country: Country) -> Iterator[Any]:
    while True:
        yield from country.household()


def row_of(told: list[str], number: int) -> list[str]:
    _list, _whole, given, family, father, sex, born, year, birthplace, town, gone, place = told
    return [str(number), given, family, father, sex, born or year, birthplace, town, gone, place]


def scene() -> Any:
    from habeas.core.actors import system_actor
    from habeas.core.packs.loading import load_pack
    from habeas.core.packs.manifest import folder_of

    load_pack(system_actor("load a pack"), None, folder=folder_of("kosovo"))
    return people()


def take(actor: Any, world: Any, code: str, rows: list[list[str]]) -> int:
    """Import a list, then look for matches (its end starts that, once no row waits any more); says what each took."""
    from habeas.core.jobs.actions import start_job
    from habeas.core.jobs.models import Job
    from habeas.missing.models import Entry, Suggestion
    from habeas.missing.tasks import MATCHING

    batch = begin(actor, world, code, rows)
    start, own, both = time.monotonic(), time.process_time(), processor()
    work_off(batch.job)
    imported = time.monotonic() - start
    taken, beside = time.process_time() - own, processor() - both
    waiting = Job.objects.visible_to(actor).filter(kind=MATCHING, state="waiting").first()
    job = waiting or start_job(actor, MATCHING, compartment=world.north.pk, place=world.north.pk)
    work_off(job.pk)
    whole = time.monotonic() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = Entry.objects.visible_to(actor).filter(source__code=code).count()
    suggested = Suggestion.objects.visible_to(actor).count()
    batch.refresh_from_db()
    print(
        f"{database()}: {code}: {len(rows):,} rows, {found:,} entries, {batch.set_aside:,} set aside: "
        f"{imported:.1f} s, {len(rows) / imported:,.0f} rows a second ({taken:.1f} s of processor time, "
        f"{beside - taken:.1f} s of a second process beside it); with {suggested:,} suggestions "
        f"{whole:.1f} s ({processor() - both:.1f} s of processor time in all); peak {peak:,.0f} MB; {load()}",
        flush=True,
    )
    return int(found + batch.set_aside != len(rows))


def begin(actor: Any, world: Any, code: str, rows: list[list[str]]) -> Any:
    """Send the list, choose the columns as they are suggested, start the work; nothing is taken yet."""
    from habeas.core.imports import actions, mapping, sheets
    from habeas.core.imports.kinds import IMPORTERS
    from habeas.missing.actions import register_source

    source = register_source(
        actor, world.north, code=code, name=f"Invented list {code}", owner="Invented owner", language="sq",
        licence="invented", legal_basis="consent", invented=True,
    )  # fmt: skip
    out = io.StringIO()
    csv.writer(out).writerows([HEADERS, *rows])
    body = out.getvalue().encode()
    batch = actions.receive_import(
        actor, world.north.pk, importer="missing", source=source.name, name="list.csv", stream=io.BytesIO(body),
        size=len(body), options={"list": str(source.pk), "edition": "first", "dated": date(2001, 1, 1).isoformat()},
    )  # fmt: skip
    headers = sheets.headers_of(actions.look_at(actor, batch), batch.header_row - 1)
    chosen = mapping.suggest(IMPORTERS["missing"], headers, {})
    told = {str(number): one for number, one in chosen.items()}
    batch = actions.choose_columns(actor, batch, chosen=told, header_row=batch.header_row)
    sheets.forget()
    return actions.start_import(actor, batch)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*[*given, *(ROWS, BEFORE)[len(given) :]]))
