"""What pages of access read."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from habeas.access.choices import ResetState
from habeas.access.links import digest_of
from habeas.access.models import AccountReset, Unit
from habeas.core.actors import Actor, system_actor
from habeas.core.errors import NotVisible


def reset_of_token(token: str) -> AccountReset:
    """The open reset that a one-time link belongs to; NotVisible when there is none."""
    system = system_actor("set a password by a one-time link")
    found: AccountReset | None = (
        AccountReset.objects.visible_to(system)
        .filter(digest=digest_of(token), state=ResetState.READY, expires_at__gt=timezone.now())
        .select_related("user")
        .first()
    )
    if found is None:
        raise NotVisible(code="account.link")
    return found


def units_of(actor: Actor) -> QuerySet[Unit]:
    """The units an actor serves in, with their names."""
    return Unit.objects.filter(pk__in=actor.units).prefetch_related("names")
