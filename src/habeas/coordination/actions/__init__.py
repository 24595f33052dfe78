"""What may be done in coordination."""

from habeas.coordination.actions.activities import (
    cancel_activity,
    carry_out_activity,
    edit_activity,
    plan_activity,
)
from habeas.coordination.actions.bodies import (
    add_contact,
    add_name,
    adopt_rules,
    found_body,
    open_contacts,
    seat_party,
)
from habeas.coordination.actions.crises import declare_crisis, edit_crisis, gather, tag_with
from habeas.coordination.actions.exchange import (
    answer_request,
    edit_paper,
    make_request,
    share_paper,
    withdraw_request,
    write_paper,
)
from habeas.coordination.actions.sessions import (
    add_action_item,
    add_to_agenda,
    agree_minutes,
    call_session,
    cancel_session,
    finish_action_item,
    record_decision,
    revoke_decision,
    write_minutes,
)

__all__ = [
    "add_action_item",
    "add_contact",
    "add_name",
    "add_to_agenda",
    "adopt_rules",
    "agree_minutes",
    "answer_request",
    "call_session",
    "cancel_activity",
    "cancel_session",
    "carry_out_activity",
    "declare_crisis",
    "edit_activity",
    "edit_crisis",
    "edit_paper",
    "finish_action_item",
    "found_body",
    "gather",
    "make_request",
    "open_contacts",
    "plan_activity",
    "record_decision",
    "revoke_decision",
    "seat_party",
    "share_paper",
    "tag_with",
    "withdraw_request",
    "write_minutes",
    "write_paper",
]
