"""A score that explains itself: what each field says, against the likeliest other explanation.

The other explanation is a stranger, or somebody of the same household. Against a household, surname, father, home and
day of last sight count for little, and the sentence says against whom the weight was taken.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from habeas.science.linkage.levels import FIELDS, WORDS, Evidenced
from habeas.science.linkage.scoring import odds
from habeas.science.linkage.weights import HOUSEHOLD_SHARES, Weights, compared

STRANGER: Final = "stranger"
HOUSEHOLD: Final = "household"
RARE_ABOVE: Final = 500
COMMON_BELOW: Final = 100
LEAST_TOLD: Final = 0.05
SAME_VALUE: Final = {0: (1, 2), 1: (1, 2), 2: (1, 2), 5: (1,), 6: (1, 6), 7: (1,)}

PHRASES: Final[dict[str, str]] = {
    "rare": "{words}, rare (1 in {one_in})",
    "common": "{words}, common (1 in {one_in})",
    "shared": "{words} (1 in {one_in})",
    "start-stranger": "before looking: one pair in {one_in} is one person, the others are strangers",
    "start-household": "before looking: {one_in} times as many pairs are one person as are two of a household",
    "start-household-more": "before looking: {one_in} times as many pairs are two of a household as are one person",
    "coincidence": "coincidences are {one_in} times as frequent in these lists as the weights say",
    "rest": "the other explanation not left out",
    "decided-same": "a reviewer decided: one person",
    "decided-different": "a reviewer decided: two persons",
}


@dataclass(frozen=True)
class Evidence:
    """One reason: `weight` in natural log odds for one person, `text` what is behind it.

    `field` and `level` name it for programs, `one_in` says how rare a shared value is (0 when it does not matter).
    """

    weight: float
    text: str
    field: str = ""
    level: int = 0
    one_in: int = 0

    def __str__(self) -> str:
        return f"{self.weight:+.1f} {self.text}"


@dataclass(frozen=True)
class Explanation:
    """Log odds that two records are one person, and the reasons that add up to it. `against` is "stranger" or
    "household": the explanation that the reasons were weighed against."""

    score: float
    evidence: tuple[Evidence, ...]
    against: str

    @property
    def probability(self) -> float:
        return probability(self.score)


def probability(score: float) -> float:
    """Of natural log odds."""
    return 1 / (1 + math.exp(-max(min(score, 700.0), -700.0)))


def rounded(number: float) -> int:
    """To two digits, for a sentence."""
    if number < 1:
        return 1
    digits = max(len(str(int(number))) - 2, 0)
    return int(round(number, -digits))


class Explainer:
    """Explains pairs of one set of records; keeps how often each value occurs."""

    def __init__(
        self,
        data: Evidenced,
        weights: Weights,
        words: Mapping[str, Sequence[str]] = WORDS,
        phrases: Mapping[str, str] = PHRASES,
    ) -> None:
        self.data, self.weights, self.words, self.phrases = data, weights, words, phrases
        self.times: dict[int, tuple[list[int], int]] = {}

    def explain(self, one: int, other: int) -> Explanation:
        """Why rows `one` and `other` are, or are not, one person."""
        return next(self.explain_all([one], [other]))

    def explain_all(self, ones: Sequence[int], others: Sequence[int]) -> Iterator[Explanation]:
        """The same for many pairs of rows, compared and weighed at once."""
        levels, rarity = compared(self.data, np.array(ones, np.int32), np.array(others, np.int32))
        weighed = self._weighed(levels, rarity)
        for one, other, level, *told in zip(ones, others, levels.tolist(), *weighed, strict=True):
            yield self._explained(one, other, level, *told)

    def _weighed(self, levels: NDArray[np.int8], rarity: NDArray[Any]) -> tuple[Any, Any, Any]:
        """Of each pair: its score, whether it is weighed against a household, and what each field adds."""
        w = self.weights
        told = zip(levels, rarity, strict=True)
        score = [float(odds(w.person, w.household, w.start, HOUSEHOLD_SHARES, *pair)) for pair in told]
        fields = np.arange(len(FIELDS))
        person = w.person[fields, levels] - rarity
        household = w.household[fields, levels] - HOUSEHOLD_SHARES * rarity
        near = w.prior[1] + household.sum(axis=1) > 0
        gains = np.where(near[:, None], person - household, person)
        return score, near.tolist(), gains.tolist()

    def _explained(
        self, one: int, other: int, level: list[int], score: float, near: bool, gains: list[float]
    ) -> Explanation:
        w, against = self.weights, HOUSEHOLD if near else STRANGER
        start = float(w.prior[0] - w.prior[1] if near else w.prior[0])
        reasons = [self._start(start, against)]
        if w.caution >= LEAST_TOLD:
            often = f"{math.exp(w.caution):.1f}"
            reasons.append(Evidence(-w.caution, self.phrases["coincidence"].format(one_in=often), "caution"))
        for field, at in enumerate(level):
            if at:
                reasons.append(self._reason(field, at, gains[field], one, other))
        rest = score - sum(reason.weight for reason in reasons)
        if abs(rest) >= LEAST_TOLD:
            reasons.append(Evidence(rest, self.phrases["rest"], "rest"))
        return Explanation(score, tuple(reasons), against)

    def _start(self, weight: float, against: str) -> Evidence:
        more = "-more" if against == HOUSEHOLD and weight < 0 else ""
        one_in = rounded(math.exp(abs(weight)))
        return Evidence(
            weight, self.phrases[f"start-{against}{more}"].format(one_in=f"{one_in:,}"), "start", 0, one_in
        )

    def _reason(self, field: int, level: int, weight: float, one: int, other: int) -> Evidence:
        name = FIELDS[field]
        words = self.words[name][level]
        if level not in SAME_VALUE.get(field, ()):
            return Evidence(weight, words, name, level)
        one_in = self._one_in(field, one, other)
        kind = "rare" if one_in >= RARE_ABOVE else "common" if one_in < COMMON_BELOW else "shared"
        return Evidence(
            weight, self.phrases[kind].format(words=words, one_in=f"{one_in:,}"), name, level, one_in
        )

    def _one_in(self, field: int, one: int, other: int) -> int:
        """How many records hold one of this value."""
        table, softs = self.data.table, self.data.words[0][:, 1]
        column = (0, 1, 2, 0, 0, 8, 9, 10, 0)[field]
        a, b = int(table[one, column]), int(table[other, column])
        if field <= 2:
            a, b = int(softs[a]), int(softs[b])
        else:
            b = a
        if field not in self.times:
            values = table[:, column]
            values = values[values >= 0 if field != 7 else values > 0]
            counted = np.bincount(softs[values] if field <= 2 else values)
            self.times[field] = counted.tolist(), len(values)
        times, known = self.times[field]
        return rounded(known / max(times[a], times[b], 1))
