"""Short forms of given names, as families and neighbours use them: a short form may stand for several names.

The table `nicknames.csv` is our own, from common usage in Albanian, Serbian, Bosnian and Romani families.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from habeas.science.names.folding import fold


@cache
def short_forms() -> dict[str, frozenset[str]]:
    """By fold: the other folds that may name the same person."""
    found: dict[str, set[str]] = {}
    text = files("habeas.science.names").joinpath("nicknames.csv").read_text(encoding="utf-8")
    for row in list(csv.reader(text.splitlines()))[1:]:
        formal, short = fold(row[0]), fold(row[1])
        for word in short.split():
            found.setdefault(formal, set()).add(word)
            found.setdefault(word, set()).add(formal)
    return {word: frozenset(others) for word, others in found.items()}


def may_be_short(one: str, other: str) -> bool:
    """Whether one folded given name may be a short form of the other: `may_be_short("mita", "dimitrije")`."""
    return other in short_forms().get(one, frozenset())
