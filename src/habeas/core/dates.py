"""Dates as witnesses know them: a day, a month, a year, about, before, after, between."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

PRECISIONS = (
    ("day", _("exact day")),
    ("month", _("month known")),
    ("year", _("year known")),
    ("circa", _("about")),
    ("range", _("between two dates")),
)
CODES = frozenset(code for code, _label in PRECISIONS)


LETTERS = {"day": 10, "month": 7, "year": 4}
"""How much of 1999-04-27 is told."""


def moments(first: date, last: date) -> tuple[datetime, datetime]:
    """The first and the last moment of a span of days here, for `__range`: an index serves it, `__date` it does not."""
    after = datetime.combine(last + timedelta(days=1), time.min)
    begin, end = timezone.make_aware(datetime.combine(first, time.min)), timezone.make_aware(after)
    return begin, end - timedelta(microseconds=1)


@dataclass(frozen=True, order=True)
class UncertainDate:
    """An interval of days (both ends included) with the precision in which it was told."""

    earliest: date
    latest: date
    precision: str = "day"

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError(f"{self.earliest} lies after {self.latest}: give the earlier date first.")
        if self.precision not in CODES:
            raise ValueError(f"'{self.precision}' is no precision; use one of {[p for p, _l in PRECISIONS]}.")

    @classmethod
    def day(cls, value: date) -> UncertainDate:
        return cls(value, value, "day")

    @classmethod
    def month(cls, year: int, month: int) -> UncertainDate:
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")

    @classmethod
    def year(cls, year: int) -> UncertainDate:
        return cls(date(year, 1, 1), date(year, 12, 31), "year")

    @classmethod
    def parse(cls, text: str) -> UncertainDate:
        """Read `1999-04-27`, `27.4.1999`, `1999-04`, `4.1999`, `1999`, `~1999`, `1998-03/1999-06`.

        Raises ValueError that names the text and the forms that are understood.
        """
        text = text.strip()
        if "/" in text and text.count("/") == 1 and not re.fullmatch(r"\d{1,2}/\d{4}", text):
            first, last = (cls.parse(part) for part in text.split("/"))
            return cls(first.earliest, last.latest, "range")
        if text[:1] == "~":
            told = cls.parse(text[1:])
            return cls(told.earliest, told.latest, "circa")
        return cls._parse_one(text)

    @classmethod
    def _parse_one(cls, text: str) -> UncertainDate:
        try:
            if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
                return cls.day(date(*map(int, match.groups())))
            if match := re.fullmatch(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\.?", text):
                day, month, year = map(int, match.groups())
                return cls.day(date(year, month, day))
            if match := re.fullmatch(r"(\d{4})-(\d{1,2})", text):
                return cls.month(int(match[1]), int(match[2]))
            if match := re.fullmatch(r"(\d{1,2})[./](\d{4})", text):
                return cls.month(int(match[2]), int(match[1]))
            if match := re.fullmatch(r"(\d{4})", text):
                return cls.year(int(match[1]))
        except (ValueError, IndexError, calendar.IllegalMonthError):
            pass
        raise ValueError(f"'{text}' is not a date: write 27.4.1999, 4.1999, 1999, ~1999 or 1998-03/1999-06.")

    def isoformat(self) -> str:
        """The text that `parse` reads back."""
        if self.precision in LETTERS:
            return self.earliest.isoformat()[: LETTERS[self.precision]]
        if self.precision == "circa":
            return "~" + self._narrowest().isoformat()
        return f"{self.earliest.isoformat()}/{self.latest.isoformat()}"

    def _narrowest(self) -> UncertainDate:
        for told in (
            UncertainDate.day(self.earliest),
            UncertainDate.month(self.earliest.year, self.earliest.month),
            UncertainDate.year(self.earliest.year),
        ):
            if (told.earliest, told.latest) == (self.earliest, self.latest):
                return told
        return UncertainDate(self.earliest, self.latest, "range")

    def overlaps(self, earliest: date | None, latest: date | None) -> bool:
        """True when the date may lie within the given days; None is open."""
        return (latest is None or self.earliest <= latest) and (earliest is None or earliest <= self.latest)

    def __str__(self) -> str:
        if self.precision == "day":
            return date_format(self.earliest, "SHORT_DATE_FORMAT")
        if self.precision == "month":
            return date_format(self.earliest, "YEAR_MONTH_FORMAT")
        if self.precision == "year":
            return str(self.earliest.year)
        if self.precision == "circa":
            return str(_("about %(date)s") % {"date": self._narrowest()})
        ends = {
            "earliest": date_format(self.earliest, "SHORT_DATE_FORMAT"),
            "latest": date_format(self.latest, "SHORT_DATE_FORMAT"),
        }
        return str(_("between %(earliest)s and %(latest)s") % ends)


class _Descriptor:
    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        if instance is None:
            return self
        earliest = getattr(instance, f"{self.name}_earliest")
        if earliest is None:
            return None
        latest = getattr(instance, f"{self.name}_latest")
        return UncertainDate(earliest, latest, getattr(instance, f"{self.name}_precision"))

    def __set__(self, instance: Any, value: UncertainDate | date | str | None) -> None:
        if isinstance(value, str):
            value = UncertainDate.parse(value) if value.strip() else None
        if isinstance(value, date):
            value = UncertainDate.day(value)
        for column, told in columns_of(self.name, value).items():
            setattr(instance, column, told)


def columns_of(name: str, value: UncertainDate | None) -> dict[str, Any]:
    """What the three columns of an uncertain date hold, by their names."""
    earliest, latest, precision = f"{name}_earliest", f"{name}_latest", f"{name}_precision"
    if not value:
        return {earliest: None, latest: None, precision: ""}
    return {earliest: value.earliest, latest: value.latest, precision: value.precision}


def uncertain_date(required: bool = False, verbose_name: Any = "") -> UncertainDateColumns:
    """Declare an uncertain date on a model: `happened = uncertain_date()`."""
    return UncertainDateColumns(required, verbose_name)


class UncertainDateColumns:
    """Three columns (`_earliest`, `_latest`, `_precision`) behind one attribute."""

    def __init__(self, required: bool, verbose_name: Any) -> None:
        self.required = required
        self.verbose_name = verbose_name

    def contribute_to_class(self, cls: Any, name: str) -> None:
        for end in ("earliest", "latest"):
            field: Any = models.DateField(self.verbose_name, null=not self.required, blank=not self.required)
            cls.add_to_class(f"{name}_{end}", field)
        cls.add_to_class(
            f"{name}_precision",
            models.CharField(max_length=5, choices=PRECISIONS, blank=not self.required, default=""),
        )
        setattr(cls, name, _Descriptor(name))


class UncertainDateField(forms.CharField):
    """A form field that reads every way a date is told."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("For example 27.4.1999, 4.1999, 1999, ~1999 or 1998-03/1999-06."))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """The UncertainDate, or None."""
        if isinstance(value, UncertainDate) or value in self.empty_values:
            return value or None
        try:
            return UncertainDate.parse(value)
        except ValueError:
            message = _(
                "'%(value)s' is not a date that is understood. Write 27.4.1999, 4.1999, 1999 or ~1999."
            )
            raise ValidationError(message, code="date", params={"value": value}) from None

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, UncertainDate) else value
