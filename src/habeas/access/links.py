"""One-time links: what is kept of one, so that a stolen database opens nothing."""

from __future__ import annotations

import hashlib


def digest_of(token: str) -> str:
    """What is kept of a link."""
    return hashlib.sha256(token.encode()).hexdigest()
