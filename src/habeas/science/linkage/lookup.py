"""Possible duplicates while somebody types: an index in memory over a million persons.

    index = NameIndex.of(ids, given, family, father, years, towns)
    index.find("hoxh agr", year=1962)       # [Hit("…", 7.9), …], best first

Words may come in any order, script and spelling, unfinished or with a letter wrong. Each word of the query meets words
of the index at a level (the same, spelt otherwise, beginning, one letter off, short form, same sound); a rare word says
more than a common one; year of birth and municipality, where typed, decide among namesakes.

An index is never changed. What came or changed since stands in smaller indexes beside it, the rows it replaces are
hidden, and `find_among` asks all of them as one: a word is as rare as it is in all together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any, BinaryIO, Final
from uuid import UUID
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from habeas.science.linkage.errors import LinkageError
from habeas.science.linkage.lookup_kernels import add_among, add_word, finish, forget_word, near_words
from habeas.science.names.alike import LONGEST
from habeas.science.names.folding import fold, key, soft
from habeas.science.names.nicknames import short_forms
from habeas.science.names.places import place_key

BEST: Final = 20
SAME, SPELT, SHORT, OFF, SOUND, BEGINS = 1.0, 0.93, 0.75, 0.8, 0.55, 0.85
SHORTEST: Final = 2
"""Letters before a word is searched."""
COMMON: Final = 60_000
"""A beginning that more records share than this is only used beside other words."""
MOST_WORDS: Final = 6
KEY: Final = "S16"
"""The type of `ids` that are UUIDs: sixteen bytes each, a third of a gigabyte less than their text for a million."""

Match = tuple[NDArray[np.int32], NDArray[np.float32]]
"""Words of an index, and the level at which each is meant, or what a record gains by it."""


@dataclass(frozen=True)
class Hit:
    """One record that may be meant, and how well it fits."""

    id: str
    score: float


def _letters(words: Sequence[str]) -> NDArray[np.uint8]:
    """The first letters of soft forms (words, 24), as the kernels read them."""
    coded = np.array([word.encode("ascii", "replace") for word in words], f"S{LONGEST}")
    return coded.view(np.uint8).reshape(len(words), LONGEST)


def _masks(letters: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Which letters stand in each word, a bit for each."""
    bits = np.left_shift(1, letters % 31, dtype=np.int64)
    masks: NDArray[np.int64] = np.bitwise_or.reduce(np.where(letters > 0, bits, 0), axis=1)
    return masks


