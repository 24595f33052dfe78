"""Acknowledged writes a second with rule, scope, audit and encryption, beside bare SQLite inserts.

Each write of the register is one action: the rule is asked, the row is written under the actor's verb with one
encrypted field of 200 characters, the audit row is chained, and the transaction is on disk (synchronous=FULL)
when the call returns. The bare insert writes the same columns in a transaction of its own with the same pragmas.

    PYTHONPATH=src python benchmarks/writes.py [--profile]
"""

from __future__ import annotations

import cProfile
import pstats
import shutil
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from register import database, load, people, register

ONE_BY_ONE, ROUNDS, IN_BULK, CHUNK = 300, 5, 5_000, 500
TEXT = "What the witness said, as long as such an answer usually is. " * 4
INIT = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;"
AIM_ONE, AIM_BULK = 1 / 30, 1 / 5


def main(profile: bool) -> int:
    with register("tests.settings"):
        from django.conf import settings

        try:
            return measure(Path(settings.DATA), profile)
        finally:
            shutil.rmtree(settings.DATA, ignore_errors=True)


def measure(folder: Path, profile: bool) -> int:
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
    world = people()
    actor = world.actor("monitor", "monitor", world.north)
    bare = bare_table(folder / "bare.sqlite3")
    write_boxes(actor, world.north, 20)
    if profile:
        profiled(lambda: write_boxes(actor, world.north, ONE_BY_ONE))
        return profiled(lambda: write_chunks(actor, world.north, IN_BULK))
    print(f"{ROUNDS} rounds on {database()}, {load()}")
    rounds = [
        (
            bare_inserts(bare, ONE_BY_ONE),
            write_boxes(actor, world.north, ONE_BY_ONE),
            bare_chunks(bare, IN_BULK),
            write_chunks(actor, world.north, IN_BULK),
        )
        for _ in range(ROUNDS)
    ]
    return told(rounds)


def told(rounds: list[tuple[float, ...]]) -> int:
    plain, acted, plain_bulk, bulk = (statistics.median(column) for column in zip(*rounds, strict=True))
    one = statistics.median(row[1] / row[0] for row in rounds)
    many = statistics.median(row[3] / row[0] for row in rounds)
    chunk = statistics.median(row[3] / row[2] for row in rounds)
    print(f"bare inserts, one a transaction     {plain:>10,.0f} a second")
    print(f"actions, one by one                 {acted:>10,.0f} a second  {fraction(one)} (aim 1/30)")
    print(f"bare inserts, {CHUNK} a transaction   {plain_bulk:>10,.0f} a second")
    print(f"bulk actions of {CHUNK} rows          {bulk:>10,.0f} rows a second")
    print(
        f"    against bare inserts one by one {fraction(many)} (aim 1/5), against bare chunks {fraction(chunk)}"
    )
    return 0 if one >= AIM_ONE and many >= AIM_BULK else 1


def fraction(ratio: float) -> str:
    return f"1/{1 / ratio:.1f}" if ratio < 1 else f"{ratio:.1f} x"


def profiled(work: Callable[[], Any]) -> int:
    profiler = cProfile.Profile()
    profiler.runcall(work)
    stats = pstats.Stats(profiler)
    stats.sort_stats("cumulative").print_stats(60)
    stats.sort_stats("tottime").print_stats(30)
    return 0


def bare_table(path: Path) -> sqlite3.Connection:
    """A table of the same columns as the protected row, without index, trigger or audit."""
    base = sqlite3.connect(path, isolation_level=None)
    base.executescript(INIT)
    base.execute(
        "CREATE TABLE bare (id TEXT PRIMARY KEY, version INTEGER, created_at TEXT, created_by TEXT, "
        "changed_at TEXT, changed_by TEXT, compartment TEXT, label TEXT, secret BLOB, drawer TEXT)"
    )
    return base


def bare_row(number: int) -> tuple[Any, ...]:
    from habeas.core.ids import new_id

    now, who = "2026-01-01 12:00:00.000000", "0" * 32
    return (new_id().hex, 1, now, who, now, who, who, f"box {number}", TEXT.encode(), None)


def bare_inserts(base: sqlite3.Connection, count: int) -> float:
    """Bare inserts a second, each acknowledged."""
    began = time.perf_counter()
    for number in range(count):
        base.execute("BEGIN IMMEDIATE")
        base.execute("INSERT INTO bare VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", bare_row(number))
        base.execute("COMMIT")
    return count / (time.perf_counter() - began)


def bare_chunks(base: sqlite3.Connection, count: int) -> float:
    """Bare rows a second, a chunk a transaction."""
    began = time.perf_counter()
    for start in range(0, count, CHUNK):
        base.execute("BEGIN IMMEDIATE")
        rows = [bare_row(number) for number in range(start, start + CHUNK)]
        base.executemany("INSERT INTO bare VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        base.execute("COMMIT")
    return count / (time.perf_counter() - began)


def write_chunks(actor: Any, compartment: Any, count: int) -> float:
    """Rows a second through bulk actions."""
    from tests.shelf import actions

    began = time.perf_counter()
    for start in range(0, count, CHUNK):
        labels = [f"box {number}" for number in range(start, start + CHUNK)]
        actions.make_boxes(actor, compartment, labels=labels, secret=TEXT)
    return count / (time.perf_counter() - began)


def write_boxes(actor: Any, compartment: Any, count: int) -> float:
    """Actions a second, each acknowledged."""
    from tests.shelf import actions

    began = time.perf_counter()
    for number in range(count):
        actions.make_box(actor, compartment, label=f"box {number}", secret=TEXT)
    return count / (time.perf_counter() - began)


if __name__ == "__main__":
    sys.exit(main("--profile" in sys.argv))
