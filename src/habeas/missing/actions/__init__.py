"""What may be done in the register of the missing."""

from habeas.missing.actions.cases import (
    change_family_consent,
    close_administratively,
    found_alive,
    name_focal_point,
    open_family_contacts,
    record_action,
    record_declaration,
    record_family_contact,
    record_information,
    reopen_case,
    take_up,
)
from habeas.missing.actions.centre import (
    answer_support_request,
    record_participation,
    record_support_request,
    register_association,
)
from habeas.missing.actions.enquiries import (
    Receipt,
    ask_to_come,
    change_consent,
    give_new_passphrase,
    look_up_answer,
    open_tellings,
    receive_online,
    receive_question,
    say_whom,
    tell_in_person,
    verify_identity,
)
from habeas.missing.actions.figures import freeze_figures
from habeas.missing.actions.identifications import (
    hand_over,
    record_identification,
    sign_identification,
    withdraw_identification,
)
from habeas.missing.actions.lists import (
    RowTold,
    complete_edition,
    open_edition,
    receive_rows,
    register_source,
)
from habeas.missing.actions.matching import (
    decide_match,
    find_matches,
    suggest_matches,
    take_back_decision,
)
from habeas.missing.actions.merging import merge_persons, undo_merge
from habeas.missing.actions.persons import attach_entry, prefer_value, register_person
from habeas.missing.actions.registering import register_persons
from habeas.missing.actions.sites import (
    open_position,
    record_position,
    record_result,
    record_step,
    register_site,
)
from habeas.missing.actions.tries import count_tries

__all__ = [
    "Receipt",
    "RowTold",
    "answer_support_request",
    "ask_to_come",
    "attach_entry",
    "change_consent",
    "change_family_consent",
    "close_administratively",
    "complete_edition",
    "count_tries",
    "decide_match",
    "find_matches",
    "found_alive",
    "freeze_figures",
    "give_new_passphrase",
    "hand_over",
    "look_up_answer",
    "merge_persons",
    "name_focal_point",
    "open_edition",
    "open_family_contacts",
    "open_position",
    "open_tellings",
    "prefer_value",
    "receive_online",
    "receive_question",
    "receive_rows",
    "record_action",
    "record_declaration",
    "record_family_contact",
    "record_identification",
    "record_information",
    "record_participation",
    "record_position",
    "record_result",
    "record_step",
    "record_support_request",
    "register_association",
    "register_person",
    "register_persons",
    "register_site",
    "register_source",
    "reopen_case",
    "say_whom",
    "sign_identification",
    "suggest_matches",
    "take_back_decision",
    "take_up",
    "tell_in_person",
    "undo_merge",
    "verify_identity",
    "withdraw_identification",
]
