"""How many are on no list: multiple systems estimation from linked lists.

Usable alone: `estimate(from_patterns(lists, rows))` gives a report that says what the number means, and
when there is none. `docs/science/recapture.md` explains it and gives equations and references.
"""

from habeas.science.recapture.errors import RecaptureError
from habeas.science.recapture.methods import METHODS, Estimate, Options
from habeas.science.recapture.reading import StratifiedTable, read_table
from habeas.science.recapture.report import Report, estimate
from habeas.science.recapture.tables import CaptureTable, from_patterns, from_people
from habeas.science.recapture.wording import as_rows, as_text

__all__ = [
    "METHODS",
    "CaptureTable",
    "Estimate",
    "Options",
    "RecaptureError",
    "Report",
    "StratifiedTable",
    "as_rows",
    "as_text",
    "estimate",
    "from_patterns",
    "from_people",
    "read_table",
]
