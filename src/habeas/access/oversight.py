"""What an auditor and an administrator look at first: numbers and newest rows, no case data."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.dateparse import parse_datetime

from habeas.access.choices import ResetState
from habeas.access.demanding import factors_everywhere
from habeas.access.models import User
from habeas.access.queries import audit_rows, resets
from habeas.core import audit
from habeas.core.actors import Actor
from habeas.core.jobs.running import last_beat
from habeas.core.trail_head import newest_backup as told_by_head
from habeas.core.vault import keyfile

OPENED = ("emergency.open",)
TAKEN_OUT = ("export.open", "export.collect")
SILENT = timedelta(minutes=10)


def counted(actor: Actor, since: int) -> dict[str, int]:
    """Refusals, exports and emergencies since a moment (microseconds since 1970), in one query."""
    rows = audit_rows(actor).filter(at__gte=since).order_by()
    found: dict[str, int] = rows.aggregate(
        refused=Count("pk", filter=Q(outcome="refused")),
        exports=Count("pk", filter=Q(action="export.open") & ~Q(outcome="refused")),
        emergencies=Count("pk", filter=Q(action__in=OPENED) & ~Q(outcome="refused")),
    )
    return found


def weighty(actor: Actor, most: int = 8) -> list[Any]:
    """The newest emergencies and exports."""
    return list(audit_rows(actor).filter(action__in=(*OPENED, *TAKEN_OUT)).order_by("-seq")[:most])


def refused(actor: Actor, most: int = 8) -> list[Any]:
    """The newest refusals."""
    return list(audit_rows(actor).filter(outcome="refused").order_by("-seq")[:most])


def chain_continues() -> bool:
    """Whether the end of the trail continues its signed head."""
    return not audit.alarm()


def accounts() -> dict[str, int]:
    """Open accounts, those of them without a second factor, and those never used."""
    factors = factors_everywhere().values("user")
    found: dict[str, int] = User.objects.filter(is_active=True).aggregate(
        open=Count("pk"),
        bare=Count("pk", filter=~Q(pk__in=factors)),
        unused=Count("pk", filter=Q(last_login=None)),
    )
    return found


def resets_ready(actor: Actor) -> Any:
    """Resets that the owners agreed to and whose link was not used yet."""
    return resets(actor).filter(state=ResetState.READY).order_by("created_at")


def newest_backup() -> datetime | None:
    """When the newest backup was made, as the signed head tells it."""
    told = told_by_head(audit.head.path, keyfile.current())
    return parse_datetime(told) if told else None


def worker_is_there(now: datetime) -> bool:
    """Whether a worker said within ten minutes that it is there."""
    heard = last_beat()
    return heard is not None and now - heard < SILENT
