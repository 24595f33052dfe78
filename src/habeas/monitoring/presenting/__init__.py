"""How records of monitoring are laid out on their pages."""

from habeas.monitoring.presenting.findings import (
    finding_facts,
    finding_page,
    finding_sections,
    finding_start,
    finding_values,
    parts_of,
)
from habeas.monitoring.presenting.visits import day, visit_page, visit_start

__all__ = [
    "day",
    "finding_facts",
    "finding_page",
    "finding_sections",
    "finding_start",
    "finding_values",
    "parts_of",
    "visit_page",
    "visit_start",
]
