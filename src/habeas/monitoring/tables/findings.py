"""The list of findings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from habeas.coordination.tables import CrisisField
from habeas.core.actors import Actor
from habeas.core.listing import Column, FilterForm, Table
from habeas.core.listing.tables import registered
from habeas.core.terms.fields import TermChoiceField
from habeas.monitoring import queries
from habeas.monitoring.choices import FindingState, Level
from habeas.monitoring.models import Finding
from habeas.monitoring.pictures import municipalities_map
from habeas.places.fields import PlaceChoiceField
from habeas.places.models import Municipality

FINDING_BADGES = {
    FindingState.DRAFT: "quiet",
    FindingState.IN_REVIEW: "warn",
    FindingState.CONFIRMED: "ok",
    FindingState.CLOSED: "info",
    FindingState.WITHDRAWN: "bad",
}


class FindingFilters(FilterForm):
    """What findings are filtered by."""

    state = forms.ChoiceField(label=_("state"), choices=[("", _("all")), *FindingState.choices])
    municipality = PlaceChoiceField(Municipality)
    proof = TermChoiceField(vocabulary="verification", label=_("standard of proof"))
    duty_bearer_type = TermChoiceField(vocabulary="duty_bearer_type", label=_("duty-bearer"))
    duty_bearer_level = forms.ChoiceField(label=_("level"), choices=[("", _("all")), *Level.choices])
    community = TermChoiceField(vocabulary="community", label=_("community concerned"))
    ground = TermChoiceField(vocabulary="equality_ground", label=_("ground of unequal treatment"))
    crisis = CrisisField()

    def prepare(self, actor: Actor) -> None:
        CrisisField.prepare(self, actor)


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
