"""Who may do what in monitoring, and what must hold before it is done."""

from habeas.monitoring.rules.findings import (
    PATTERN_NEEDS,
    can_edit_finding,
    can_review,
    corroborates,
    is_draft,
    is_in_review,
    is_not_the_author,
    missing_parts,
)
from habeas.monitoring.rules.incidents import (
    can_change_incident,
    can_protect,
    is_no_duplicate,
    is_open,
    opens_protection,
)
from habeas.monitoring.rules.visits import can_carry_out, can_observe, is_carried_out, is_planned

__all__ = [
    "PATTERN_NEEDS",
    "can_carry_out",
    "can_change_incident",
    "can_edit_finding",
    "can_observe",
    "can_protect",
    "can_review",
    "corroborates",
    "is_carried_out",
    "is_draft",
    "is_in_review",
    "is_no_duplicate",
    "is_not_the_author",
    "is_open",
    "is_planned",
    "missing_parts",
    "opens_protection",
]
