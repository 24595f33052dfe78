"""What a session holds (a second factor being set up, a suspended form) is sealed for its own row alone."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

NONCE = 12
BINDING = b"habeas session data"


def _cipher() -> AESGCM:
    return AESGCM(hashlib.sha256(BINDING + settings.SECRET_KEY.encode()).digest())


class SessionStore(DatabaseStore):
    """JSON under AES-256-GCM with a key that follows from the key file, bound to the key of the row.

    What was altered, or moved here from another session, opens as an empty session: its holder is signed out.
    """

    def encode(self, session_dict: dict[str, Any]) -> str:
        nonce = os.urandom(NONCE)
        plain = json.dumps(session_dict, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(nonce + _cipher().encrypt(nonce, plain, self._binding())).decode()

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        try:
            data = base64.urlsafe_b64decode(session_data)
            held: dict[str, Any] = json.loads(_cipher().decrypt(data[:NONCE], data[NONCE:], self._binding()))
        except (InvalidTag, ValueError):
            return {}
        return held

    def _binding(self) -> bytes:
        return BINDING + b"|" + str(self.session_key).encode()
