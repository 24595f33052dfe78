"""The throw-away cluster: it serves one command, then nothing of it is left."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT
from tools import postgres

ASK = """
import os, psycopg
with psycopg.connect(os.environ["HABEAS_DATABASE_URL"]) as connection:
    role = "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    print(connection.execute(role).fetchone())
print(os.environ["HABEAS_DATABASE_URL"].split("host=")[1])
"""
has_postgresql = pytest.mark.skipif(
    not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")), reason="PostgreSQL is not installed here"
)


def beside_a_cluster(*command: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, str(ROOT / "tools" / "postgres.py"), *command]
    return subprocess.run(words, capture_output=True, text=True, env=os.environ | {"PGHOST": "elsewhere"})


@has_postgresql
@pytest.mark.slow
def test_the_command_speaks_to_a_cluster_in_which_it_is_no_superuser() -> None:
    done = beside_a_cluster(sys.executable, "-c", ASK)
    role, folder = done.stdout.splitlines()
    assert role == "('habeas', False, False)"
    assert not Path(folder).exists()


@has_postgresql
@pytest.mark.slow
def test_the_commands_failure_is_passed_on() -> None:
    assert beside_a_cluster(sys.executable, "-c", "raise SystemExit(7)").returncode == 7


def test_a_machine_without_postgresql_is_told_what_to_install(monkeypatch, capsys, tmp_path: Path) -> None:
    monkeypatch.setattr(postgres, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert postgres.main(["true"]) == 1
    assert "apt-get install postgresql" in capsys.readouterr().err


def test_without_a_command_it_tells_how_to_use_it(capsys) -> None:
    assert postgres.main([]) == 2
    assert "python tools/postgres.py" in capsys.readouterr().err
