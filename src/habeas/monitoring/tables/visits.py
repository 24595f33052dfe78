"""The list of visits."""

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
from habeas.monitoring import queries
from habeas.monitoring.choices import Access, VisitState
from habeas.monitoring.models import Visit
from habeas.monitoring.pictures import municipalities_map
from habeas.places.models import Municipality, Site

VISIT_BADGES = {VisitState.PLANNED: "info", VisitState.CARRIED_OUT: "ok", VisitState.CANCELLED: "quiet"}


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
