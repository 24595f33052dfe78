"""`habeas verify-audit` proves the trail whole, or names the first broken row and ends with 1."""

import shutil
import sqlite3

import pytest


def change(habeas, *statements):
    with sqlite3.connect(habeas.folder / "habeas.sqlite3") as database:
        for trigger in ("update", "delete"):
            database.execute(f"DROP TRIGGER hb_core_auditrow_{trigger}")
        for statement in statements:
            database.execute(statement)


def test_a_whole_trail_ends_with_nought(habeas):
    done = habeas.habeas("verify-audit")
    assert (done.returncode, done.stderr) == (0, "")
    assert "rows/s" in done.stdout
    assert done.stdout.endswith("The audit trail is whole.\n")


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE core_auditrow SET label = 'x' WHERE seq = 2", "BROKEN  Row 2 was changed"),
        ("DELETE FROM core_auditrow WHERE seq = 2", "BROKEN  Row 2 is missing"),
        (
            "DELETE FROM core_auditrow WHERE seq = (SELECT max(seq) FROM core_auditrow)",
            "BROKEN  The end is cut",
        ),
    ],
)
def test_a_broken_trail_ends_with_one_and_names_the_row(habeas, statement, says):
    change(habeas, statement)
    done = habeas.habeas("verify-audit")
    assert done.returncode == 1
    assert says in done.stdout


def test_a_copy_of_the_head_kept_elsewhere_finds_a_tail_cut_with_its_head(habeas, tmp_path):
    shutil.copy(habeas.folder / "audit-head.json", tmp_path / "kept.json")
    change(habeas, "DELETE FROM core_auditrow WHERE seq > 1")
    (habeas.folder / "audit-head.json").unlink()
    alone = habeas.habeas("verify-audit")
    assert (alone.returncode, "The signed head is missing" in alone.stdout) == (1, True)
    done = habeas.habeas("verify-audit", "--head", tmp_path / "kept.json")
    assert (done.returncode, "The end is cut" in done.stdout) == (1, True)


def test_a_reason_lets_the_trail_go_on_with_a_new_head(habeas):
    (habeas.folder / "audit-head.json").unlink()
    done = habeas.habeas("verify-audit", "--new-head", "moved to another machine without the head")
    assert (done.returncode, "compared with the signed head" in done.stdout) == (0, True), done.stderr
