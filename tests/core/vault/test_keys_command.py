"""`habeas keys`, as an administrator meets it: losing the key file, bringing it back, changing the keys."""

import os
import sqlite3

import pytest

from habeas.core.vault.keyfile import KeyFile

NAMES = ["Arta Testaj0", "Arta Testaj1", "Arta Testaj2"]


def deposit(habeas, custodians):
    words = [word for recipient, _path in custodians for word in ("--custodian", recipient)]
    done = habeas.habeas("keys", "escrow", *words, "--out", "deposit.age")
    assert done.returncode == 0, done.stderr
    return habeas.folder / "deposit.age"


@pytest.mark.parametrize("which", [0, 1])
def test_each_custodian_alone_brings_a_lost_key_file_back(habeas, custodians, which):
    kept = deposit(habeas, custodians)
    habeas.key_file.unlink()
    assert habeas.habeas("verify-audit").returncode == 2
    done = habeas.habeas("keys", "recover", kept, "--identity", custodians[which][1])
    assert (done.returncode, done.stderr) == (0, "")
    assert "It opens all" in done.stdout
    assert oct(habeas.key_file.stat().st_mode & 0o777) == "0o400"
    assert habeas.names() == NAMES
    assert habeas.habeas("verify-audit").returncode == 0


def test_a_deposit_holds_no_key_in_clear(habeas, custodians):
    kept = deposit(habeas, custodians).read_text()
    keys = KeyFile.loads(habeas.key_file.read_text(), "here")
    assert kept.startswith("-----BEGIN AGE ENCRYPTED FILE-----")
    assert not [n for n in keys.dumps().split('"') if len(n) > 40 and n in kept]


def test_somebody_who_is_no_custodian_recovers_nothing(habeas, custodians, tmp_path):
    from pyrage import x25519

    kept = deposit(habeas, custodians)
    habeas.key_file.unlink()
    other = tmp_path / "other.txt"
    other.write_text(str(x25519.Identity.generate()))
    done = habeas.habeas("keys", "recover", kept, "--identity", other)
    assert done.returncode == 2
    assert "does not open with this identity" in done.stderr
    assert not habeas.key_file.exists()


def test_one_custodian_is_not_enough(habeas, custodians):
    done = habeas.habeas("keys", "escrow", *["--custodian", custodians[0][0]] * 2)
    assert (done.returncode, "at least 2 different custodians" in done.stderr) == (2, True)


def test_a_key_file_that_is_there_is_not_overwritten(habeas, custodians):
    kept, before = deposit(habeas, custodians), habeas.key_file.read_bytes()
    done = habeas.habeas("keys", "recover", kept, "--identity", custodians[0][1])
    assert (done.returncode, "Move it away first" in done.stderr) == (2, True)
    assert habeas.key_file.read_bytes() == before


def test_a_deposit_of_another_database_is_refused(habeas, custodians, original, tmp_path):
    other = original.copy(tmp_path / "other")
    other.key_file.unlink()
    (other.folder / "habeas.sqlite3").unlink()
    (other.folder / "audit-head.json").unlink()
    other.habeas("migrate", "--verbosity", "0")
    kept = deposit(other, custodians)
    habeas.key_file.unlink()
    done = habeas.habeas("keys", "recover", kept, "--identity", custodians[0][1])
    assert (done.returncode, "does not belong to this database" in done.stderr) == (2, True)
    assert not habeas.key_file.exists()


def test_the_master_key_is_replaced_and_everything_still_opens(habeas, custodians):
    kept = deposit(habeas, custodians)
    old = KeyFile.loads(habeas.key_file.read_text(), "here")
    done = habeas.habeas("keys", "rotate-master")
    assert "Master key 2 is in use" in done.stdout, done.stderr
    new = KeyFile.loads(habeas.key_file.read_text(), "here")
    assert (list(new.masters), new.fingerprint) == ([2], old.fingerprint)
    assert habeas.names() == NAMES
    assert "OUT OF DATE" in habeas.habeas("keys", "status").stdout
    habeas.key_file.unlink()
    stale = habeas.habeas("keys", "recover", kept, "--identity", custodians[0][1])
    assert (stale.returncode, "which the key file lacks" in stale.stderr) == (2, True)


