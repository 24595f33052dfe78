"""The lists of coordination."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Organisation
from habeas.coordination import queries
from habeas.coordination.choices import (
    ActivityKind,
    ActivityState,
    Level,
    Openness,
    RequestState,
    SessionState,
)
from habeas.coordination.models import Activity, Body, Crisis, Paper, Request, Session
from habeas.core.actors import Actor
from habeas.core.forms import day_input
from habeas.core.listing import Column, FilterForm, Table
from habeas.core.listing.tables import registered
from habeas.core.pages import link
from habeas.mandate.models import Task
from habeas.mandate.queries import citable_tasks
from habeas.places.fields import PlaceChoiceField
from habeas.places.models import Municipality

SESSION_BADGES = {"planned": "info", "held": "ok", "cancelled": "quiet"}
REQUEST_BADGES = {"open": "warn", "answered": "ok", "declined": "bad", "withdrawn": "quiet"}
PAPER_BADGES = {"own": "quiet", "shared": "ok", "back": "warn"}


def _add(actor: Actor, label: Any, name: str) -> list[dict[str, Any]]:
    return link(label, reverse(name), icon="plus", primary=True) if actor.compartments("work") else []


@registered
class BodyTable(Table):
    """Bodies with their chair."""

    key = "bodies"
    model = Body
    title = _("Bodies and parties")
    subtitle = _("Mechanisms and groups in which several sides sit, and who chairs them.")
    columns = (
        Column("reference", _("reference"), sort="reference", kind="code"),
        Column("name", _("name"), value=str),
        Column("kind", _("kind"), value=lambda row: row.get_kind_display()),
        Column("chair", _("neutral chair")),
        Column("founded", _("founded"), sort="founded", kind="date"),
    )
    default_sort = "reference"

    def rows(self, actor: Actor) -> Any:
        return queries.bodies(actor)

    def actions(self, actor: Actor) -> list[dict[str, Any]]:
        neutral = actor.may("session.chair") or actor.may("missing.keep")
        return _add(actor, _("Register a body"), "coordination:body-add") if neutral else []


class SessionFilters(FilterForm):
    """What sessions are filtered by."""

    state = forms.ChoiceField(label=_("state"), choices=[("", _("all")), *SessionState.choices])
    openness = forms.ChoiceField(label=_("open or closed"), choices=[("", _("all")), *Openness.choices])


@registered
class SessionTable(Table):
    """Sessions, the newest first."""

    key = "sessions"
    model = Session
    title = _("Sessions")
    subtitle = _("Called, chaired and minuted by the neutral chair.")
    columns = (
        Column("session", _("session"), value=str, sort="day"),
        Column("body", _("body"), value=lambda row: str(row.body)),
        Column("place", _("place")),
        Column("openness", _("open or closed"), value=lambda row: row.get_openness_display()),
        Column(
            "state",
            _("state"),
            value=lambda row: row.get_state_display(),
            badge=lambda row: SESSION_BADGES[row.state],
        ),
        Column("minutes_agreed_on", _("minutes agreed on"), kind="date", hidden=True),
    )
    filters = SessionFilters
    default_sort = "-day"

    def rows(self, actor: Actor) -> Any:
        return queries.sessions(actor)


class RequestFilters(FilterForm):
    """What requests are filtered by."""

    state = forms.ChoiceField(label=_("state"), choices=[("", _("all")), *RequestState.choices])
    asked_of = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("who is asked"), empty_label=_("all")
    )

    def prepare(self, actor: Actor) -> None:
        self.fields["asked_of"].queryset = queries.sides(actor)


def _request_state(row: Request) -> str:
    return str(_("overdue")) if row.is_overdue() else str(row.get_state_display())


@registered
class RequestTable(Table):
    """Requests between sides, the most urgent first."""

    key = "requests"
    model = Request
    title = _("Requests for information")
    subtitle = _("What one side asked another, until when, and what was answered.")
    columns = (
        Column("reference", _("reference"), sort="reference", kind="code"),
        Column("subject", _("subject"), sort="subject"),
        Column("asked_by", _("who asks"), sort="asked_by__code"),
        Column("asked_of", _("who is asked"), sort="asked_of__code"),
        Column("due_on", _("answer due on"), sort="due_on", kind="date"),
        Column(
            "state",
            _("state"),
            value=_request_state,
            sort="state",
            badge=lambda row: "bad" if row.is_overdue() else REQUEST_BADGES[row.state],
        ),
    )
    filters = RequestFilters
    default_sort = "due_on"

    def rows(self, actor: Actor) -> Any:
        return queries.requests(actor)

    def actions(self, actor: Actor) -> list[dict[str, Any]]:
        seated = actor.may("session.attend") or actor.may("session.chair")
        return _add(actor, _("Ask the other side"), "coordination:request-add") if seated else []


@registered
class PaperTable(Table):
    """Papers of one's own side, and those that were shared."""

    key = "papers"
    model = Paper
    title = _("Papers")
    subtitle = _("Papers of your own side, and what the other sides shared.")
    columns = (
        Column("title", _("title"), sort="title"),
        Column("organisation", _("whose paper"), sort="organisation__code"),
        Column("dated", _("dated"), sort="dated", kind="date"),
        Column(
            "state",
            _("state"),
            value=lambda row: row.get_state_display(),
            badge=lambda row: PAPER_BADGES[row.state],
        ),
        Column("language", _("language"), value=lambda row: row.get_language_display(), hidden=True),
    )
    default_sort = "-dated"

    def rows(self, actor: Actor) -> Any:
        return queries.papers(actor)

    def actions(self, actor: Actor) -> list[dict[str, Any]]:
        seated = actor.may("session.attend")
        return _add(actor, _("Write a paper"), "coordination:paper-add") if seated else []


