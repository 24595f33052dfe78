"""Counting tries at the public doors, so that every process of a server counts the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.audit import digest
from habeas.core.rules import is_system
from habeas.missing.models import Tries

WINDOW = timedelta(minutes=15)


@action("enquiry.try", rule=is_system, audited=False)
def count_tries(actor: Actor, target: None, *, limits: Iterable[tuple[str, int]]) -> bool:
    """Count one try of each, and stop at the first that was tried more often than its limit; whether one was.

    What is kept is a keyed digest, no address and no number. What is asked then has its own row in the audit.
    """
    return any(_counted(what) > most for what, most in limits)


def _counted(what: str) -> int:
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
