"""One normal form for names in Albanian, Serbian in both scripts, Bosnian, Turkish and Romani spelling.

`fold` takes away what differs between spellings of one name as it is spoken: script, case, marks, and the letters
each language uses for the same sound. What the languages share is kept, so that a fold can still be read:

    xh dž џ dz x → dz    gj đ ђ dj → dj    q ć ћ ç č ch kj ц → c    sh š ş → s    zh ž → z    th → t    dh → d
    lj ll → l    rr → r    y → i (at the start before a vowel: j)    i+j+vowel → i+vowel    ë → e
    w → v    doubled → single

`key` goes further, for blocking: definite and family endings, vowels, h and j are dropped. `stem` drops endings only.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from habeas.science.names.letters import bare, latin

VOWELS: Final = "aeiou"
KEPT: Final = 1 << 16

_SOUNDS: Final = (
    ("dzh", "dz"), ("dž", "dz"), ("xh", "dz"), ("x", "dz"),
    ("gj", "dj"), ("đ", "dj"),
    ("tch", "c"), ("tsh", "c"), ("ch", "c"), ("kj", "c"), ("č", "c"), ("ć", "c"), ("ç", "c"), ("q", "c"),
    ("sch", "s"), ("sh", "s"), ("š", "s"), ("ş", "s"), ("ș", "s"), ("zh", "z"), ("ž", "z"),
    ("th", "t"), ("dh", "d"), ("ph", "f"), ("kh", "h"), ("ck", "k"), ("w", "v"),
    ("lj", "l"), ("ğ", "g"), ("ü", "u"), ("ö", "o"),
)  # fmt: skip
_SOUND: Final = dict(_SOUNDS)
_SOUND_RULE: Final = re.compile("|".join(sorted(map(re.escape, _SOUND), key=len, reverse=True)))
_DOUBLED: Final = re.compile(r"(.)\1+")
_FIRST_Y: Final = re.compile(r"\by(?=[aeiou])")
_GLIDE: Final = re.compile(r"(?<=i)j(?=[aeiou])")
_SEPARATORS: Final = re.compile(r"[\W_]+")
_TURKISH_C: Final = re.compile(r"c(?!h)")

_FAMILY: Final = re.compile(r"(?<=..)(?:ovic|evic|ovci|evci|ajic|ic|aj|oj|ov|ev|ovski|evski|ski|oglu)$")
_ENDING: Final = re.compile(r"(?<=..)[aeiou]+$")
_NOT_KEPT: Final = re.compile(r"[hj]")


@lru_cache(KEPT)
def fold(text: str, language: str = "") -> str:
    """The common form of a name or place: words in folded letters with one space between them.

    `language="tr"` reads a bare c as Turkish does (`Cemal` = Xhemal). The form is for comparing, not for showing.
    Folding twice changes nothing.
    """
    written = latin(text)
    if language == "tr":
        written = _TURKISH_C.sub("dž", written)
    found = _SEPARATORS.sub(" ", written).strip()
    while (again := _once(found)) != found:
        found = again
    return found


def _once(text: str) -> str:
    sounded = _SOUND_RULE.sub(lambda match: _SOUND[match[0]], text)
    letters = sounded if sounded.isascii() else latin(bare(sounded))
    plain = _FIRST_Y.sub("j", letters).replace("y", "i")
    return _GLIDE.sub("", _DOUBLED.sub(r"\1", plain))


def stem(folded: str) -> str:
    """A fold without its definite or family ending: Sylejmani, Sylejmanaj, Sulejmanović → silejman, sulejman."""
    without = _FAMILY.sub("", _ENDING.sub("", folded) if folded.endswith(("iu", "au")) else folded)
    return _ENDING.sub("", without)


@lru_cache(KEPT)
def key(folded: str) -> str:
    """The sound key of one folded word, for blocking: `key(fold("Jusufi")) == key(fold("Исуфовић"))`."""
    short = stem(folded) or folded
    sounds = _NOT_KEPT.sub("", short.replace("dz", "g").replace("dj", "g"))
    if not sounds:
        return folded[:1]
    rest = "".join(letter for letter in sounds[1:] if letter not in VOWELS)
    first = "a" if sounds[0] in VOWELS else sounds[0]
    return _DOUBLED.sub(r"\1", first + rest)


@lru_cache(KEPT)
def soft(folded: str) -> str:
    """A folded word as a careless hand may write it: no h, j for dz, d for dj, i for u, no last vowel."""
    plain = folded.replace("dz", "j").replace("dj", "d").replace("h", "").replace("u", "i")
    plain = _DOUBLED.sub(r"\1", plain.replace("ij", "i"))
    if len(plain) > 3:
        return _ENDING.sub("", plain)
    return plain[:-1] + "a" if plain.endswith("e") and len(plain) > 1 else plain
