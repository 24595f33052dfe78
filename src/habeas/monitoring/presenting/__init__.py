"""How records of monitoring are laid out on their pages."""

from habeas.monitoring.presenting.findings import (
    compose_start,
    finding_facts,
    finding_page,
    finding_sections,
    finding_start,
    finding_values,
    parts_of,
    visit_list_actions,
)
from habeas.monitoring.presenting.incidents import (
    incident_list_actions,
    incident_page,
    incident_sections,
    incident_start,
    incident_values,
)
from habeas.monitoring.presenting.interviews import (
    interview_page,
    interview_sections,
    interview_start,
)
from habeas.monitoring.presenting.protection import (
    protection_page,
    protection_start,
)
from habeas.monitoring.presenting.visits import (
    day,
    observation_values,
    report_start,
    restriction_page,
    risk_section,
    risk_start,
    visit_page,
    visit_sections,
    visit_start,
    visit_values,
    visits_of_site,
)

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
    "observation_values",
    "parts_of",
    "protection_page",
    "protection_start",
    "report_start",
    "restriction_page",
    "risk_section",
    "risk_start",
    "visit_list_actions",
    "visit_page",
    "visit_sections",
    "visit_start",
    "visit_values",
    "visits_of_site",
]
