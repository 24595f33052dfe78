"""Names of places in both languages, in the order and the script that the reader chose.

The choices are those of `access.User.place_order` and `place_script`.
"""

from dataclasses import dataclass
from typing import Literal

from .script import to_cyrillic

Order = Literal["sq-sr", "sr-sq"]
Script = Literal["Latn", "Cyrl"]


@dataclass(frozen=True)
class NamePart:
    """One name and the language tag that a screen reader needs to speak it."""

    text: str
    lang: str


def double_name(
    name_sq: str, name_sr: str, *, order: Order = "sq-sr", script: Script = "Latn", cyrillic: str = ""
) -> tuple[NamePart, ...]:
    """The names of a place in the reader's order; one where both are written alike, or where one is unknown.

    `name_sr` is the Latin form; `cyrillic` is its own Cyrillic form where the rule would fail.
    """
    serbian = NamePart(name_sr, "sr-Latn")
    if script == "Cyrl" and name_sr:
        serbian = NamePart(cyrillic or to_cyrillic(name_sr), "sr-Cyrl")
    parts = [NamePart(name_sq, "sq"), serbian]
    if order == "sr-sq":
        parts.reverse()
    known = [part for part in parts if part.text]
    return tuple(known[:1] if len({part.text for part in known}) == 1 else known)


def written(parts: tuple[NamePart, ...]) -> str:
    """The names as one text: `Pejë/Peć`."""
    return "/".join(part.text for part in parts)
