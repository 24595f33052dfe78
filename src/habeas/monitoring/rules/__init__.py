"""Who may do what in monitoring, and what must hold before it is done."""

from habeas.monitoring.rules.findings import (
    PATTERN_NEEDS,
    can_close,
    can_edit_finding,
    can_reopen,
    can_review,
    can_withdraw,
    corroborates,
    is_confirmed,
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
from habeas.monitoring.rules.interviews import (
    can_release,
)
from habeas.monitoring.rules.programmes import (
    can_draft,
    can_drop_line,
    can_plan_line,
    is_adopted,
    is_in_draft,
)
from habeas.monitoring.rules.sheets import (
    can_fill_in,
)
from habeas.monitoring.rules.submissions import (
    can_take_over,
)
from habeas.monitoring.rules.visits import (
    can_approve,
    can_cancel,
    can_carry_out,
    can_check_risk,
    can_join,
    can_observe,
    can_plan_again,
    can_publish,
    can_raise,
    can_record_reply,
    can_report,
    can_start,
    has_begun,
    is_carried_out,
    is_planned,
)

__all__ = [
    "PATTERN_NEEDS",
    "can_approve",
    "can_cancel",
    "can_carry_out",
    "can_change_incident",
    "can_check_risk",
    "can_close",
    "can_draft",
    "can_drop_line",
    "can_edit_finding",
    "can_fill_in",
    "can_join",
    "can_observe",
    "can_plan_again",
    "can_plan_line",
    "can_protect",
    "can_publish",
    "can_raise",
    "can_record_reply",
    "can_release",
    "can_report",
    "can_reopen",
    "can_review",
    "can_withdraw",
    "can_start",
    "can_take_over",
    "corroborates",
    "has_begun",
    "is_adopted",
    "is_carried_out",
    "is_confirmed",
    "is_draft",
    "is_in_draft",
    "is_in_review",
    "is_no_duplicate",
    "is_not_the_author",
    "is_open",
    "is_planned",
    "missing_parts",
    "opens_protection",
]
