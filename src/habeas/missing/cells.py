"""What a cell of a list says of a name: one person or two, and which part is whose."""

from __future__ import annotations

import re
from functools import lru_cache

BETWEEN = re.compile(r"[/&+;]|\b(?:and|dhe|ve|и|i)\b(?!\.)", re.IGNORECASE)
"""What stands between two names in one cell; with a full stop it is an initial."""
OF_FATHER = re.compile(r"\s+i\s+(\w+(?:it|ut|ës|es|së))\b", re.IGNORECASE)
"""Albanian “i Bardhylit”: of Bardhyl, the father. Serbian “i Marko”, and Marko, has no such ending."""


@lru_cache(maxsize=8192)
def names_two(told: str) -> bool:
    """Whether a cell seems to name two persons; an initial and an Albanian "of the father" name one."""
    text = OF_FATHER.sub(" ", told)
    capitals = told.isupper()
    return any(capitals or found.group() not in ("I", "И") for found in BETWEEN.finditer(text))


def parts_of(full_name: str, father: str) -> dict[str, str]:
    """Family, given and father's name from one cell: `Rama, Valdet`, `Valdet (Fatos) Rama`, `Valdet Fatos Rama`,
    `Valdet i Fatosit Rama`."""
    inside = re.search(r"\(([^)]*)\)", full_name)
    rest = " ".join(re.sub(r"\([^)]*\)", " ", full_name).split())
    told = inside[1].strip() if inside else ""
    of_father = OF_FATHER.search(rest)
    if of_father and len(rest.split()) > 3:
        told, rest = told or of_father[1], OF_FATHER.sub("", rest, count=1)
    if "," in rest:
        family, given = (part.strip() for part in rest.split(",", 1))
        return {"family_name": family, "given_name": given, "fathers_name": father or told}
    words = rest.split()
    middle = words[1] if len(words) == 3 and not told else ""
    given = " ".join(words[:1] if middle else words[:-1])
    return {
        "family_name": words[-1] if words else "",
        "given_name": given,
        "fathers_name": father or told or middle,
    }
