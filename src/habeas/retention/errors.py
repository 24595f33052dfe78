"""What is wrong, and what to do."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from habeas.core.errors import Invalid

LONGEST_YEARS = 30


def held(hold: Any) -> Invalid:
    return Invalid(
        _("A legal hold is on this record: {reason}").format(reason=hold.reason),
        remedy=_("An owner of the compartment lifts it when its reason is gone."),
        code="retention.held",
    )


def erased() -> Invalid:
    return Invalid(
        _("This record is erased already: nothing of it can be read again."), code="retention.erased"
    )


def already_held() -> Invalid:
    return Invalid(_("A legal hold is on this record already."), remedy=_("Lift it before placing another."))


def already_lifted() -> Invalid:
    return Invalid(_("This legal hold is lifted already."))


def reason_missing() -> Invalid:
    return Invalid(_("A reason is needed."), remedy=_("Write why, without names."), field="reason")


def bad_day(day: date) -> Invalid:
    return Invalid(
        _("{day} is no day to review this again.").format(day=day.isoformat()),
        remedy=_("Choose a day to come, at most {years} years from now.").format(years=LONGEST_YEARS),
        field="review_on",
    )
