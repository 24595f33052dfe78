"""Who wrote a backup: a seal under a key of the key file, over the manifest and over the list of record keys.

age hides what is inside from everybody but its recipients; it does not say who wrote it, for anybody may encrypt to
them. The key for the seal is in the key file, which no backup holds.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

from habeas.core.backup.age_stream import BackupError
from habeas.core.vault import escrow, keyfile
from habeas.core.vault.keyfile import KeyFile, KeyFileError

SEAL = "seal"
BRING = (
    "Bring the key file or a custodian's deposit: --key FILE. Only if neither exists any more: --unsealed."
)


def seal(told: dict[str, Any], keys: KeyFile) -> dict[str, Any]:
    """The same with its seal."""
    return {**told, SEAL: _seals_of(told, keys)[0]}


def _seals_of(told: dict[str, Any], keys: KeyFile) -> list[str]:
    """The seals under each key that this register had, the newest first."""
    plain = json.dumps({name: value for name, value in told.items() if name != SEAL}, sort_keys=True)
    return [hmac.digest(key, plain.encode(), "sha256").hex() for key in keys.backup_keys]


def check(told: dict[str, Any], keys: KeyFile | None, source: Path) -> None:
    """Refuse what was not written by a holder of the key file; `keys` None asks nothing."""
    sealed = str(told.get(SEAL, ""))
    if keys is not None and not any(keyfile.is_signature(sealed, one) for one in _seals_of(told, keys)):
        raise BackupError(
            f"{source} was not written by this register, or it was altered.",
            remedy="Take another copy of it.",
        )


def key_for(fingerprint: str, given: Path | None, identities: Sequence[Any]) -> KeyFile:
    """The key file that a backup names: the one given (or a deposit of it), or this installation's own."""
    path = given or Path(settings.KEY_FILE)
    try:
        if path.is_file() and path.read_bytes().startswith(b"-----BEGIN AGE"):
            found = escrow.withdraw(path.read_bytes(), identities, str(path))
        else:
            found = keyfile.read(path)
    except KeyFileError as problem:
        raise BackupError(f"Nobody can tell who wrote the backup: {problem}", remedy=BRING) from None
    if found.fingerprint != fingerprint:
        raise BackupError(f"{path} is not the key file of this backup ({fingerprint} is).", remedy=BRING)
    return found
