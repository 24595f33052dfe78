"""What a session holds (a second factor being set up, a suspended form) is sealed in the database."""

from __future__ import annotations

import hashlib
import json
import os
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12
BINDING = b"habeas session data"


def _cipher() -> AESGCM:
    return AESGCM(hashlib.sha256(BINDING + settings.SECRET_KEY.encode()).digest())


class SealedSerializer:
    """JSON under AES-256-GCM with a key that follows from the key file."""

    def dumps(self, obj: Any) -> bytes:
        nonce = os.urandom(NONCE)
        plain = json.dumps(obj, separators=(",", ":")).encode()
        return nonce + _cipher().encrypt(nonce, plain, BINDING)

    def loads(self, data: bytes) -> Any:
        return json.loads(_cipher().decrypt(data[:NONCE], data[NONCE:], BINDING))
