"""The pages of a demo of one year beside the same pages of the demo grown to many: time, work and queries of each.

    PYTHONPATH=src python benchmarks/scaled.py [SCALE] [--slow]
    python tools/postgres.py python benchmarks/scaled.py [SCALE]

Says too how many rows a second were written, how much memory that took and how much room. `--slow` names the slowest
statement of each page. The least of five answers is taken for each page, after one that is not counted.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path
from typing import Any

from register import database, load, register

SCALE, REQUESTS, AIM = 5.0, 5, 3.0
PAGES = (
    ("home of a monitor", "monitor", "core:home", ""),
    ("home of an analyst", "analyst", "core:home", ""),
    ("home of a director", "director", "core:home", ""),
    ("home of an inspector", "inspector", "core:home", ""),
    ("visits", "director", "monitoring:visits", ""),
    ("visits, last page", "director", "monitoring:visits", "?page=999999"),
    ("visits as a map", "director", "monitoring:visits", "?view=map"),
    ("incidents", "director", "monitoring:incidents", ""),
    ("incidents as a map", "director", "monitoring:incidents", "?view=map"),
    ("incidents on a line of time", "director", "monitoring:incidents", "?view=timeline"),
    ("acts by type and month", "director", "monitoring:incidents", "?view=figures"),
    ("findings", "director", "monitoring:findings", ""),
    ("recommendations", "director", "recommendations:recommendations", ""),
    ("implementation rates", "director", "recommendations:recommendations", "?view=figures"),
    ("places of detention", "inspector", "monitoring:detention-places", ""),
    ("coverage of sites", "director", "monitoring:covered-sites", ""),
    ("coverage", "director", "analysis:coverage", ""),
    ("balance", "director", "analysis:balance", ""),
    ("by function", "director", "analysis:functions", ""),
    ("digest", "director", "analysis:digest", ""),
    ("crises", "director", "coordination:crises", ""),
    ("search", "director", "core:search", "?q=school"),
    ("a visit", "director", "visit", ""),
    ("an incident", "director", "incident", ""),
    ("an incident, same as another?", "director", "same", ""),
    ("an interview", "director", "interview", ""),
    ("a finding", "director", "finding", ""),
    ("a pattern", "director", "pattern", ""),
    ("a recommendation", "director", "recommendation", ""),
    ("a municipality", "director", "municipality", ""),
    ("a site", "director", "site", ""),
    ("a crisis", "director", "crisis", ""),
    ("situation of a crisis", "director", "situation", ""),
)


def main(scale: float, slow: bool) -> int:
    with register() as folder:
        from habeas.demo import building

        building.mark().write_text("begun\n")
        grown(folder, 1.0, first=True)
        one = measured(slow)
        grown(folder, scale)
        many = measured(slow)
    return told(one, many, scale)


def grown(folder: Path, scale: float, *, first: bool = False) -> None:
    """Write what is missing of so many years, and say what it took."""
    from django.db import connection, transaction

    from habeas.core.db import statistics
    from habeas.demo import building

    if first:
        with transaction.atomic():
            building.build(lambda line: None)
    began = time.perf_counter()
    rows = building.build_year(lambda line: None, scale=scale)
    taken = time.perf_counter() - began
    statistics.refresh(connection)  # as `habeas demo` does
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            room = cursor.fetchone()[0]
    else:
        room = sum(path.stat().st_size for path in folder.glob("habeas.sqlite3*"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"scale {scale:g} on {database()}: {rows:,} rows in {taken:.0f} s, {rows / max(taken, 0.01):,.0f} a second; "
        f"most memory so far {memory:.0f} MB; {room / 1e6:.0f} MB on disk; {load()}",
        flush=True,
    )


def measured(slow: bool) -> dict[str, tuple[float, float, int]]:
    """Page to (milliseconds, milliseconds of this process's own work, queries)."""
    from django.test import Client
    from django.urls import reverse

    from habeas.access.models import User

    records, clients, found = addresses(), {}, {}
    for name, who, where, query in PAGES:
        if who not in clients:
            clients[who] = Client(HTTP_HOST="localhost")
            clients[who].force_login(
                User.objects.get(username=who),
                backend="allauth.account.auth_backends.AuthenticationBackend",
            )
        address = (reverse(where) if ":" in where else records[where]) + query
        found[name] = one_page(clients[who], address, slow)
    return found


def one_page(client: Any, address: str, slow: bool) -> tuple[float, float, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        ask(client, address)
    if slow:
        worst = max(captured.captured_queries, key=lambda one: float(one["time"]))
        print(f"    {address} {worst['time']} s: {worst['sql'][:600]}")
    with CaptureQueriesContext(connection) as captured:
        ask(client, address)
    queries = len(captured)
    spent = [timed(client, address) for _ in range(REQUESTS)]
    return min(one for one, _work in spent), min(work for _one, work in spent), queries


def ask(client: Any, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise AssertionError(f"{address}: {answer.status_code}")


def timed(client: Any, address: str) -> tuple[float, float]:
    began, worked = time.perf_counter(), time.process_time()
    ask(client, address)
    return (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000


def addresses() -> dict[str, str]:
    """The page of one record of each kind; of the first that were written, so that it is the same on each scale."""
    from django.urls import reverse

    from habeas.access.actors import actor_for
    from habeas.access.models import User
    from habeas.coordination.models import Crisis
    from habeas.monitoring.models import Finding, Incident, Interview, Visit
    from habeas.recommendations.models import Recommendation

    actor = actor_for(User.objects.get(username="director"))

    def first(model: Any, **wanted: Any) -> Any:
        return model.objects.visible_to(actor).filter(**wanted).order_by("pk").first()

    visit, incident = first(Visit, state="carried_out"), first(Incident, duplicate_of=None)
    crisis = first(Crisis)
    rows = {
        "visit": visit,
        "incident": incident,
        "interview": first(Interview),
        "finding": first(Finding, kind="single", state="confirmed"),
        "pattern": first(Finding, kind="pattern"),
        "recommendation": first(Recommendation, state="graded"),
        "municipality": visit.municipality,
        "site": visit.site,
        "crisis": crisis,
    }
    return {
        **{name: row.get_absolute_url() for name, row in rows.items()},
        "same": reverse("monitoring:incident-duplicate", args=[incident.pk]),
        "situation": reverse("analysis:situation", args=[crisis.pk]),
    }


def told(one: dict[str, Any], many: dict[str, Any], scale: float) -> int:
    print(
        f"{'milliseconds':<32}{'one year':>10}{f'{scale:g} years':>10}{'ratio':>7}{'work':>7}{'queries':>10}"
    )
    failed = 0
    for name, (spent, worked, queries) in many.items():
        before, work, asked = one[name]
        slower, harder = spent / before, worked / work
        failed += slower > AIM or queries > asked + 3
        print(f"{name:<32}{before:>10.0f}{spent:>10.0f}{slower:>7.2f}{harder:>7.2f}{asked:>6}/{queries}")
    print(f"{failed} pages over {AIM:g} times or with more queries; {load()}")
    return 1 if failed else 0


if __name__ == "__main__":
    numbers = [float(word) for word in sys.argv[1:] if word.replace(".", "").isdigit()]
    sys.exit(main(numbers[0] if numbers else SCALE, "--slow" in sys.argv))
