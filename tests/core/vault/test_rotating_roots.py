"""Other keys for the audit trail and for sessions: what was sealed before stays provable, and only that."""

from __future__ import annotations

import hmac
import shutil
from pathlib import Path

import pytest
from django.conf import settings as host

from habeas.core import audit
from habeas.core.actors import system_actor
from habeas.core.audit import AuditRow
from habeas.core.vault import keyfile, rotation
from habeas.core.vault.keyfile import KeyFile
from tests.core.test_audit import forge
from tests.core.vault.test_keys_command import deposit
from tests.shelf.actions import make_box


@pytest.fixture
def key_file(settings, tmp_path):
    """A key file of this test alone."""
    kept = Path(shutil.copy2(host.KEY_FILE, tmp_path / "habeas.key"))
    settings.KEY_FILE = kept
    keyfile.forget()
    yield kept
    settings.KEY_FILE = host.KEY_FILE
    keyfile.forget()


@pytest.fixture
def trail(db, world, monitor, key_file, django_capture_on_commit_callbacks):
    """`trail(3)`: so many rows more."""

    def grow(number):
        with django_capture_on_commit_callbacks(execute=True):
            for _ in range(number):
                make_box(monitor, world.north, label="a box")

    return grow


def rotate():
    return rotation.rotate_audit_root(system_actor("rotate the key of the audit trail"))


def test_the_trail_stays_verifiable_through_several_rotations(trail):
    trail(3)
    last = rotate()
    trail(3)
    rotate()
    trail(2)
    verdict = audit.verify()
    assert (verdict.problems, verdict.rows, last) == ((), 10, 3)
    assert len(keyfile.current().audit_keys) == 3


@pytest.mark.parametrize("row", [1, 3, 4, 6])
def test_a_change_on_either_side_is_noticed(trail, row):
    trail(3)
    rotate()
    trail(3)
    forge("UPDATE core_auditrow SET label = 'somebody else' WHERE seq = %s", row)
    assert any(f"Row {row} was changed" in problem for problem in audit.verify().problems)


def test_who_has_the_former_key_adds_no_row_and_rewrites_none(trail):
    trail(3)
    former = keyfile.current()
    rotate()
    trail(1)
    rows = {row.seq: row for row in AuditRow.objects.visible_to(system_actor("look at the trail"))}
    forged = audit.canonical(getattr(rows[5], name) for name in audit.COLUMNS)
    mac = hmac.digest(former.audit_keys[-1][1], bytes(rows[4].mac) + forged, "sha256")
    assert mac != bytes(rows[5].mac)
    true = hmac.digest(keyfile.current().audit_key_of(5), bytes(rows[4].mac) + forged, "sha256")
    assert true == bytes(rows[5].mac)


def test_a_server_that_runs_on_follows_at_its_next_row(trail, key_file):
    """Another process replaces the key file while this one remembers the old one."""
    trail(2)
    remembered = keyfile.current()
    keyfile.write(key_file, remembered.with_new_audit_root(2))
    assert keyfile.current() is remembered
    trail(2)
    keyfile.forget()
    assert audit.verify().problems == ()
    assert audit.end_fits(keyfile.current()) and not audit.end_fits(remembered)


def test_a_trail_that_a_backup_took_back_goes_on(trail):
    """Rows up to the rotation are sealed with the former key, also when they are written again."""
    keys = keyfile.current().with_new_audit_root(100)
    keyfile.write(Path(host.KEY_FILE), keys)
    trail(3)
    rotate()
    trail(2)
    assert audit.verify().problems == ()
    assert [until for until, _root in keyfile.current().audit_before] == [3, 3]


def test_a_key_file_reads_what_it_wrote(key_file):
    keys = keyfile.current().with_new_audit_root(7).with_new_audit_root(9)
    again = KeyFile.loads(keys.dumps(), "here")
    assert again == keys and again.fingerprint == keyfile.current().fingerprint
    assert [again.audit_key_of(n) for n in (7, 8, 10)] == [key for _until, key in again.audit_keys]
    assert keys.with_new_session_root().session_secret != keys.session_secret


@pytest.mark.slow
def test_the_commands_rotate_and_everything_stays_provable(habeas, custodians, tmp_path):
    kept = deposit(habeas, custodians)
    monday = tmp_path / "monday.age"
    assert habeas.habeas("backup", monday, "--to", custodians[0][0]).returncode == 0
    done = habeas.habeas("keys", "rotate-audit")
    assert "stays verifiable" in done.stdout, done.stderr
    before = KeyFile.loads(habeas.key_file.read_text(), "here")
    assert habeas.habeas("keys", "rotate-sessions").returncode == 0
    after = KeyFile.loads(habeas.key_file.read_text(), "here")
    assert (after.audit_root == before.audit_root, after.session_secret == before.session_secret) == (
        True,
        False,
    )
    proved = habeas.habeas("verify-audit")
    assert proved.returncode == 0, proved.stdout + proved.stderr
    assert "OUT OF DATE" in habeas.habeas("keys", "status").stdout
    done = habeas.habeas("restore", monday, "--identity", custodians[0][1], "--into", tmp_path / "a")
    assert done.returncode == 0, done.stderr
    habeas.key_file.unlink()
    stale = habeas.habeas("keys", "recover", kept, "--identity", custodians[0][1])
    assert (stale.returncode, "older than the key that seals" in stale.stderr) == (2, True)
