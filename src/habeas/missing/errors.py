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


def person_not_yours() -> Invalid:
    return Invalid(
        _("One of the entries speaks of a person on whom you may not work."),
        remedy=_("Ask somebody who works in that person's compartment."),
        field="verdict",
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


def position_beside_its_site() -> Invalid:
    return Invalid(
        _("Whoever reads the site would find its position beside it."),
        remedy=_("Choose the stricter compartment, where positions are kept."),
        field="compartment",
    )


def remains_at_no_site(found: int) -> Invalid:
    return Invalid(
        _("Remains were found (%(found)s): the site is not ruled out.") % {"found": found},
        remedy=_("Choose another result, or correct the number."),
        field="remains_found",
    )


def merged_already(person: Any) -> Invalid:
    return Invalid(
        _("%(person)s was merged into another person.") % {"person": person.reference},
        remedy=_("Look at the person's page; nothing was merged a second time."),
        field="absorbed",
    )


def reported_before_missing(day: date, missing_since: date) -> Invalid:
    return Invalid(
        _("The report of %(day)s is older than the disappearance, %(missing)s.")
        % {
            "day": date_format(day, "SHORT_DATE_FORMAT"),
            "missing": date_format(missing_since, "SHORT_DATE_FORMAT"),
        },
        remedy=_("Correct the day, or the value of the person first."),
        field="reported_on",
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


def no_verdict() -> Invalid:
    return Invalid(
        _("This is no verdict."),
        remedy=_("Say: the same person, two persons, or cannot be decided yet."),
        field="verdict",
    )


def taken_back_without_reason() -> Invalid:
    return Invalid(
        _("A decision is taken back with a reason."), remedy=_("Say in a few words why."), field="reason"
    )


def one_person_still() -> Invalid:
    return Invalid(
        _("The two entries speak of one person."),
        remedy=_("Undo the merge on the person's page; that takes the decision back too."),
    )


def keep_the_other(person: Any) -> Invalid:
    return Invalid(
        _("The case of %(person)s says more than the one that would stay.") % {"person": person.reference},
        remedy=_("Merge the other way round, from the page of %(person)s.") % {"person": person.reference},
        field="absorbed",
    )


def person_was_merged(person: Any) -> Invalid:
    return Invalid(
        _("%(person)s was merged into another person.") % {"person": person.reference},
        remedy=_("Choose the person that was kept."),
        field="person",
    )


def case_of_a_merged_person(kept: Any) -> Invalid:
    return Invalid(
        _("The person is one with %(person)s, who has a case of their own.") % {"person": kept.reference},
        remedy=_("Undo the merge first."),
    )


def still_to_come(day: date, field: str) -> Invalid:
    return Invalid(
        _("%(day)s is still to come.") % {"day": date_format(day, "SHORT_DATE_FORMAT")},
        remedy=_("Correct the day."),
        field=field,
    )


def handed_over_already() -> Invalid:
    return Invalid(_("The hand-over is recorded already."), remedy=_("Look at the case."), field="on")


def code_taken(code: str) -> Invalid:
    return Invalid(
        _("A list with the short name “%(code)s” is registered here already.") % {"code": code},
        remedy=_("Use that list, or choose another short name."),
        field="code",
    )


def edition_taken(label: str) -> Invalid:
    return Invalid(
        _("The list has an edition “%(label)s” already.") % {"label": label},
        remedy=_("Choose another name for this one."),
        field="label",
    )


def older_edition(newer: Any) -> Invalid:
    return Invalid(
        _("The edition “%(label)s” of %(day)s, received already, is newer.")
        % {"label": newer.label, "day": date_format(newer.dated, "SHORT_DATE_FORMAT")},
        remedy=_(
            "Keep the older file with the papers of that edition: taken in now, it would undo the newer one."
        ),
        field="dated",
    )


def later_figures_stand(session: Any) -> Invalid:
    return Invalid(
        _("The figures of a later session, %(session)s, are frozen already.") % {"session": session},
        remedy=_("Present the changes at the next session."),
    )
