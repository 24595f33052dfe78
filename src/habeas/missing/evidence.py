"""The reasons of a score in the reader's language: what linkage found, told by field and level."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from habeas.science.linkage.evidence import COMMON_BELOW, RARE_ABOVE, SAME_VALUE
from habeas.science.linkage.levels import FIELDS

NAME = (
    gettext_lazy("missing"),
    gettext_lazy("the same"),
    gettext_lazy("the same, spelt differently"),
    gettext_lazy("a short form"),
    gettext_lazy("one letter off"),
    gettext_lazy("two letters off"),
    gettext_lazy("faintly alike"),
    gettext_lazy("another"),
    gettext_lazy("changed places with the other name"),
)
LEVELS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "given name": (gettext_lazy("given name"), NAME),
    "surname": (
        gettext_lazy("family name"),
        (
            *NAME[:3],
            gettext_lazy("the same, another ending"),
            *NAME[4:8],
            gettext_lazy("another, of a woman who may have married"),
            NAME[8],
        ),
    ),
    "father's name": (gettext_lazy("father's name"), NAME[:8]),
    "birth": (
        gettext_lazy("born"),
        (
            NAME[0],
            gettext_lazy("the same day"),
            gettext_lazy("the same year, the day not known"),
            gettext_lazy("day and month changed places"),
            gettext_lazy("the same day and month, the year up to three apart"),
            gettext_lazy("the same day and month, another year"),
            gettext_lazy("the same year, day or month off"),
            gettext_lazy("the same year, another day"),
            gettext_lazy("the year one apart"),
            gettext_lazy("the year up to three apart"),
            gettext_lazy("the year one apart, another day"),
            gettext_lazy("another day"),
        ),
    ),
    "sex": (gettext_lazy("sex"), (NAME[0], NAME[1], NAME[7])),
    "home": (
        gettext_lazy("home"),
        (
            NAME[0],
            NAME[1],
            gettext_lazy("the same municipality, a village not told"),
            gettext_lazy("the same municipality, other villages"),
            gettext_lazy("another municipality"),
            NAME[7],
        ),
    ),
    "last seen at": (
        gettext_lazy("place where last seen"),
        (
            NAME[0],
            NAME[1],
            gettext_lazy("the same municipality"),
            gettext_lazy("elsewhere"),
            gettext_lazy("both at that home"),
            gettext_lazy("one of them away from that home"),
            gettext_lazy("both at the same place away from home"),
            gettext_lazy("both away from home, in the same municipality"),
            gettext_lazy("at different places away from home"),
        ),
    ),
    "last seen on": (
        gettext_lazy("last seen"),
        (
            NAME[0],
            gettext_lazy("the same day"),
            gettext_lazy("the same month, a day not told"),
            gettext_lazy("up to three days apart"),
            gettext_lazy("up to two weeks apart"),
            gettext_lazy("day and month changed places"),
            gettext_lazy("another day"),
        ),
    ),
    "list": (
        gettext_lazy("list"),
        ("", gettext_lazy("different lists"), gettext_lazy("one list, where a person seldom stands twice")),
    ),
}


def reason_shown(reason: str, field: str = "", level: int = 0, one_in: int = 0) -> str:
    """A reason in the reader's language; as it was given when it is none that is known."""
    if field == "start":
        return _("before looking at the two")
    if field == "caution":
        return _("chance agreements are common in these lists")
    if field == "rest":
        return _("other explanations")
    told = LEVELS.get(field)
    if told is None or level >= len(told[1]):
        return reason
    words = f"{told[0]}: {told[1][level]}"
    if level not in SAME_VALUE.get(FIELDS.index(field), ()) or one_in <= 0:
        return words
    return _how_rare(one_in) % {"words": words, "one_in": f"{one_in:,}"}


def _how_rare(one_in: int) -> str:
    if one_in >= RARE_ABOVE:
        return _("%(words)s, rare (1 in %(one_in)s)")
    return (
        _("%(words)s, common (1 in %(one_in)s)")
        if one_in < COMMON_BELOW
        else _("%(words)s (1 in %(one_in)s)")
    )
