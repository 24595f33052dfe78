"""Dates as lists write them: several formats in one column, two-digit years, "circa", a year alone.

Nothing is guessed. What can be read in two ways is said to be ambiguous, with both readings; a column's own rows may
decide it (a 27 in first place shows that the day stands first), or the person who chooses the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from habeas.core.dates import UncertainDate
from habeas.core.i18n.fold import fold
from habeas.core.imports.problems import Unread

DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
EXCEL_EPOCH = date(1899, 12, 30)
EXCEL_DAYS = range(7_000, 80_000)
YEARS = range(1500, 2200)
UNKNOWN = {
    "", "na", "n a", "n n", "nn", "none", "null", "unknown", "not known", "nepoznato", "nepoznat", "nepoznata",
    "i panjohur", "e panjohur", "panjohur", "nuk dihet", "bilinmiyor",
}  # fmt: skip
CIRCA = re.compile(
    r"^\s*(?:~|≈|±|c\.|ca\.?|cca\.?|circa|about|around|approx\.?|oko|око|rreth|afërsisht|afersisht|otprilike|отприлике"
    r"|yaklaşık|yaklasik)\s*",
    re.IGNORECASE,
)
TAIL = re.compile(r"[\s.]*(?:god|godine|godina|год|године|година|viti|vit|г)?[\s.]*$", re.IGNORECASE)
NUMBERS = re.compile(r"(\d{1,4})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{1,4})")
MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?")
MONTHS = (
    ("january", "janar", "januar", "jan", "ocak"),
    ("february", "shkurt", "februar", "feb", "subat"),
    ("march", "mars", "mart", "mar"),
    ("april", "prill", "nisan", "apr", "pri"),
    ("may", "maj", "maja", "mayis"),
    ("june", "qershor", "juni", "jun", "juna", "qer", "haziran"),
    ("july", "korrik", "juli", "jul", "jula", "temmuz"),
    ("august", "gusht", "avgust", "agustos", "aug", "avg"),
    ("september", "shtator", "septembar", "septembra", "sep", "eylul"),
    ("october", "tetor", "oktobar", "oktobra", "okt", "oct", "ekim"),
    ("november", "nentor", "novembar", "novembra", "nov", "kasim"),
    ("december", "dhjetor", "decembar", "decembra", "dec", "aralik"),
)
NAMED = re.compile(r"(?:(\d{1,2})\s+)?([a-z]{3,})\s+(?:(\d{1,2})\s+)?(\d{2,4})")


@dataclass(frozen=True)
class Window:
    """The years in which a date can lie; two digits are read when just one century fits (from `short_from` on)."""

    first: int = 1900
    last: int = 2099
    short_from: int = 0

    def full(self, year: int, digits: int) -> int:
        """The year in four digits; raises Unread when it lies outside, or when two centuries fit."""
        if digits > 2:
            return self.checked(year)
        least = max(self.first, self.short_from)
        fitting = [c + year for c in range(1800, 2200, 100) if least <= c + year <= self.last]
        if len(fitting) > 1:
            raise Unread("date_century", first=fitting[-1], second=fitting[-2])
        return fitting[0] if fitting else self.checked(1900 + year)

    def checked(self, year: int) -> int:
        if not self.first <= year <= self.last:
            raise Unread("date_outside", year=year, first=self.first, last=self.last)
        return year


ANY = Window(1500, 2199)


ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""How most files write a day, read first."""


def read_date(cell: Any, order: str = "", window: Window = ANY) -> UncertainDate | None:
    """The date that a cell tells, None when it tells none; `order` decides 3/4/1999. Raises Unread."""
    if isinstance(cell, bool):
        raise Unread("date_unread")
    if isinstance(cell, (int, float)):
        return _of_number(cell, window)
    text = " ".join(str(cell).split())
    if ISO.fullmatch(text):
        return _day(int(text[:4]), int(text[5:7]), int(text[8:]), window)
    if fold(text) in UNKNOWN:
        return None
    rough = bool(CIRCA.match(text)) or text.endswith("?")
    text = TAIL.sub("", CIRCA.sub("", text).rstrip("?").strip())
    found = _read(text, order, window)
    return UncertainDate(found.earliest, found.latest, "circa") if rough else found


