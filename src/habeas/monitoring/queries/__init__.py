"""Reads of monitoring."""

from habeas.monitoring.queries.finding import finding_with_chain, findings, waiting_for_review
from habeas.monitoring.queries.home import coverage, latest_changes, own_open_work
from habeas.monitoring.queries.visit import (
    all_observations,
    observations_of,
    team_mates,
    visit_with_observations,
    visits,
    workplaces,
)

__all__ = [
    "all_observations",
    "coverage",
    "finding_with_chain",
    "findings",
    "latest_changes",
    "observations_of",
    "own_open_work",
    "team_mates",
    "visit_with_observations",
    "visits",
    "waiting_for_review",
    "workplaces",
]
