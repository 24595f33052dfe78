"""What is done in monitoring."""

from habeas.monitoring.actions.findings import (
    close_finding,
    confirm_finding,
    edit_finding,
    open_finding,
    return_finding,
    submit_finding,
)
from habeas.monitoring.actions.observations import correct_observation, record_observation
from habeas.monitoring.actions.visits import cancel_visit, carry_out_visit, plan_visit

__all__ = [
    "cancel_visit",
    "carry_out_visit",
    "close_finding",
    "confirm_finding",
    "correct_observation",
    "edit_finding",
    "open_finding",
    "plan_visit",
    "record_observation",
    "return_finding",
    "submit_finding",
]
