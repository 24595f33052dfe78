"""Tries of the public pages: limited by address and by reference number, known or not."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.cache import cache

from habeas.access.lockout import client_address

WINDOW_SECONDS = 900
MOST_BY_ADDRESS, MOST_BY_CODE = 40, 10


def too_many(request: Any, door: str, code: str = "") -> bool:
    """Count one try; True when the address or the number was tried too often within a quarter of an hour."""
    limits = [(f"address:{client_address(request)}", MOST_BY_ADDRESS)]
    if code:
        limits.append((f"code:{code.strip().upper()}", MOST_BY_CODE))
    counted = [(_count(f"{door}:{what}"), most) for what, most in limits]
    return any(times > most for times, most in counted)


def _count(what: str) -> int:
    key = f"families:{hashlib.sha256(what.encode()).hexdigest()}"
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        return int(cache.incr(key))
    except ValueError:  # it ran out in this very moment
        cache.set(key, 1, WINDOW_SECONDS)
        return 1
