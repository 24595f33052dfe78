"""How far scores are too sure, learned without labels from pairs inside one list.

Names, homes and days go together in ways that weights field by field do not know, so coincidences are more frequent
than the weights say, and with more records there are more of them. A person seldom stands twice in one list: what
looks like one person there is mostly coincidence. Between low scores, where all is coincidence, and high ones, where
none is, the share of pairs inside one list tells how many of the pairs between lists are coincidences too.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from habeas.science.linkage.levels import LIST_F
from habeas.science.linkage.weights import Weights

USUAL: Final = 1.0
"""Natural log odds taken off where the lists tell nothing: nearly three times as many coincidences."""
LEANS: Final = 10.0
"""How many coincidences inside one list that starting value is worth."""
LOWEST: Final = -1.5
MIDDLE: Final = 7.0
SURE: Final = 9.0
"""Log odds without the list: all is coincidence from the lowest to 0, what is asked lies in the 7 after that."""
MOST: Final = 6.0
ROUNDS: Final = 4
LEAST_BETWEEN: Final = 0.03
ScoredPairs = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]


def caution(pairs: ScoredPairs, lists: NDArray[np.int32], weights: Weights, least: float) -> float:
    """Natural log odds to take off every score, from 0 to 6. `pairs` are rows, rows and log odds above `least`,
    `lists` (n,) the list of each row."""
    one, other, score = pairs
    within = lists[one] == lists[other]
    apart, together = weights.person[LIST_F, 1:3]
    plain = score - np.where(within, together, apart)
    low = max(LOWEST, least - together, least - apart)
    beneath = (plain >= low) & (plain < low - LOWEST)
    middle = (plain >= low - LOWEST) & (plain < low - LOWEST + MIDDLE)
    below, between = score[beneath & ~within].astype(np.float64), score[middle & ~within].astype(np.float64)
    sure = plain >= SURE
    of_persons = float(np.count_nonzero(sure & within) / max(int(np.count_nonzero(sure & ~within)), 1))
    inside = float(np.count_nonzero(middle & within))
    found = of_strangers = 0.0
    for _ in range(ROUNDS):
        strange = _coincidences(below, found) if found else len(below)
        of_strangers = (np.count_nonzero(beneath & within) - of_persons * (len(below) - strange)) / max(
            strange, 1.0
        )
        if of_strangers - of_persons < LEAST_BETWEEN:
            return USUAL
        found = _shift(between, (inside - of_persons * len(between)) / (of_strangers - of_persons))
    known = of_strangers * _coincidences(between, USUAL)
    return float(np.clip((known * found + LEANS * USUAL) / (known + LEANS), 0.0, MOST))


def _coincidences(score: NDArray[np.float64], shift: float) -> float:
    """How many pairs are expected not to be one person when so much is taken off their log odds."""
    return float((1 / (1 + np.exp(np.clip(score - shift, -50, 50)))).sum())


def _shift(score: NDArray[np.float64], wanted: float) -> float:
    """What to take off so that the expected coincidences are those wanted, by halving."""
    low, high = 0.0, MOST
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if _coincidences(score, middle) < wanted else (low, middle)
    return (low + high) / 2
