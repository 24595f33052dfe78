"""Records ready to compare: each a row of sixteen numbers, names and places by their number in a vocabulary.

Names that stand in the wrong column are put right first: which column a word usually stands in, and in which
order a list usually writes its whole names, tell when given name and surname changed places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from habeas.science.linkage.columns import Column, Lists
from habeas.science.linkage.dates import ordinal, parts_of
from habeas.science.linkage.localities import Localities, localities
from habeas.science.names.alike import Vocabulary
from habeas.science.names.folding import fold
from habeas.science.names.parts import split_name
from habeas.science.names.places import Gazetteer

GIVEN, FAMILY, FATHER, FORMER, SEX, YEAR, DAY, TOWN, HOME, SEEN, SEEN_DAY, LIST, SECOND = range(13)
WIDTH: Final = 16
SELDOM: Final = 3.5
"""Log odds against exchanged names where the whole name tells nothing."""
_WORDS: Final = re.compile(r"[\s()\[\]/,;-]+")
_GLUED: Final = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-ZČĆŽŠĐÇË])")
_SEXES: Final = {"m": 1, "f": 2, "ж": 2, "м": 1, "z": 2, "ž": 2, "w": 2}
Ints = NDArray[np.int32]


@dataclass(frozen=True)
class Records:
    """`table` (n, 16) int32: the columns above, -1 (names, places) or 0 (others) where missing. `counts` of words by
    role, over soft forms: (3, words) for given name, surname, father's name."""

    ids: list[str]
    table: Ints
    vocabulary: Vocabulary
    places: Localities
    lists: list[str]

    def __len__(self) -> int:
        return len(self.ids)


def _words(text: str) -> list[str]:
    pieces = _WORDS.split(_GLUED.sub(" ", text) if not text.isupper() else text)
    folded = (fold(piece).replace(" ", "") for piece in pieces)
    return [word for word in folded if word]


class _Words:
    """Numbers of words while they are met."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def firsts(self, column: Column) -> tuple[Ints, Ints]:
        """The first and the second word of each row, -1 where there is none."""
        found = np.full((len(column.values), 2), -1, np.int32)
        for at, text in enumerate(column.values):
            for place, word in enumerate(_words(text)[:2]):
                found[at, place] = self.numbers.setdefault(word, len(self.numbers))
        return found[column.codes, 0], found[column.codes, 1]


def _times(words: Ints, count: int) -> NDArray[np.int64]:
    return np.bincount(words[words >= 0], minlength=max(count, 1))


def _changed_places(given: Ints, family: Ints, father: Ints, count: int, lists: Lists) -> NDArray[np.bool_]:
    """Whether given name and surname changed columns: by the words, then by the order of the whole name."""
    as_given = _times(given, count) + _times(father, count) + 0.5
    as_family = _times(family, count) + 0.5
    lean = np.log(as_given / as_given.sum()) - np.log(as_family / as_family.sum())
    odds = np.where(given >= 0, lean[given], 0.0) - np.where(family >= 0, lean[family], 0.0)
    style = lists.columns["list"].codes.astype(np.int64) * 8 + lists.order
    styles = int(style.max(initial=0)) + 1
    told = np.full(len(given), SELDOM)
    for _ in range(3):
        changed = 1 / (1 + np.exp(np.clip(odds + told, -30, 30)))
        there = np.bincount(style, changed, minlength=styles) + 0.05
        not_there = np.bincount(style, 1 - changed, minlength=styles) + 1.0
        prior = np.log(not_there / there)[style]
        told = np.where(lists.order % 4 == 0, SELDOM, np.clip(prior, -4, 8))
    exchanged: NDArray[np.bool_] = (odds + told < 0) & (given >= 0) & (family >= 0)
    return exchanged


def _dates(column: Column) -> Ints:
    parts = np.array([parts_of(text) for text in column.values], np.int32).reshape(-1, 3)
    return parts[column.codes]


def _days(column: Column) -> Ints:
    numbers = np.array([ordinal(*parts_of(text)) for text in column.values], np.int32)
    return numbers[column.codes]


def _sexes(column: Column) -> Ints:
    codes = np.array([_SEXES.get(text.strip()[:1].lower(), 0) for text in column.values], np.int32)
    return codes[column.codes]


def prepare(lists: Lists, gazetteer: Gazetteer) -> Records:
    """Normalise lists: names folded and put in their place, dates, sexes and places as numbers."""
    words = _Words()
    table = np.full((len(lists), WIDTH), -1, np.int32)
    columns = lists.columns
    given, second = words.firsts(columns["given_name"])
    family, former = words.firsts(columns["surname"])
    father, _ = words.firsts(columns["father_name"])
    _take_apart(lists.whole, words.numbers, (given, family, father, former))
    changed = _changed_places(given, family, father, len(words.numbers), lists)
    given, family = np.where(changed, family, given), np.where(changed, given, family)
    second, former = np.where(changed, former, second), np.where(changed, second, former)
    told = (father < 0) & (second >= 0)
    father, second = np.where(told, second, father), np.where(told, -1, second)
    for place, values in (
        (GIVEN, given),
        (FAMILY, family),
        (FATHER, father),
        (FORMER, former),
        (SECOND, second),
    ):
        table[:, place] = values
    _fill_dates(table, columns)
    table[:, SEX] = _sexes(columns["sex"])
    table[:, LIST] = columns["list"].codes
    places = localities(lists, gazetteer)
    for place, name in ((TOWN, "municipality"), (HOME, "birthplace"), (SEEN, "last_seen_place")):
        table[:, place] = places.codes[name]
    return Records(lists.ids, table, Vocabulary.of(words.numbers), places, columns["list"].values)


def _take_apart(
    whole: dict[int, str], numbers: dict[str, int], columns: tuple[Ints, Ints, Ints, Ints]
) -> None:
    """Fill the names of rows that tell only the whole name."""
    for at, text in whole.items():
        if not text.strip():
            continue
        parts = split_name(text)
        told = (parts.given, parts.family, parts.father, parts.former)
        for column, word in zip(columns, told, strict=True):
            found = _words(word)
            if found and column[at] < 0:
                column[at] = numbers.setdefault(found[0], len(numbers))


def _fill_dates(table: Ints, columns: dict[str, Column]) -> None:
    born = _dates(columns["birth_date"])
    years = _dates(columns["birth_year"])[:, 0]
    table[:, YEAR] = np.where(born[:, 0] > 0, born[:, 0], years)
    table[:, DAY] = born[:, 1] * 32 + born[:, 2]
    table[:, SEEN_DAY] = _days(columns["last_seen_date"])
