"""Names of people and places across scripts and languages. No Django, usable alone.

`fold("Ђорђе") == fold("Gjorgje")`; `docs/science/names.md` explains what meets and what must not.
"""

from habeas.science.names.folding import fold, key, soft, stem
from habeas.science.names.letters import cyrillic, latin
from habeas.science.names.nicknames import may_be_short
from habeas.science.names.places import Gazetteer, gazetteer, read_gazetteer

__all__ = [
    "Gazetteer",
    "cyrillic",
    "fold",
    "gazetteer",
    "key",
    "latin",
    "may_be_short",
    "read_gazetteer",
    "soft",
    "stem",
]
