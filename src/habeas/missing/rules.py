"""Who may do what in the register of the missing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from habeas.coordination.rules import is_neutral
from habeas.core.actors import Actor
from habeas.core.rules import can_clear, can_identify, can_read, can_work, is_system, rule
from habeas.missing.choices import CLOSED, Status, SuggestionState
from habeas.missing.models import Case, EnquiryFile, Identification, Merge, Suggestion
from habeas.missing.queries.matching import first_decider

__all__ = ["can_clear", "can_identify", "can_read", "can_work", "is_system"]


@rule(_("The case is closed."), _("Reopen it first."))
def case_is_open(actor: Actor, case: Case) -> bool:
    return case.status not in CLOSED


@rule(
    _("Only an administrative closure is taken back so."),
    _("Withdraw the identification that closed the case."),
)
def closed_administratively(actor: Actor, case: Case) -> bool:
    return case.status == Status.ADMINISTRATIVE


@rule(_("Two matching reviewers are needed, and you were the first."), _("A colleague reviews it."))
def is_second_person(actor: Actor, suggestion: Suggestion) -> bool:
    if suggestion.state != SuggestionState.SECOND:
        return True
    return first_decider(actor, suggestion) != actor.id


@rule(_("The match was decided."), _("Undo the merge to decide again."))
def is_undecided(actor: Actor, suggestion: Suggestion) -> bool:
    return suggestion.state != SuggestionState.DECIDED


@rule(_("The identification was withdrawn."), _("Record a new one."))
def is_in_force(actor: Actor, identification: Identification) -> bool:
    return identification.withdrawn_on is None


@rule(_("You signed already; the second signature is a colleague's."), _("Ask a colleague to sign."))
def has_not_signed(actor: Actor, identification: Identification) -> bool:
    return all(one.user_id != actor.id for one in identification.signatures.all())


@rule(_("The merge was undone."), "")
def is_merged(actor: Actor, merge: Merge) -> bool:
    return merge.undone_at is None


@rule(
    _("Nothing is told before the identity was verified in person."),
    _("Ask the family to come, and record how identity was verified."),
)
def is_verified(actor: Actor, file: EnquiryFile) -> bool:
    return file.verified_on is not None


def _neutral(*rules: Any) -> Any:
    found = can_work & is_neutral
    for one in rules:
        found = found & one
    return found


can_keep = _neutral()
can_work_case = _neutral(case_is_open)
can_reopen = can_clear & is_neutral & closed_administratively
can_close_administratively = can_clear & is_neutral & case_is_open
can_review = _neutral(is_undecided, is_second_person)
can_undo = _neutral(is_merged)
can_sign = _neutral(is_in_force, has_not_signed)
can_change_identification = _neutral(is_in_force)
can_verify = can_identify & is_neutral
can_tell = can_identify & is_neutral & is_verified
