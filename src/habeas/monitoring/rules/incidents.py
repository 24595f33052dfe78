"""Who may do what with incidents, and which acts open a protection task."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.rules import can_work, rule
from habeas.core.terms import lookup
from habeas.monitoring.choices import ProtectionState
from habeas.monitoring.models import Incident, ProtectionTask


@rule(_("The incident was marked as the same as another."), _("Work on the other one."))
def is_no_duplicate(actor: Actor, incident: Incident) -> bool:
    return incident.duplicate_of_id is None


@rule(_("The protection task is closed."), _("Open a new one if the danger is back."))
def is_open(actor: Actor, task: ProtectionTask) -> bool:
    return task.state == ProtectionState.OPEN


can_change_incident = can_work & is_no_duplicate
can_protect = can_work & is_open


def opens_protection(act: str) -> bool:
    """True when the list of acts says of an act that a protection procedure follows (a reprisal)."""
    found: Any = lookup.term("act_type", act)
    return found is not None and "protection procedure" in found.note