ACTIVITY_BADGES = {"planned": "info", "carried_out": "ok", "cancelled": "quiet"}


class CrisisField(forms.ModelChoiceField):
    """A filter of any list of records that are tagged with crises."""

    def __init__(self) -> None:
        super().__init__(Crisis.objects.none(), label=_("crisis"), empty_label=_("all"))

    @staticmethod
    def prepare(form: FilterForm, actor: Actor) -> None:
        """Offer what the reader may know of, and filter by it."""
        form.fields["crisis"].queryset = queries.crises(actor)
        form.lookups = {**form.lookups, "crisis": partial(queries.in_crisis, actor)}


@registered
class CrisisTable(Table):
    """Declared crises, the latest first."""

    key = "crises"
    model = Crisis
    title = _("Crises")
    subtitle = _("Declared crises that cut across the work, and what is tagged with them.")
    columns = (
        Column("name", _("name"), value=str),
        Column("kind", _("kind of crisis"), value=lambda row: row.get_kind_display(), sort="kind"),
        Column("starts_on", _("starts on"), sort="starts_on", kind="date"),
        Column("ends_on", _("ends on"), sort="ends_on", kind="date"),
        Column(
            "state",
            _("state"),
            value=lambda row: _("goes on") if row.goes_on() else _("over"),
            badge=lambda row: "warn" if row.goes_on() else "quiet",
        ),
    )
    default_sort = "-starts_on"

    def rows(self, actor: Actor) -> Any:
        return queries.crises(actor)

    def actions(self, actor: Actor) -> list[dict[str, Any]]:
        return _add(actor, _("Declare a crisis"), "coordination:crisis-add")


class ActivityFilters(FilterForm):
    """What activities are filtered by."""

    kind = forms.ChoiceField(label=_("kind of activity"), choices=[("", _("all")), *ActivityKind.choices])
    state = forms.ChoiceField(label=_("state"), choices=[("", _("all")), *ActivityState.choices])
    level = forms.ChoiceField(label=_("level"), choices=[("", _("all")), *Level.choices])
    municipality = PlaceChoiceField(Municipality)
    task = forms.ModelChoiceField(Task.objects.none(), label=_("task of the mandate"), empty_label=_("all"))
    since = forms.DateField(label=_("from"), widget=day_input())
    until = forms.DateField(label=_("until"), widget=day_input())
    crisis = CrisisField()
    lookups = {"since": "ends_on__gte", "until": "starts_on__lte"}

    def prepare(self, actor: Actor) -> None:
        CrisisField.prepare(self, actor)
        self.fields["task"].queryset = citable_tasks(timezone.localdate())


@registered
class ActivityTable(Table):
    """Activities: who does what, where, until when."""

    key = "activities"
    model = Activity
    title = _("Activities")
    subtitle = _("Who does what, where, until when, under which task of the mandate.")
    columns = (
        Column("reference", _("reference"), sort="reference", kind="code"),
        Column("title", _("title"), sort="title"),
        Column("kind", _("kind of activity"), value=lambda row: row.get_kind_display(), sort="kind"),
        Column("unit", _("team")),
        Column("municipality", _("municipality"), sort="municipality__code"),
        Column("starts_on", _("starts on"), sort="starts_on", kind="date"),
        Column("ends_on", _("ends on"), sort="ends_on", kind="date"),
        Column(
            "state",
            _("state"),
            value=lambda row: _("overdue") if row.is_late() else row.get_state_display(),
            sort="state",
            badge=lambda row: "bad" if row.is_late() else ACTIVITY_BADGES[row.state],
        ),
        Column("level", _("level"), value=lambda row: row.get_level_display(), hidden=True),
        Column("task", _("task of the mandate"), hidden=True),
        Column("type", _("type of activity"), value=lambda row: row.get_type_display(), hidden=True),
    )
    filters = ActivityFilters
    default_sort = "-starts_on"

    def rows(self, actor: Actor) -> Any:
        return queries.activities(actor)

    def actions(self, actor: Actor) -> list[dict[str, Any]]:
        return _add(actor, _("Plan an activity"), "coordination:activity-add")
