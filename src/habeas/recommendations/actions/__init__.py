"""What is done with recommendations."""

from habeas.recommendations.actions.checking import check_at_visit
from habeas.recommendations.actions.clearing import (
    issue_recommendation,
    recall,
    send_to_clearance,
    withdraw_recommendation,
)
from habeas.recommendations.actions.closing import close_carried_out
from habeas.recommendations.actions.clusters import put_in_cluster, take_out_of_cluster
from habeas.recommendations.actions.consequences import follow_with_activity, record_effect
from habeas.recommendations.actions.making import (
    add_addressee,
    add_measure,
    edit_recommendation,
    grade_recommendation,
    make_recommendation,
    move_measure,
    record_follow_up,
    record_recommendation,
    record_response,
)

__all__ = [
    "check_at_visit",
    "add_addressee",
    "add_measure",
    "close_carried_out",
    "edit_recommendation",
    "follow_with_activity",
    "grade_recommendation",
    "issue_recommendation",
    "make_recommendation",
    "move_measure",
    "put_in_cluster",
    "recall",
    "record_effect",
    "record_follow_up",
    "record_recommendation",
    "record_response",
    "send_to_clearance",
    "take_out_of_cluster",
    "withdraw_recommendation",
]
