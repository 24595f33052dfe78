"""What can be said of two records, field by field: levels, and how rare the value they share is.

The kernel and the words for each level stand side by side: what is counted is what is explained.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from habeas.science.linkage.compiled import woven
from habeas.science.linkage.records import FAMILY, FATHER, GIVEN, HOME, SEEN, SEEN_DAY, TOWN, Records
from habeas.science.names.alike import arrays, level

FIELDS: Final = (
    "given name",
    "surname",
    "father's name",
    "birth",
    "sex",
    "home",
    "last seen at",
    "last seen on",
    "list",
)
GIVEN_F, FAMILY_F, FATHER_F, BIRTH_F, SEX_F, HOME_F, SEEN_F, DAY_F, LIST_F = range(9)
LEVELS: Final = 16
MEMO: Final = 1 << 17

WORDS: Final[dict[str, tuple[str, ...]]] = {
    "given name": (
        "given name missing", "same given name", "same given name, spelt differently", "short form of the given name",
        "given name one letter off", "given name two letters off", "given name faintly alike", "another given name",
        "given name and surname changed places",
    ),
    "surname": (
        "surname missing", "same surname", "same surname, spelt differently", "same surname, another family ending",
        "surname one letter off", "surname two letters off", "surname faintly alike", "another surname",
        "another surname of a woman, who may have married", "surname and given name changed places",
    ),
    "father's name": (
        "father's name missing", "same father's name", "same father's name, spelt differently",
        "short form of the father's name", "father's name one letter off", "father's name two letters off",
        "father's name faintly alike", "another father's name",
    ),
    "birth": (
        "birth missing", "same date of birth", "same year, day and month unknown or 1 January",
        "day and month of birth changed places", "same day and month, year up to three apart",
        "same day and month, another year", "same year, day or month off", "same year, day and month differ",
        "year one apart, else unknown", "year up to three apart, else unknown", "year one apart, day and month differ",
        "another date of birth",
    ),
    "sex": ("sex missing", "same sex", "another sex"),
    "home": (
        "home missing", "same home", "same municipality, a village not told", "same municipality, other villages",
        "another municipality", "another home, municipality not told",
    ),
    "last seen at": (
        "place of last sight missing", "last seen in the same place", "last seen in the same municipality",
        "last seen elsewhere", "both last seen at that home", "one of them last seen away from that home",
        "both last seen at the same place away from home", "both last seen away, in the same municipality",
        "last seen at different places away from home",
    ),
    "last seen on": (
        "day of last sight missing", "last seen on the same day", "last seen in the same month, a day not told",
        "last seen up to three days apart", "last seen up to two weeks apart",
        "day and month of last sight changed places",
        "last seen on other days",
    ),
    "list": ("", "of different lists", "of one list, where a person seldom stands twice"),
}  # fmt: skip

Levels = NDArray[np.int8]


@dataclass(frozen=True)
class Evidenced:
    """What the kernels read of records: `table`; of words their forms, letters and short forms; where places lie; how
    rare a value is: natural logarithms of its share over that of a typical shared value, for words as given name,
    surname and father's name (words, 3), for places as home, municipality and last place (places, 3), for days (span,);
    `days` (span, 3) day, month, and the number of the first day."""

    table: NDArray[np.int32]
    words: tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.int32]]
    inside: NDArray[np.int32]
    rare_words: NDArray[np.float32]
    rare_places: NDArray[np.float32]
    rare_days: NDArray[np.float32]
    days: NDArray[np.int32]

    @property
    def arrays(self) -> tuple[Any, ...]:
        """What `compare` takes first."""
        return (
            self.table,
            *self.words,
            self.inside,
            self.rare_words,
            self.rare_places,
            self.rare_days,
            self.days,
        )


def _rarity(
    values: NDArray[np.int32], count: int, groups: NDArray[np.int32] | None = None
) -> NDArray[np.float32]:
    """log(share / expected share of a value that two random records share), at least two records each."""
    known = values[values >= 0] if groups is None else groups[values[values >= 0]]
    size = count if groups is None else int(groups.max(initial=-1)) + 1
    times = np.bincount(known, minlength=size).astype(np.float64)
    total = max(times.sum(), 1.0)
    typical = max(((times / total) ** 2).sum(), 1e-9)
    rare = np.log(np.maximum(times, 2.0) / total / typical)
    found: NDArray[np.float32] = (rare if groups is None else rare[groups]).astype(np.float32)
    return found if len(found) else np.zeros(1, np.float32)


def evidenced(records: Records, inside: NDArray[np.int32] | None = None) -> Evidenced:
    """Make records ready for the kernels."""
    table, words = records.table, records.vocabulary
    count, places = len(words.words), len(records.places)
    days = table[:, SEEN_DAY]
    told = days[days > 0]
    first = int(told.min()) if len(told) else 1
    shifted = np.where(days > 0, days - first, -1).astype(np.int32)
    span = int(shifted.max(initial=0)) + 1
    softs = words.soft
    by_word = [_rarity(table[:, column], count, softs) for column in (GIVEN, FAMILY, FATHER)]
    by_place = [_rarity(table[:, column], places) for column in (HOME, TOWN, SEEN)]
    calendar = np.datetime64("0000-12-31") + (first + np.arange(span)).astype("timedelta64[D]")
    months = calendar.astype("datetime64[M]")
    day, month = (calendar - months).astype(np.int32) + 1, months.astype(np.int32) % 12 + 1
    days_table = np.stack([day, month, np.full(span, first, np.int32)], axis=1)
    where = records.places.inside if inside is None else inside
    return Evidenced(
        table,
        arrays(words),
        where if len(where) else np.full(1, -1, np.int32),
        np.stack(by_word, axis=1),
        np.stack(by_place, axis=1),
        _rarity(shifted, span),
        days_table,
    )


def memory() -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Scratch of one thread: levels of pairs of words seen before, and the marks of a comparison."""
    return np.full(MEMO, -1, np.int64), np.zeros(128, np.uint64)


