"""What goes wrong with people: one place for the sentences and their remedies."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from habeas.core.errors import Invalid, Refused


def reason_missing() -> Invalid:
    return Invalid(
        _("An identity is opened for a reason only."),
        remedy=_("Write in a few words what you need it for, without any name."),
        field="reason",
    )


def reason_names_the_person() -> Invalid:
    return Invalid(
        _("The reason names the person; it stands in the audit trail, where no name may stand."),
        remedy=_("Write it again without the name: the code is enough."),
        field="reason",
    )


def identity_erased() -> Invalid:
    return Invalid(
        _("This identity was erased for good: its key is destroyed."),
        remedy=_("The code and the facts without a name stay; nothing else can be brought back."),
        field="reason",
    )


def standing_protects() -> Refused:
    return Refused(
        _("Only an owner of the compartment may take the protection of a source or witness away."),
        remedy=_("Ask an owner of the compartment."),
        code="people.standing",
    )


def date_unreadable(text: str) -> Invalid:
    return Invalid(
        _("The date of birth is not understood."),
        remedy=_("Write 27.4.1961, 4.1961, 1961 or ~1961."),
        field="birth_date",
    )


def name_empty() -> Invalid:
    return Invalid(_("A name needs at least one part."), remedy=_("Fill in what is known."), field="given")


def unknown_use(use: str) -> Invalid:
    return Invalid(
        _("There is no use “%(use)s”.") % {"use": use}, remedy=_("Choose uses of the list."), field="uses"
    )


def level_unknown(level: Any) -> Invalid:
    return Invalid(
        _("There is no level of consent “%(level)s”.") % {"level": level},
        remedy=_("Choose a level between 0 and 5."),
        field="level",
    )


def use_above_level(use: Any, level: int) -> Invalid:
    return Invalid(
        _("The use “%(use)s” needs at least level %(level)s.") % {"use": use, "level": level},
        remedy=_("Raise the level if the person agreed to that, or take the use away."),
        field="uses",
    )


def named_body_missing(use: Any) -> Invalid:
    return Invalid(
        _("The use “%(use)s” goes to a named body for a named purpose.") % {"use": use},
        remedy=_("Name the body and the purpose."),
        field="uses",
    )


def consent_in_future() -> Invalid:
    return Invalid(
        _("A consent is given before it is recorded."), remedy=_("Correct the day."), field="given_on"
    )


def already_revoked() -> Invalid:
    return Invalid(_("This consent was taken back already."), remedy=_("Nothing more needs to be done."))


def same_person() -> Invalid:
    return Invalid(
        _("A person is no relative of themselves."), remedy=_("Choose another person."), field="relative"
    )


def question_missing() -> Invalid:
    return Invalid(_("The question is empty."), remedy=_("Write what you want to know."), field="question")


def unknown_person(code: str) -> Invalid:
    return Invalid(
        _("There is no person “%(code)s” in this compartment.") % {"code": code},
        remedy=_("Look the code up in the list of people."),
        field="code",
    )
