"""Reads of monitoring."""

from habeas.monitoring.queries.finding import finding_with_chain, findings, waiting_for_review
from habeas.monitoring.queries.home import coverage, latest_changes, own_open_work
from habeas.monitoring.queries.incidents import (
    Likeness,
    acts_below,
    candidates_of,
    incident_rows,
    incident_whole,
    incidents,
    likely_duplicates,
    situations_shown,
)
from habeas.monitoring.queries.interviews import (
    consents_of,
    interview_whole,
    interviews,
    may_be_cited,
    quotes,
    uses_agreed,
)
from habeas.monitoring.queries.protection import (
    measures,
    open_protection_tasks,
    protection_task_whole,
    protection_tasks,
)
from habeas.monitoring.queries.visit import (
    all_observations,
    observations_of,
    team_mates,
    visit_with_observations,
    visits,
    workplaces,
)

__all__ = [
    "Likeness",
    "acts_below",
    "all_observations",
    "candidates_of",
    "consents_of",
    "coverage",
    "finding_with_chain",
    "findings",
    "incident_rows",
    "incident_whole",
    "incidents",
    "interview_whole",
    "interviews",
    "latest_changes",
    "likely_duplicates",
    "may_be_cited",
    "measures",
    "observations_of",
    "open_protection_tasks",
    "own_open_work",
    "protection_task_whole",
    "protection_tasks",
    "quotes",
    "situations_shown",
    "team_mates",
    "uses_agreed",
    "visit_with_observations",
    "visits",
    "waiting_for_review",
    "workplaces",
]
