"""Possible duplicates while somebody types: an index in memory over a million persons.

    index = NameIndex.of(ids, given, family, father, years, towns)
    index.find("hoxh agr", year=1962)       # [Hit("…", 7.9), …], best first

Words may come in any order, script and spelling, unfinished or with a letter wrong. Each word of the query meets words
of the index at a level (the same, spelt otherwise, beginning, one letter off, short form, same sound); a rare word says
more than a common one; year of birth and municipality, where typed, decide among namesakes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from habeas.science.linkage.compiled import compiled
from habeas.science.linkage.errors import LinkageError
from habeas.science.names.alike import LONGEST, letters_apart
from habeas.science.names.folding import fold, key, soft
from habeas.science.names.nicknames import short_forms
from habeas.science.names.places import place_key

BEST: Final = 20
SAME, SPELT, SHORT, OFF, SOUND, BEGINS = 1.0, 0.93, 0.75, 0.8, 0.55, 0.85
SHORTEST: Final = 2
"""Letters before a word is searched."""
COMMON: Final = 60_000
"""A beginning that more records share than this is only used beside other words."""


@dataclass(frozen=True)
class Hit:
    """One record that may be meant, and how well it fits."""

    id: str
    score: float


@compiled
def add_word(
    starts: Any, postings: Any, words: Any, gains: Any, word_best: Any, touched: Any, count: int, totals: Any
) -> int:
    """Gives every record of the words the best gain of any of them; returns how many records were touched so far."""
    for k in range(words.shape[0]):
        gain = gains[k]
        for at in range(starts[words[k]], starts[words[k] + 1]):
            record = postings[at]
            if word_best[record] == 0.0:
                if totals[record] == 0.0:
                    touched[count] = record
                    count += 1
                word_best[record] = gain
                totals[record] += gain
            elif gain > word_best[record]:
                totals[record] += gain - word_best[record]
                word_best[record] = gain
    return count


@compiled
def forget_word(starts: Any, postings: Any, words: Any, word_best: Any) -> None:
    for k in range(words.shape[0]):
        for at in range(starts[words[k]], starts[words[k] + 1]):
            word_best[postings[at]] = 0.0


@compiled
def finish(
    touched: Any, count: int, totals: Any, years: Any, towns: Any, year: int, town: int, found: Any
) -> None:
    """Totals of touched records with year and municipality weighed in; clears the totals."""
    for k in range(count):
        record = touched[k]
        score = totals[record]
        totals[record] = 0.0
        if year > 0 and years[record] > 0:
            apart = abs(years[record] - year)
            score += 3.0 if apart == 0 else 1.0 if apart <= 2 else -2.0
        if town >= 0 and towns[record] >= 0:
            score += 2.0 if towns[record] == town else -1.0
        found[k] = score


@compiled
def near_words(
    letters: Any, lengths: Any, masks: Any, one: int, length: int, mask: int, found: Any, marks: Any
) -> int:
    """Words at most one letter away from the word in the last row of `letters`; returns how many."""
    count = 0
    for word in range(lengths.shape[0] - 1):
        if abs(lengths[word] - length) > 1:
            continue
        other = masks[word] ^ mask
        other = other & (other - 1)
        other = other & (other - 1)
        if other != 0:
            continue
        if letters_apart(letters, length, lengths[word], one, word, marks) == 1 and count < found.shape[0]:
            found[count] = word
            count += 1
    return count


def _mask(word: str) -> int:
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) % 31)
    return mask


@dataclass
class NameIndex:
    """`words` sorted; `starts` (words + 1,) into `postings` of record numbers; the rest as `find` needs it."""

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
        self.letters = np.zeros((count + 1, LONGEST), np.uint8)
        self.lengths = np.zeros(count + 1, np.int64)
        self.masks = np.zeros(count + 1, np.int64)
        for at, word in enumerate(vocabulary):
            self._put(at, word)
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
        self.marks = np.zeros(128, np.uint64)
        self.near = np.zeros(2000, np.int32)

    def _put(self, at: int, word: str) -> None:
        coded = [min(ord(letter), 127) for letter in word[:LONGEST]]
        self.letters[at] = 0
        self.letters[at, : len(coded)] = coded
        self.lengths[at], self.masks[at] = len(coded), _mask(word)

    @classmethod
    def of(
        cls,
        ids: Sequence[str] | NDArray[Any],
        names: Sequence[Sequence[str]],
        years: Sequence[int] | NDArray[Any],
        towns: Sequence[str],
    ) -> NameIndex:
        """From records: `names` are columns of texts (given name, surname, father's name, any others), each as long as
        `ids`; `years` of birth, 0 where unknown; `towns` any spelling of a municipality, "" where unknown."""
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
        typed = fold(text).split()
        wanted = [word for word in typed if len(word) >= SHORTEST][:6]
        if not wanted or not len(self.ids):
            return []
        matches = sorted((self._matches(word, last=word == typed[-1]) for word in wanted), key=self._spread)
        count = 0
        for at, (words, gains) in enumerate(matches):
            if at and count and self._spread((words, gains)) > COMMON:
                self._raise(words, gains, count)
                continue
            count = add_word(
                self.starts, self.postings, words, gains, self.word_best, self.touched, count, self.totals
            )
            forget_word(self.starts, self.postings, words, self.word_best)
        number = self.town_number.get(place_key(town), -1) if town else -1
        found = np.zeros(count, np.float32)
        finish(self.touched, count, self.totals, self.years, self.towns, year, number, found)
        top = np.argpartition(-found, best)[:best] if count > best else np.arange(count)
        order = top[np.argsort(-found[top], kind="stable")]
        return [Hit(str(self.ids[self.touched[at]]), float(found[at])) for at in order.tolist()]

    def _spread(self, match: tuple[NDArray[np.int32], NDArray[np.float32]]) -> int:
        words = match[0]
        return int((self.starts[words + 1] - self.starts[words]).sum())

    def _raise(self, words: NDArray[np.int32], gains: NDArray[np.float32], count: int) -> None:
        """A word that very many bear only raises records met by rarer words."""
        add_among(
            self.starts, self.postings, words, gains, self.touched[:count].copy(), self.totals, self.word_best
        )

    def _matches(self, word: str, last: bool) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Words that the typed word may mean, with what a record gains by them."""
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
            self._put(len(self.words), plain)
            near = near_words(
                self.letters, self.lengths, self.masks, len(self.words), len(plain[:LONGEST]), _mask(plain),
                self.near, self.marks,
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
        levels = np.fromiter(found.values(), np.float32, len(found))
        share = np.log((len(self.ids) + 1.0) / max(self._spread((words, levels)), 1)) if len(words) else 0.0
        return words, (levels * (2.0 + max(share, 0.0))).astype(np.float32)

    @property
    def bytes(self) -> int:
        """Memory of the arrays and the words."""
        held = [value for value in vars(self).values() if isinstance(value, np.ndarray)]
        texts = sum(60 + len(word) for word in (*self.words, *self.softs, *self.keys))
        return sum(value.nbytes for value in held) + texts

    def save(self, path: Path) -> None:
        """As one file of arrays; nothing in it is run when it is read."""
        np.savez(
            path, ids=self.ids, words=np.array(self.words), starts=self.starts, postings=self.postings,
            years=self.years, towns=self.towns, town_keys=np.array(self.town_keys),
        )  # fmt: skip

    @classmethod
    def load(cls, path: Path) -> NameIndex:
        """What `save` wrote."""
        try:
            with np.load(path, allow_pickle=False) as held:
                return cls(
                    held["ids"], held["words"].tolist(), held["starts"], held["postings"], held["years"],
                    held["towns"], held["town_keys"].tolist(),
                )  # fmt: skip
        except (OSError, ValueError, KeyError, EOFError) as error:
            raise LinkageError("bad-index", where=path, value=error) from error


@compiled
def add_among(
    starts: Any, postings: Any, words: Any, gains: Any, among: Any, totals: Any, word_best: Any
) -> None:
    """Raises only the records of `among`: their word is looked up in the sorted postings of each word."""
    for k in range(words.shape[0]):
        begin, end = starts[words[k]], starts[words[k] + 1]
        if end - begin < among.shape[0]:
            for at in range(begin, end):
                record = postings[at]
                if totals[record] > 0.0 and gains[k] > word_best[record]:
                    totals[record] += gains[k] - word_best[record]
                    word_best[record] = gains[k]
            continue
        for m in range(among.shape[0]):
            record = among[m]
            at = begin + np.searchsorted(postings[begin:end], record)
            if at < end and postings[at] == record and gains[k] > word_best[record]:
                totals[record] += gains[k] - word_best[record]
                word_best[record] = gains[k]
    for m in range(among.shape[0]):
        word_best[among[m]] = 0.0


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
