"""The catalogue of what the register of the missing refuses, each with its remedy."""

from __future__ import annotations

from typing import Any

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
