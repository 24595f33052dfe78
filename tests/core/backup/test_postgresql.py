"""The rehearsal on PostgreSQL: dumped at one moment, loaded by the command itself, every table equal."""

import os
import re
import shutil
import uuid

import psycopg
import pytest

from habeas.core.backup import postgresql
from tests.installation import install

ADDRESS = os.environ.get("HABEAS_DATABASE_URL", "")
pytestmark = [
    pytest.mark.skipif(not ADDRESS.startswith("postgres"), reason="needs PostgreSQL (tools/postgres.py)"),
    pytest.mark.postgresql,
    pytest.mark.slow,
]


@pytest.fixture
def make_database():
    """`make_database()` gives the address of a new, empty database; all are dropped at the end."""
    made = []

    def make():
        name = f"rehearsal_{uuid.uuid4().hex[:12]}"
        run(f'CREATE DATABASE "{name}"')
        made.append(name)
        return re.sub(r"/[^/?]*(\?|$)", rf"/{name}\1", ADDRESS, count=1)

    yield make
    for name in made:
        run(f'DROP DATABASE "{name}" WITH (FORCE)')


def run(statement):
    with psycopg.connect(ADDRESS, autocommit=True) as server:
        server.execute(statement)


def digests(address):
    with psycopg.connect(address, options=postgresql.EVERYWHERE) as reader:
        return postgresql.digest_tables(reader)


def test_it_is_restored_whole_into_another_database(make_database, custodians, tmp_path):
    source = install(tmp_path / "data", database=make_database())
    backup, target = tmp_path / "monday.age", make_database()
    done = source.habeas("backup", backup, "--to", custodians[0][0])
    assert done.returncode == 0, done.stderr
    words = ("restore", backup, "--identity", custodians[0][1], "--into", tmp_path / "restored")
    done = source.habeas(*words)
    assert (done.returncode, "Name an empty database" in done.stderr) == (2, True)
    done = source.habeas(*words, "--database", source.database)
    assert (done.returncode, "The database is not empty" in done.stderr) == (2, True)
    done = source.habeas(*words, "--database", target)
    assert done.returncode == 0, done.stderr
    found, wanted = digests(target), digests(source.database)
    assert found == wanted
    assert sum(table["rows"] for table in found.values()) > 50
    restored = type(source)(tmp_path / "restored", target)
    restored.key_file.parent.mkdir()
    shutil.copy2(source.key_file, restored.key_file)
    assert restored.names() == ["Arta Testaj0", "Arta Testaj1", "Arta Testaj2"]
    assert restored.files() == ["The canary saw it."]
    assert restored.habeas("verify-audit").returncode == 0


def test_a_row_changed_in_the_restored_database_would_be_noticed(make_database, tmp_path):
    source = install(tmp_path / "data", database=make_database())
    before = digests(source.database)
    with psycopg.connect(source.database, options=postgresql.EVERYWHERE) as writer:
        writer.execute(
            "UPDATE people_person SET sex = 'F' WHERE id = (SELECT min(id::text)::uuid FROM people_person)"
        )
    changed = digests(source.database)
    assert [name for name in before if before[name] != changed[name]] == ["people_person"]
