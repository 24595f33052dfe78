"""What can be wrong with a row: one catalogue, told in the reader's language when it is shown."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

Catalogue = Mapping[str, tuple[Any, Any]]

PROBLEMS: Catalogue = {
    "missing": (_("Nothing stands here."), _("Fill it in.")),
    "too_long": (
        _("The text has %(length)s characters; at most %(most)s fit."),
        _("Shorten it, or choose another column."),
    ),
    "no_number": (_("This is no whole number."), _("Write digits only.")),
    "no_term": (_("This is no term of the list “%(list)s”."), _("Use one of its terms: %(near)s.")),
    "no_choice": (_("This is none of the words that are understood."), _("Write one of these: %(near)s.")),
    "date_unread": (_("This is no date that is understood."), _("Write 27.4.1999, 4.1999, 1999 or ~1999.")),
    "date_order": (
        _("The day and the month cannot be told apart: is it %(first)s or %(second)s?"),
        _("Write 27.4.1999, or say in the choice of columns whether the day stands first."),
    ),
    "date_century": (
        _("The year has two digits and may be %(first)s or %(second)s."),
        _("Write four digits."),
    ),
    "date_outside": (
        _("The year %(year)s cannot be right: it must lie between %(first)s and %(last)s."),
        _("Correct the year."),
    ),
    "date_not_a_day": (_("A day is needed, not only a month or a year."), _("Write the day: 27.4.1999.")),
    "two_scripts": (
        _("Letters of two scripts stand in one word or one cell."),
        _("Write it in one script."),
    ),
    "clash": (
        _("Row %(other)s of this file has the same key and says something else."),
        _("Correct the key, or leave one of the two out."),
    ),
    "no_key": (_("Nothing in this row says which record it speaks of."), _("Fill in %(fields)s.")),
}


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a row, without words: `code` is looked up in a catalogue when somebody reads it."""

    code: str
    field: str = ""
    column: int = -1
    value: str = ""
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def stored(self) -> list[Any]:
        return [self.code, self.field, self.column, self.value, dict(self.params)]


@dataclass(frozen=True)
class Told:
    """A problem as a person reads it."""

    row: int
    column: str
    field: str
    value: str
    why: str
    remedy: str


class Unread(Exception):
    """A cell cannot be read; carries the code of the catalogue and its parameters."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def tell(problem: Problem, catalogue: Catalogue) -> tuple[str, str]:
    """What is wrong and what to do, in the reader's language."""
    why, remedy = catalogue.get(problem.code) or PROBLEMS.get(problem.code) or (problem.code, "")
    return str(why) % dict(problem.params), str(remedy) % dict(problem.params)
