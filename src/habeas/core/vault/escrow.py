"""A copy of the key file for custodians: encrypted with age, so that each of them alone can bring it back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pyrage import DecryptError, IdentityError, RecipientError, decrypt, encrypt, x25519

from habeas.core.vault.keyfile import KeyFile, KeyFileError

FEWEST_CUSTODIANS = 2


def recipients(keys: Sequence[str]) -> list[Any]:
    """age recipients from their texts (`age1…`); raises KeyFileError naming the one that is none."""
    found = []
    for text in dict.fromkeys(key.strip() for key in keys):
        try:
            found.append(x25519.Recipient.from_str(text))
        except RecipientError:
            raise KeyFileError(
                f"'{text[:20]}…' is not an age recipient. It starts with age1 and has 62 letters; "
                "the custodian finds it in the second line of the identity file."
            ) from None
    return found


def identities(path: Path) -> list[Any]:
    """age identities from a file as `age-keygen` writes it; raises KeyFileError when there is none in it."""
    try:
        lines = path.read_text().splitlines()
        return _needed([x25519.Identity.from_str(line.strip()) for line in lines if _is_identity(line)], path)
    except OSError as problem:
        raise KeyFileError(f"The identity file {path} cannot be read: {problem.strerror}.") from None
    except (IdentityError, UnicodeDecodeError):
        raise KeyFileError(f"{path} is not an age identity file, or it is damaged.") from None


def _is_identity(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _needed(found: list[Any], path: Path) -> list[Any]:
    if not found:
        raise KeyFileError(f"{path} holds no age identity: a line that starts with AGE-SECRET-KEY-1.")
    return found


def deposit(keys: KeyFile, custodians: Sequence[str]) -> bytes:
    """The key file encrypted to the custodians; raises KeyFileError when they are fewer than two."""
    named = recipients(custodians)
    if len(named) < FEWEST_CUSTODIANS:
        raise KeyFileError(
            f"The key file is deposited with at least {FEWEST_CUSTODIANS} different custodians: "
            "name each with --custodian age1…."
        )
    return bytes(encrypt(keys.dumps().encode(), named, armored=True))


def withdraw(deposited: bytes, named: Sequence[Any], source: str) -> KeyFile:
    """The key file out of a deposit; raises KeyFileError when the identity is another one or the file altered."""
    try:
        text = decrypt(deposited, list(named)).decode()
    except (DecryptError, UnicodeDecodeError):
        raise KeyFileError(
            f"{source} does not open with this identity: it was made for other custodians, or it is damaged."
        ) from None
    return KeyFile.loads(text, source)
