"""Where retention stands in the navigation, and what it says on the home page of who must decide."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy, ngettext

from habeas.core import home, navigation
from habeas.retention import queries


def register_entries() -> None:
    """A line of the side navigation, and a block of the home page."""
    entry = navigation.Entry("management", gettext_lazy("Retention"), "retention:due", 68, icon="clock")
    navigation.register(entry)
    home.contribute(home_blocks, order=40)


def home_blocks(request: HttpRequest) -> dict[str, Any]:
    """One line for each kind of record that an owner must decide about."""
    actor = request.actor  # type: ignore[attr-defined]
    if not actor.compartments("own"):
        return {}
    return {"reviews": [_line(one) for one in queries.due(actor, limit=1)]}


def _line(one: queries.Due) -> dict[str, Any]:
    said = ngettext(
        "%(kind)s: one record is due for a retention review",
        "%(kind)s: %(count)s records are due for a retention review",
        one.count,
    )
    return {
        "title": said % {"kind": one.kind.title.capitalize(), "count": one.count},
        "text": str(one.category),
        "url": reverse("retention:due"),
        "icon": "clock",
        "when": date_format(one.rows[0].created_at, "SHORT_DATE_FORMAT"),
    }
