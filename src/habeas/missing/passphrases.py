"""What a family is given to find its answer again: easy to say on the telephone in any language."""

from __future__ import annotations

import secrets
from functools import cache

from django.contrib.auth.hashers import check_password, make_password

CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"
WORDS, SYLLABLES = 4, 2
KEYS = str.maketrans("љњертзуиопасдфгхјклѕџцвбнм", "qwertzuiopasdfghjklyxcvbnm")
LOOKS = str.maketrans("авекмнорстухј", "abekmhopctyxj")


def new_passphrase() -> str:
    """Four words of two syllables, about 49 random bits: `bako limu tera suno`."""
    return " ".join("".join(_syllable() for _ in range(SYLLABLES)) for _ in range(WORDS))


def _syllable() -> str:
    return secrets.choice(CONSONANTS) + secrets.choice(VOWELS)


def latin_keys(told: str) -> str:
    """Small letters; what was typed on a Serbian keyboard set to Cyrillic, as the same keys give it in Latin."""
    return told.lower().translate(KEYS)


def latin_looks(told: str) -> str:
    """Small letters; Cyrillic ones as the Latin letters that look the same on paper (С as C, Н as H, Р as P)."""
    return told.lower().translate(LOOKS)


def plain(told: str) -> str:
    """As it is compared: small Latin letters, one blank between words."""
    return " ".join(latin_keys(told).split())[:60]


def sealed(passphrase: str) -> str:
    """The slow hash that is kept."""
    return make_password(plain(passphrase))


@cache
def _nobodys() -> str:
    return make_password(new_passphrase())


def fits(told: str, kept: str | None) -> bool:
    """Whether a passphrase fits; the same work when there is nothing to fit."""
    stand_in = _nobodys()
    return check_password(plain(told), kept or stand_in) and kept is not None
