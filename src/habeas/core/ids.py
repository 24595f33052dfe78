"""Identifiers: time-ordered UUIDs (RFC 9562, version 7), so that indexes grow at one end."""

import os
import time
from uuid import UUID

VERSION, VARIANT = 0x7 << 76, 0b10 << 62


def new_id() -> UUID:
    """A fresh version-7 UUID: 48 bits of milliseconds, 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    chance = int.from_bytes(os.urandom(10), "big") >> 6
    bits = (milliseconds & ((1 << 48) - 1)) << 80
    bits |= VERSION | chance >> 62 << 64
    bits |= VARIANT | chance & (1 << 62) - 1
    return UUID(int=bits)
