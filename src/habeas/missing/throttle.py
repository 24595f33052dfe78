"""Tries of the public pages: limited by address and by reference number, known or not.

They are counted in the database, so that every process of a server counts the same; what is kept is a keyed digest.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from habeas.access.lockout import client_address
from habeas.core.audit import digest
from habeas.missing.models import Tries
from habeas.missing.queries.enquiries import plain_code

WINDOW = timedelta(minutes=15)
MOST_BY_ADDRESS, MOST_BY_CODE = 40, 10


def too_many(request: Any, door: str, code: str = "") -> bool:
    """Count one try; True when the address or the number was tried too often within a quarter of an hour."""
    limits = [(f"address:{client_address(request)}", MOST_BY_ADDRESS)]
    if code:
        limits.append((f"code:{plain_code(code)}", MOST_BY_CODE))
    counted = [(_count(f"families:{door}:{what}"), most) for what, most in limits]
    return any(times > most for times, most in counted)


def _count(what: str) -> int:
    """Count on in one statement, so that tries at one moment all count; begin anew after the window."""
    key, now = digest(what), timezone.now()
    running = Tries.objects.filter(what=key, until__gt=now)
    if not running.update(times=F("times") + 1):
        Tries.objects.filter(until__lte=now).delete()
        try:
            with transaction.atomic():
                Tries.objects.create(what=key, times=1, until=now + WINDOW)
        except IntegrityError:  # another process was first
            running.update(times=F("times") + 1)
    return Tries.objects.filter(what=key).values_list("times", flat=True).first() or 1
