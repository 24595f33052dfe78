"""Identifiers: time-ordered UUIDs (RFC 9562, version 7), so that indexes grow at one end."""

import secrets
import time
from uuid import UUID


def new_id() -> UUID:
    """A fresh version-7 UUID: 48 bits of milliseconds, 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    chance = secrets.randbits(74)
    bits = (milliseconds & ((1 << 48) - 1)) << 80
    bits |= 0x7 << 76 | chance >> 62 << 64
    bits |= 0b10 << 62 | chance & (1 << 62) - 1
    return UUID(int=bits)
