"""One value of a person's field: as text to keep and compare, and back from text."""

from __future__ import annotations

from typing import Any

from habeas.core.dates import UncertainDate
from habeas.missing.choices import Sex
from habeas.missing.models import Person
from habeas.missing.models.told import FIELDS
from habeas.places.models import Municipality
from habeas.science.names.folding import fold

DATES = ("born", "disappeared")


def text_of(row: Any, field: str) -> str:
    """The value of a field as text: a date in its written form, a municipality by its code."""
    value = getattr(row, field)
    if value is None:
        return ""
    if field in DATES:
        return str(value.isoformat())
    return str(value.code) if field == "municipality" else str(value)


def put(row: Any, field: str, text: str) -> None:
    """Set a field from its text; raises ValueError for a date that is none."""
    if field in DATES:
        setattr(row, field, UncertainDate.parse(text) if text else None)
    elif field == "municipality":
        row.municipality = Municipality.objects.filter(code=text).first() if text else None
    else:
        setattr(row, field, text)


def shown(row: Any, field: str) -> str:
    """The value as a reader sees it."""
    if field == "sex":
        return str(row.get_sex_display()) if row.sex else ""
    value = getattr(row, field)
    return "" if value is None else str(value)


def as_read(field: str, text: str) -> str:
    """A value kept as text, as a reader sees it; a dash for none."""
    if field in DATES and text:
        return str(UncertainDate.parse(text))
    if field == "sex":
        return str(dict(Sex.choices).get(text, text)) if text else "–"
    return text or "–"


def agree(one: Any, other: Any, field: str) -> bool:
    """True when two rows say the same of a field, whatever the language or script; an empty one says nothing."""
    first, second = text_of(one, field), text_of(other, field)
    if not first or not second:
        return True
    if field in DATES:
        told, also = getattr(one, field), getattr(other, field)
        return bool(told.overlaps(also.earliest, also.latest))
    return fold(first) == fold(second)


def copy(source: Any, target: Person) -> Person:
    """Take every value of an entry over to a person."""
    for field in FIELDS:
        setattr(target, field, getattr(source, field))
    return target