def _read(text: str, order: str, window: Window) -> UncertainDate:
    if match := MIDNIGHT.fullmatch(text):
        text = match[1]
    if match := NUMBERS.fullmatch(text):
        return _of_numbers(match, order, window)
    if text.isdecimal() and len(text) not in (3, 4):
        return _of_number(int(text), window)
    if match := NAMED.fullmatch(fold(text)):
        return _of_named_month(match, window)
    try:
        told = UncertainDate.parse(text.replace("–", "/").replace(" - ", "/"))
    except ValueError:
        raise Unread("date_unread") from None
    window.checked(told.earliest.year)
    window.checked(told.latest.year)
    return told


def _of_number(number: float, window: Window) -> UncertainDate:
    """A number: a year, a day as spreadsheets count days, or eight digits."""
    whole = int(number)
    if whole in YEARS:
        return UncertainDate.year(window.checked(whole))
    if whole in EXCEL_DAYS:
        day = EXCEL_EPOCH + timedelta(days=whole)
        window.checked(day.year)
        return UncertainDate.day(day)
    if len(str(whole)) == 8:
        return _day(whole // 10_000, whole // 100 % 100, whole % 100, window)
    if 0 <= whole < 100:
        return UncertainDate.year(window.full(whole, 2))
    raise Unread("date_unread")


def _of_numbers(match: re.Match[str], order: str, window: Window) -> UncertainDate:
    first, mark, second, third = match.groups()
    if len(first) > 2:
        return _day(int(first), int(second), int(third), window)
    one, two = int(first), int(second)
    if one > 12 or (mark == "." and two <= 12) or one == two:
        day, month = one, two
    elif two > 12:
        day, month = two, one
    elif order:
        day, month = (one, two) if order == DAY_FIRST else (two, one)
    else:
        raise Unread("date_order", first=f"{one}.{two}.", second=f"{two}.{one}.")
    return _day(window.full(int(third), len(third)), month, day, window)


def _of_named_month(match: re.Match[str], window: Window) -> UncertainDate:
    before, name, after, year = match.groups()
    month = month_of(name)
    if month is None:
        raise Unread("date_unread")
    full, day = window.full(int(year), len(year)), before or after
    return _day(full, month, int(day), window) if day else UncertainDate.month(full, month)


def month_of(name: str) -> int | None:
    """The number of a month by its folded name in any of the languages, also shortened or declined."""
    for number, names in enumerate(MONTHS, 1):
        if any(name == one or (len(name) >= 3 and one.startswith(name)) for one in names):
            return number
    for number, names in enumerate(MONTHS, 1):
        if any(len(one) > 3 and name.startswith(one) and len(name) - len(one) <= 2 for one in names):
            return number
    return None


def _day(year: int, month: int, day: int, window: Window) -> UncertainDate:
    try:
        found = date(year, month, day)
    except ValueError:
        raise Unread("date_unread") from None
    window.checked(year)
    return UncertainDate.day(found)


def order_shown_by(cells: Iterable[Any]) -> str:
    """Which of day and month stands first in a column, when its own cells show it without contradiction."""
    seen = set()
    for cell in cells:
        match = NUMBERS.fullmatch(str(cell).strip())
        if match is None or match[2] == "." or len(match[1]) > 2:
            continue
        first, second = int(match[1]), int(match[3])
        if first > 12 >= second:
            seen.add(DAY_FIRST)
        elif second > 12 >= first:
            seen.add(MONTH_FIRST)
    return seen.pop() if len(seen) == 1 else ""


def format_of(cell: Any) -> str:
    """The shape of a date, digits as nines: what a column's formats are counted by."""
    return re.sub(r"\d", "9", re.sub(r"\d+", _nines, " ".join(str(cell).split())))[:24]


def _nines(match: re.Match[str]) -> str:
    return "9999" if len(match[0]) == 4 else "99999" if len(match[0]) > 4 else "99"
