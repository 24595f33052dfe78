"""The key file: what decrypts everything, kept outside the database and outside backups (mode 0400)."""

from __future__ import annotations

import base64
import hmac
import json
import math
import os
import secrets
import stat
import sys
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from habeas.core.durable import settle
from habeas.core.errors import HabeasError

FORMAT = 1
WARNING = """\
A new key file was made: {path}
Whoever has this file and the database can read everything; without it nobody can, ever.
Copy it now to two custodians (habeas keys escrow), and keep it out of backups of this machine."""


class KeyFileError(HabeasError):
    """The key file is missing, unreadable or damaged; the text says which and what to do."""


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


@dataclass(frozen=True)
class KeyFile:
    """Master keys by number (the active one wraps), and the roots of the audit and session keys.

    `audit_before` holds the roots that were replaced, each with the last row of the trail that it sealed.
    """

    masters: dict[int, bytes]
    active: int
    audit_root: bytes
    session_root: bytes
    audit_before: tuple[tuple[int, bytes], ...] = ()

    @classmethod
    def generate(cls) -> KeyFile:
        return cls({1: secrets.token_bytes(32)}, 1, secrets.token_bytes(32), secrets.token_bytes(32))

    def with_new_master(self) -> KeyFile:
        """A copy with one more master key, which becomes the active one."""
        number = max(self.masters) + 1
        return replace(self, masters={**self.masters, number: secrets.token_bytes(32)}, active=number)

    def without_master(self, number: int) -> KeyFile:
        """A copy without a retired master key."""
        return replace(self, masters={k: v for k, v in self.masters.items() if k != number})

    def with_new_audit_root(self, last: int) -> KeyFile:
        """A copy that seals the trail anew after row `last`; what was sealed up to there stays verifiable."""
        before = tuple((min(until, last), root) for until, root in self.audit_before)
        return replace(
            self, audit_before=(*before, (last, self.audit_root)), audit_root=secrets.token_bytes(32)
        )

    def with_new_session_root(self) -> KeyFile:
        """A copy with another root of sessions: every session of before ends."""
        return replace(self, session_root=secrets.token_bytes(32))

    @cached_property
    def audit_keys(self) -> tuple[tuple[float, bytes], ...]:
        """The keys of the trail in order, each with the last row that it seals."""
        roots = (*self.audit_before, (math.inf, self.audit_root))
        return tuple((until, _derive(root, b"habeas audit chain")) for until, root in roots)

    def audit_key_of(self, seq: int) -> bytes:
        """The key that seals a row of the trail."""
        return next(key for until, key in self.audit_keys if seq <= until)

    @cached_property
    def audit_values_key(self) -> bytes:
        return _derive(self.audit_root, b"habeas audit value digests")

    @cached_property
    def backup_keys(self) -> tuple[bytes, ...]:
        """What seals backups, the newest first; the older ones know what was sealed before."""
        roots = (self.audit_root, *(root for _until, root in reversed(self.audit_before)))
        return tuple(_derive(root, b"habeas backups") for root in roots)

    @cached_property
    def session_secret(self) -> str:
        return _derive(self.session_root, b"habeas sessions").hex()

    @property
    def fingerprint(self) -> str:
        """Names the key file without revealing anything of it; stays through every rotation."""
        first = self.audit_before[0][1] if self.audit_before else self.audit_root
        return _derive(first, b"habeas fingerprint").hex()[:16]

    def dumps(self) -> str:
        body = {
            "format": FORMAT,
            "masters": {str(number): _b64(key) for number, key in self.masters.items()},
            "active": self.active,
            "audit": _b64(self.audit_root),
            "session": _b64(self.session_root),
            "audit_before": [[until, _b64(root)] for until, root in self.audit_before],
        }
        return json.dumps(body, indent=1) + "\n"

    @classmethod
    def loads(cls, text: str, source: str) -> KeyFile:
        """Read what `dumps` wrote; raises KeyFileError naming `source`."""
        try:
            body = json.loads(text)
            if body["format"] != FORMAT:
                raise KeyFileError(f"{source} has format {body['format']}; this version reads {FORMAT}.")
            masters = {int(n): base64.b64decode(k, validate=True) for n, k in body["masters"].items()}
            made = cls(
                masters,
                int(body["active"]),
                base64.b64decode(body["audit"]),
                base64.b64decode(body["session"]),
                tuple((int(until), base64.b64decode(root)) for until, root in body.get("audit_before", [])),
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            raise KeyFileError(
                f"{source} is not a key file, or it is damaged. Restore it from a custodian: habeas keys recover."
            ) from None
        if made.active not in made.masters or any(len(key) != 32 for key in masters.values()):
            raise KeyFileError(f"{source} is damaged. Restore it from a custodian: habeas keys recover.")
        return made


def _derive(root: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose).derive(root)


def read(path: Path) -> KeyFile:
    """Load a key file; raises KeyFileError when it is missing, open to others, unreadable or damaged."""
    try:
        text = path.read_text()
        private = is_private(path)
    except FileNotFoundError:
        raise KeyFileError(
            f"The key file {path} is missing. Put it back, or restore it from a custodian: habeas keys recover."
        ) from None
    except PermissionError:
        raise KeyFileError(
            f"The key file {path} cannot be read by this user. It must be its own, mode 0400."
        ) from None
    except (OSError, UnicodeDecodeError) as problem:
        raise KeyFileError(f"The key file {path} cannot be read: {problem}.") from None
    if not private:
        raise KeyFileError(f"The key file {path} can be read by others. Close it (chmod 0400 {path}).")
    return KeyFile.loads(text, str(path))


def write(path: Path, keys: KeyFile) -> None:
    """Replace the key file atomically, mode 0400, folder 0700."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(descriptor, "w") as handle:
        handle.write(keys.dumps())
        handle.flush()
        os.fsync(handle.fileno())
    temporary.replace(path)
    settle(path.parent)


def make_if_first_start(path: Path, *, database_exists: bool) -> KeyFile:
    """The key file at `path`, made with its warning when neither it nor a database exists yet."""
    if path.exists() or database_exists:
        return read(path)
    write(path, KeyFile.generate())
    sys.stderr.write(WARNING.format(path=path) + "\n")
    return read(path)


def is_private(path: Path) -> bool:
    """True when nobody but the owner may read the file."""
    return stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def is_signature(told: str, right: str) -> bool:
    """Compare what a file says with the right signature, in constant time; no text that stands there is an error."""
    return hmac.compare_digest(told.encode("utf-8", "surrogatepass"), right.encode())


_current: KeyFile | None = None
_mark: tuple[int, ...] = ()


def current() -> KeyFile:
    """The key file of this installation, read once a process."""
    global _current, _mark
    if _current is None:
        _mark = _mark_of(Path(settings.KEY_FILE))
        _current = read(Path(settings.KEY_FILE))
    return _current


def fresh() -> KeyFile:
    """The key file of this installation as it is now; read again when another process replaced it."""
    if _current is not None and _mark_of(Path(settings.KEY_FILE)) != _mark:
        forget()
    return current()


def _mark_of(path: Path) -> tuple[int, ...]:
    try:
        seen = path.stat()
    except OSError:
        return ()
    return seen.st_ino, seen.st_mtime_ns, seen.st_size


def holding(master: int) -> KeyFile:
    """The key file with that master key; read again when another process rotated it since."""
    if master not in current().masters:
        forget()
    return current()


def forget() -> None:
    """Drop the copy in memory, so that the next use reads the file again."""
    global _current
    _current = None
