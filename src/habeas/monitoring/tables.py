"""The lists of monitoring."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.forms import day_input
from habeas.core.listing import Column, FilterForm, Table
from habeas.core.listing.tables import registered
from habeas.core.pages import link
from habeas.core.terms.fields import TermChoiceField
from habeas.monitoring import queries
from habeas.monitoring.choices import Access, FindingState, Level, VisitState
from habeas.monitoring.models import Finding, Visit
from habeas.monitoring.pictures import municipalities_map
from habeas.places.models import Municipality, Site

VISIT_BADGES = {VisitState.PLANNED: "info", VisitState.CARRIED_OUT: "ok", VisitState.CANCELLED: "quiet"}
FINDING_BADGES = {
    FindingState.DRAFT: "quiet",
    FindingState.IN_REVIEW: "warn",
    FindingState.CONFIRMED: "ok",
    FindingState.CLOSED: "info",
}


def may_work(actor: Actor) -> bool:
    return bool(actor.compartments("work"))


class VisitFilters(FilterForm):
    """What visits are filtered by."""

    state = forms.ChoiceField(label=_("state"), choices=[("", _("all")), *VisitState.choices])
    municipality = forms.ModelChoiceField(
        Municipality.objects.all(), label=_("municipality"), empty_label=_("all")
    )
    site = forms.ModelChoiceField(Site.objects.all(), label=_("site"), empty_label=_("all"))
    access = forms.ChoiceField(label=_("access"), choices=[("", _("all")), *Access.choices])
    since = forms.DateField(label=_("from"), widget=day_input())
    until = forms.DateField(label=_("until"), widget=day_input())
    lookups = {"since": "planned_for__gte", "until": "planned_for__lte"}


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
            "access", _("access"), value=lambda visit: visit.get_access_display(), sort="access", hidden=True
        ),
        Column("unit", _("team"), hidden=True),
        Column("task", _("task of the mandate"), hidden=True),
    )
    filters = VisitFilters
    default_sort = "-planned_for"
    select = ("site", "unit")

    def rows(self, actor: Actor) -> Any:
        return queries.visits(actor)

    def actions(self, actor: Actor) -> list[dict[str, Any]]:
        if not may_work(actor):
            return []
        return link(_("Plan a visit"), reverse("monitoring:visit-add"), primary=True, icon="plus")

    def map_picture(self, rows: Any, request: Any) -> Any:
        return municipalities_map(rows, "monitoring:visits", _("visits by municipality"))


class FindingFilters(FilterForm):
    """What findings are filtered by."""

    state = forms.ChoiceField(label=_("state"), choices=[("", _("all")), *FindingState.choices])
    municipality = forms.ModelChoiceField(
        Municipality.objects.all(), label=_("municipality"), empty_label=_("all")
    )
    proof = TermChoiceField(vocabulary="verification", label=_("standard of proof"))
    duty_bearer_type = TermChoiceField(vocabulary="duty_bearer_type", label=_("duty-bearer"))
    duty_bearer_level = forms.ChoiceField(label=_("level"), choices=[("", _("all")), *Level.choices])
    community = TermChoiceField(vocabulary="community", label=_("community concerned"))
    ground = TermChoiceField(vocabulary="equality_ground", label=_("ground of unequal treatment"))


@registered
class FindingTable(Table):
    """Findings, newest first."""

    key = "findings"
    model = Finding
    title = _("Findings")
    subtitle = _("Each shortcoming once, with standard, evidence and duty-bearer.")
    columns = (
        Column("reference", _("reference"), sort="reference", kind="code"),
        Column("title", _("title"), sort="title"),
        Column("municipality", _("municipality"), sort="municipality__code"),
        Column("duty_bearer_type", _("duty-bearer"), value=lambda row: row.get_duty_bearer_type_display()),
        Column("proof", _("standard of proof"), value=lambda row: row.get_proof_display(), sort="proof"),
        Column(
            "state",
            _("state"),
            value=lambda row: row.get_state_display(),
            sort="state",
            badge=lambda row: FINDING_BADGES[row.state],
        ),
        Column("changed_at", _("last change"), sort="changed_at", kind="date"),
        Column("visit", _("visit"), hidden=True),
        Column("community", _("community concerned"), value=lambda r: r.get_community_display(), hidden=True),
        Column(
            "ground", _("ground of unequal treatment"), value=lambda r: r.get_ground_display(), hidden=True
        ),
    )
    filters = FindingFilters

    def rows(self, actor: Actor) -> Any:
        return queries.findings(actor)

    def map_picture(self, rows: Any, request: Any) -> Any:
        return municipalities_map(rows, "monitoring:findings", _("findings by municipality"))
