"""Levels of likeness between two names, in machine code: the same levels for one pair and for a billion.

A vocabulary holds each distinct folded word once: its letters, its soft form, its stem and its short forms, as numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

from habeas.science.names.folding import key, soft, stem
from habeas.science.names.nicknames import short_forms

MISSING, SAME, SPELLING, SHORT, ONE_LETTER, TWO_LETTERS, FAINT, DIFFERENT = range(8)
LONGEST: Final = 24
Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Machine code for a kernel over arrays, kept on disk, run outside the interpreter lock."""
    return cast(Function, njit(cache=True, nogil=True, error_model="numpy")(function))


@dataclass(frozen=True)
class Vocabulary:
    """Distinct folded words. `letters` (n, 24) of the soft forms, `length` (n,), the other arrays (n,) of numbers:
    equal numbers mean equal soft forms, stems, sound keys. `nick_at` (n + 1,) and `nicks` list the short forms."""

    words: list[str]
    letters: NDArray[np.uint8]
    length: NDArray[np.int64]
    soft: NDArray[np.int32]
    stem: NDArray[np.int32]
    key: NDArray[np.int32]
    nick_at: NDArray[np.int32]
    nicks: NDArray[np.int32]

    @classmethod
    def of(cls, words: Iterable[str]) -> Vocabulary:
        """Number every word; words must be distinct folds."""
        known = list(words)
        softs = [soft(word) for word in known]
        letters = np.zeros((len(known), LONGEST), np.uint8)
        length = np.zeros(len(known), np.int64)
        for row, word in enumerate(softs):
            coded = [min(ord(letter), 127) for letter in word[:LONGEST]]
            letters[row, : len(coded)] = coded
            length[row] = len(coded)
        at, nicks = _nicknames(known)
        stems, keys = _numbers([soft(stem(w)) for w in known]), _numbers([key(w) for w in known])
        return cls(known, letters, length, _numbers(softs), stems, keys, at, nicks)


def _numbers(words: list[str]) -> NDArray[np.int32]:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(word, len(numbers)) for word in words], np.int32)


def _nicknames(words: list[str]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    number = {word: at for at, word in enumerate(words)}
    forms = short_forms()
    at, found = [0], []
    for word in words:
        found += [number[other] for other in forms.get(word, ()) if other in number]
        at.append(len(found))
    return np.array(at, np.int32), np.array(found or [-1], np.int32)


def woven(function: Function) -> Function:
    """Machine code that becomes part of the kernel that calls it: a call with many arrays costs more than its work."""
    return cast(Function, njit(cache=True, nogil=True, error_model="numpy", forceinline=True)(function))


@compiled
def letters_apart(letters: Any, m: int, n: int, one: int, other: int, marks: Any) -> int:
    """Optimal string alignment distance in bits: Hyyrö 2003. `m` and `n` are the lengths of the words `one` and
    `other`, `marks` a scratch uint64 (128,) of zeros."""
    if m == 0 or n == 0:
        return max(m, n)
    for k in range(m):
        marks[letters[one, k]] |= np.uint64(1) << np.uint64(k)
    unit = np.uint64(1)
    last = unit << np.uint64(m - 1)
    up, down, before, diagonal = ~np.uint64(0), np.uint64(0), np.uint64(0), np.uint64(0)
    distance = m
    for k in range(n):
        here = marks[letters[other, k]]
        swapped = (((~diagonal) & here) << unit) & before
        diagonal = (((here & up) + up) ^ up) | here | down | swapped
        rise = down | ~(diagonal | up)
        fall = diagonal & up
        if rise & last:
            distance += 1
        if fall & last:
            distance -= 1
        rise = (rise << unit) | unit
        up = (fall << unit) | ~(diagonal | rise)
        down = rise & diagonal
        before = here
    for k in range(m):
        marks[letters[one, k]] = np.uint64(0)
    return distance


@compiled
def level(forms: Any, letters: Any, nicks: Any, one: int, other: int, family: bool, marks: Any) -> int:
    """The level of likeness of two words by number; -1 is missing. The first three are what `arrays()` gives."""
    if one < 0 or other < 0:
        return 0
    if one == other:
        return 1
    if forms[one, 1] == forms[other, 1]:
        return 2
    if family:
        if forms[one, 2] == forms[other, 2]:
            return 3
    else:
        for k in range(forms[one, 3], forms[one, 4]):
            if nicks[k] == other:
                return 3
    length, other_length = forms[one, 0], forms[other, 0]
    shorter = min(length, other_length)
    if abs(length - other_length) <= 2:
        distance = letters_apart(letters, length, other_length, one, other, marks)
        if distance == 1:
            return 4 if shorter >= 4 else 5
        if distance == 2 and shorter >= 4:
            return 5 if shorter >= 6 else 6
    same = 0
    while same < shorter and letters[one, same] == letters[other, same]:
        same += 1
    if same == shorter and (shorter == 1 or shorter >= 4):
        return 6
    return 7


def arrays(vocabulary: Vocabulary) -> tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.int32]]:
    """What the kernels take: `forms` (n, 5) int32 of length, soft form, stem, begin and end of short forms; letters;
    short forms."""
    v = vocabulary
    forms = np.stack([v.length.astype(np.int32), v.soft, v.stem, v.nick_at[:-1], v.nick_at[1:]], axis=1)
    return np.ascontiguousarray(forms), v.letters, v.nicks
