"""Who takes over what a partner sent in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.rules import can_read, can_work, rule
from habeas.monitoring.choices import SubmissionState
from habeas.monitoring.models import Submission


@rule(_("This was answered already."))
def is_unanswered(actor: Actor, submission: Submission) -> bool:
    return submission.state == SubmissionState.SENT


can_take_over = can_read & can_work & is_unanswered
