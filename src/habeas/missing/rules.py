"""Who may do what in the register of the missing."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.coordination.choices import SessionState
from habeas.coordination.models import Session
from habeas.coordination.rules import is_neutral
from habeas.core.actors import Actor
from habeas.core.rules import can_clear, can_identify, can_read, can_work, is_system, rule
from habeas.missing.choices import CLOSED, TAKEN_BACK, EditionState, Status, SuggestionState
from habeas.missing.models import Case, Edition, EnquiryFile, Identification, Merge, Suggestion
from habeas.missing.queries.matching import first_decider

__all__ = ["can_clear", "can_identify", "can_read", "can_work", "is_system"]


@rule(_("The case is closed."), _("Reopen it first."))
def case_is_open(actor: Actor, case: Case) -> bool:
    return case.status not in CLOSED


@rule(_("The case is open."), "")
def case_is_closed(actor: Actor, case: Case) -> bool:
    return case.status in CLOSED


@rule(_("An identification closed the case."), _("If it was wrong, withdraw the identification."))
def closed_by_word(actor: Actor, case: Case) -> bool:
    return case.status in TAKEN_BACK


@rule(_("The case is closed."), _("Reopen it first, if it was closed by mistake."))
def its_case_is_open(actor: Actor, identification: Identification) -> bool:
    return identification.case.status not in CLOSED


@rule(
    _("The case does not wait for a hand-over."),
    _("Have the identification signed by two; a case closed by mistake is reopened first."),
)
def waits_for_hand_over(actor: Actor, identification: Identification) -> bool:
    return identification.case.status == Status.NOT_HANDED_OVER


@rule(_("Two matching reviewers are needed, and you were the first."), _("A colleague reviews it."))
def is_second_person(actor: Actor, suggestion: Suggestion) -> bool:
    if suggestion.state != SuggestionState.SECOND:
        return True
    return first_decider(actor, suggestion) != actor.id


@rule(_("The match was decided."), _("Take the decision back to decide again."))
def is_undecided(actor: Actor, suggestion: Suggestion) -> bool:
    return suggestion.state != SuggestionState.DECIDED


@rule(_("The edition is still being received."), _("Say first that all rows are here."))
def is_complete(actor: Actor, edition: Edition) -> bool:
    return edition.state == EditionState.COMPLETE


@rule(_("The match is not decided."), "")
def is_decided(actor: Actor, suggestion: Suggestion) -> bool:
    return suggestion.state == SuggestionState.DECIDED


@rule(
    _("Figures are frozen once the session has taken place."),
    _("Wait for the day; of a cancelled session there are none."),
)
def has_taken_place(actor: Actor, session: Session) -> bool:
    return session.state != SessionState.CANCELLED and session.day <= timezone.localdate()


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
can_reopen = can_clear & is_neutral & case_is_closed & closed_by_word
can_close_administratively = can_clear & is_neutral & case_is_open
can_review = _neutral(is_undecided, is_second_person)
can_take_back = _neutral(is_decided)
can_freeze = _neutral(has_taken_place)
can_register = _neutral(is_complete)
can_undo = _neutral(is_merged)
can_sign = _neutral(is_in_force, its_case_is_open, has_not_signed)
can_hand_over = _neutral(is_in_force, waits_for_hand_over)
can_withdraw_identification = _neutral(is_in_force)
can_verify = can_identify & is_neutral
can_say_whom = can_identify & is_neutral
can_tell = can_identify & is_neutral & is_verified
