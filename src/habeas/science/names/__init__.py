"""Names of people and places across scripts and languages. No Django, usable alone.

`fold("Ђорђе") == fold("Gjorgje")`; `docs/science/names.md` explains what meets and what must not.
"""

from typing import TYPE_CHECKING, Any

from habeas.science.names.folding import fold, key, soft, stem
from habeas.science.names.letters import cyrillic, latin
from habeas.science.names.nicknames import may_be_short
from habeas.science.names.parts import NameParts, split_name
from habeas.science.names.places import Gazetteer, gazetteer, read_gazetteer

if TYPE_CHECKING:
    from habeas.science.names.distance import Likeness, likeness

__all__ = [
    "Gazetteer",
    "Likeness",
    "NameParts",
    "cyrillic",
    "fold",
    "gazetteer",
    "key",
    "latin",
    "likeness",
    "may_be_short",
    "read_gazetteer",
    "soft",
    "split_name",
    "stem",
]


def __getattr__(name: str) -> Any:
    """Distances are loaded when first asked for: their machine code takes longer to load than all of habeas."""
    if name not in ("Likeness", "likeness"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from habeas.science.names import distance

    return getattr(distance, name)
