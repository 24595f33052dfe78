"""The lists of monitoring."""

from habeas.monitoring.tables.findings import FINDING_BADGES, FindingFilters, FindingTable
from habeas.monitoring.tables.visits import VISIT_BADGES, VisitFilters, VisitTable, may_work

__all__ = [
    "FINDING_BADGES",
    "FindingFilters",
    "FindingTable",
    "VISIT_BADGES",
    "VisitFilters",
    "VisitTable",
    "may_work",
]
