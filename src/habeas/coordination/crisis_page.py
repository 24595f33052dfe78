"""How a crisis is laid out on its page and form."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.coordination.models import Crisis
from habeas.core.listing.inline import known
from habeas.core.pages import link
from habeas.core.rules import can_work
from habeas.places.names import name_of


def crisis_page(request: Any, crisis: Crisis) -> dict[str, Any]:
    """The context of a crisis's page; what is tagged with it is shown by the floors that keep it."""
    goes_on = crisis.goes_on()
    to_edit = reverse("coordination:crisis-edit", args=[crisis.pk])
    return {
        "title": str(crisis),
        "subtitle": crisis.get_kind_display(),
        "badges": [{"label": _("goes on") if goes_on else _("over"), "kind": "warn" if goes_on else "quiet"}],
        "breadcrumbs": [
            {"label": _("Crises"), "url": reverse("coordination:crises")},
            {"label": str(crisis)},
        ],
        "actions": [
            *link(_("Situation report"), reverse("analysis:situation", args=[crisis.pk]), icon="print"),
            *link(_("Edit"), to_edit, actor=request.actor, rule=can_work, target=crisis, icon="edit"),
        ],
        "facts": facts_of(crisis),
        "panels": [
            {"title": _("What it is about"), "template": "coordination/_text.html", "text": crisis.about}
        ],
    }


def facts_of(crisis: Crisis) -> list[tuple[Any, Any]]:
    """When and where a crisis is, and its names."""
    places = ", ".join(name_of(one.municipality) for one in crisis.places.select_related("municipality"))
    names = dict.fromkeys((crisis.name_en, crisis.name_sq, crisis.name_sr))
    return known(
        [
            (_("starts on"), date_format(crisis.starts_on, "SHORT_DATE_FORMAT")),
            (_("ends on"), crisis.ends_on and date_format(crisis.ends_on, "SHORT_DATE_FORMAT")),
            (_("municipalities that it touches"), places or _("all")),
            (_("other names"), " · ".join(name for name in names if name != str(crisis))),
        ]
    )


def crisis_values(crisis: Crisis) -> dict[str, Any]:
    """The values of a crisis for its form."""
    names = "name_en name_sq name_sr kind about starts_on ends_on"
    values: dict[str, Any] = {name: getattr(crisis, name) for name in names.split()}
    return {**values, "municipalities": [one.municipality_id for one in crisis.places.all()]}
