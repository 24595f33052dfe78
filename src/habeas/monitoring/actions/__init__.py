"""What is done in monitoring."""

from habeas.monitoring.actions.findings import (
    close_finding,
    compose_finding,
    confirm_finding,
    edit_finding,
    open_finding,
    return_finding,
    submit_finding,
)
from habeas.monitoring.actions.incidents import (
    add_act,
    add_source,
    assess_incident,
    edit_incident,
    involve,
    mark_duplicate,
    record_incident,
    unmark_duplicate,
)
from habeas.monitoring.actions.interviews import (
    Unmasked,
    add_quote,
    make_quote_usable,
    needs_second_person,
    open_testimony,
    record_interview,
    unmask,
    withdraw_quote,
)
from habeas.monitoring.actions.observations import correct_observation, record_observation
from habeas.monitoring.actions.protection import (
    add_protection_measure,
    close_protection_task,
    finish_measure,
    open_protection_task,
)
from habeas.monitoring.actions.visits import cancel_visit, carry_out_visit, plan_visit

__all__ = [
    "Unmasked",
    "add_act",
    "add_protection_measure",
    "add_quote",
    "add_source",
    "assess_incident",
    "cancel_visit",
    "carry_out_visit",
    "close_finding",
    "close_protection_task",
    "compose_finding",
    "confirm_finding",
    "correct_observation",
    "edit_finding",
    "edit_incident",
    "finish_measure",
    "involve",
    "make_quote_usable",
    "mark_duplicate",
    "needs_second_person",
    "open_finding",
    "open_protection_task",
    "open_testimony",
    "plan_visit",
    "record_incident",
    "record_interview",
    "record_observation",
    "return_finding",
    "submit_finding",
    "unmark_duplicate",
    "unmask",
    "withdraw_quote",
]
