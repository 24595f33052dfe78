"""Finds terms that take a position on status, outside quotations, in any language of the interface.

The terms stand in `terminology.csv`: one row a concept, the term to use and those to avoid in English,
Albanian and Serbian (Cyrillic; the Latin form follows by rule). A trailing "*" stands for any ending.
"""

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .script import to_latin

TERMINOLOGY = Path(__file__).with_name("terminology.csv")
_COLUMNS = {"en": "en", "sq": "sq", "sr": "sr", "sr-latn": "sr", "sr_Latn": "sr"}
_QUOTED = re.compile(
    r"<(q|blockquote)\b.*?</\1>|“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«|\"[^\"]*\"", re.DOTALL | re.IGNORECASE
)


@dataclass(frozen=True)
class Term:
    """One concept in one language."""

    code: str
    use: str
    avoid: tuple[str, ...]


@dataclass(frozen=True)
class Departure:
    """A term to avoid, where it stands, and what to write instead."""

    code: str
    found: str
    use: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"write “{self.use}” instead of “{self.found}”"


@lru_cache
def terms(language: str) -> tuple[Term, ...]:
    """The concepts of the terminology in a language."""
    column = _COLUMNS[language]
    with TERMINOLOGY.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    write = to_latin if language.lower().endswith("latn") else str
    return tuple(
        Term(row["code"], write(row[f"use_{column}"]), _entries(write(row[f"avoid_{column}"])))
        for row in rows
    )


def departures(text: str, language: str) -> list[Departure]:
    """Every term to avoid that stands in the text outside quotations, in order."""
    spoken = _QUOTED.sub(lambda quoted: " " * len(quoted.group()), text)
    found = [
        Departure(term.code, match.group(), term.use, match.start(), match.end())
        for term, pattern in _patterns(language)
        for match in pattern.finditer(spoken)
    ]
    return sorted(found, key=lambda departure: (departure.start, departure.code))


@lru_cache
def _patterns(language: str) -> tuple[tuple[Term, re.Pattern[str]], ...]:
    return tuple((term, _pattern(term.avoid)) for term in terms(language) if term.avoid)


def _pattern(avoid: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(avoid, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_expression, longest_first))})(?!\w)", re.IGNORECASE)


def _expression(entry: str) -> str:
    """Abbreviations ("КиМ") in their own case only: in small letters they may be a common word."""
    words = r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in entry.split())
    return f"(?-i:{words})" if re.fullmatch(r"\w+", entry) and not entry[1:].islower() else words


def _entries(cell: str) -> tuple[str, ...]:
    return tuple(entry.strip() for entry in cell.split(";") if entry.strip())
