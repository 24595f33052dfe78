"""Who may change the programme of a year, and when."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.rules import can_work, rule
from habeas.monitoring.choices import ProgrammeState, VisitState
from habeas.monitoring.models import Programme, ProgrammeLine


@rule(_("The programme is adopted."), _("Plan a visit outside the programme."))
def is_in_draft(actor: Actor, programme: Programme) -> bool:
    return programme.state == ProgrammeState.DRAFT


@rule(_("The programme is not adopted yet."), _("Let the head of the mechanism adopt it first."))
def is_adopted(actor: Actor, programme: Programme) -> bool:
    return programme.state == ProgrammeState.ADOPTED


@rule(_("The programme is adopted."), _("Plan a visit outside the programme."))
def is_line_in_draft(actor: Actor, line: ProgrammeLine) -> bool:
    return line.programme.state == ProgrammeState.DRAFT


@rule(_("The visit of this line is planned already."), _("Plan a visit outside the programme."))
def has_no_visit(actor: Actor, line: ProgrammeLine) -> bool:
    """A cancelled visit leaves the line open: it can be planned again."""
    visit = getattr(line, "visit", None)
    return line.visit_id is None or (visit is not None and visit.state == VisitState.CANCELLED)


can_draft = can_work & is_in_draft
can_drop_line = can_work & is_line_in_draft
can_plan_line = can_work & has_no_visit
