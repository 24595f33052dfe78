"""List, search and detail page over 1,000,000 protected rows of which 100,000 are visible.

The baseline is the same page, with the same middleware and template, over 1,000 rows that carry no protection at all:
the model's predicate is taken away while it is measured.

    PYTHONPATH=src python benchmarks/pages.py [ROWS] [--profile]
    python tools/postgres.py python benchmarks/pages.py
"""

from __future__ import annotations

import cProfile
import gc
import pstats
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from typing import Any

from register import database, load, people, register
from scene import Scene, build, copy_visits

ROWS, SMALL, REQUESTS, AIM = 1_000_000, 1_000, 40, 3.0
WAYS = {
    "list": "VISITS",
    "list, page 2": "VISITS?page=2",
    "list, last page": "VISITS?page=999999",
    "list, filtered": "VISITS?state=carried_out&since=2015-01-01",
    "list, a word": "VISITS?q=word77",
    "list, common word": "VISITS?q=school",
    "search": "SEARCH?q=word77",
    "search, common": "SEARCH?q=school",
    "search, hidden": "SEARCH?q=own771",
    "detail": "",
}


def main(rows: int, profile: bool) -> int:
    with register():
        scene = build(people())
        copy_visits(scene, SMALL)
        with unprotected():
            small = measured(scene, profile)
        forget_copies()
        began = time.perf_counter()
        copy_visits(scene, rows)
        print(
            f"{rows:,} visits and search entries on {database()} in {time.perf_counter() - began:.0f} s; {load()}"
        )
        large = measured(scene, profile)
    return told(small, large)


def told(small: dict[str, Any], large: dict[str, Any]) -> int:
    worst = 0.0
    print(f"{'milliseconds':<20}{'1,000 open':>18}{'protected':>18}{'ratio':>16}{'work':>8}{'queries':>9}")
    print(f"{'':<20}{'p50 / p95':>18}{'p50 / p95':>18}{'p50 / p95':>16}{'ratio':>8}")
    for name, (spent, queries) in large.items():
        few, least = small[name]
        half, most, cpu = (spent[share] / few[share] for share in (0.5, 0.95, "cpu"))
        worst = max(worst, most)
        times = "".join(f"{one[0.5]:>10.0f} / {one[0.95]:<5.0f}" for one in (few, spent))
        print(f"{name:<20}{times}{half:>8.2f} / {most:<5.2f}{cpu:>8.2f}{least:>5}/{queries}", flush=True)
    print(f"worst ratio of p95 {worst:.2f} (aim {AIM:g}); {load()}")
    return 0 if worst <= AIM and all(large[name][1] - few[1] <= 1 for name, few in small.items()) else 1


def measured(scene: Scene, profile: bool) -> dict[str, Any]:
    """Page to (percentiles in ms, number of queries)."""
    from django.test import Client
    from django.urls import reverse

    client = Client(HTTP_HOST="localhost")
    client.force_login(scene.user)
    found = {}
    for name, path in WAYS.items():
        path = path.replace("VISITS", reverse("monitoring:visits")).replace("SEARCH", reverse("core:search"))
        path = path or scene.visit.get_absolute_url()
        ask(client, path)
        if profile and name in ("list", "list, common word", "search, common"):
            profiled(lambda path=path: [ask(client, path) for _ in range(10)])
        queries = counted(client, path)
        as_served()
        spent, worked = (
            sorted(some) for some in zip(*(timed(client, path) for _ in range(REQUESTS)), strict=True)
        )
        found[name] = {share: spent[ceil(share * REQUESTS) - 1] * 1000 for share in (0.5, 0.95)}, queries
        found[name][0]["cpu"] = worked[REQUESTS // 2] * 1000
    return found


def as_served() -> None:
    """The collector of garbage leaves the program alone and looks as often as in a web process."""
    from habeas.config.workers import ALLOCATIONS

    gc.collect()
    gc.freeze()
    gc.set_threshold(ALLOCATIONS, 10, 10)


def ask(client: Any, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200:
        raise AssertionError(f"{path}: {answer.status_code}")


def timed(client: Any, path: str) -> tuple[float, float]:
    """Seconds on the clock, and of this process's own work: that of SQLite is in it, that of PostgreSQL is not."""
    began, worked = time.perf_counter(), time.process_time()
    ask(client, path)
    return time.perf_counter() - began, time.process_time() - worked


def counted(client: Any, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        ask(client, path)
    slow = sorted(captured.captured_queries, key=lambda query: -float(query["time"]))[:1]
    for query in slow:
        if float(query["time"]) > 0.1:
            print(f"    {path} {query['time']} s: …{query['sql'][-900:]}")
    return len(captured)


def profiled(work: Any) -> None:
    profiler = cProfile.Profile()
    profiler.runcall(work)
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(70)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(30)


@contextmanager
def unprotected() -> Iterator[None]:
    """Visits and search entries without a predicate, as plain rows of any program are.

    On PostgreSQL the visits alone, without row-level security: the words of the search are found for a reader only.
    """
    from django.db import connection

    from habeas.core.search.entries import SearchEntry
    from habeas.monitoring.models import Visit

    models = (Visit, SearchEntry) if connection.vendor == "sqlite" else (Visit,)
    kept = [model.scope_rule for model in models]
    for model in models:
        model.scope_rule = None
    row_security("DISABLE")
    try:
        yield
    finally:
        row_security("ENABLE")
        for model, rule in zip(models, kept, strict=True):
            model.scope_rule = rule


def row_security(what: str) -> None:
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE monitoring_visit {what} ROW LEVEL SECURITY")


def forget_copies() -> None:
    """Under a scope of everything: row-level security is on again, and hides the rows from whoever carries none."""
    from django.db import connection

    from habeas.core import policies
    from habeas.core import scope as scopes
    from habeas.core.actors import system_actor

    everything = policies.statement(scopes.Scope(system_actor("forget the copies of a measurement")))
    with everything, connection.cursor() as cursor:
        cursor.execute("DELETE FROM monitoring_visit WHERE id < %s", [_first()])
        cursor.execute(
            "DELETE FROM core_searchentry WHERE record < %s AND model = 'monitoring.visit'", [_first()]
        )


def _first() -> str:
    """Copies have keys of the year 2024, real rows newer ones."""
    from django.db import connection

    return "0191" + "0" * 28 if connection.vendor == "sqlite" else "01910000-0000-0000-0000-000000000000"


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    sys.exit(main(numbers[0] if numbers else ROWS, "--profile" in sys.argv))