@woven
def name_level(
    forms: Any, letters: Any, nicks: Any, one: int, other: int, family: bool, memo: Any, marks: Any
) -> int:
    """`alike.level`, remembered: distinct names are compared once."""
    if one < 0 or other < 0:
        return 0
    if one == other:
        return 1
    low, high = min(one, other), max(one, other)
    pair = (np.int64(low) << 29 | np.int64(high)) * 2 + (1 if family else 0)
    at = np.int64((np.uint64(pair) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(47))
    kept = memo[at]
    if kept >> 3 == pair:
        return int(kept & 7)
    found = level(forms, letters, nicks, low, high, family, marks)
    memo[at] = pair << 3 | found
    return found


@woven
def birth_level(table: Any, i: int, j: int) -> int:
    """See `WORDS["birth"]`; i and j are rows of the table."""
    year, other_year = table[i, 5], table[j, 5]
    if year == 0 or other_year == 0:
        return 0
    apart = abs(year - other_year)
    day, other_day = table[i, 6], table[j, 6]
    vague = day <= 33 or other_day <= 33 or (day & 31) == 0 or (other_day & 31) == 0
    if vague:
        return 2 if apart == 0 else 8 if apart == 1 else 9 if apart <= 3 else 11
    if day == other_day:
        return 1 if apart == 0 else 4 if apart <= 3 else 5
    swapped = (day >> 5) == (other_day & 31) and (day & 31) == (other_day >> 5)
    if apart == 0:
        if swapped:
            return 3
        return 6 if (day >> 5) == (other_day >> 5) or (day & 31) == (other_day & 31) else 7
    if apart <= 3 and swapped:
        return 5
    return 10 if apart == 1 else 11


@woven
def home_level(table: Any, i: int, j: int, inside: Any) -> int:
    home, other = table[i, 8], table[j, 8]
    if home >= 0 and home == other and inside[home] != home:
        return 1
    town = table[i, 7] if table[i, 7] >= 0 else (inside[home] if home >= 0 else -1)
    other_town = table[j, 7] if table[j, 7] >= 0 else (inside[other] if other >= 0 else -1)
    if home >= 0 and home == other:
        return 1 if town == other_town or town < 0 or other_town < 0 else 4
    vague = home < 0 or other < 0 or inside[home] == home or inside[other] == other
    if town < 0 or other_town < 0:
        return 0 if home < 0 or other < 0 else 5
    if town != other_town:
        return 4
    return 2 if vague else 3


@woven
def seen_level(table: Any, i: int, j: int, inside: Any, home: int) -> int:
    seen, other = table[i, 9], table[j, 9]
    if seen < 0 or other < 0:
        return 0
    if home == 1 and table[i, 8] >= 0:
        at_home, other_at_home = seen == table[i, 8], other == table[j, 8]
        if at_home and other_at_home:
            return 4
        if at_home != other_at_home:
            return 5
        return 6 if seen == other else 7 if inside[seen] >= 0 and inside[seen] == inside[other] else 8
    if seen == other:
        return 1
    if inside[seen] >= 0 and inside[seen] == inside[other]:
        return 2
    return 3


@woven
def day_level(table: Any, i: int, j: int, days: Any) -> int:
    """`days` (span, 2): day and month of each day counted from the first."""
    seen, other = table[i, 10], table[j, 10]
    if seen <= 0 or other <= 0:
        return 0
    if seen == other:
        return 1
    apart = abs(seen - other)
    if apart >= 366:
        return 6
    one, two = seen - days[0, 2], other - days[0, 2]
    if apart < 31 and (days[one, 0] == 1 or days[two, 0] == 1) and days[one, 1] == days[two, 1]:
        return 2
    if apart <= 3:
        return 3
    if apart <= 14:
        return 4
    return 5 if days[one, 0] == days[two, 1] and days[one, 1] == days[two, 0] else 6


@woven
def names_of(
    table: Any, i: int, j: int, forms: Any, letters: Any, nicks: Any, memo: Any, marks: Any, found: Any
) -> None:
    """Levels of given name and surname, with the sexes, second surnames and exchanged names in mind."""
    given = name_level(forms, letters, nicks, table[i, 0], table[j, 0], False, memo, marks)
    family = name_level(forms, letters, nicks, table[i, 1], table[j, 1], True, memo, marks)
    sexes = table[i, 4] * table[j, 4]
    if sexes == 2 and 2 <= given <= 6:
        given = 6
    if family > 1 and (table[i, 3] >= 0 or table[j, 3] >= 0):
        if table[i, 3] >= 0:
            family = min(
                family, max(name_level(forms, letters, nicks, table[i, 3], table[j, 1], True, memo, marks), 2)
            )
        if table[j, 3] >= 0:
            family = min(
                family, max(name_level(forms, letters, nicks, table[i, 1], table[j, 3], True, memo, marks), 2)
            )
    if given >= 6 and family >= 6 and given + family >= 13:
        crossed = name_level(forms, letters, nicks, table[i, 0], table[j, 1], False, memo, marks)
        back = name_level(forms, letters, nicks, table[i, 1], table[j, 0], False, memo, marks)
        if 0 < crossed <= 4 and 0 < back <= 4:
            given, family = 8, 9
    if family == 7 and sexes == 4:
        family = 8
    found[0], found[1] = given, family


@woven
def compare_facts(
    table: Any,
    inside: Any,
    rare_places: Any,
    rare_days: Any,
    days: Any,
    i: int,
    j: int,
    found: Any,
    rarity: Any,
) -> None:
    """Everything but names: levels and rarities of fields 3 to 8."""
    home = home_level(table, i, j, inside)
    found[3] = birth_level(table, i, j)
    found[4] = 0 if table[i, 4] == 0 or table[j, 4] == 0 else 1 if table[i, 4] == table[j, 4] else 2
    found[5] = home
    found[6] = seen_level(table, i, j, inside, home)
    found[7] = day_level(table, i, j, days)
    found[8] = 1 if table[i, 11] != table[j, 11] else 2
    for f in range(3, 9):
        rarity[f] = 0.0
    if home == 1:
        rarity[5] = rare_places[table[i, 8], 0]
    elif home == 2 or home == 3:
        town = table[i, 7] if table[i, 7] >= 0 else inside[table[i, 8]]
        rarity[5] = rare_places[town, 1]
    if found[6] == 1 or found[6] == 6:
        rarity[6] = rare_places[table[i, 9], 2]
    if found[7] == 1:
        rarity[7] = rare_days[table[i, 10] - days[0, 2]]


@woven
def compare_names(
    table: Any, forms: Any, letters: Any, nicks: Any, rare_words: Any, i: int, j: int, memo: Any, marks: Any,
    found: Any, rarity: Any,
) -> None:  # fmt: skip
    """Levels and rarities of fields 0 to 2."""
    names_of(table, i, j, forms, letters, nicks, memo, marks, found)
    found[2] = name_level(forms, letters, nicks, table[i, 2], table[j, 2], False, memo, marks)
    for f in range(3):
        rarity[f] = 0.0
        if 1 <= found[f] <= 2:
            rarity[f] = max(rare_words[table[i, f], f], rare_words[table[j, f], f])
        elif 3 <= found[f] <= 5:
            rarity[f] = 0.5 * max(rare_words[table[i, f], f], rare_words[table[j, f], f])


@woven
def compare(
    table: Any, forms: Any, letters: Any, nicks: Any, inside: Any, rare_words: Any, rare_places: Any, rare_days: Any,
    days: Any, i: int, j: int, memo: Any, marks: Any, found: Any, rarity: Any,
) -> None:  # fmt: skip
    """Fills `found` (9,) with levels and `rarity` (9,) with what to take off for a shared common value."""
    compare_facts(table, inside, rare_places, rare_days, days, i, j, found, rarity)
    compare_names(table, forms, letters, nicks, rare_words, i, j, memo, marks, found, rarity)
