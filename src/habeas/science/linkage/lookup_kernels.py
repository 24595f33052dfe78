"""Kernels of the search while typing: what each record gains by the words of a question, in machine code."""

from __future__ import annotations

from typing import Any

import numpy as np

from habeas.science.linkage.compiled import compiled
from habeas.science.names.alike import letters_apart


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
    touched: Any, count: int, totals: Any, years: Any, towns: Any, gone: Any, year: int, town: int, found: Any
) -> None:
    """Totals of touched records with year and municipality weighed in, minus infinity where gone; clears the totals."""
    for k in range(count):
        record = touched[k]
        score = totals[record]
        totals[record] = 0.0
        if year > 0 and years[record] > 0:
            apart = abs(years[record] - year)
            score += 3.0 if apart == 0 else 1.0 if apart <= 2 else -2.0
        if town >= 0 and towns[record] >= 0:
            score += 2.0 if towns[record] == town else -1.0
        found[k] = -np.inf if gone[record] else score


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
