"""Places by name: any language, any script, old names, through a gazetteer that is passed in as data."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from habeas.science.names.folding import fold, soft

CODE = "code"


def place_key(text: str) -> str:
    """What two spellings of a place have in common: the soft forms of its words."""
    return " ".join(soft(word) for word in fold(text).split())


@dataclass
class Gazetteer:
    """Codes of places by every name they have; a name that two places bear finds neither."""

    codes: dict[str, str] = field(default_factory=dict)
    ambiguous: set[str] = field(default_factory=set)

    def add(self, code: str, names: Iterable[str]) -> None:
        """Names of one place, in any language and script; "A/B" and "A; B" are two names."""
        for name in names:
            for part in name.replace(";", "/").split("/"):
                found = place_key(part)
                if found and self.codes.setdefault(found, code) != code:
                    self.ambiguous.add(found)

    def find(self, text: str) -> str | None:
        """The code of the place that this name means, whatever the spelling; None when unknown or ambiguous."""
        found = place_key(text)
        return None if found in self.ambiguous else self.codes.get(found)


def gazetteer(places: Mapping[str, Iterable[str]]) -> Gazetteer:
    """From codes with their names."""
    made = Gazetteer()
    for code, names in places.items():
        made.add(code, names)
    return made


def read_gazetteer(path: Path) -> Gazetteer:
    """From a CSV file with a column `code` and columns whose names begin with `name` or are `other_names`."""
    made = Gazetteer()
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            names = [
                text for column, text in row.items() if column.startswith(("name", "other_names")) and text
            ]
            made.add(row[CODE], names)
    return made
