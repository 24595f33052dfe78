"""What many records have in common: no day to come, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from habeas.core.errors import Invalid
from habeas.missing import errors


def not_to_come(day: date | None, field: str = "on") -> None:
    """Refuse a day that lies in the future: nothing is recorded before it happened. Raises Invalid."""
    if day is not None and day > timezone.localdate():
        raise errors.still_to_come(day, field)


@contextmanager
def once(problem: Invalid) -> Iterator[None]:
    """Raise `problem` where what is written inside stands already, written by whomever at whatever moment."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise problem from None
