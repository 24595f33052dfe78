"""The catalogue of what the register of the missing refuses, each with its remedy."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.core.errors import Invalid


def edition_is_complete(edition: Any) -> Invalid:
    return Invalid(
        _("%(edition)s is complete; no more rows are received.") % {"edition": edition},
        remedy=_("Open a new edition of the list."),
        field="edition",
    )


def key_missing(position: int) -> Invalid:
    return Invalid(
        _("Row %(position)s has no number of its own.") % {"position": position},
        remedy=_("Give each row the number it has on the list."),
        field="key",
    )


def key_twice(key: str) -> Invalid:
    return Invalid(
        _("The number “%(key)s” stands on two different rows of this edition.") % {"key": key},
        remedy=_("Keep one of them, or give the second its own number."),
        field="key",
    )


def nothing_known() -> Invalid:
    return Invalid(
        _("Nothing names the person."), remedy=_("Give a family name or a given name."), field="family_name"
    )


def reason_missing() -> Invalid:
    return Invalid(
        _("A preferred value needs a reason."), remedy=_("Say in a few words why."), field="reason"
    )


def value_not_understood(text: str) -> Invalid:
    return Invalid(
        _("“%(value)s” is not understood.") % {"value": text},
        remedy=_("Write a date as 27.4.1999, 4.1999, 1999 or ~1999."),
        field="value",
    )


def unknown_field(field: str) -> Invalid:
    return Invalid(_("“%(field)s” is no field of a person.") % {"field": field}, field="field")


def not_of_this_person() -> Invalid:
    return Invalid(
        _("The entry does not speak of this person."),
        remedy=_("Choose one of the person's entries."),
        field="entry",
    )


def same_list_twice(source: Any) -> Invalid:
    return Invalid(
        _("%(list)s would then name this person twice.") % {"list": source},
        remedy=_("Look again. If the list does name one person twice, say that this is proved."),
        field="duplicates_proved",
    )


def decided_different() -> Invalid:
    return Invalid(
        _("A reviewer decided that entries of these two are two persons."),
        remedy=_("Talk to the reviewer; a decision stands until it is taken back."),
        field="verdict",
    )


def other_not_yours() -> Invalid:
    return Invalid(
        _("You may not work on both entries."), remedy=_("Ask somebody who works in both compartments.")
    )


def with_itself() -> Invalid:
    return Invalid(_("A person is not merged with itself."), remedy=_("Choose two persons."))


def later_merge_stands() -> Invalid:
    return Invalid(
        _("The person was merged again later."), remedy=_("Undo the later merge first, then this one.")
    )


def before_it_was_opened(day: date, opened: date) -> Invalid:
    return Invalid(
        _("%(day)s lies before the case came on the list, %(opened)s.")
        % {"day": date_format(day, "SHORT_DATE_FORMAT"), "opened": date_format(opened, "SHORT_DATE_FORMAT")},
        remedy=_("Correct the day."),
        field="on",
    )


def one_identification_stands(identification: Any) -> Invalid:
    return Invalid(
        _("The identification %(identification)s is in force.") % {"identification": identification},
        remedy=_("Withdraw it first, if it is wrong."),
        field="remains",
    )


def signatures_missing() -> Invalid:
    return Invalid(
        _("Remains are handed over only after two people signed the identification."),
        remedy=_("Have it signed first."),
        field="on",
    )


def step_before_the_last(day: date, last: date) -> Invalid:
    return Invalid(
        _("%(day)s lies before the step recorded last, %(last)s.")
        % {"day": date_format(day, "SHORT_DATE_FORMAT"), "last": date_format(last, "SHORT_DATE_FORMAT")},
        remedy=_("Correct the day."),
        field="on",
    )


def position_not_understood(text: str) -> Invalid:
    return Invalid(
        _("“%(value)s” is no position.") % {"value": text},
        remedy=_("Write latitude and longitude in degrees, as in 42.6, 20.9."),
        field="position",
    )


def answered_before_asked() -> Invalid:
    return Invalid(
        _("The answer lies before the request."), remedy=_("Correct the day."), field="answered_on"
    )


def figures_are_frozen(session: Any) -> Invalid:
    return Invalid(
        _("The figures of %(session)s are frozen already.") % {"session": session},
        remedy=_("Present later changes at the next session."),
    )


def question_not_open() -> Invalid:
    return Invalid(
        _("Questions are not taken here at the moment."), remedy=_("Please call or come to our office.")
    )
