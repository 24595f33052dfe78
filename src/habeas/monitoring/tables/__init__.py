"""The lists of monitoring."""

from habeas.monitoring.tables.findings import FINDING_BADGES, FindingFilters, FindingTable
from habeas.monitoring.tables.incidents import VERIFICATION_BADGES, IncidentTable
from habeas.monitoring.tables.interviews import InterviewTable
from habeas.monitoring.tables.protection import ProtectionTable
from habeas.monitoring.tables.visits import VISIT_BADGES, VisitFilters, VisitTable, may_work

__all__ = [
    "FINDING_BADGES",
    "FindingFilters",
    "FindingTable",
    "IncidentTable",
    "InterviewTable",
    "ProtectionTable",
    "VERIFICATION_BADGES",
    "VISIT_BADGES",
    "VisitFilters",
    "VisitTable",
    "may_work",
]
