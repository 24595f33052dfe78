"""What a backup says of who wrote it, compared without ever falling over what somebody else wrote there."""

from pathlib import Path

import pytest

from habeas.core.backup import seals
from habeas.core.backup.age_stream import BackupError
from habeas.core.vault.keyfile import KeyFile

TOLD = {"made_at": "2004-03-18T10:00:00+00:00", "members": {"a": 1}}


def test_what_was_sealed_under_the_key_file_is_taken():
    keys = KeyFile.generate()
    seals.check(seals.seal(TOLD, keys), keys, Path("monday.age"))


@pytest.mark.parametrize("seal", ["", "потпис", "\ud800", None, ["x"]])
def test_any_other_seal_is_refused_in_words(seal):
    keys = KeyFile.generate()
    with pytest.raises(BackupError, match="was not written by this register"):
        seals.check({**TOLD, "seal": seal}, keys, Path("monday.age"))


def test_what_was_altered_or_sealed_by_others_is_refused():
    keys = KeyFile.generate()
    sealed = seals.seal(TOLD, keys)
    for told, key in (({**sealed, "members": {}}, keys), (sealed, KeyFile.generate())):
        with pytest.raises(BackupError):
            seals.check(told, key, Path("monday.age"))
