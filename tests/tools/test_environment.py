"""Making the environment: what a newcomer reads when something is missing."""

import sys
from collections import namedtuple
from pathlib import Path

import pytest

from tools import environment

Version = namedtuple("Version", "major minor micro")


@pytest.mark.parametrize(
    ("version", "refused"), [((3, 10, 9), True), ((3, 13, 0), True), ((3, 11, 2), False)]
)
def test_only_the_pythons_that_are_tested_are_taken(monkeypatch, version, refused: bool) -> None:
    monkeypatch.setattr(sys, "version_info", Version(*version))
    assert ("needs Python 3.11 or 3.12" in environment.what_is_missing()) is refused


def test_a_python_without_venv_is_told_what_to_install(monkeypatch) -> None:
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    assert "apt-get install python3-venv" in environment.what_is_missing()


def test_an_environment_of_somebody_else_is_used_as_it_is(tmp_path: Path, capsys) -> None:
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.touch()
    assert environment.main(["--venv", str(tmp_path), "--lock", "requirements/base.txt"]) == 0
    assert "as it is" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["bin"]


def test_an_environment_is_made_anew_when_the_lock_changes(tmp_path: Path) -> None:
    lock = tmp_path / "base.txt"
    lock.write_text("one==1\n")
    before = environment.wanted_mark(lock)
    lock.write_text("one==2\n")
    assert environment.wanted_mark(lock) != before


def test_what_development_needs_is_enough_to_run(tmp_path: Path) -> None:
    base, dev = tmp_path / "base.txt", tmp_path / "dev.txt"
    base.write_text("one==1\n")
    dev.write_text("one==1\ntwo==2\n")
    assert environment.wanted_mark(dev) in environment.good_marks(base)
    assert environment.wanted_mark(base) not in environment.good_marks(dev)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Collecting django==5.2.1 (from -r base.txt (line 3))", "django"),
        ("Requirement already satisfied: numpy==2.4.6 in ./lib (2.4.6)", "numpy"),
        ("Processing /a/folder/nh3-0.3.8-cp311-abi3-manylinux_2_17_x86_64.whl", "nh3-0.3.8"),
    ],
)
def test_progress_names_the_package(line: str, name: str) -> None:
    assert environment.package_name(line) == name
