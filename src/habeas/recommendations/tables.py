"""The lists of recommendations and of their clusters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Organisation
from habeas.core.actors import Actor
from habeas.core.forms import day_input
from habeas.core.listing import Column, FilterForm, Mode, Table
from habeas.core.listing.tables import registered
from habeas.core.pages import link
from habeas.core.terms.fields import TermChoiceField
from habeas.monitoring.pictures import municipalities_map
from habeas.places.fields import PlaceChoiceField
from habeas.places.models import Municipality
from habeas.recommendations import queries
from habeas.recommendations.choices import PENDING, RecommendationState
from habeas.recommendations.models import Cluster, Recommendation
from habeas.recommendations.pictures import figures_of

BADGES = {
    RecommendationState.DRAFT: "quiet",
    RecommendationState.IN_CLEARANCE: "special",
    RecommendationState.ISSUED: "info",
    RecommendationState.ANSWERED: "warn",
    RecommendationState.FOLLOWED_UP: "warn",
    RecommendationState.GRADED: "ok",
    RecommendationState.WITHDRAWN: "quiet",
}


def _overdue(queryset: Any, value: str) -> Any:
    today = timezone.localdate()
    if value == "silent":
        return queryset.filter(state=RecommendationState.ISSUED, reply_by__lt=today)
    return queryset.filter(state__in=PENDING, deadline__lt=today)


class RecommendationFilters(FilterForm):
    """What recommendations are filtered by."""

    state = forms.ChoiceField(label=_("state"), choices=[("", _("all")), *RecommendationState.choices])
    addressee = forms.ModelChoiceField(Organisation.objects.all(), label=_("addressee"), empty_label=_("all"))
    municipality = PlaceChoiceField(Municipality)
    overdue = forms.ChoiceField(
        label=_("deadline"),
        choices=[
            ("", _("all")),
            ("yes", _("overdue")),
            ("silent", _("no reply although due")),
        ],
    )
    body = TermChoiceField(vocabulary="mechanism", label=_("recommended by"))
    kind = TermChoiceField(vocabulary="remedial_action", label=_("kind of measure"))
    cluster = forms.ModelChoiceField(Cluster.objects.none(), label=_("cluster"), empty_label=_("all"))
    since = forms.DateField(label=_("issued from"), widget=day_input())
    until = forms.DateField(label=_("deadline until"), widget=day_input())
    lookups = {
        "until": "deadline__lte",
        "since": "issued_on__gte",
        "municipality": lambda rows, told: rows.filter(queries.in_municipality(told)),
        "addressee": "addressees__organisation",
        "overdue": _overdue,
    }

    def prepare(self, actor: Actor) -> None:
        self.fields["addressee"].queryset = queries.addressable()
        self.fields["cluster"].queryset = queries.clusters(actor)


def lead_of(row: Recommendation) -> str:
    """The institution that leads."""
    return next((str(one) for one in row.addressees.all() if one.is_lead), "")


def state_of(row: Recommendation) -> str:
    if row.is_overdue():
        return str(_("overdue"))
    return str(_("no reply")) if row.is_silent() else str(row.get_state_display())


def badge_of(row: Recommendation) -> str:
    late = row.is_overdue() or row.is_silent()
    return "bad" if late else BADGES[RecommendationState(row.state)]


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
        Column("body", _("recommended by"), value=lambda row: row.get_body_display(), hidden=True),
        Column("cluster", _("cluster"), hidden=True),
        Column("reply_by", _("reply due"), sort="reply_by", kind="date", hidden=True),
        Column("municipality", _("municipality"), value=lambda row: row.place, hidden=True),
        Column("finding", _("finding"), hidden=True),
        Column("issued_on", _("issued"), sort="issued_on", kind="date", hidden=True),
    )
    filters = RecommendationFilters
    default_sort = "urgency"
    modes = (Mode("figures", _("Figures"), "chart", "monitoring/_figures.html", figures_of),)

    def rows(self, actor: Actor) -> Any:
        return queries.by_urgency(actor)

    def ordered(self, queryset: Any, sort: str) -> Any:
        """What is overdue or silent rises, unless the reader asks for another order."""
        return queryset.order_by(sort, "deadline", "pk")

    def actions(self, actor: Actor) -> list[dict[str, Any]]:
        found = link(_("Clusters"), reverse("recommendations:clusters"), icon="link")
        if not actor.compartments("work"):
            return found
        found += link(_("Import"), reverse("imports:new", args=["recommendations"]), icon="upload")
        return found + link(_("Record one of another body"), reverse("recommendations:record"), icon="plus")

    def map_picture(self, rows: Any, request: Any) -> Any:
        title = _("recommendations by municipality")
        return municipalities_map(
            rows, "recommendations:recommendations", title, path="finding__municipality__code"
        )


@registered
class ClusterTable(Table):
    """Clusters of equal recommendations."""

    key = "clusters"
    model = Cluster
    title = _("Clusters of recommendations")
    subtitle = _("What several bodies ask for, how often, and whether anybody answered.")
    columns = (
        Column("title", _("title"), sort="title"),
        Column("calls", _("recommendations"), sort="calls", kind="number"),
        Column("created_at", _("recorded"), sort="created_at", kind="date"),
    )
    default_sort = "-calls"

    def rows(self, actor: Actor) -> Any:
        return queries.clusters(actor)
