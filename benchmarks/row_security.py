"""What row-level security costs on PostgreSQL: the same reads with it and without, in one run.

    python tools/postgres.py python benchmarks/row_security.py [ROWS]

A tenth of the rows is visible to the reader. Prints milliseconds (median of 200) and the ratio for each.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from uuid import UUID

os.environ.setdefault("HABEAS_TEST", "1")
os.environ["HABEAS_DATA"] = tempfile.mkdtemp(prefix="habeas-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "habeas.config.settings"
sys.path.insert(0, "src")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from habeas.core import policies, scope  # noqa: E402
from habeas.core.actors import Actor, system_actor  # noqa: E402
from habeas.core.search.entries import SearchEntry, search  # noqa: E402

TABLE = SearchEntry._meta.db_table
FILL = f"""
INSERT INTO {TABLE} (record, compartment, model, title, body, changed_at)
SELECT gen_random_uuid(), ('00000000-0000-7000-8000-00000000010' || n %% 10)::uuid, 'bench.row', 'row ' || n,
       'word' || n %% 5000 || ' common text of row ' || n, now()
FROM generate_series(1, %s) n
"""
READER = Actor(
    id=UUID(int=7), label="reader", reach={"read": frozenset({UUID("00000000-0000-7000-8000-000000000103")})}
)


def main(rows: int) -> None:
    call_command("migrate", verbosity=0)
    with (
        policies.statement(scope.Scope(system_actor("fill a table to measure"))),
        connection.cursor() as cursor,
    ):
        cursor.execute(FILL, [rows])
        cursor.execute(f"ANALYZE {TABLE}")
    key = SearchEntry.objects.visible_to(READER).first().pk
    reads = {
        "one row by its key": lambda: SearchEntry.objects.visible_to(READER).get(pk=key),
        "the newest 50": lambda: list(SearchEntry.objects.visible_to(READER).order_by("-number")[:50]),
        "count": lambda: SearchEntry.objects.visible_to(READER).count(),
        "search for a word": lambda: list(search(READER, "word1233")[:50]),
    }
    with_it = {name: median(read) for name, read in reads.items()}
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY")
    without = {name: median(read) for name, read in reads.items()}
    print(f"{rows:,} rows, a tenth visible; milliseconds with row-level security, without, ratio")
    for name in reads:
        print(f"{name:<20}{with_it[name]:9.3f}{without[name]:9.3f}{with_it[name] / without[name]:7.2f}")


def median(read: object, rounds: int = 200, seconds: float = 15.0) -> float:
    """Milliseconds; at most `rounds` reads or `seconds`."""
    took, end = [], time.monotonic() + seconds
    while len(took) < rounds and time.monotonic() < end:
        began = time.perf_counter()
        read()  # type: ignore[operator]
        took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
