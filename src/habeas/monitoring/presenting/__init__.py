"""How records of monitoring are laid out on their pages."""

from habeas.monitoring.presenting.findings import (
    compose_start,
    finding_facts,
    finding_page,
    finding_sections,
    finding_start,
    finding_values,
    parts_of,
)
from habeas.monitoring.presenting.incidents import (
    incident_list_actions,
    incident_page,
    incident_sections,
    incident_start,
    incident_values,
)
from habeas.monitoring.presenting.interviews import interview_page, interview_sections, interview_start
from habeas.monitoring.presenting.protection import protection_page, protection_start
from habeas.monitoring.presenting.visits import day, visit_page, visit_start

__all__ = [
    "compose_start",
    "day",
    "finding_facts",
    "finding_page",
    "finding_sections",
    "finding_start",
    "finding_values",
    "incident_list_actions",
    "incident_page",
    "incident_sections",
    "incident_start",
    "incident_values",
    "interview_page",
    "interview_sections",
    "interview_start",
    "parts_of",
    "protection_page",
    "protection_start",
    "visit_page",
    "visit_start",
]