@dataclass
class NameIndex:
    """`words` sorted; `starts` (words + 1,) into `postings` of record numbers; `gone` (n,) marks hidden records; the
    rest as `find` needs it. Searching counts in arrays of the index: one thread at a time."""

    ids: NDArray[Any]
    words: list[str]
    starts: NDArray[np.int32]
    postings: NDArray[np.int32]
    years: NDArray[np.int16]
    towns: NDArray[np.int16]
    town_keys: list[str]

    def __post_init__(self) -> None:
        count = len(self.words)
        vocabulary = [soft(word) for word in self.words]
        self.letters = _letters([*vocabulary, ""])  # the last row is for the word that is asked for
        self.lengths = np.count_nonzero(self.letters, axis=1).astype(np.int64)
        self.masks = _masks(self.letters)
        self.by_soft = np.argsort(np.array(vocabulary or [""], dtype=f"<U{LONGEST}"), kind="stable")[
            :count
        ].astype(np.int32)
        self.softs = [vocabulary[at] for at in self.by_soft.tolist()]
        keys = [key(word) for word in self.words]
        order = sorted(range(count), key=keys.__getitem__)
        self.by_key = np.array(order, np.int32)
        self.keys = [keys[at] for at in order]
        self.town_number = {name: at for at, name in enumerate(self.town_keys)}
        self.totals = np.zeros(len(self.ids), np.float32)
        self.word_best = np.zeros(len(self.ids), np.float32)
        self.touched = np.zeros(len(self.ids), np.int32)
        self.gone = np.zeros(len(self.ids), np.bool_)
        self.marks = np.zeros(128, np.uint64)
        self.near = np.zeros(2000, np.int32)

    @classmethod
    def of(
        cls,
        ids: Sequence[str] | NDArray[Any],
        names: Sequence[Sequence[str]],
        years: Sequence[int] | NDArray[Any],
        towns: Sequence[str],
    ) -> NameIndex:
        """From records: `ids` are texts, or UUIDs as an array of `KEY`; `names` columns of texts (given name, surname,
        father's name, any others), each as long as `ids`; `years` of birth, 0 where unknown; `towns` any spelling of a
        municipality, "" where unknown."""
        numbers: dict[str, int] = {}
        pairs = [_postings(column, numbers) for column in names]
        words = sorted(numbers)
        moved = np.zeros(max(len(numbers), 1), np.int64)
        for at, word in enumerate(words):
            moved[numbers[word]] = at
        all_words = np.concatenate([moved[word] for word, _ in pairs]) if pairs else np.zeros(0, np.int64)
        rows = np.concatenate([row for _, row in pairs]) if pairs else np.zeros(0, np.int64)
        both = np.unique(all_words << 32 | rows)
        postings = (both & 0xFFFFFFFF).astype(np.int32)
        starts = np.searchsorted(both >> 32, np.arange(len(words) + 1)).astype(np.int32)
        town_of: dict[str, int] = {}
        known = {
            text: town_of.setdefault(place_key(text), len(town_of)) if text else -1 for text in set(towns)
        }
        return cls(
            np.asarray(ids), words, starts, postings, np.asarray(years, np.int16),
            np.array([known[text] for text in towns], np.int16), list(town_of),
        )  # fmt: skip

    def find(self, text: str, *, year: int = 0, town: str = "", best: int = BEST) -> list[Hit]:
        """The records that fit what was typed so far, best first; empty until a word has two letters."""
        return find_among([self], text, year=year, town=town, best=best)

    def __len__(self) -> int:
        return len(self.ids)

    def best(self, matches: Sequence[Match], *, year: int, town: str, best: int) -> list[Hit]:
        """The best records by what they gain from each word of a question, rare words first."""
        count = 0
        for at, (words, gains) in enumerate(matches):
            if at and count and self.spread(words) > COMMON:
                self._raise(words, gains, count)
                continue
            count = add_word(
                self.starts, self.postings, words, gains, self.word_best, self.touched, count, self.totals
            )
            forget_word(self.starts, self.postings, words, self.word_best)
        number = self.town_number.get(place_key(town), -1) if town else -1
        found = np.zeros(count, np.float32)
        finish(self.touched, count, self.totals, self.years, self.towns, self.gone, year, number, found)
        top = np.argpartition(-found, best)[:best] if count > best else np.arange(count)
        order = [at for at in top[np.argsort(-found[top], kind="stable")].tolist() if found[at] > -np.inf]
        return [Hit(_text(self.ids[self.touched[at]]), float(found[at])) for at in order]

    def spread(self, words: NDArray[np.int32]) -> int:
        """How many records bear any of the words, one that bears two of them counted twice."""
        return int((self.starts[words + 1] - self.starts[words]).sum())

    def _raise(self, words: NDArray[np.int32], gains: NDArray[np.float32], count: int) -> None:
        """A word that very many bear only raises records met by rarer words."""
        add_among(
            self.starts, self.postings, words, gains, self.touched[:count].copy(), self.totals, self.word_best
        )

    def matches(self, word: str, last: bool) -> Match:
        """Words that a folded word may mean, each with its level; `last` is the one that may be unfinished."""
        found: dict[int, float] = {}

        def put(at: int, level: float) -> None:
            if level > found.get(at, 0.0):
                found[at] = level

        begin = bisect_left(self.words, word)
        end = bisect_left(self.words, word + "\U0010ffff")
        for at in range(begin, end):
            put(at, SAME if self.words[at] == word else BEGINS if last or len(word) > 3 else SOUND)
        plain = soft(word)
        low = bisect_left(self.softs, plain)
        high = bisect_left(self.softs, plain + "\U0010ffff") if len(plain) > 2 else low
        for at in range(low, high):
            put(int(self.by_soft[at]), SPELT if self.softs[at] == plain else BEGINS - 0.05)
        if len(plain) >= 4:
            asked = _letters([plain])
            self.letters[-1] = asked[0]
            near = near_words(
                self.letters, self.lengths, self.masks, len(self.words), len(plain[:LONGEST]),
                int(_masks(asked)[0]), self.near, self.marks,
            )  # fmt: skip
            for at in self.near[:near].tolist():
                put(at, OFF)
            sound = key(word)
            for at in range(bisect_left(self.keys, sound), bisect_left(self.keys, sound + "\x00")):
                put(int(self.by_key[at]), SOUND)
        for other in short_forms().get(word, ()):
            at = bisect_left(self.words, other)
            if at < len(self.words) and self.words[at] == other:
                put(at, SHORT)
        words = np.fromiter(found, np.int32, len(found))
        return words, np.fromiter(found.values(), np.float32, len(found))

    @property
    def bytes(self) -> int:
        """Memory of the arrays and the words."""
        held = [value for value in vars(self).values() if isinstance(value, np.ndarray)]
        texts = sum(60 + len(word) for word in (*self.words, *self.softs, *self.keys))
        return sum(value.nbytes for value in held) + texts

    def save(self, path: Path | BinaryIO) -> None:
        """As one file of arrays, hidden records still in it; nothing in it is run when it is read."""
        np.savez(
            path, ids=self.ids, words=np.array(self.words), starts=self.starts, postings=self.postings,
            years=self.years, towns=self.towns, town_keys=np.array(self.town_keys),
        )  # fmt: skip

    @classmethod
    def load(cls, path: Path | BinaryIO) -> NameIndex:
        """What `save` wrote; raises LinkageError for any other file, and for one that was cut short."""
        try:
            with np.load(path, allow_pickle=False) as held:
                return cls(
                    held["ids"], held["words"].tolist(), held["starts"], held["postings"], held["years"],
                    held["towns"], held["town_keys"].tolist(),
                )  # fmt: skip
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise LinkageError("bad-index", where=path, value=error) from error


