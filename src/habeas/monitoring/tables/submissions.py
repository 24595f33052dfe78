"""The list of what partners sent in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.listing import Column, FilterForm, Table
from habeas.core.listing.tables import registered
from habeas.monitoring import queries
from habeas.monitoring.choices import SubmissionState
from habeas.monitoring.models import Submission
from habeas.monitoring.tables.visits import any_of

SUBMISSION_BADGES: dict[str, str] = {
    SubmissionState.SENT: "warn",
    SubmissionState.ACCEPTED: "ok",
    SubmissionState.RETURNED: "quiet",
}


class SubmissionFilters(FilterForm):
    """What submissions are filtered by."""

    state = forms.ChoiceField(label=_("state"), choices=any_of(SubmissionState.choices))


@registered
class SubmissionTable(Table):
    """Submissions, newest first."""

    key = "submissions"
    model = Submission
    title = _("Submissions of partners")
    subtitle = _("Visits and observations that partners sent in through their form.")
    searchable = False
    columns = (
        Column("site", _("site"), sort="site__name_en"),
        Column("partner", _("partner")),
        Column("visited_on", _("visited on"), sort="visited_on", kind="date"),
        Column("municipality", _("municipality"), "site.municipality"),
        Column("observations", _("observations"), lambda row: len(row.observations.all()), kind="number"),
        Column(
            "state",
            _("state"),
            lambda row: row.get_state_display(),
            sort="state",
            badge=lambda row: SUBMISSION_BADGES[row.state],
        ),
    )
    filters = SubmissionFilters
    default_sort = "-visited_on"

    def rows(self, actor: Actor) -> Any:
        return queries.submissions(actor)
