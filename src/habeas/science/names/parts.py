"""Whole names taken apart: given name, father's name, surname, former surname; whatever the order and the brackets.

split_name("Петровић (Милан) Ђорђе")  →  given Ђорђе, father Милан, surname Петровић
split_name("Agron Musa KRYEZIU")      →  given Agron, father Musa, surname KRYEZIU
split_name("Zana Berisha-Gashi")      →  given Zana, surname Berisha, former Gashi
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from habeas.science.names.folding import fold
from habeas.science.names.nicknames import short_forms

_BRACKETS: Final = re.compile(r"[(\[]([^)\]]*)[)\]]")
_GLUED: Final = re.compile(r"(?<=[a-zčćžšđçëа-яђјљњћџ])(?=[A-ZČĆŽŠĐÇËА-ЯЂЈЉЊЋЏ])")
_DASHES: Final = re.compile(r"\s*[-–—‐‑/]\s*")
_SPACES: Final = re.compile(r"\s+")
FORMERLY: Final = frozenset(
    {"rodjena", "rodj", "rod", "nee", "born", "lindur", "mbiemri", "vajzeris", "devojacko", "ex"}
)
FILLED: Final = frozenset({"i", "e", "bin", "ibn", "sin", "kci", "cerka", "bir", "kizi", "oglu", "of"})
FAMILY_ENDINGS: Final = ("ic", "aj", "oski", "ska", "ski", "oglu", "ov", "ev", "lari", "iu", "olli")


@dataclass(frozen=True)
class NameParts:
    """A name in parts, as it was written; empty where a part is not told."""

    given: str = ""
    father: str = ""
    family: str = ""
    former: str = ""

    @property
    def folded(self) -> NameParts:
        """The same in the common form."""
        return NameParts(fold(self.given), fold(self.father), fold(self.family), fold(self.former))


def words_of(text: str) -> list[str]:
    """Words of a name: hyphens joined without spaces, glued words parted (`AgronGani`), no dots."""
    parted = text if text.isupper() else _GLUED.sub(" ", text)
    plain = _DASHES.sub("-", parted.replace(".", " ").replace("“", " ").replace("”", " ").replace('"', " "))
    return [word for word in _SPACES.split(plain.strip()) if word]


def _is_family(word: str) -> float:
    """How much a word looks like a surname: by its ending, and by not being a given name that has short forms."""
    folded = fold(word.split("-")[0])
    looks = 1.0 if folded.endswith(FAMILY_ENDINGS) else 0.0
    return (
        looks - (1.0 if folded in short_forms() else 0.0) + (0.5 if len(word) > 2 and word.isupper() else 0.0)
    )


def split_name(text: str, is_family: Callable[[str], float] = _is_family) -> NameParts:
    """The parts of a whole name.

    `is_family(word)` says how much a word looks like a surname (more is more); a list's own counts of given names and
    surnames are better than the endings used by default. A comma means that the surname came first.
    """
    bracketed = _BRACKETS.search(text)
    father = " ".join(words_of(bracketed[1])) if bracketed else ""
    plain = _BRACKETS.sub(" ", text)
    head, comma, tail = plain.partition(",")
    if comma:
        family, rest = words_of(head), words_of(tail)
        return _finished(rest[:1], father or " ".join(rest[1:]), family)
    words, former = _formerly(words_of(plain))
    if len(words) < 2:
        return NameParts(family=words[0] if words else "", father=father, former=former)
    first_is_family = is_family(words[0]) > is_family(words[-1])
    given, family = ([words[-1]], [words[0]]) if first_is_family else ([words[0]], [words[-1]])
    middle = [word for word in words[1:-1] if fold(word) not in FILLED]
    return _finished(given, father or " ".join(middle), family, former)


def _formerly(words: list[str]) -> tuple[list[str], str]:
    """The words before "rođena", "née", "e lindur", and the surname after it."""
    for at, word in enumerate(words):
        if fold(word).replace(" ", "") in FORMERLY and at + 1 < len(words):
            kept = [w for w in words[:at] if fold(w) not in FILLED]
            return kept, words[-1]
    return words, ""


def _finished(given: list[str], father: str, family: list[str], former: str = "") -> NameParts:
    whole = "-".join(family)
    one, _, other = whole.partition("-")
    return NameParts(" ".join(given), father, one, former or other)
