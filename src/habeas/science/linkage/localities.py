"""Places of the lists as numbers: one number for all spellings of one place, typing errors mended, and which
municipality a place lies in, learnt from the rows that name both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from habeas.science.linkage.columns import Lists
from habeas.science.names.places import Gazetteer, place_key

COLUMNS: Final = ("birthplace", "municipality", "last_seen_place")
MEND_RATIO: Final = 8
SHORTEST_MENDED: Final = 3


@dataclass
class Localities:
    """`codes[column]` (n,) is the place of each row, -1 where none; `names[place]` its commonest key;
    `inside[place]` the municipality it lies in (itself for a municipality, -1 when unknown)."""

    codes: dict[str, NDArray[np.int32]]
    names: list[str]
    inside: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.names)


def localities(lists: Lists, gazetteer: Gazetteer) -> Localities:
    """Number the places of the three columns."""
    counts = _counts(lists)
    mended = _mend(counts)
    number: dict[str, int] = {}
    names: list[str] = []
    of_key: dict[str, int] = {"": -1}
    for key, _count in counts.most_common():
        right = mended.get(key, key)
        identity = "=" + gazetteer.codes[right] if _known(gazetteer, right) else right
        if identity not in number:
            number[identity] = len(names)
            names.append(right)
        of_key[key] = number[identity]
    codes = {}
    for name in COLUMNS:
        column = lists.columns[name]
        numbers = np.array([of_key.get(place_key(text), -1) for text in column.values], np.int32)
        codes[name] = numbers[column.codes] if len(lists) else np.zeros(0, np.int32)
    towns = [place for identity, place in number.items() if identity.startswith("=")]
    return Localities(codes, names, _inside(codes, len(names), towns))


def _known(gazetteer: Gazetteer, key: str) -> bool:
    return key in gazetteer.codes and key not in gazetteer.ambiguous


def _counts(lists: Lists) -> Counter[str]:
    counts: Counter[str] = Counter()
    for name in COLUMNS:
        column = lists.columns[name]
        seen = np.bincount(column.codes, minlength=len(column.values))
        for text, count in zip(column.values, seen.tolist(), strict=True):
            if text and (key := place_key(text)):
                counts[key] += count
    return counts


def _without_one(key: str) -> Iterator[str]:
    for at in range(len(key)):
        yield key[:at] + key[at + 1 :]


def _mend(counts: Counter[str]) -> dict[str, str]:
    """A rare spelling one letter away from a far commoner one is that one: found by leaving letters out."""
    total = sum(counts.values())
    common = max(3, total // 40_000)
    shortened: dict[str, list[str]] = {}
    for key, count in counts.items():
        if count >= common and len(key) >= SHORTEST_MENDED:
            for short in {key, *_without_one(key)}:
                shortened.setdefault(short, []).append(key)
    mended = {}
    for key, count in counts.items():
        if len(key) < SHORTEST_MENDED:
            continue
        near = {other for short in {key, *_without_one(key)} for other in shortened.get(short, ())}
        best = max(near - {key}, key=lambda other: counts[other], default="")
        ratio = MEND_RATIO if len(key) > SHORTEST_MENDED else 4 * MEND_RATIO
        if best and counts[best] >= ratio * count:
            mended[key] = best
    return {key: mended.get(right, right) for key, right in mended.items()}


def _inside(codes: dict[str, NDArray[np.int32]], count: int, towns: list[int]) -> NDArray[np.int32]:
    """The municipality most often named beside a place, when it is named beside it in most rows."""
    inside = np.full(count, -1, np.int32)
    village, town = codes["birthplace"].astype(np.int64), codes["municipality"].astype(np.int64)
    both = (village >= 0) & (town >= 0)
    pairs, times = np.unique(village[both] * max(count, 1) + town[both], return_counts=True)
    total = np.bincount(village[both], minlength=count)
    for pair, times_here in zip(pairs.tolist(), times.tolist(), strict=True):
        place, beside = divmod(pair, count)
        if 2 * times_here > total[place]:
            inside[place] = beside
    own = np.bincount(town[town >= 0], minlength=count)
    for place in set(
        np.flatnonzero(own > np.bincount(village[village >= 0], minlength=count)).tolist()
    ) | set(towns):
        inside[place] = place
    return inside
