"""The catalogues of messages: read, brought up to date, derived by script, checked, written.

Files are written so that two people rarely meet in them: sorted, one line a message, files without line
numbers, no dates in the header.
"""

import re
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

from .languages import CATALOGUE_LOCALES, DERIVED_LOCALES, LOCALE_DIRECTORY, catalogue_path
from .script import has_cyrillic, to_latin

_HEADER = """\
# Messages of habeas in {name}.
# Written by "habeas messages update"{origin}; translations and translators' comments are kept.
msgid ""
msgstr ""
"Project-Id-Version: habeas\\n"
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals};\\n"

"""
_NAMES = {"sq": "Albanian", "sr": "Serbian, Cyrillic script", "sr_Latn": "Serbian, Latin script"}
_NAMED = re.compile(r"%\(\w+\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]|\{\w*\}")
_BARE = re.compile(r"(?<!%)(?:%%)*%[#0\- +]*\d*(?:\.\d+)?[sdifr](?![^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


@dataclass(frozen=True)
class Problem:
    """What is wrong with one message of one locale."""

    locale: str
    kind: str
    message: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.locale}: {self.kind}: {self.message!r}" + (f" ({self.detail})" if self.detail else "")


def read_catalogue(locale: str, directory: Path = LOCALE_DIRECTORY) -> Catalog:
    """The catalogue of a locale as it stands; an empty one where there is no file yet."""
    path = catalogue_path(locale, directory)
    if not path.exists():
        return Catalog(locale=locale, fuzzy=False)
    return read_po(BytesIO(path.read_bytes()), locale=locale, ignore_obsolete=False)


def bring_up_to_date(template: Catalog, old: Catalog) -> Catalog:
    """The template's messages with the translations known; what fell out of use is kept as obsolete."""
    new = Catalog(locale=old.locale, fuzzy=False)
    known = _by_key(old, obsolete=True)
    wanted = _by_key(template)
    for key, message in wanted.items():
        _add(new, message, known.get(key))
    for key, message in known.items():
        if key not in wanted and is_translated(message):
            new.obsolete[key] = message
    return new


def derive_latin(cyrillic: Catalog, locale: str = "sr_Latn") -> Catalog:
    """The Latin-script catalogue, letter by letter from the Cyrillic one."""
    latin = Catalog(locale=locale, fuzzy=False)
    for message in _by_key(cyrillic).values():
        texts = tuple(to_latin(text) for text in _texts(message))
        latin.add(
            message.id,
            texts if message.pluralizable else texts[0],
            message.locations,
            auto_comments=message.auto_comments,
            user_comments=message.user_comments,
            context=message.context,
        )
    return latin


def write_catalogue(catalog: Catalog, directory: Path = LOCALE_DIRECTORY) -> Path:
    """Writes the file of a catalogue and returns its path."""
    locale = str(catalog.locale)
    path = catalogue_path(locale, directory)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_header(locale).encode() + _body(catalog))
    return path


def prune(catalog: Catalog) -> Catalog:
    """The same catalogue without its obsolete messages."""
    catalog.obsolete.clear()
    return catalog


def update_all(template: Catalog, directory: Path = LOCALE_DIRECTORY) -> list[Path]:
    """Brings every catalogue up to date with the messages in use and returns the files written."""
    made: dict[str, Catalog] = {}
    for locale in CATALOGUE_LOCALES:
        if source := DERIVED_LOCALES.get(locale):
            made[locale] = derive_latin(made[source], locale)
        else:
            made[locale] = bring_up_to_date(template, read_catalogue(locale, directory))
    return [write_catalogue(catalog, directory) for catalog in made.values()]


def problems(template: Catalog, catalog: Catalog) -> list[Problem]:
    """Everything that keeps a catalogue from being complete, in the order of its messages."""
    locale = str(catalog.locale)
    known, wanted = _by_key(catalog), _by_key(template)
    found = [Problem(locale, "missing", key[1]) for key in wanted if key not in known]
    for key, message in known.items():
        if key not in wanted:
            found.append(Problem(locale, "obsolete", key[1]))
        found += _problems_of(message, locale)
    found += [Problem(locale, "obsolete", _singular(message)) for message in catalog.obsolete.values()]
    return sorted(set(found), key=lambda problem: (problem.kind, problem.message, problem.detail))


