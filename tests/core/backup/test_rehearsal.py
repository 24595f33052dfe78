"""A backup is rehearsed: written, looked through for secrets, restored and compared, damaged and refused."""

import base64
import hashlib
import io
import json
import shutil
import sqlite3
import tarfile
from contextlib import closing

import pytest
from pyrage import decrypt, x25519

from habeas.core.backup.tables import digest_tables
from habeas.core.vault.keyfile import KeyFile

NAMES = ["Arta Testaj0", "Arta Testaj1", "Arta Testaj2"]


def back_up(habeas, custodians, path):
    words = [word for recipient, _path in custodians for word in ("--to", recipient)]
    return habeas.habeas("backup", path, *words)


@pytest.fixture
def backup(habeas, custodians, tmp_path):
    path = tmp_path / "monday.age"
    done = back_up(habeas, custodians, path)
    assert done.returncode == 0, done.stderr
    return path


def restore(habeas, backup, identity, folder, *words):
    words = words or ("--key", habeas.key_file)
    unused = str(folder) + "-unused"
    return habeas.habeas(
        "restore", backup, "--identity", identity, "--into", folder, *words, HABEAS_DATA=unused
    )


def opened(backup, identity_file):
    identity = x25519.Identity.from_str(identity_file.read_text().splitlines()[-1])
    plain = decrypt(backup.read_bytes(), [identity])
    with tarfile.open(fileobj=io.BytesIO(plain)) as archive:
        return plain, {member.name: archive.extractfile(member).read() for member in archive}


@pytest.mark.parametrize("which", [0, 1])
def test_each_recipient_restores_it_whole(habeas, backup, custodians, tmp_path, which):
    folder = tmp_path / "restored"
    done = restore(habeas, backup, custodians[which][1], folder)
    assert (done.returncode, done.stderr) == (0, "")
    restored = type(habeas)(folder)
    _plain, members = opened(backup, custodians[0][1])
    told = json.loads(members["manifest.json"])["tables"]
    found = digest_tables(folder / "habeas.sqlite3")
    assert {**found, "core_recordkey": None} == {**told, "core_recordkey": None}
    assert (told["core_recordkey"]["rows"], found["core_recordkey"]["rows"]) == (0, 4)
    assert "people_person" in done.stdout
    assert not restored.key_file.exists()
    restored.key_file.parent.mkdir()
    shutil.copy2(habeas.key_file, restored.key_file)
    assert (restored.names(), restored.files()) == (NAMES, ["The canary saw it."])
    assert restored.habeas("verify-audit").returncode == 0


def test_the_tables_of_the_source_are_those_of_the_copy(habeas, backup, custodians, tmp_path):
    folder = tmp_path / "restored"
    restore(habeas, backup, custodians[0][1], folder)
    assert digest_tables(folder / "habeas.sqlite3") == digest_tables(habeas.folder / "habeas.sqlite3")


def test_no_key_and_no_protected_word_is_in_it(habeas, backup, custodians):
    plain, _members = opened(backup, custodians[0][1])
    body = json.loads(habeas.key_file.read_text())
    secrets = [*body["masters"].values(), body["audit"], body["session"]]
    assert [s for s in secrets if s.encode() in plain or base64.b64decode(s) in plain] == []
    assert [word for word in (b"Testaj", b"canary saw", b"AGE-SECRET") if word in plain] == []
    assert b"people_person" not in backup.read_bytes()


def test_somebody_else_restores_nothing(habeas, backup, tmp_path):
    stranger = tmp_path / "stranger.txt"
    stranger.write_text(str(x25519.Identity.generate()))
    done = restore(habeas, backup, stranger, tmp_path / "restored")
    assert (done.returncode, "does not open with this identity" in done.stderr) == (2, True)
    assert left_behind(tmp_path) == []


def left_behind(tmp_path):
    return sorted(
        path.name for path in tmp_path.iterdir() if "restored" in path.name and "unused" not in path.name
    )


