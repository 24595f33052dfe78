"""The list of recommendations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Organisation
from habeas.core.actors import Actor
from habeas.core.forms import day_input
from habeas.core.listing import Column, FilterForm, Table
from habeas.core.listing.tables import registered
from habeas.monitoring.pictures import municipalities_map
from habeas.places.models import Municipality
from habeas.recommendations import queries
from habeas.recommendations.choices import RecommendationState
from habeas.recommendations.models import Recommendation

BADGES = {
    RecommendationState.DRAFT: "quiet",
    RecommendationState.ISSUED: "info",
    RecommendationState.ANSWERED: "warn",
    RecommendationState.FOLLOWED_UP: "warn",
    RecommendationState.GRADED: "ok",
}


def _overdue(queryset: Any, value: str) -> Any:
    return queryset.filter(state=RecommendationState.ISSUED, deadline__lt=timezone.localdate())


class RecommendationFilters(FilterForm):
    """What recommendations are filtered by."""

    state = forms.ChoiceField(label=_("state"), choices=[("", _("all")), *RecommendationState.choices])
    addressee = forms.ModelChoiceField(Organisation.objects.all(), label=_("addressee"), empty_label=_("all"))
    municipality = forms.ModelChoiceField(
        Municipality.objects.all(), label=_("municipality"), empty_label=_("all")
    )
    overdue = forms.ChoiceField(
        label=_("deadline"), choices=[("", _("all")), ("yes", _("overdue and unanswered"))]
    )
    until = forms.DateField(label=_("deadline until"), widget=day_input())
    lookups = {
        "until": "deadline__lte",
        "municipality": "finding__municipality",
        "addressee": "addressees__organisation",
        "overdue": _overdue,
    }

    def prepare(self, actor: Actor) -> None:
        self.fields["addressee"].queryset = queries.addressable()


def lead_of(row: Recommendation) -> str:
    """The institution that leads."""
    return next((str(one) for one in row.addressees.all() if one.is_lead), "")


def state_of(row: Recommendation) -> str:
    return str(_("overdue")) if row.is_overdue() else str(row.get_state_display())


def badge_of(row: Recommendation) -> str:
    return "bad" if row.is_overdue() else BADGES[RecommendationState(row.state)]


def grade_of(row: Recommendation) -> str:
    """The newest grade."""
    return next((one.label for one in row.grades.all()), "")


@registered
class RecommendationTable(Table):
    """Recommendations, the nearest deadline first."""

    key = "recommendations"
    model = Recommendation
    title = _("Recommendations")
    subtitle = _("To whom, by when, what was answered, and whether anything changed.")
    columns = (
        Column("reference", _("reference"), sort="reference", kind="code"),
        Column("text", _("what should be done"), value=lambda row: Truncator(row.text).chars(140)),
        Column("lead", _("who leads"), value=lead_of),
        Column("deadline", _("deadline"), sort="deadline", kind="date"),
        Column("state", _("state"), value=state_of, sort="state", badge=badge_of),
        Column("grade", _("grade"), value=grade_of),
        Column("municipality", _("municipality"), value="finding.municipality", hidden=True),
        Column("finding", _("finding"), hidden=True),
        Column("issued_on", _("issued"), sort="issued_on", kind="date", hidden=True),
    )
    filters = RecommendationFilters
    default_sort = "deadline"

    def rows(self, actor: Actor) -> Any:
        return queries.recommendations(actor)

    def map_picture(self, rows: Any, request: Any) -> Any:
        title = _("recommendations by municipality")
        return municipalities_map(
            rows, "recommendations:recommendations", title, path="finding__municipality__code"
        )
