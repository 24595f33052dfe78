"""What is erased stays erased when an older backup is restored with the record keys of today."""

import shutil

import pytest

from tests.core.conftest import custodians, habeas

__all__ = ["custodians", "habeas"]

ERASE = """
from habeas.access.actions import answer_approval
from habeas.core.files.models import StoredFile
from habeas.people.models import Person
from habeas.retention.actions import ask_erasure, erase_record
with scope.running(Staging()):
    user = access.User.objects.create_user("owner", full_name="Owner")
    access.Appointment.objects.create(user=user, role=access.Role.objects.get(code="monitor"),
                                      organisation=access.Organisation.objects.get(code="test-mission"))
    access.Grant.objects.create(compartment=access.Compartment.objects.get(code="north"), user=user, reason="test",
                                can_read=True, can_own=True)
monitor = actor_for(access.User.objects.get(username="monitor"))
first = Person.objects.visible_to(monitor).order_by("id").first()
for one in (first, StoredFile.objects.visible_to(monitor).get()):
    asked = ask_erasure(monitor, one, reason="asked for by the person")
    answer_approval(actor_for(user), asked, agreed=True)
    erase_record(monitor, one)
"""
LOOK = """
from habeas.core.errors import HabeasError
from habeas.core.files.actions import open_file
from habeas.core.files.models import StoredFile
from habeas.people.actions import open_identity
from habeas.people.models import Person
monitor = actor_for(access.User.objects.get(username="monitor"))
def look(say):
    try:
        print(say())
    except HabeasError as refusal:
        print("erased" if "erased for good" in str(refusal) else refusal)
for person in Person.objects.visible_to(monitor).order_by("id"):
    look(lambda: open_identity(monitor, person, reason="rehearse").names[0])
for file in StoredFile.objects.visible_to(monitor):
    look(lambda: b"".join(open_file(monitor, file).chunks).decode())
"""
WHOLE = ["Arta Testaj0", "Arta Testaj1", "Arta Testaj2", "The canary saw it."]
ERASED = ["erased", "Arta Testaj1", "Arta Testaj2", "erased"]


def looked(habeas):
    return habeas.script(LOOK).split("\n")[:-1]


def back_up(habeas, custodians, path):
    done = habeas.habeas("backup", path, "--to", custodians[0][0])
    assert done.returncode == 0, done.stderr


def restored(habeas, backup, custodians, folder, *words):
    done = habeas.habeas("restore", backup, "--identity", custodians[0][1], "--into", folder, *words)
    assert done.returncode == 0, done.stderr
    found = type(habeas)(folder)
    found.key_file.parent.mkdir()
    shutil.copy2(habeas.key_file, found.key_file)
    return found


@pytest.mark.slow
def test_an_older_backup_with_the_keys_of_today_tells_nothing_of_what_was_erased(
    habeas, custodians, tmp_path
):
    monday, tuesday, keys = tmp_path / "monday.age", tmp_path / "tuesday.age", tmp_path / "record-keys.age"
    back_up(habeas, custodians, monday)
    of_monday = shutil.copy2(keys, tmp_path / "kept-against-the-rule.age")
    assert looked(habeas) == WHOLE
    habeas.script(ERASE)
    assert looked(habeas) == ERASED
    back_up(habeas, custodians, tuesday)
    older = ("--record-keys", of_monday)
    done = habeas.habeas("restore", monday, "--identity", custodians[0][1], "--into", tmp_path / "a", *older)
    assert (done.returncode, "would open again" in done.stderr) == (2, True)
    before = restored(habeas, monday, custodians, tmp_path / "a", *older, "--older-keys")
    assert looked(before) == WHOLE  # the backup does hold it: only the destroyed key keeps it shut
    after = restored(habeas, monday, custodians, tmp_path / "b")
    assert looked(after) == ERASED
    said = after.habeas("reapply-erasures")
    assert (said.returncode, said.stdout.startswith("2 records")) == (0, True), said.stderr
    assert after.habeas("verify-audit").returncode == 0
    assert looked(after) == ERASED


def test_without_the_record_keys_or_with_older_ones_nothing_is_restored(habeas, custodians, tmp_path):
    monday, tuesday, keys = tmp_path / "monday.age", tmp_path / "tuesday.age", tmp_path / "record-keys.age"
    back_up(habeas, custodians, monday)
    older = keys.rename(tmp_path / "older.age")
    words = ("--identity", custodians[0][1], "--into", tmp_path / "restored")
    done = habeas.habeas("restore", monday, *words)
    assert (done.returncode, "The record keys are missing" in done.stderr) == (2, True)
    import time

    time.sleep(1.1)  # the moments are told to the second
    back_up(habeas, custodians, tuesday)
    done = habeas.habeas("restore", tuesday, *words, "--record-keys", older)
    assert (done.returncode, "is older than the backup" in done.stderr) == (2, True)
    done = habeas.habeas("restore", tuesday, "--identity", custodians[1][1], *words[2:])
    assert (done.returncode, "does not open with this identity" in done.stderr) == (2, True)
    assert not (tmp_path / "restored").exists()
