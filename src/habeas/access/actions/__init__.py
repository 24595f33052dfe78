"""What may be done with accounts, organisations, compartments and approvals."""

from habeas.access.actions.accounts import (
    change_account,
    create_user,
    deactivate_user,
    end_other_sessions,
    end_sessions_of,
    reactivate_user,
)
from habeas.access.actions.appointments import (
    appoint,
    confirm_appointment,
    end_appointment,
    refuse_appointment,
)
from habeas.access.actions.approvals import (
    answer_approval,
    ask_approval,
    may_answer,
    take_approval,
    withdraw_approval,
)
from habeas.access.actions.compartments import close_compartment, create_compartment, end_grant, grant
from habeas.access.actions.emergencies import close_emergency, open_emergency
from habeas.access.actions.enrolment import give_code
from habeas.access.actions.exports import ask_export, collect_export, reopen_export
from habeas.access.actions.notices import mark_seen, send_notices
from habeas.access.actions.own import end_session, record_code_shown, record_sign_in, set_preferences
from habeas.access.actions.resets import answer_reset, ask_reset, invite, set_password_by_link
from habeas.access.actions.shares import end_share, end_shares_of_basis, share_record

__all__ = [
    "answer_approval",
    "answer_reset",
    "appoint",
    "ask_approval",
    "ask_export",
    "ask_reset",
    "change_account",
    "close_compartment",
    "close_emergency",
    "collect_export",
    "confirm_appointment",
    "create_compartment",
    "create_user",
    "deactivate_user",
    "end_appointment",
    "end_grant",
    "end_other_sessions",
    "end_session",
    "end_sessions_of",
    "end_share",
    "end_shares_of_basis",
    "give_code",
    "grant",
    "invite",
    "mark_seen",
    "may_answer",
    "open_emergency",
    "reactivate_user",
    "record_code_shown",
    "record_sign_in",
    "refuse_appointment",
    "reopen_export",
    "send_notices",
    "set_password_by_link",
    "set_preferences",
    "share_record",
    "take_approval",
    "withdraw_approval",
]
