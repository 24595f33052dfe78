"""Possible duplicates while typing over a register of 1,000,000 invented persons, on either database.

Persons are written in bulk, one record each. A question is what somebody types of a known person from another list: in
its spelling and script, the last word unfinished, father's name half of the time, year and municipality where that list
has them. The clock holds the register's own query function whole: changes followed, index, rows. Beside it in one run a
plain search of beginnings in the same table, and the same names letter by letter.

    PYTHONPATH=src python benchmarks/lookup.py [persons] [questions]
    PYTHONPATH=src python tools/postgres.py python benchmarks/lookup.py
"""

from __future__ import annotations

import csv
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from linkage_lists import MANNERS, Country, Scribe, towns_of_pack
from register import ROOT, database, load, people, register

PERSONS, QUESTIONS, PEER, SEED, CHUNK = 1_000_000, 500, 40, 7, 5_000
Question = tuple[Any, dict[str, str]]


def main(count: int, asked: int) -> int:
    with register():
        world = scene()
        analyst = world.actor("analyst", "director", world.north)
        began = time.perf_counter()
        questions = settle(world, count, asked)
        say(f"{database()}, {count:,} persons written in {time.perf_counter() - began:.0f} s")
        time.sleep(70)  # the register stands still: what was written in the last minute is looked at again
        warm(analyst, world.north.pk)
        own(analyst, questions)
        letters(analyst, questions[: asked // 5])
        change(analyst, questions[0])
        peer(analyst, questions[:PEER])
    return 0


def say(text: str) -> None:
    sys.stdout.write(f"{text} ({load()})\n")
    sys.stdout.flush()


def scene() -> Any:
    from habeas.core.actors import system_actor
    from habeas.core.packs.loading import load_pack
    from habeas.core.packs.manifest import folder_of

    load_pack(system_actor("load a pack"), None, folder=folder_of("kosovo"))
    return people()


def settle(world: Any, count: int, asked: int) -> list[Question]:
    """Write `count` persons; returns questions about some of them."""
    from django.db import connection, transaction

    from habeas.missing.models import Person

    rng, questions = random.Random(SEED), []  # noqa: S311
    stream = known(rng, count)
    wanted = set(rng.sample(range(count), asked))
    at = 0
    while some := list(islice(stream, CHUNK)):
        rows = Person.fresh((row for row, _typed in some), compartment=world.north.pk)
        with world.staging(), transaction.atomic():
            Person.objects.bulk_create(rows)
        questions += [(rows[n].pk, typed) for n, (_row, typed) in enumerate(some) if at + n in wanted]
        at += len(some)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if database() == "sqlite" else "VACUUM ANALYZE")
    rng.shuffle(questions)
    return questions


def known(rng: random.Random, count: int) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
    """Columns of a person as one list writes them, and what is typed from another."""
    country, places = Country(rng, towns_of_pack()), municipalities()
    scribes = [Scribe(manner, rng) for manner in MANNERS]
    everybody = (one for _ in iter(int, 1) for one in country.household())
    for number, one in enumerate(islice(everybody, count)):
        mine, other = rng.sample(scribes, 2)
        town = places[one.town[0]]
        yield row_of(mine.record(one), town, number), typed(other.record(one), str(town), rng)


def municipalities() -> dict[str, Any]:
    from habeas.places.models import Municipality

    path = ROOT / "src" / "habeas" / "packs" / "kosovo" / "municipalities.csv"
    keys = dict(Municipality.objects.values_list("code", "pk"))
    with path.open(encoding="utf-8") as stream:
        return {row["name_sq_indefinite"]: keys[row["code"]] for row in csv.DictReader(stream)}


def row_of(told: list[str], town: Any, number: int) -> dict[str, Any]:
    _list, _whole, given, family, father, sex, born, year, *_rest = told
    day = date.fromisoformat(born) if born else date(int(year), 1, 1) if year else None
    return {
        "reference": f"M-{number}",
        "given_name": given,
        "family_name": family,
        "fathers_name": father,
        "sex": sex,
        "born_earliest": day,
        "born_latest": day if born else day and day.replace(month=12, day=31),
        "born_precision": ("day" if born else "year") if day else "",
        "municipality_id": town,
    }


def typed(told: list[str], town: str, rng: random.Random) -> dict[str, str]:
    """A form on its way: the family name unfinished, at least three letters of it."""
    _list, _whole, given, family, father, _sex, _born, year, _birthplace, seen, *_rest = told
    return {
        "given_name": given,
        "family_name": family[: len(family) - rng.randint(0, max(len(family) - 3, 0))],
        "fathers_name": father if rng.random() < 0.5 else "",
        "born": year,
        "municipality": town if seen else "",
    }


def warm(analyst: Any, place: Any) -> None:
    """Write the index as the background task does, and open it as a process does."""
    from habeas.missing import name_base, name_index

    began = time.perf_counter()
    name_base.write(place)
    written = time.perf_counter() - began
    began = time.perf_counter()
    name_index.find(analyst, "agron hoxh")
    opened = time.perf_counter() - began
    index = name_index._held[place].base
    size = index.index.bytes / 1e6 if index else 0.0
    disk = name_base.path_of(place).stat().st_size / 1e6 if name_base.path_of(place).exists() else 0.0
    say(
        f"index written in {written:.1f} s, opened in {opened:.2f} s; {size:.0f} MB in memory, {disk:.0f} on disk"
    )


def own(analyst: Any, questions: list[Question]) -> None:
    from habeas.missing.queries.likelihood import likely_persons

    report("the register", questions, lambda told: [one.pk for one in likely_persons(analyst, told, 20)])


def letters(analyst: Any, questions: list[Question]) -> None:
    """The same form from the third letter on, every letter a question."""
    from habeas.missing.queries.likelihood import likely_persons

    every = [
        (key, {name: told[name][: max(end - before, 0)] for name, before in started(told)})
        for key, told in questions
        for end in range(3, len(told["given_name"] + told["family_name"]) + 1)
    ]
    report("letter by letter", every, lambda told: [one.pk for one in likely_persons(analyst, told, 20)])


def started(told: dict[str, str]) -> list[tuple[str, int]]:
    return [("given_name", 0), ("family_name", len(told["given_name"]))]


def change(analyst: Any, question: Question) -> None:
    """A name changes: the next question finds it."""
    from habeas.missing import actions, name_index
    from habeas.missing.models import Person

    person = Person.objects.visible_to(analyst).get(pk=question[0])
    actions.prefer_value(analyst, person, field="family_name", value="Provëmbiemraj", reason="measurement")
    began = time.perf_counter()
    found = [hit.id for hit in name_index.find(analyst, "provembiem")]
    say(f"after a change: {(time.perf_counter() - began) * 1000:.1f} ms, found: {str(person.pk) in found}")


def peer(analyst: Any, questions: list[Question]) -> None:
    """Every word begins one of the names; the year, where typed, is that of birth."""
    from django.db.models import Q

    from habeas.missing.queries.persons import persons

    def plain(told: dict[str, str]) -> list[Any]:
        rows = persons(analyst)
        for word in " ".join(told[name] for name in ("given_name", "family_name", "fathers_name")).split():
            rows = rows.filter(
                Q(given_name__istartswith=word)
                | Q(family_name__istartswith=word)
                | Q(fathers_name__istartswith=word)
            )
        return [one.pk for one in rows.order_by()[:20]]

    report("plain beginnings (LIKE)", questions, plain)


def report(name: str, questions: Iterable[Question], answer: Callable[[dict[str, str]], list[Any]]) -> None:
    taken, found, asked = [], 0, list(questions)
    for key, told in asked:
        began = time.perf_counter()
        keys = answer(told)
        taken.append(time.perf_counter() - began)
        found += key in keys
    taken.sort()
    p50, p95, p99 = (taken[int(len(taken) * share)] * 1000 for share in (0.5, 0.95, 0.99))
    say(
        f"{name}: {len(asked)} questions, p50 {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms, "
        f"recall@20 {found / len(asked):.3f}"
    )


if __name__ == "__main__":
    told = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(told + [PERSONS, QUESTIONS][len(told) :])))
