"""The list of interviews: by code, never by name."""

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
from habeas.monitoring.choices import Setting
from habeas.monitoring.models import Interview
from habeas.monitoring.pictures import municipalities_map
from habeas.places.fields import PlaceChoiceField
from habeas.places.models import Municipality


class InterviewFilters(FilterForm):
    """What interviews are filtered by."""

    municipality = PlaceChoiceField(Municipality)
    connection = TermChoiceField(vocabulary="source_connection", label=_("connection of the source"))
    reliability = TermChoiceField(vocabulary="source_reliability", label=_("reliability of the source"))
    setting = forms.ChoiceField(label=_("setting"), choices=[("", _("all")), *Setting.choices])
    language = TermChoiceField(vocabulary="language", label=_("language of the interview"))
    since = forms.DateField(label=_("from"), widget=day_input())
    until = forms.DateField(label=_("until"), widget=day_input())
    lookups = {"since": "held_on__gte", "until": "held_on__lte"}


@registered
class InterviewTable(Table):
    """Interviews, the latest first."""

    key = "interviews"
    model = Interview
    title = _("Interviews")
    subtitle = _("What was said stands sealed, apart from who said it.")
    columns = (
        Column("reference", _("reference"), sort="reference", kind="code"),
        Column("person", _("person interviewed"), kind="code"),
        Column("held_on", _("held on"), sort="held_on", kind="date"),
        Column("municipality", _("municipality"), sort="municipality__code"),
        Column("connection", _("connection of the source"), value=lambda row: row.get_connection_display()),
        Column(
            "reliability", _("reliability of the source"), value=lambda row: row.get_reliability_display()
        ),
        Column("setting", _("setting"), value=lambda row: row.get_setting_display(), hidden=True),
        Column("language", _("language"), value=lambda row: row.get_language_display(), hidden=True),
    )
    filters = InterviewFilters
    default_sort = "-held_on"

    def rows(self, actor: Actor) -> Any:
        return queries.interviews(actor)

    def actions(self, actor: Actor) -> list[dict[str, Any]]:
        if not actor.compartments("work"):
            return []
        return link(_("Record an interview"), reverse("monitoring:interview-add"), primary=True, icon="plus")

    def map_picture(self, rows: Any, request: Any) -> Any:
        return municipalities_map(rows, "monitoring:interviews", _("interviews by municipality"))
