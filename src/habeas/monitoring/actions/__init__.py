"""What is done in monitoring."""

from habeas.monitoring.actions.findings import (
    close_finding,
    compose_finding,
    confirm_finding,
    edit_finding,
    open_finding,
    reopen_finding,
    return_finding,
    submit_finding,
    withdraw_finding,
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
from habeas.monitoring.actions.observations import (
    correct_observation,
    record_observation,
)
from habeas.monitoring.actions.programmes import (
    add_line,
    adopt_programme,
    drop_line,
    open_programme,
    publish_figures,
    tie_line,
)
from habeas.monitoring.actions.protection import (
    add_protection_measure,
    close_protection_task,
    finish_measure,
    open_protection_task,
)
from habeas.monitoring.actions.reports import (
    publish_report,
    record_reply,
    report_visit,
)
from habeas.monitoring.actions.restrictions import (
    log_restriction,
    raise_restriction,
)
from habeas.monitoring.actions.risks import (
    check_risk,
)
from habeas.monitoring.actions.sheets import (
    answer_section,
    begin_sheet,
    complete_sheet,
)
from habeas.monitoring.actions.submissions import (
    accept_submission,
    return_submission,
    send_submission,
)
from habeas.monitoring.actions.team import (
    add_interlocutor,
    add_member,
)
from habeas.monitoring.actions.visits import (
    approve_visit,
    cancel_visit,
    carry_out_visit,
    plan_visit,
    replan_visit,
    start_visit,
)

__all__ = [
    "Unmasked",
    "accept_submission",
    "add_act",
    "add_interlocutor",
    "add_line",
    "add_member",
    "add_protection_measure",
    "add_quote",
    "add_source",
    "adopt_programme",
    "answer_section",
    "approve_visit",
    "assess_incident",
    "begin_sheet",
    "cancel_visit",
    "carry_out_visit",
    "check_risk",
    "close_finding",
    "close_protection_task",
    "complete_sheet",
    "compose_finding",
    "confirm_finding",
    "correct_observation",
    "drop_line",
    "edit_finding",
    "edit_incident",
    "finish_measure",
    "involve",
    "log_restriction",
    "make_quote_usable",
    "mark_duplicate",
    "needs_second_person",
    "open_finding",
    "open_programme",
    "open_protection_task",
    "open_testimony",
    "plan_visit",
    "publish_figures",
    "publish_report",
    "raise_restriction",
    "record_incident",
    "record_interview",
    "record_observation",
    "record_reply",
    "replan_visit",
    "report_visit",
    "reopen_finding",
    "return_finding",
    "return_submission",
    "send_submission",
    "start_visit",
    "submit_finding",
    "tie_line",
    "unmark_duplicate",
    "unmask",
    "withdraw_finding",
    "withdraw_quote",
]
