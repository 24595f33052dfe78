"""Which column fills which field: suggested from the names of columns, remembered for the source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils import translation
from rapidfuzz import fuzz

from habeas.core.i18n.fold import fold
from habeas.core.imports import sheets
from habeas.core.imports.dates import order_shown_by
from habeas.core.imports.kinds import Importer, Target
from habeas.core.imports.readers import Column, is_date

ALIKE = 88.0
"""How alike a header must be to a known name (0 to 100) to be taken for it."""


def names_of(target: Target) -> set[str]:
    """Every folded name under which a field is known: its label in each language, and what headers call it."""
    labels = []
    for code, _label in settings.LANGUAGES:
        with translation.override(code):
            labels.append(str(target.label))
    return {fold(name) for name in (target.name.replace("_", " "), *labels, *target.names)}


def known_names(importer: Importer) -> set[str]:
    """All names of all fields, for finding the header."""
    return {name for target in importer.targets for name in names_of(target)}


def suggest(importer: Importer, headers: Sequence[str], saved: dict[str, Any]) -> dict[int, dict[str, str]]:
    """Column to field: as it was saved for this source (also that it is left out), a new column by its name.

    Each field once; the best name wins.
    """
    found: dict[int, dict[str, str]] = {}
    for number, header in enumerate(map(fold, headers)):
        if header in saved and importer_has(importer, saved[header].get("field", "")):
            found[number] = dict(saved[header])
    taken = {one["field"] for one in found.values()}
    fresh = {number: header for number, header in enumerate(headers) if fold(header) not in saved}
    _by_name(importer, fresh, found, taken)
    return found


def knows(headers: Sequence[str], saved: dict[str, Any]) -> bool:
    """Whether the source was once read in one of these columns."""
    return any(fold(header) in saved for header in headers)


def importer_has(importer: Importer, name: str) -> bool:
    return any(target.name == name for target in importer.targets)


def _by_name(
    importer: Importer, headers: dict[int, str], found: dict[int, dict[str, str]], taken: set[str]
) -> None:
    pairs = [
        (likeness(header, target), -number, target.name)
        for number, header in headers.items()
        for target in importer.targets
    ]
    for alike, number, name in sorted(pairs, reverse=True):
        if alike >= ALIKE and -number not in found and name not in taken:
            found[-number] = {"field": name}
            taken.add(name)


def likeness(header: str, target: Target) -> float:
    """How well a header names a field, 0 to 100; one below a merged cell ("Person – surname") also by its own words."""
    names = names_of(target)
    whole, own = fold(header), fold(header.rpartition(sheets.BELOW)[2])
    return max(_alike(whole, names), _alike(own, names) - 2)


def _alike(folded: str, names: set[str]) -> float:
    if not folded or folded in names:
        return 100.0 if folded else 0.0
    return max((fuzz.ratio(folded, name) for name in names), default=0.0) - 1


def to_save(headers: Sequence[str], chosen: dict[str, Any]) -> dict[str, Any]:
    """What is remembered for a source: names of columns instead of their numbers, nothing that the data showed.

    Columns that fill nothing are remembered as well.
    """
    kept = {fold(header): {"field": "", "order": ""} for header in headers if fold(header)}
    for number, one in chosen.items():
        kept[fold(headers[int(number)])] = {"field": one["field"], "order": one.get("order", "")}
    return kept


def columns_of(importer: Importer, chosen: dict[str, Any]) -> list[Column]:
    """The columns that a run reads, in the order of the fields; what the person said of dates outweighs the data."""
    order = {target.name: place for place, target in enumerate(importer.targets)}
    columns = [
        Column(int(number), one["field"], one.get("header", ""), one.get("order") or one.get("shown", ""))
        for number, one in chosen.items()
        if one.get("field") in order
    ]
    return sorted(columns, key=lambda column: order[column.field])


def with_orders_shown(
    importer: Importer, sheet: sheets.Sheet, header: int, headers: Sequence[str], chosen: dict[str, Any]
) -> dict[str, Any]:
    """The choice completed with each column's name, and with the order of dates that its own cells show."""
    dates = [int(n) for n, one in chosen.items() if is_date(importer.target(one["field"]).read)]
    cells: dict[int, list[Any]] = {number: [] for number in dates}
    if dates:
        for _number, row in sheets.data_rows(sheet, header, 0, len(sheet)):
            for number in dates:
                if number < len(row):
                    cells[number].append(row[number])
    shown = {number: order_shown_by(_short(values)) for number, values in cells.items()}
    return {
        number: {**one, "header": headers[int(number)], "shown": shown.get(int(number), "")}
        for number, one in chosen.items()
    }


def _short(values: Iterable[Any]) -> Iterable[str]:
    return (value for value in values if isinstance(value, str) and len(value) <= 12)
