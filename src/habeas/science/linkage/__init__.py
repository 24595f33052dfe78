"""The same person in several lists: blocking, learned weights, households, groups, reasons. No Django, usable alone.

`link(from_rows(rows))` gives persons; `docs/science/linkage.md` explains how, and what it cannot know.
"""

from habeas.science.linkage.columns import FIELDS, Lists, from_cells, from_rows, join, read_lists
from habeas.science.linkage.decisions import Decisions, decisions, read_decisions
from habeas.science.linkage.errors import LinkageError
from habeas.science.linkage.evidence import Evidence, Explanation, probability
from habeas.science.linkage.linking import (
    Compared,
    Joined,
    Linked,
    Settings,
    Suggestion,
    compare,
    link,
    link_new,
)
from habeas.science.linkage.lookup import Hit, NameIndex
from habeas.science.linkage.waterfall import Titles, waterfall
from habeas.science.linkage.weights import Weights, weights_from

__all__ = [
    "FIELDS",
    "Compared",
    "Decisions",
    "Evidence",
    "Explanation",
    "Hit",
    "Joined",
    "Linked",
    "LinkageError",
    "Lists",
    "NameIndex",
    "Settings",
    "Suggestion",
    "Titles",
    "Weights",
    "compare",
    "decisions",
    "from_cells",
    "from_rows",
    "join",
    "link",
    "link_new",
    "probability",
    "read_decisions",
    "read_lists",
    "waterfall",
    "weights_from",
]
