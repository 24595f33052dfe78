"""One searchable form for a text in Albanian, Serbian Latin, Serbian Cyrillic or English.

Chosen so that all usual spellings of one name meet: case folded; Cyrillic written in Latin; marks taken off
(ë→e, ç→c, š→s, č ć→c, ž→z); "đ" becomes "dj", the spelling people use when the letter is missing from the
keyboard (Đakovica = Djakovica = Ђаковица); apostrophes vanish, hyphens and every other sign become one space.
It is a form for comparing, never for showing.
"""

import re
import unicodedata

_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ђ": "dj", "е": "e", "ж": "z", "з": "z", "и": "i",
    "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "ћ": "c", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "c", "џ": "dz", "ш": "s",
    "ѓ": "gj", "ќ": "kj", "ѕ": "dz", "й": "j", "ы": "y", "э": "e", "ю": "ju", "я": "ja", "ё": "e",
    "щ": "sc", "ъ": "", "ь": "", "є": "e", "і": "i", "ї": "i", "ґ": "g",
    "đ": "dj", "ð": "dj", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i",
}  # fmt: skip
_TABLE = str.maketrans(_LETTERS)
_APOSTROPHES = re.compile("['’‘ʼ`´′ʻ]")
_SEPARATORS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """The form in which spellings and scripts no longer differ: `fold("Ђаковица") == "djakovica"`."""
    if text.isascii():
        return _SEPARATORS.sub(" ", text.replace("'", "").replace("`", "").casefold()).strip()
    composed = unicodedata.normalize("NFKC", _APOSTROPHES.sub("", text)).casefold()
    bare = _without_marks(composed.translate(_TABLE))
    return _SEPARATORS.sub(" ", bare.translate(_TABLE)).strip()


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return fold(text).split()


def contains(text: str, query: str) -> bool:
    """Whether every word of the query begins some word of the text, whatever the script or the marks."""
    there = words(text)
    return all(any(word.startswith(wanted) for word in there) for wanted in words(query))


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
