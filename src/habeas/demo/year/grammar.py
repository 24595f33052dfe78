"""A small grammar of invented texts: `{a|b}` chooses one, `{2-9}` a number; braces may stand inside braces."""

from __future__ import annotations

import random
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from habeas.core.i18n.script import to_latin

TEXTS = Path(__file__).parent / "texts"
LANGUAGES = ("en", "sq", "sr")
CHOICE = re.compile(r"\{([^{}]*)\}")
NUMBERS = re.compile(r"(\d+)-(\d+)")
Chance = random.Random


@cache
def texts(kind: str, language: str) -> dict[str, dict[str, list[str]]]:
    """The templates of one kind (visits, told) in one language, by topic and part."""
    read: dict[str, Any] = tomllib.loads((TEXTS / f"{kind}_{language}.toml").read_text(encoding="utf-8"))
    return read


def spoken(template: str, chance: Chance) -> str:
    """One text out of a template."""
    while "{" in template:
        template = CHOICE.sub(lambda found: _chosen(found[1], chance), template)
    return template


def _chosen(inside: str, chance: Chance) -> str:
    if numbers := NUMBERS.fullmatch(inside):
        return str(chance.randint(int(numbers[1]), int(numbers[2])))
    return chance.choice(inside.split("|"))


class Voice:
    """Somebody who writes in one language: Serbian in Cyrillic, or in Latin letters."""

    def __init__(self, chance: Chance, language: str, *, latin: bool = False) -> None:
        self.chance, self.language, self.latin = chance, language, latin

    def say(self, kind: str, topic: str, part: str) -> str:
        """A text on a topic."""
        return self.spoken(self.chance.choice(texts(kind, self.language)[topic][part]))

    def together(self, kind: str, topic: str, first: str, *parts: str) -> list[str]:
        """Texts of several parts that belong together: lists as long as the first one's go side by side with it."""
        known = texts(kind, self.language)[topic]
        at = self.chance.randrange(len(known[first]))
        chosen = (
            known[part][at] if len(known[part]) == len(known[first]) else self.chance.choice(known[part])
            for part in (first, *parts)
        )
        return [self.spoken(template) for template in chosen]

    def several(self, kind: str, topic: str, part: str, number: int) -> list[str]:
        """Templates of a topic, none twice, in the order in which they stand."""
        known = texts(kind, self.language)[topic][part]
        picked = sorted(self.chance.sample(range(len(known)), min(number, len(known))))
        return [known[index] for index in picked]

    def spoken(self, template: str) -> str:
        """A template in the voice's script."""
        text = spoken(template, self.chance)
        return to_latin(text) if self.latin else text

    @property
    def code(self) -> str:
        """The language as the list `language` names it."""
        return {"sr": "sr-Latn" if self.latin else "sr-Cyrl"}.get(self.language, self.language)
