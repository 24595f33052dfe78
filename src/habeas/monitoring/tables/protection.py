"""The list of protection tasks: the nearest deadline first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.listing import Column, FilterForm, Table
from habeas.core.listing.tables import registered
from habeas.core.pages import link
from habeas.monitoring import queries
from habeas.monitoring.choices import ProtectionState
from habeas.monitoring.models import ProtectionTask


def state_of(row: ProtectionTask) -> str:
    return str(_("overdue")) if row.is_overdue() else str(row.get_state_display())


def badge_of_task(row: ProtectionTask) -> str:
    return "bad" if row.is_overdue() else "warn" if row.state == ProtectionState.OPEN else "ok"


def _overdue(queryset: Any, value: str) -> Any:
    return queryset.filter(state=ProtectionState.OPEN, deadline__lt=timezone.localdate())


class ProtectionFilters(FilterForm):
    """What protection tasks are filtered by."""

    state = forms.ChoiceField(label=_("state"), choices=[("", _("all")), *ProtectionState.choices])
    overdue = forms.ChoiceField(label=_("deadline"), choices=[("", _("all")), ("yes", _("overdue"))])
    lookups = {"overdue": _overdue}


@registered
class ProtectionTable(Table):
    """Protection tasks."""

    key = "protection"
    model = ProtectionTask
    title = _("Protection")
    subtitle = _("Reported reprisals: what is done for the person, and by when.")
    columns = (
        Column("reference", _("reference"), sort="reference", kind="code"),
        Column("title", _("title"), sort="title"),
        Column("person", _("person at risk"), kind="code"),
        Column("deadline", _("deadline"), sort="deadline", kind="date"),
        Column("state", _("state"), value=state_of, sort="state", badge=badge_of_task),
        Column("closed_on", _("closed"), sort="closed_on", kind="date", hidden=True),
    )
    filters = ProtectionFilters
    default_sort = "deadline"

    def rows(self, actor: Actor) -> Any:
        return queries.protection_tasks(actor)

    def actions(self, actor: Actor) -> list[dict[str, Any]]:
        if not actor.compartments("work"):
            return []
        return link(_("Report a reprisal"), reverse("monitoring:protection-add"), primary=True, icon="plus")
