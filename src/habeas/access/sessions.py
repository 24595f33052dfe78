"""Sessions in the database: a row is found by a digest of what the cookie holds, and sealed for itself alone.

What a session holds (who signed in, a second factor being set up, a suspended form) lies encrypted, and its row names
no cookie: a copy of the table opens nobody's session.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from typing import Any

from asgiref.sync import sync_to_async
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

NONCE = 12
BINDING = b"habeas session data"
NAMING = b"habeas session row"
LETTERS = 40
"""What the column of the library holds: 160 bits in hexadecimal."""


def row_key(session_key: str | None) -> str:
    """Under which key the session of a cookie stands in the database; it follows from the key file as well."""
    digest = hmac.digest(_secret(NAMING), str(session_key).encode(), "sha256")
    return digest.hex()[:LETTERS]


def held_in(row: Session) -> dict[str, Any]:
    """What a row of the table holds, nothing when it was altered or moved here from another row."""
    return _opened(row.session_data, row.session_key)


def _secret(purpose: bytes) -> bytes:
    return hashlib.sha256(purpose + settings.SECRET_KEY.encode()).digest()


def _cipher() -> AESGCM:
    return AESGCM(_secret(BINDING))


def _opened(sealed: str | bytes, row: str) -> dict[str, Any]:
    try:
        data = base64.urlsafe_b64decode(sealed)
        held: dict[str, Any] = json.loads(_cipher().decrypt(data[:NONCE], data[NONCE:], _binding(row)))
    except (InvalidTag, ValueError):
        return {}
    return held


def _binding(row: str) -> bytes:
    return BINDING + b"|" + row.encode()


class SessionStore(DatabaseStore):
    """JSON under AES-256-GCM with a key that follows from the key file, bound to the key of the row.

    `session_key` is the cookie's, which is written nowhere; the row stands under `row_key` of it. What was altered,
    or moved here from another session, opens as an empty session: its holder is signed out.
    """

    def encode(self, session_dict: dict[str, Any]) -> str:
        nonce = os.urandom(NONCE)
        plain = json.dumps(session_dict, separators=(",", ":")).encode()
        sealed = _cipher().encrypt(nonce, plain, _binding(row_key(self.session_key)))
        return base64.urlsafe_b64encode(nonce + sealed).decode()

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        return _opened(session_data, row_key(self.session_key))

    def exists(self, session_key: str) -> bool:
        return self._rows(session_key).exists()

    def delete(self, session_key: str | None = None) -> None:
        if wanted := session_key or self.session_key:
            self._rows(wanted).delete()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row to be written."""
        key = row_key(self._get_or_create_session_key())
        return Session(session_key=key, session_data=self.encode(data), expire_date=self.get_expiry_date())

    def _get_session_from_db(self) -> Session | None:
        live = self._rows(self.session_key).filter(expire_date__gt=timezone.now())
        found: Session | None = live.first()
        if found is None:
            self._session_key = None
        return found

    def _rows(self, session_key: str | None) -> Any:
        return Session.objects.filter(session_key=row_key(session_key))

    async def aexists(self, session_key: str) -> bool:
        return await sync_to_async(self.exists)(session_key)

    async def adelete(self, session_key: str | None = None) -> None:
        await sync_to_async(self.delete)(session_key)

    async def acreate_model_instance(self, data: dict[str, Any]) -> Session:
        return await sync_to_async(self.create_model_instance)(data)

    async def _aget_session_from_db(self) -> Session | None:
        return await sync_to_async(self._get_session_from_db)()
