"""Serbian between its two scripts, by rule.

Cyrillic to Latin is exact letter by letter; only the capitals of the digraphs depend on their neighbours.
Latin to Cyrillic is not: "nj", "lj" and "dž" are sometimes two letters (injekcija, nadživeti), and names of
bodies keep their Latin spelling; both stand in exception lists.
"""

import re
from collections.abc import Callable

_PAIRS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ђ": "đ", "е": "e", "ж": "ž", "з": "z", "и": "i",
    "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "ћ": "ć", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "č", "џ": "dž", "ш": "š",
}  # fmt: skip
_DIGRAPHS = {"Љ": "Lj", "Њ": "Nj", "Џ": "Dž"}
_SIMPLE = {
    letter: latin
    for lower, pair in _PAIRS.items()
    if len(pair) == 1
    for letter, latin in ((lower, pair), (lower.upper(), pair.upper()))
} | {lower: pair for lower, pair in _PAIRS.items() if len(pair) == 2}
_SIMPLE_TABLE = str.maketrans(_SIMPLE)

_CYRILLIC_LETTERS = {
    latin: letter for letter, latin in _SIMPLE.items() if len(latin) == 1
} | {form: letter for letter, pair in _DIGRAPHS.items() for form in (pair, pair.upper())} | {
    pair: lower for lower, pair in _PAIRS.items() if len(pair) == 2
}  # fmt: skip
_LATIN_LETTER = re.compile("|".join(sorted(map(re.escape, _CYRILLIC_LETTERS), key=len, reverse=True)))

# What must pass unchanged: addresses, tags, entities, placeholders of both kinds, template expressions.
PROTECTED = re.compile(
    r"https?://[^\s<>\"']+|www\.[^\s<>\"']+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|<[^<>]*>|&\#?\w+;"
    r"|%%|%\(\w+\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]|%[#0\- +]*\d*(?:\.\d+)?[sdifr](?![^\W\d_])"
    r"|\{\{.*?\}\}|\{%.*?%\}|\{[^{}]*\}"
)

# Names whose Latin spelling is not the letter-by-letter one.
LATIN_EXCEPTIONS = {"ЕУЛЕКС": "EULEX", "Еулекс": "Eulex"}

# Words kept in Latin script inside Cyrillic text; an ending after a hyphen is written in Cyrillic.
KEPT_LATIN = frozenset({
    "CPT", "CSV", "DNA", "EU", "EULEX", "GIV", "GPS", "GSV", "HTML", "IASC", "ICMP", "ICRC", "IOM", "KFOR",
    "LGBTI", "NATO", "NPM", "ODIHR", "OHCHR", "OSCE", "PDF", "SMS", "SOS", "TOTP", "UN",
    "UNHCR", "UNICEF", "UNMIK", "UPR", "URL", "USB", "XLSX", "ZIP",
})  # fmt: skip

# Stems in which the pair of Latin letters stands for two Cyrillic ones; "|" marks where they part.
SPLIT_PAIRS = (
    "in|jekc", "in|jekt", "kon|jug", "kon|junk", "van|jezič", "tan|jug",
    "nad|živ", "nad|žup", "nad|žnj", "pod|žanr", "pod|žup", "od|žal", "od|živ", "od|žvać", "pred|živ",
)  # fmt: skip
_SPLIT = [
    (re.compile(rf"(?i)({left})({right})"))
    for left, _, right in (stem.partition("|") for stem in SPLIT_PAIRS)
]
_FOREIGN = re.compile(r"[qwxyQWXYçÇëË]")
_LATIN_WORD = re.compile(r"[^\W\d_]+")
_JOINT = "\u2060"  # word joiner: parts a pair for the time of the conversion, then removed


def to_latin(text: str) -> str:
    """Serbian Latin of a Serbian Cyrillic text; placeholders, tags, entities, addresses stay as they are."""
    return _outside_protected(text, _plain_to_latin)


def to_cyrillic(text: str) -> str:
    """Serbian Cyrillic of a Serbian Latin text; `KEPT_LATIN` and words with foreign letters stay Latin."""
    return _outside_protected(text, lambda plain: _LATIN_WORD.sub(_word_to_cyrillic, plain))


def has_cyrillic(text: str) -> bool:
    """Whether any letter of the Cyrillic block stands in the text."""
    return any("\u0400" <= letter <= "\u052f" for letter in text)


def _outside_protected(text: str, convert: Callable[[str], str]) -> str:
    parts, end = [], 0
    for match in PROTECTED.finditer(text):
        parts += [convert(text[end : match.start()]), match.group()]
        end = match.end()
    return "".join([*parts, convert(text[end:])])


def _plain_to_latin(text: str) -> str:
    for cyrillic, latin in LATIN_EXCEPTIONS.items():
        text = text.replace(cyrillic, latin)
    letters = [_digraph(text, at) if letter in _DIGRAPHS else letter for at, letter in enumerate(text)]
    return "".join(letters).translate(_SIMPLE_TABLE)


def _digraph(text: str, at: int) -> str:
    """LJ inside a word written in capitals, Lj at the head of any other; a lone capital reads as a head."""
    following, before = text[at + 1 : at + 2], text[at - 1 : at] if at else ""
    neighbour = following if following.isalpha() else before
    pair = _DIGRAPHS[text[at]]
    return pair.upper() if neighbour.isupper() else pair


def _word_to_cyrillic(match: re.Match[str]) -> str:
    word = match.group()
    if word in KEPT_LATIN or _FOREIGN.search(word):
        return word
    for stem in _SPLIT:
        word = stem.sub(rf"\1{_JOINT}\2", word)
    return _LATIN_LETTER.sub(lambda found: _CYRILLIC_LETTERS[found.group()], word).replace(_JOINT, "")
