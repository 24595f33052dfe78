"""The lists of visits, restrictions and replies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.coordination.tables import CrisisField
from habeas.core.actors import Actor
from habeas.core.forms import day_input
from habeas.core.listing import Column, FilterForm, Table
from habeas.core.listing.tables import registered
from habeas.core.pages import link
from habeas.core.terms.fields import TermChoiceField
from habeas.monitoring import queries
from habeas.monitoring.choices import (
    Access,
    ActivityType,
    Level,
    RestrictionKind,
    RiskLevel,
    Strand,
    VisitState,
)
from habeas.monitoring.models import Restriction, Visit
from habeas.monitoring.pictures import municipalities_map
from habeas.places.fields import PlaceChoiceField
from habeas.places.models import Municipality, Site

VISIT_BADGES = {
    VisitState.PLANNED: "info",
    VisitState.APPROVED: "info",
    VisitState.UNDER_WAY: "warn",
    VisitState.CARRIED_OUT: "ok",
    VisitState.REPORTED: "ok",
    VisitState.CANCELLED: "quiet",
}
RISK_BADGES = {RiskLevel.LOW: "ok", RiskLevel.MEDIUM: "warn", RiskLevel.HIGH: "bad"}
ACCESS_BADGES = {Access.FULL: "ok", Access.PARTIAL: "warn", Access.REFUSED: "bad"}


def may_work(actor: Actor) -> bool:
    return bool(actor.compartments("work"))


def any_of(choices: Any) -> list[tuple[Any, Any]]:
    """Choices of a filter with the empty one first."""
    return [("", _("all")), *choices]


class VisitFilters(FilterForm):
    """What visits are filtered by."""

    state = forms.ChoiceField(label=_("state"), choices=any_of(VisitState.choices))
    strand = forms.ChoiceField(label=_("what the visit is for"), choices=any_of(Strand.choices))
    activity = forms.ChoiceField(label=_("type of activity"), choices=any_of(ActivityType.choices))
    kind = TermChoiceField(vocabulary="visit_type", label=_("kind of visit"))
    level = forms.ChoiceField(label=_("level"), choices=any_of(Level.choices))
    municipality = PlaceChoiceField(Municipality)
    site = PlaceChoiceField(Site)
    access = forms.ChoiceField(label=_("access"), choices=any_of(Access.choices))
    risk_level = forms.ChoiceField(label=_("risk of harm"), choices=any_of(RiskLevel.choices))
    since = forms.DateField(label=_("from"), widget=day_input())
    until = forms.DateField(label=_("until"), widget=day_input())
    crisis = CrisisField()
    lookups = {"since": "planned_for__gte", "until": "planned_for__lte"}

    def prepare(self, actor: Actor) -> None:
        CrisisField.prepare(self, actor)


@registered
class VisitTable(Table):
    """Visits, newest first."""

    key = "visits"
    model = Visit
    title = _("Visits")
    subtitle = _("Planned and carried out, by whom, where, under which task.")
    columns = (
        Column("reference", _("reference"), sort="reference", kind="code"),
        Column("site", _("site"), sort="site__name_en"),
        Column("municipality", _("municipality"), sort="municipality__code"),
        Column("strand", _("what the visit is for"), lambda visit: visit.get_strand_display(), sort="strand"),
        Column("planned_for", _("planned for"), sort="planned_for", kind="date"),
        Column("carried_out_on", _("carried out"), sort="carried_out_on", kind="date"),
        Column(
            "state",
            _("state"),
            value=lambda visit: visit.get_state_display(),
            sort="state",
            badge=lambda visit: VISIT_BADGES[visit.state],
        ),
        Column(
            "access",
            _("access"),
            value=lambda visit: visit.get_access_display(),
            sort="access",
            hidden=True,
            badge=lambda visit: ACCESS_BADGES[visit.access],
        ),
        Column(
            "risk_level",
            _("risk of harm"),
            value=lambda visit: visit.get_risk_level_display(),
            hidden=True,
            badge=lambda visit: RISK_BADGES[visit.risk_level],
        ),
        Column("activity", _("type of activity"), lambda visit: visit.get_activity_display(), hidden=True),
        Column("kind", _("kind of visit"), lambda visit: visit.get_kind_display(), hidden=True),
        Column("level", _("level"), lambda visit: visit.get_level_display(), hidden=True),
        Column("unit", _("team"), hidden=True),
        Column("task", _("task of the mandate"), hidden=True),
    )
    filters = VisitFilters
    default_sort = "-planned_for"
    select = ("site", "unit")

    def rows(self, actor: Actor) -> Any:
        return queries.visits(actor)

    def actions(self, actor: Actor) -> list[dict[str, Any]]:
        calendar = link(_("Calendar"), reverse("monitoring:calendar"), icon="calendar")
        if not may_work(actor):
            return calendar
        plan = link(_("Plan a visit"), reverse("monitoring:visit-add"), primary=True, icon="plus")
        return [*calendar, *plan]

    def map_picture(self, rows: Any, request: Any) -> Any:
        return municipalities_map(rows, "monitoring:visits", _("visits by municipality"))


class RestrictionFilters(FilterForm):
    """What restrictions are filtered by."""

    kind = forms.ChoiceField(label=_("kind of restriction"), choices=any_of(RestrictionKind.choices))
    municipality = PlaceChoiceField(Municipality)
    raised = forms.ChoiceField(
        label=_("what was done about it"), choices=any_of([("yes", _("recorded")), ("no", _("nothing yet"))])
    )
    since = forms.DateField(label=_("from"), widget=day_input())
    until = forms.DateField(label=_("until"), widget=day_input())
    lookups = {
        "since": "happened_on__gte",
        "until": "happened_on__lte",
        "raised": lambda rows, told: rows.filter(raised="") if told == "no" else rows.exclude(raised=""),
    }


@registered
class RestrictionTable(Table):
    """Restrictions, newest first."""

    key = "restrictions"
    model = Restriction
    title = _("Restrictions of movement and access")
    subtitle = _("What kept field staff from going, seeing or talking, and what was done about it.")
    columns = (
        Column("happened_on", _("day"), sort="happened_on", kind="date"),
        Column("kind", _("kind of restriction"), lambda row: row.get_kind_display(), sort="kind"),
        Column("municipality", _("municipality"), sort="municipality__code"),
        Column("place", _("where"), lambda row: row.place or getattr(row, "visit", None)),
        Column("imposed_by", _("imposed by"), lambda row: row.organisation or row.imposed_by),
        Column("minutes_lost", _("minutes lost"), sort="minutes_lost", kind="number"),
        Column(
            "raised",
            _("what was done about it"),
            lambda row: _("recorded") if row.raised else _("nothing yet"),
            badge=lambda row: "ok" if row.raised else "warn",
        ),
        Column("text", _("what happened"), hidden=True),
    )
    filters = RestrictionFilters
    default_sort = "-happened_on"

    def rows(self, actor: Actor) -> Any:
        return queries.restrictions(actor)

    def actions(self, actor: Actor) -> list[dict[str, Any]]:
        if not may_work(actor):
            return []
        url = reverse("monitoring:restriction-add")
        return link(_("Log a restriction"), url, primary=True, icon="plus")

    def map_picture(self, rows: Any, request: Any) -> Any:
        return municipalities_map(rows, "monitoring:restrictions", _("restrictions by municipality"))
