"""The catalogue of what coordination refuses, each with its remedy."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.core.errors import Invalid


def day(value: date) -> str:
    return date_format(value, "SHORT_DATE_FORMAT")


def number_taken(number: int) -> Invalid:
    return Invalid(
        _("There is a session %(number)s already.") % {"number": number},
        remedy=_("Take the next number."),
        field="number",
    )


def not_held_yet(session: Any) -> Invalid:
    return Invalid(
        _("%(session)s has not taken place: there are no minutes of it.") % {"session": session},
        remedy=_("Write the minutes on the day or later."),
        field="minutes",
    )


def minutes_are_agreed(on: date) -> Invalid:
    return Invalid(
        _("The minutes were agreed on %(day)s and are not changed.") % {"day": day(on)},
        remedy=_("Put a correction on the agenda of the next session."),
        field="minutes",
    )


def due_before_asked(due: date, asked: date) -> Invalid:
    return Invalid(
        _("%(due)s lies before the day of asking, %(asked)s.") % {"due": day(due), "asked": day(asked)},
        remedy=_("Choose a later day."),
        field="due_on",
    )


def not_your_side(organisation: Any) -> Invalid:
    return Invalid(
        _("You do not speak for %(organisation)s.") % {"organisation": organisation},
        remedy=_("Choose your own side."),
        field="organisation",
    )


def reminded_today(request: Any) -> Invalid:
    return Invalid(
        _("They were reminded of %(request)s today.") % {"request": request},
        remedy=_("Wait until tomorrow, or raise it with the chair."),
    )


def not_where_sides_exchange(compartment: Any) -> Invalid:
    return Invalid(
        _("“%(compartment)s” is not where the sides exchange: the other side would not see it.")
        % {"compartment": compartment},
        remedy=_("Choose the compartment of the exchange."),
        field="compartment",
    )


def all_sides_read_there(compartment: Any) -> Invalid:
    return Invalid(
        _("All sides read in “%(compartment)s”.") % {"compartment": compartment},
        remedy=_("Write in the compartment of your own side, and share the paper when it is ready."),
        field="compartment",
    )


def language_taken(paper: Any) -> Invalid:
    return Invalid(
        _("“%(paper)s” is written in this language already.") % {"paper": paper},
        remedy=_("Choose another language, or edit that version."),
        field="language",
    )


def decision_carries_no_sharing() -> Invalid:
    return Invalid(
        _("There is no such decision in force that allows records to be shared."),
        remedy=_("Ask the chair to put the sharing to a session."),
        field="basis_id",
    )


def closed_session_stays_with_parties(target: Any) -> Invalid:
    return Invalid(
        _("The decision of a closed session does not reach “%(target)s”, which is no party.")
        % {"target": target},
        remedy=_("Share with the parties only, or decide in an open session."),
        field="target",
    )
