"""The list of incidents: as a table, on the map, on a line of time, in figures."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.coordination.tables import CrisisField
from habeas.core.actors import Actor
from habeas.core.forms import day_input
from habeas.core.listing import Column, FilterForm, Mode, Table
from habeas.core.listing.tables import registered
from habeas.core.pages import link
from habeas.core.terms.fields import TermChoiceField
from habeas.monitoring import queries
from habeas.monitoring.incident_pictures import figures_of, timeline_of
from habeas.monitoring.models import Incident
from habeas.monitoring.pictures import municipalities_map
from habeas.places.fields import PlaceChoiceField
from habeas.places.models import Municipality

VERIFICATION_BADGES = {
    "ALLEG": "warn",
    "UNLIK": "quiet",
    "POSS": "info",
    "LIKE": "info",
    "RG": "ok",
    "CLEAR": "ok",
    "NOVIOL": "quiet",
    "CLOSED": "quiet",
}


def badge_of(row: Incident) -> str:
    return VERIFICATION_BADGES.get(row.verification, "quiet")


def acts_of(row: Incident) -> str:
    """The acts of an incident, each once."""
    return ", ".join(dict.fromkeys(str(one) for one in row.acts.all()))


class IncidentFilters(FilterForm):
    """What incidents are filtered by."""

    verification = TermChoiceField(vocabulary="verification", label=_("verification"))
    municipality = PlaceChoiceField(Municipality)
    act = TermChoiceField(vocabulary="act_type", label=_("act"))
    kind = TermChoiceField(vocabulary="incident_type", label=_("kind of incident"))
    ground = TermChoiceField(vocabulary="equality_ground", label=_("ground of unequal treatment"))
    community = TermChoiceField(vocabulary="community", label=_("community affected"))
    situation = TermChoiceField(vocabulary="situation_of_risk", label=_("vulnerable situation"))
    since = forms.DateField(label=_("from"), widget=day_input())
    until = forms.DateField(label=_("until"), widget=day_input())
    crisis = CrisisField()
    lookups = {
        "since": "happened_latest__gte",
        "until": "happened_earliest__lte",
        "act": queries.with_act,
        "ground": queries.with_ground,
    }

    def prepare(self, actor: Actor) -> None:
        self.lookups = {**self.lookups, "situation": partial(queries.with_situation, actor)}
        CrisisField.prepare(self, actor)


@registered
class IncidentTable(Table):
    """Incidents, the latest first; what was marked as the same as another stands behind that one."""

    key = "incidents"
    model = Incident
    title = _("Incidents")
    subtitle = _("Who is said to have done what to whom, and how far it is verified.")
    columns = (
        Column("reference", _("reference"), sort="reference", kind="code"),
        Column("title", _("title"), sort="title"),
        Column("happened", _("when"), value=lambda row: row.happened, sort="happened_latest"),
        Column("municipality", _("municipality"), sort="municipality__code"),
        Column("acts", _("acts"), value=acts_of),
        Column(
            "verification",
            _("verification"),
            value=lambda row: row.get_verification_display(),
            sort="verification",
            badge=badge_of,
        ),
        Column("kind", _("kind of incident"), value=lambda row: row.get_kind_display(), hidden=True),
        Column(
            "community", _("community affected"), value=lambda row: row.get_community_display(), hidden=True
        ),
        Column("reported_on", _("reported on"), sort="reported_on", kind="date", hidden=True),
        Column("settlement", _("settlement"), hidden=True),
        Column("site", _("site"), hidden=True),
    )
    filters = IncidentFilters
    default_sort = "-happened_latest"
    modes = (
        Mode("timeline", _("Timeline"), "history", "monitoring/_timeline.html", timeline_of),
        Mode("figures", _("Figures"), "chart", "monitoring/_figures.html", figures_of),
    )

    def rows(self, actor: Actor) -> Any:
        return queries.incident_rows(actor).filter(duplicate_of=None)

    def actions(self, actor: Actor) -> list[dict[str, Any]]:
        if not actor.compartments("work"):
            return []
        return link(_("Record an incident"), reverse("monitoring:incident-add"), primary=True, icon="plus")

    def map_picture(self, rows: Any, request: Any) -> Any:
        return municipalities_map(rows, "monitoring:incidents", _("incidents by municipality"))
