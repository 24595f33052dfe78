"""Who may fill in a questionnaire."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.rules import can_work, rule
from habeas.monitoring.choices import SheetState
from habeas.monitoring.models import Sheet


@rule(_("The questionnaire is completed."), _("Record a correction as an observation of the visit."))
def is_being_filled_in(actor: Actor, sheet: Sheet) -> bool:
    return sheet.state == SheetState.DRAFT


can_fill_in = can_work & is_being_filled_in
