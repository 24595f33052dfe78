"""What a reader learns by the clock: a page that is hidden beside one that is not there, a word only others use
beside one that nobody uses. Asked in turns, in random order.

    python benchmarks/hidden_timing.py [HIDDEN-ROWS]
    python tools/postgres.py python benchmarks/hidden_timing.py

The figure is how often, of two answers, the one with something hidden was the slower: half the time says nothing.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
import uuid
from typing import Any

from register import database, load, people, register

HIDDEN_ROWS, OWN_ROWS, FEW, CHUNK, ROUNDS = 20_000, 500, 20, 1_000, 300
LEARNT = 0.6
"""Beyond this share of pairs a single answer would begin to tell something."""


def main(rows: int) -> int:
    with register("tests.settings"):
        from django.core.management import call_command

        call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
        world = people()
        reader, hidden = furnish(world, rows)
        print(f"{rows:,} hidden rows, {ROUNDS} pairs each, on {database()}, {load()}")
        missing = uuid.UUID(int=hidden.int ^ 0xFFFF)
        pages = told("page of a person", reader, f"/people/{hidden}/", f"/people/{missing}/", 404)
        few = told(f"word of {FEW} rows", reader, "/search/?q=solitary", "/search/?q=qwxvyzzy", 200)
        told(f"word of {rows:,} rows", reader, "/search/?q=zanzibar", "/search/?q=qwxvyzzy", 200)
    return 0 if max(pages, few) < LEARNT else 1


def furnish(world: Any, rows: int) -> tuple[Any, uuid.UUID]:
    """A reader in the north with some rows; in the south very many that hold one word, and one person."""
    from django.db import connection
    from django.test import Client
    from tests.shelf import actions

    from habeas.core.db.statistics import refresh
    from habeas.people.actions import register_person

    north = world.actor("arta", "analyst", world.north)
    south = world.actor("besa", "analyst", world.south)
    for actor, place, word, count in (
        (north, world.north, "own", OWN_ROWS),
        (south, world.south, "zanzibar", rows),
    ):
        box = actions.make_box(actor, place, label=f"{word} box")
        for first in range(0, count, CHUNK):
            numbers = range(first, min(first + CHUNK, count))
            also = [" solitary" if actor is south and n < FEW else "" for n in numbers]
            texts = [f"{word} paper number {n}{more}" for n, more in zip(numbers, also, strict=True)]
            actions.file_papers(actor, box, texts=texts)
    person = register_person(south, world.south)
    refresh(connection)
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    client.force_login(world.people["arta"])
    return client, person.pk


def told(what: str, client: Any, hidden: str, missing: str, status: int) -> float:
    """Ask both in turns; print medians and how often the hidden one was the slower, and return that share."""
    for path in (hidden, missing) * 10:
        assert client.get(path).status_code == status, path
    spent: dict[str, list[float]] = {hidden: [], missing: []}
    dice = random.Random(7)  # noqa: S311
    for _round in range(ROUNDS):
        for path in dice.sample((hidden, missing), 2):
            began = time.perf_counter()
            client.get(path)
            spent[path].append((time.perf_counter() - began) * 1e3)
    one, other = spent[hidden], spent[missing]
    slower = statistics.mean((a > b) + (a == b) / 2 for a in one for b in other)
    print(
        f"{what:<20}hidden {statistics.median(one):7.2f} ms  nowhere {statistics.median(other):7.2f} ms  "
        f"hidden slower in {slower:.0%} of pairs"
    )
    return slower


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else HIDDEN_ROWS))
