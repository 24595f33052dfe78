"""Converters from a cell to a value; each is called with the cell and its column, and raises Unread."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from habeas.core.dates import UncertainDate
from habeas.core.i18n.fold import fold
from habeas.core.imports.dates import ANY, UNKNOWN, Window, read_date
from habeas.core.imports.problems import Unread
from habeas.core.terms import lookup


@dataclass(frozen=True)
class Column:
    """A column that was chosen: which field it fills, its name in the file, and how its dates are ordered."""

    number: int
    field: str
    header: str = ""
    order: str = ""


Reader = Callable[[Any, Column], Any]
REPEATED = 60
"""Names, places and words up to this length come again and again in a list: what was made of them is remembered."""
_folded = lru_cache(maxsize=8192)(fold)


def text_of(cell: Any) -> str:
    """A cell as text, spaces made single; a line break inside stays."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _clean(cell) if len(cell) <= REPEATED else _clean.__wrapped__(cell)
    return str(cell)


@lru_cache(maxsize=8192)
def _clean(cell: str) -> str:
    if cell.isascii() and "\n" not in cell and "\r" not in cell:
        return " ".join(cell.split())
    lines = (" ".join(line.split()) for line in cell.splitlines())
    return unicodedata.normalize("NFC", "\n".join(line for line in lines if line))


def text(most: int = 10_000) -> Reader:
    """Any text of at most so many characters."""

    def read(cell: Any, column: Column) -> str:
        found = text_of(cell)
        if len(found) > most:
            raise Unread("too_long", length=len(found), most=most)
        return found

    return read


def one_script(most: int) -> Reader:
    """A name: like text, on one line, and in one script (a Cyrillic а among Latin letters is found)."""
    plain = text(most)

    def read(cell: Any, column: Column) -> str:
        found = str(plain(cell, column)).replace("\n", " ")
        if _folded(found) in UNKNOWN:
            return ""
        if not found.isascii() and len(scripts_of(found)) > 1:
            raise Unread("two_scripts")
        return found

    return read


@lru_cache(maxsize=8192)
def scripts_of(found: str) -> frozenset[str]:
    """The scripts of the letters of a text, as the first word of their Unicode names."""
    letters = {"a" if letter < "\x80" else letter for letter in set(found) if letter.isalpha()}
    return frozenset(unicodedata.name(letter, "?").split(" ")[0] for letter in letters)


def whole(cell: Any, column: Column) -> int | None:
    """A whole number, None when nothing stands there."""
    found = text_of(cell).replace("\u00a0", "").replace(" ", "")
    if not found:
        return None
    if not found.removeprefix("-").isdecimal():
        raise Unread("no_number")
    return int(found)


def uncertain(window: Window | Callable[[], Window] = ANY) -> Reader:
    """A date as exactly as it is told: `core.dates.UncertainDate` or None; the window may be asked for at each date."""

    def read(cell: Any, column: Column) -> UncertainDate | None:
        within = window if isinstance(window, Window) else window()
        return None if cell is None else read_date(cell, column.order, within)

    read.is_date = True  # type: ignore[attr-defined]
    return read


def day(window: Window = ANY) -> Reader:
    """A date of which the day is known: `datetime.date` or None."""
    told = uncertain(window)

    def read(cell: Any, column: Column) -> Any:
        found = told(cell, column)
        if found is not None and found.precision != "day":
            raise Unread("date_not_a_day")
        return found and found.earliest

    read.is_date = True  # type: ignore[attr-defined]
    return read


def term(vocabulary: str) -> Reader:
    """The code of a term by its code or by its label in any language; empty when nothing stands there."""

    def read(cell: Any, column: Column) -> str:
        found = fold(text_of(cell))
        if not found:
            return ""
        for one in lookup.current_terms(vocabulary):
            if found in _names_of(one):
                return str(one.code)
        near = ", ".join(str(one) for one in lookup.current_terms(vocabulary)[:6])
        raise Unread("no_term", list=vocabulary, near=near)

    return read


def _names_of(one: Any) -> set[str]:
    return {fold(str(n)) for n in (one.code, one.label_en, one.label_sq, one.label_sr) if n}


def choice(words: Mapping[str, Iterable[str]]) -> Reader:
    """One of a few values by the words that mean it: `{"F": ("female", "femër", "ženski")}`."""
    meaning = {fold(word): value for value, several in words.items() for word in (value, *several)}

    def read(cell: Any, column: Column) -> str:
        found = _folded(text_of(cell))
        if found in UNKNOWN:
            return ""
        if found not in meaning:
            raise Unread("no_choice", near=", ".join(value for value in words))
        return meaning[found]

    return read


def is_date(reader: Reader) -> bool:
    """Whether the order of day and month matters to a reader."""
    return bool(getattr(reader, "is_date", False))
