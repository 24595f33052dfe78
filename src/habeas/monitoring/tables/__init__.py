"""The lists of monitoring."""

from habeas.monitoring.tables.findings import (
    FINDING_BADGES,
    FindingFilters,
    FindingTable,
)
from habeas.monitoring.tables.incidents import (
    VERIFICATION_BADGES,
    IncidentTable,
)
from habeas.monitoring.tables.interviews import (
    InterviewTable,
)
from habeas.monitoring.tables.protection import (
    ProtectionTable,
)
from habeas.monitoring.tables.sites import (
    CoveredSites,
    DetentionPlaces,
    gap_badge,
    told_gap,
)
from habeas.monitoring.tables.submissions import (
    SUBMISSION_BADGES,
    SubmissionTable,
)
from habeas.monitoring.tables.visits import (
    ACCESS_BADGES,
    RISK_BADGES,
    VISIT_BADGES,
    RestrictionTable,
    VisitFilters,
    VisitTable,
    may_work,
)

__all__ = [
    "ACCESS_BADGES",
    "CoveredSites",
    "DetentionPlaces",
    "FINDING_BADGES",
    "FindingFilters",
    "FindingTable",
    "IncidentTable",
    "InterviewTable",
    "ProtectionTable",
    "RISK_BADGES",
    "RestrictionTable",
    "SUBMISSION_BADGES",
    "SubmissionTable",
    "VERIFICATION_BADGES",
    "VISIT_BADGES",
    "VisitFilters",
    "VisitTable",
    "gap_badge",
    "may_work",
    "told_gap",
]