CRASHES = {
    "after the key file was written": "rotation.rewrap_data_keys",
    "inside the transaction": "rotation.datakeys.wrap",
    "before the old master leaves the file": "keyfile.KeyFile.without_master",
}


@pytest.mark.parametrize("moment", CRASHES)
def test_a_crash_during_rotation_leaves_everything_readable(habeas, moment):
    habeas.script(f"""
    from habeas.core.vault import keyfile, rotation
    class Crash(Exception): pass
    def crash(*args, **kwargs): raise Crash
    {CRASHES[moment]} = crash
    try:
        rotation.rotate_master()
    except Crash:
        pass
    else:
        raise SystemExit("no crash happened")
    """)
    assert habeas.names() == NAMES
    done = habeas.habeas("keys", "rotate-master")
    assert done.returncode == 0, done.stderr
    assert len(KeyFile.loads(habeas.key_file.read_text(), "here").masters) == 1
    assert habeas.names() == NAMES


def key_versions(habeas):
    with sqlite3.connect(habeas.folder / "habeas.sqlite3") as database:
        return {row[0][2] for row in database.execute("SELECT family FROM people_personname")}


def test_a_new_data_key_seals_old_values_after_reencryption(habeas):
    assert key_versions(habeas) == {1}
    assert "data key version 2" in habeas.habeas("keys", "rotate-data", "north").stdout
    assert (key_versions(habeas), habeas.names()) == ({1}, NAMES)
    done = habeas.habeas("keys", "reencrypt")
    assert "7 rows were sealed anew" in done.stdout, done.stderr
    assert (key_versions(habeas), habeas.names()) == ({2}, NAMES)
    assert "0 rows were sealed anew" in habeas.habeas("keys", "reencrypt").stdout


def test_an_unknown_compartment_is_answered_with_those_there_are(habeas):
    done = habeas.habeas("keys", "rotate-data", "nroth")
    assert done.stderr == "habeas: There is no compartment 'nroth'. There are: north.\n"


BROKEN = {
    "missing": (lambda path: path.unlink(), "is missing"),
    "damaged": (
        lambda path: (path.chmod(0o600), path.write_text('{"format": 1, "ma'), path.chmod(0o400)),
        "it is damaged",
    ),
    "emptied": (
        lambda path: (path.chmod(0o600), path.write_text(""), path.chmod(0o400)),
        "is not a key file",
    ),
    "open to others": (lambda path: path.chmod(0o644), "can be read by others"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_key_file_in_trouble_is_named_with_its_remedy(habeas, how):
    destroy, says = BROKEN[how]
    destroy(habeas.key_file)
    done = habeas.habeas("keys", "status")
    assert done.returncode == 2
    assert says in done.stderr
    assert str(habeas.key_file) in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_key_file_that_this_user_may_not_read_is_named(habeas):
    habeas.key_file.chmod(0)
    assert "cannot be read by this user" in habeas.habeas("keys", "status").stderr


def test_the_key_file_of_another_database_writes_nothing(habeas, original, tmp_path):
    habeas.key_file.unlink()
    habeas.key_file.write_text(KeyFile.generate().dumps())
    habeas.key_file.chmod(0o400)
    done = habeas.habeas("keys", "rotate-data", "north")
    assert (done.returncode, "does not belong to this database" in done.stderr) == (2, True)
    assert "LOCKED" in habeas.habeas("keys", "status").stdout
    habeas.key_file.unlink()
    habeas.key_file.write_bytes(original.key_file.read_bytes())
    habeas.key_file.chmod(0o400)
    assert habeas.habeas("verify-audit").returncode == 0


def test_a_locked_database_is_said(habeas):
    with sqlite3.connect(habeas.folder / "habeas.sqlite3") as other:
        other.execute("BEGIN IMMEDIATE")
        done = habeas.habeas("keys", "rotate-data", "north", HABEAS_DATABASE_TIMEOUT="0.3")
        other.rollback()
    assert (done.returncode, "locked by another program" in done.stderr) == (2, True)
