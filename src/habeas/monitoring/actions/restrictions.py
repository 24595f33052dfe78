"""Logging what kept the team from going, seeing or talking."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.rules import can_work
from habeas.monitoring import errors
from habeas.monitoring.models import Restriction, Visit
from habeas.monitoring.rules import can_raise


@action("restriction.log", rule=can_work)
def log_restriction(
    actor: Actor, target: Any, *, happened_on: date, text: str, **details: Any
) -> Restriction:
    """Log a restriction met on a visit, or on the way without one (the target is then the compartment)."""
    if happened_on > timezone.localdate():
        raise errors.day_in_the_future(happened_on, "happened_on")
    visit = target if isinstance(target, Visit) else None
    return Restriction.objects.create(
        compartment=target.compartment,
        visit=visit,
        happened_on=happened_on,
        text=text.strip(),
        **details,
    )


@action("restriction.raise", rule=can_raise)
def raise_restriction(actor: Actor, restriction: Restriction, *, raised: str) -> Restriction:
    """Say what was done about a restriction."""
    restriction.raised = raised.strip()
    restriction.save()
    return restriction
