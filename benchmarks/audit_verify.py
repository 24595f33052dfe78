"""How fast `habeas verify-audit` reads a long trail, beside the floor: reading its rows and one HMAC over them.

PYTHONPATH=src python benchmarks/audit_verify.py [ROWS]
python tools/postgres.py python benchmarks/audit_verify.py
"""

from __future__ import annotations

import hmac
import json
import os
import sys
import time
from collections.abc import Iterator
from typing import Any

from register import database, load, register

ROWS = 500_000
AIM = 100_000


def main(rows: int) -> int:
    with register():
        write_trail(rows)
        print(f"{rows:,} rows on {database()}, {load()}")
        floor = rows / seconds_of(read_and_sign)
        print(f"floor  {floor:>10,.0f} rows/s  (rows read, one HMAC-SHA256 over all of them)")
        speed = rows / seconds_of(verify_whole)
        print(f"verify {speed:>10,.0f} rows/s  ({speed / floor:.2f} of the floor; aim {AIM:,})")
    return 0 if speed >= AIM else 1


def seconds_of(work: Any) -> float:
    """The quickest of three runs."""
    spent = []
    for _ in range(3):
        began = time.perf_counter()
        work()
        spent.append(time.perf_counter() - began)
    return min(spent)


def verify_whole() -> None:
    from habeas.core import audit

    verdict = audit.verify()
    if not verdict.intact:
        raise AssertionError(verdict.problems)


def read_and_sign() -> None:
    """What no check can do without."""
    from django.db import connection

    from habeas.core import audit, policies

    signed = hmac.new(b"floor", digestmod="sha256")
    low = 0
    with policies.statement(audit._CHAIN), connection.cursor() as cursor:
        while True:
            columns = ", ".join((*audit.COLUMNS, "mac"))
            cursor.execute(
                f"SELECT {columns} FROM core_auditrow WHERE seq > %s ORDER BY seq LIMIT 20000",  # noqa: S608
                [low],
            )
            found = cursor.fetchall()
            if not found:
                break
            low = found[-1][0]
            for row in found:
                signed.update(row[10].encode())


def write_trail(rows: int) -> None:
    """Rows as an ordinary day leaves them, chained as `audit.append` chains them, written in bulk."""
    from django.db import connection, transaction

    from habeas.core import audit, policies

    names = (*audit.COLUMNS, "mac")
    marks = ", ".join(["%s"] * len(names))
    insert = f"INSERT INTO core_auditrow ({', '.join(names)}) VALUES ({marks})"  # noqa: S608
    batch: list[Any] = []
    with policies.statement(audit._CHAIN), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")  # carries the scope of what follows in this transaction
        for row in chained(rows):
            batch.append(row)
            if len(batch) == 10_000:
                cursor.executemany(insert, batch)
                batch.clear()
        if batch:
            cursor.executemany(insert, batch)
        cursor.execute("ANALYZE core_auditrow")
    last_seq, last_mac = row[0], row[-1]
    audit.head.advance(last_seq, last_mac)
    audit.head.begin_anew()


def chained(rows: int) -> Iterator[tuple[Any, ...]]:
    from habeas.core import audit
    from habeas.core.ids import new_id
    from habeas.core.vault import keyfile

    seal = audit.Sealer(keyfile.current().audit_keys[-1][1])
    previous, began = audit.GENESIS, time.time_ns() // 1000
    place, actor = str(new_id()), str(new_id())
    for seq in range(1, rows + 1):
        record = str(new_id())
        fields = ["activity", "kind", "site_id", "unit_id", "task_id", "planned_for", "purpose"]
        changes = [["monitoring.visit", record, "created", 1, fields, os.urandom(16).hex()]]
        detail = json.dumps({"changes": changes}, sort_keys=True, separators=(",", ":"))
        values = (seq, began + seq, actor, "arta.testaj", "page", "visit.plan", "done")
        values += ("monitoring.visit", record, place, detail)
        previous = seal.mac(previous + audit.canonical(values))
        yield (*values, previous)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
