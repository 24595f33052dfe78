"""Names as they are told and as they are compared."""

from __future__ import annotations

from dataclasses import dataclass, fields

from habeas.core.dates import UncertainDate
from habeas.core.i18n.fold import words
from habeas.people.choices import NameLanguage, Script


@dataclass(frozen=True)
class NameTold:
    """A name in parts, as somebody told it."""

    given: str = ""
    family: str = ""
    fathers_name: str = ""
    former_family: str = ""
    nickname: str = ""
    script: str = Script.LATIN
    language: str = NameLanguage.ALBANIAN

    def parts(self) -> dict[str, str]:
        """The parts that were told."""
        told = {f.name: getattr(self, f.name).strip() for f in fields(self)}
        return {name: text for name, text in told.items() if text and name not in ("script", "language")}

    def __repr__(self) -> str:
        return "NameTold(•••)"

    def __str__(self) -> str:
        nickname = f"“{self.nickname}”" if self.nickname else ""
        former = f"({self.former_family})" if self.former_family else ""
        told = (self.given, nickname, self.fathers_name, self.family, former)
        return " ".join(part for part in told if part)


def normalised(given: str, family: str) -> str:
    """The full name with spelling, script and order taken away: `Ђорђе Петровић` = `Petrovic Djordje`."""
    return " ".join(sorted(words(f"{given} {family}")))


def index_text(given: str, family: str, birth_year: int) -> str:
    """What the compound index is made of; empty unless both a given and a family name are known."""
    return f"{normalised(given, family)}|{birth_year}" if words(given) and words(family) else ""


def birth_year(birth_date: str | None) -> int | None:
    """The year of an uncertain date when it lies within one year, None otherwise."""
    told = UncertainDate.parse(birth_date) if birth_date else None
    if told is None or told.earliest.year != told.latest.year:
        return None
    return told.earliest.year
