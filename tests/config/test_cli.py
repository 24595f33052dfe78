"""The command `habeas`, as somebody in front of a terminal meets it."""

import subprocess
import sys

import pytest

from habeas.config import cli
from tests.house.sources import ROOT


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A fresh interpreter, as the shell would start it."""
    env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT / "src"), "LC_ALL": "C.UTF-8", **environment}
    return subprocess.run([sys.executable, "-m", "habeas", *words], capture_output=True, text=True, env=env)


def test_a_newcomer_sees_the_commands_in_groups(capsys) -> None:
    assert cli.main([]) == 0
    said = capsys.readouterr().out
    groups = [
        line for line in said.splitlines() if line in ("Run", "Data", "Safety", cli.SCIENCE, "Workshop")
    ]
    assert groups[:3] == ["Run", "Data", "Safety"]


def test_help_lists_only_what_this_version_has(capsys) -> None:
    cli.main(["help"])
    listed = {line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("  ")}
    assert listed == {command.name for command in cli.COMMANDS if command.exists()}


def test_a_misspelled_command_is_answered_with_the_one_that_was_meant(capsys) -> None:
    assert cli.main(["verify-adit"]) == 2
    assert "Did you mean `habeas verify-audit`?" in capsys.readouterr().err


def test_an_underscore_is_understood(capsys) -> None:
    cli.main(["load_pakc"])
    assert "`habeas load-pack`" in capsys.readouterr().err


def test_each_command_has_one_name_and_a_word_on_what_it_does() -> None:
    names = [command.name for command in cli.COMMANDS]
    assert len(set(names)) == len(names)
    assert [
        command.name for command in cli.COMMANDS if not command.about or command.about.endswith(".")
    ] == []


def test_help_starts_neither_django_nor_a_science() -> None:
    heavy = "print(sorted({'django', 'numpy'} & set(sys.modules)))"
    script = f"import sys; from habeas.config import cli; cli.main([]); {heavy}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT / "src")
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", [c.name for c in cli.COMMANDS if c.group == cli.SCIENCE and c.exists()])
def test_a_science_runs_without_settings_database_or_keys(name: str, tmp_path) -> None:
    done = run(name, "--help", DJANGO_SETTINGS_MODULE="nowhere", HABEAS_DATA=str(tmp_path / "data"))
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("database is locked", "the database is locked by another program"),
        ("no such table: core_entry", "the database is not prepared: run `habeas migrate` first"),
        ("unable to open database file", "the database cannot be reached"),
        ("disk I/O error", "the database refused: disk I/O error"),
    ],
)
def test_what_the_database_says_is_told_with_its_remedy(said: str, advice: str) -> None:
    assert cli.database_advice(Exception(said)).startswith(advice)


@pytest.mark.parametrize("words", [("demo", "--help"), ("help", "demo"), ("backup", "-h")])
def test_asking_what_a_command_does_makes_no_key_and_no_folder(words: tuple[str, ...], tmp_path) -> None:
    data = tmp_path / "data"
    told = run(*words, HABEAS_DATA=str(data))
    assert (told.returncode, "usage: habeas" in told.stdout) == (0, True)
    assert not data.exists()
