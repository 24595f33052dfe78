"""How far two names are apart, with the reason: the levels that linkage counts, in words.

likeness("Ђорђевић", "Gjorgjeviq")  →  Likeness(1.0, "same name in another spelling or script")
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from habeas.science.names import alike
from habeas.science.names.alike import Vocabulary, arrays
from habeas.science.names.folding import fold

SCORES: Final = (0.0, 1.0, 0.95, 0.85, 0.8, 0.6, 0.3, 0.0)
REASONS: Final = (
    "one of the names is missing",
    "same name",
    "same name, spelt carelessly or with another ending",
    "a short form of the name",
    "one letter apart",
    "two letters apart, or one in a short name",
    "the beginning is the same",
    "another name",
)
FAMILY_REASON: Final = "same name with another family ending"
SPELT: Final = "same name in another spelling or script"
MEETS: Final = alike.ONE_LETTER


@dataclass(frozen=True)
class Likeness:
    """From 0 (nothing in common) to 1 (the same name), the level of `alike`, and the reason in words."""

    score: float
    level: int
    reason: str

    @property
    def meets(self) -> bool:
        """Whether the two may well name one person: the same but for spelling, ending, short form or one letter."""
        return alike.MISSING < self.level <= MEETS


def likeness(one: str, other: str, *, family: bool = False, language: str = "") -> Likeness:
    """Compares two names of one word or more, in any script; `family` for surnames, whose endings may differ.

    Names of several words are as alike as their best arrangement: every word of the shorter name meets its best.
    """
    words, others = fold(one, language).split(), fold(other, language).split()
    if not words or not others:
        return Likeness(SCORES[0], alike.MISSING, REASONS[0])
    if len(words) > len(others):
        words, others = others, words
    best = [min(_level(word, there, family) for there in others) for word in words]
    found = max(best)
    if found == alike.SAME and one.strip() != other.strip():
        return Likeness(SCORES[1], found, SPELT)
    return Likeness(
        SCORES[found], found, FAMILY_REASON if family and found == alike.SHORT else REASONS[found]
    )


def _level(one: str, other: str, family: bool) -> int:
    if one == other:
        return alike.SAME
    vocabulary = Vocabulary.of([one, other])
    return int(alike.level(*arrays(vocabulary), 0, 1, family, np.zeros(128, np.uint64)))
