"""A seized disk with PostgreSQL on it: its data directory with the log (WAL), the dump in a backup, files and logs.

Fewer canaries than on SQLite, for time; the whole: HABEAS_CANARIES=500 python tools/postgres.py pytest THIS-FILE
"""

import os
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.core.backup.test_postgresql import ADDRESS, make_database, pytestmark
from tests.core.backup.test_seized_disk import PLANT, SPEAK_CLEARLY, found_on, run, seized
from tests.installation import install

__all__ = ["make_database", "pytestmark"]

CANARIES = int(os.environ.get("HABEAS_CANARIES", "60"))
FLUSHED = 1.0
"""So many seconds after which PostgreSQL has written its log, also when a commit does not wait for it."""


def cluster_on_disk():
    """Every file of the cluster: tables, log, temporary files, what the server said."""
    time.sleep(FLUSHED)
    folder = Path(parse_qs(urlsplit(ADDRESS).query)["host"][0])
    disk = {}
    for path in folder.rglob("*"):
        try:
            if path.is_file():
                disk[f"cluster/{path.relative_to(folder)}"] = path.read_bytes()
        except FileNotFoundError:  # a segment of the log that is recycled meanwhile
            continue
    return disk


@pytest.mark.figures
def test_canaries_are_nowhere_in_the_cluster_or_the_dump(make_database, custodians, tmp_path, figure):
    habeas = install(tmp_path / "data", database=make_database())
    done = run(habeas, tmp_path, PLANT, count=CANARIES)
    sown, models = map(int, done.stdout.split()[-2:])
    disk = seized(habeas, custodians, tmp_path, done, "first.age") | cluster_on_disk()
    places, size = found_on(disk), sum(map(len, disk.values())) / 1e6
    told = (
        f"{sown} canaries in {models} models, {len(disk)} files, {size:.0f} MB searched, {len(places)} found"
    )
    figure("seized disk, PostgreSQL", told)
    assert sown >= CANARIES and places == []
    assert any("pg_wal/" in name for name in disk) and any("/base/" in name for name in disk)
    run(habeas, tmp_path, SPEAK_CLEARLY)
    clear = {name.split("/data/")[-1].split("/")[0] for name, _way in found_on(cluster_on_disk())}
    assert "pg_wal" in clear