DAMAGE = {
    "cut by a byte": lambda body: body[:-1],
    "cut in half": lambda body: body[: len(body) // 2],
    "cut to its header": lambda body: body[:300],
    "empty": lambda body: b"",
    "one byte changed": lambda body: (
        body[: len(body) // 2] + bytes([body[len(body) // 2] ^ 1]) + body[len(body) // 2 + 1 :]
    ),
    "longer": lambda body: body + b"x",
    "no backup": lambda body: b"hello",
}


def test_a_damaged_backup_is_refused_and_leaves_nothing(backup, custodians, tmp_path):
    from habeas.core.backup.age_stream import BackupError
    from habeas.core.backup.restoring import restore_backup

    whole, accepted = backup.read_bytes(), []
    for how, damage in DAMAGE.items():
        backup.write_bytes(damage(whole))
        try:
            restore_backup(backup, custodians[0][1], tmp_path / "restored")
        except BackupError as refusal:
            assert "damaged, cut short" in str(refusal), how
        else:
            accepted.append(how)
    assert (accepted, left_behind(tmp_path)) == ([], [])


def wrap(backup, custodians, content):
    """A backup with this content, as anybody can make it who knows a recipient."""
    from habeas.core.backup.age_stream import sealed_to

    backup.unlink()
    recipient = x25519.Recipient.from_str(custodians[0][0])
    with sealed_to(backup, [recipient]) as stream, tarfile.open(fileobj=stream, mode="w|") as archive:
        for name, body in content.items():
            member = tarfile.TarInfo(name)
            member.size = len(body)
            archive.addfile(member, io.BytesIO(body))


def test_a_forged_backup_is_refused_though_it_fits_its_manifest(habeas, backup, custodians, tmp_path):
    _plain, members = opened(backup, custodians[0][1])
    manifest = json.loads(members["manifest.json"])
    forged = b"x" * 10
    manifest["members"]["files/aa/" + "0" * 30] = {"size": 10, "sha256": hashlib.sha256(forged).hexdigest()}
    told = {**members, "files/aa/" + "0" * 30: forged, "manifest.json": json.dumps(manifest).encode()}
    wrap(backup, custodians, told)
    done = restore(habeas, backup, custodians[0][1], tmp_path / "restored")
    assert (done.returncode, "was not written by this register" in done.stderr) == (2, True), done.stderr
    assert left_behind(tmp_path) == []


def test_without_the_key_file_nobody_can_tell_who_wrote_it(habeas, backup, custodians, tmp_path):
    folder, deposit = tmp_path / "restored", tmp_path / "key.age"
    done = restore(habeas, backup, custodians[0][1], folder, "--key", custodians[0][1])
    assert (done.returncode, "Nobody can tell" in done.stderr) == (2, True), done.stderr
    assert not folder.exists()
    words = [word for recipient, _path in custodians for word in ("--custodian", recipient)]
    assert habeas.habeas("keys", "escrow", *words, "--out", deposit).returncode == 0
    assert restore(habeas, backup, custodians[0][1], folder, "--key", deposit).returncode == 0


def test_a_plain_copy_that_a_killed_backup_left_is_removed_by_the_next(habeas, custodians, tmp_path):
    left = habeas.folder / "backup-killed"
    left.mkdir()
    (left / "database.sqlite3").write_bytes(b"the record keys of everybody")
    assert back_up(habeas, custodians, tmp_path / "monday.age").returncode == 0
    assert list(habeas.folder.glob("backup-*")) == []


def test_a_backup_that_differs_from_its_manifest_is_refused(habeas, backup, custodians, tmp_path):
    from habeas.core.backup.age_stream import BackupError
    from habeas.core.backup.restoring import Trust, restore_backup

    _plain, members = opened(backup, custodians[0][1])
    database = tmp_path / "db"
    database.write_bytes(members["database.sqlite3"])
    with closing(sqlite3.connect(database)) as changed:
        changed.execute("UPDATE people_person SET sex = 'F'")
        changed.commit()
    members["database.sqlite3"] = database.read_bytes()
    evil = {**members, "../../evil": b"x"}
    for content, says in ((members, "differs from its manifest"), (evil, "which no backup of habeas holds")):
        wrap(backup, custodians, content)
        with pytest.raises(BackupError, match=says):
            trust = Trust(key=habeas.key_file)
            restore_backup(backup, custodians[0][1], tmp_path / "restored", trust=trust)
    assert left_behind(tmp_path) == []


def test_nothing_is_overwritten(habeas, backup, custodians, tmp_path):
    before = backup.read_bytes()
    assert "exists already" in back_up(habeas, custodians, backup).stderr
    assert backup.read_bytes() == before
    folder = tmp_path / "restored"
    folder.mkdir()
    (folder / "mine").write_text("mine")
    done = restore(habeas, backup, custodians[0][1], folder)
    assert (done.returncode, "is not empty" in done.stderr) == (2, True)
    assert (folder / "mine").read_text() == "mine"


def test_a_file_that_is_missing_from_the_store_is_named(habeas, custodians, tmp_path):
    for path in (habeas.folder / "files").rglob("*"):
        if path.is_file():
            path.unlink()
    done = back_up(habeas, custodians, tmp_path / "monday.age")
    assert (done.returncode, done.stderr.count("MISSING")) == (1, 1)


def test_a_recipient_that_is_none_is_named(habeas, tmp_path):
    done = habeas.habeas("backup", tmp_path / "x.age", "--to", "age1nobody")
    assert (done.returncode, "'age1nobody…' is not an age recipient" in done.stderr) == (2, True)
    assert not (tmp_path / "x.age").exists()


def test_the_key_file_that_is_restored_beside_it_is_the_one_named(backup, habeas, custodians):
    _plain, members = opened(backup, custodians[0][1])
    manifest = json.loads(members["manifest.json"])
    assert manifest["key_fingerprint"] == KeyFile.loads(habeas.key_file.read_text(), "x").fingerprint
