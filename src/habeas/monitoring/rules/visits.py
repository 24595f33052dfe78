"""Who may do what with a visit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.rules import can_work, rule
from habeas.monitoring.choices import VisitState
from habeas.monitoring.models import Visit


@rule(_("The visit is not planned any more."), _("Plan a new visit."))
def is_planned(actor: Actor, visit: Visit) -> bool:
    return visit.state == VisitState.PLANNED


@rule(_("The visit has not been carried out."), _("Record first that it took place."))
def is_carried_out(actor: Actor, visit: Visit) -> bool:
    return visit.state == VisitState.CARRIED_OUT


can_carry_out = can_work & is_planned
can_observe = can_work & is_carried_out