def find_among(
    layers: Sequence[NameIndex], text: str, *, year: int = 0, town: str = "", best: int = BEST
) -> list[Hit]:
    """The best records of several indexes, by scores that one index of all their records would give."""
    typed = fold(text).split()
    wanted = [word for word in typed if len(word) >= SHORTEST][:MOST_WORDS]
    total = sum(len(layer) for layer in layers)
    asked = []
    for word in wanted:
        told = [layer.matches(word, last=word == typed[-1]) for layer in layers]
        spread = sum(layer.spread(words) for layer, (words, _levels) in zip(layers, told, strict=True))
        gain = 2.0 + log((total + 1.0) / max(spread, 1)) if spread <= total else 2.0
        asked.append((spread, [(words, (levels * gain).astype(np.float32)) for words, levels in told]))
    asked.sort(key=lambda word: word[0])
    found = [
        hit
        for at, layer in enumerate(layers)
        for hit in layer.best([told[at] for _spread, told in asked], year=year, town=town, best=best)
    ]
    return sorted(found, key=lambda hit: -hit.score)[:best]


def _text(key: Any) -> str:
    return str(UUID(bytes=key.ljust(16, b"\0"))) if isinstance(key, bytes) else str(key)


def _postings(texts: Sequence[str], numbers: dict[str, int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Word numbers and rows of a column, each distinct text folded once."""
    known: dict[str, list[int]] = {}
    words: list[int] = []
    rows: list[int] = []
    for row, text in enumerate(texts):
        here = known.get(text)
        if here is None:
            here = known[text] = [numbers.setdefault(word, len(numbers)) for word in fold(text).split()]
        for word in here:
            words.append(word)
            rows.append(row)
    return np.array(words, np.int64), np.array(rows, np.int64)
