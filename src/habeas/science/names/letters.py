"""Letters of other scripts in Latin ones, by a table of our own: no English sounding, no loss before folding.

Serbian Cyrillic goes letter by letter to Serbian Latin (`Хоџа` = `Hodža`), so both scripts give the same form.
Macedonian, Bulgarian, Russian, Ukrainian and Greek letters are there too, for names that reached a list through
other hands. A script without a table is left as it is: such a name still meets itself.
"""

from __future__ import annotations

import unicodedata
from typing import Final

SERBIAN: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ђ": "đ", "е": "e", "ж": "ž", "з": "z", "и": "i",
    "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "ћ": "ć", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "č", "џ": "dž", "ш": "š",
}  # fmt: skip
OTHER_CYRILLIC: Final = {
    "ѓ": "đ", "ќ": "ć", "ѕ": "dz", "й": "j", "ы": "i", "э": "e", "ю": "ju", "я": "ja", "ё": "jo", "щ": "šč",
    "ъ": "", "ь": "", "є": "je", "і": "i", "ї": "ji", "ґ": "g", "ѝ": "i", "ѐ": "e",
}  # fmt: skip
GREEK: Final = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "t", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "ks", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "i", "φ": "f",
    "χ": "h", "ψ": "ps", "ω": "o",
}  # fmt: skip
SPECIAL: Final = {"ı": "i", "ł": "l", "ø": "o", "æ": "e", "œ": "e", "ß": "ss", "þ": "t", "ð": "đ", "ə": "e"}
APOSTROPHES: Final = "'’‘ʼ`´′ʻ＇\u0301"

_TO_LATIN: Final = str.maketrans(
    {**SERBIAN, **OTHER_CYRILLIC, **GREEK, **SPECIAL, **dict.fromkeys(APOSTROPHES[:-1], "")}
)
_CYRILLIC_DIGRAPHS: Final = (("dž", "џ"), ("lj", "љ"), ("nj", "њ"))
_TO_CYRILLIC: Final = str.maketrans({latin: letter for letter, latin in SERBIAN.items() if len(latin) == 1})


def latin(text: str) -> str:
    """Lower case in Latin letters with their marks: `latin("Ђорђе") == "đorđe"`, `latin("ÇAKA") == "çaka"`."""
    if text.isascii():
        return text.lower().translate(_TO_LATIN)
    lowered = unicodedata.normalize("NFKC", text).casefold().replace("i̇", "i")
    composed = unicodedata.normalize("NFC", lowered.translate(_TO_LATIN))
    return composed


def cyrillic(text: str) -> str:
    """Serbian Latin in Serbian Cyrillic, lower case; letters that Serbian does not have stay."""
    written = latin(text)
    for pair, letter in _CYRILLIC_DIGRAPHS:
        written = written.replace(pair, letter)
    return written.translate(_TO_CYRILLIC)


def bare(text: str) -> str:
    """Without accents and other marks."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