def is_translated(message: Message) -> bool:
    """Whether every form of the message has a text."""
    return all(_texts(message))


def _problems_of(message: Message, locale: str) -> list[Problem]:
    singular = _singular(message)
    if not is_translated(message):
        return [Problem(locale, "missing", singular)]
    found = [Problem(locale, "fuzzy", singular)] if message.fuzzy else []
    found += [Problem(locale, "placeholder", singular, detail) for detail in _differences(message)]
    return found + [Problem(locale, "script", singular, detail) for detail in _wrong_letters(message, locale)]


def _wrong_letters(message: Message, locale: str) -> list[str]:
    """Cyrillic where there should be none; in Cyrillic text, letters of both scripts in one word."""
    texts = " ".join(_NAMED.sub(" ", text) for text in _texts(message))
    if locale != "sr":
        return ["Cyrillic letters in a Latin text"] if has_cyrillic(texts) else []
    return [f"{word} mixes two scripts" for word in _WORD.findall(texts) if _mixes_scripts(word)]


def _mixes_scripts(word: str) -> bool:
    return len({has_cyrillic(letter) for letter in word}) > 1


def _differences(message: Message) -> list[str]:
    """Placeholders or tags that a translation loses or invents.

    Where English leaves the number out of its singular, Albanian may too; Serbian may not, because its first
    form also counts 21 and 31.
    """
    sources = _sources(message)
    allowed = set().union(*map(_marks, sources))
    shared = set.intersection(*(set(_marks(source)) for source in sources))
    needed = allowed if len(_texts(message)) > len(sources) else shared
    details = []
    for text in _texts(message):
        marks = _marks(text)
        details += [f"lacks {mark}" for mark in sorted(needed - set(marks))]
        details += [f"has {mark} of its own" for mark in sorted(set(marks) - allowed)]
        if not message.pluralizable and set(marks) == allowed and marks != _marks(sources[0]):
            details.append("repeats a placeholder or tag more or less often")
    return details


def _marks(text: str) -> Counter[str]:
    return Counter(_NAMED.findall(text) + _BARE.findall(text) + _TAG.findall(text))


def _by_key(catalog: Catalog, *, obsolete: bool = False) -> dict[tuple[str, str], Message]:
    messages = [message for message in catalog if message.id]
    gone = list(catalog.obsolete.values()) if obsolete else []
    return {(message.context or "", _singular(message)): message for message in (*gone, *messages)}


def _singular(message: Message) -> str:
    return _sources(message)[0]


def _sources(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _texts(message: Message) -> tuple[str, ...]:
    text = message.string or ""
    return (text,) if isinstance(text, str) else tuple(text)


def _add(catalog: Catalog, wanted: Message, known: Message | None) -> None:
    kept = known if known and known.pluralizable == wanted.pluralizable else None
    empty = ("",) * catalog.num_plurals if wanted.pluralizable else ""
    catalog.add(
        wanted.id,
        kept.string if kept else empty,
        wanted.locations,
        flags={"fuzzy"} if kept and kept.fuzzy else set(),
        auto_comments=wanted.auto_comments,
        user_comments=known.user_comments if known else (),
        context=wanted.context,
    )


def _header(locale: str) -> str:
    number, expression = get_plural(locale)[:2]
    origin = f" from {DERIVED_LOCALES[locale]} by rule" if locale in DERIVED_LOCALES else ""
    plurals = f"nplurals={number}; plural={expression}"
    return _HEADER.format(name=_NAMES[locale], origin=origin, locale=locale, plurals=plurals)


def _body(catalog: Catalog) -> bytes:
    buffer = BytesIO()
    write_po(buffer, catalog, width=0, omit_header=True, sort_output=True, include_lineno=False)
    return buffer.getvalue()
