"""Pages of crises, and of tagging records with them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from habeas.coordination import actions, crisis_page, forms, queries, tables
from habeas.coordination.models import Activity, Crisis
from habeas.core.editing import edit_page
from habeas.core.listing import list_page
from habeas.core.pages import detail, find, page
from habeas.core.rules import can_work


@page()
def crises(request: Any) -> HttpResponse:
    """The list of crises."""
    return list_page(request, tables.CrisisTable)


@page(model=Crisis)
def crisis(request: Any, pk: Any) -> HttpResponse:
    """One crisis, with what upper floors know of it."""
    row = find(queries.crises(request.actor), pk=pk)
    return detail(request, row, **crisis_page.crisis_page(request, row))


@page()
def crisis_add(request: Any) -> HttpResponse:
    """Declare a crisis."""
    actor = request.actor

    def save(data: dict[str, Any]) -> Any:
        return actions.declare_crisis(actor, data.pop("compartment"), **data)

    return edit_page(
        request,
        title=_("Declare a crisis"),
        form_class=forms.CrisisForm,
        save=save,
        key="crisis",
        form_options={"compartments": queries.workplaces(actor)},
    )


@page(model=Crisis)
def crisis_edit(request: Any, pk: Any) -> HttpResponse:
    """Change what is said of a crisis, or say that it is over."""
    row = find(queries.crises(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Edit %(crisis)s") % {"crisis": row},
        rule=can_work,
        form_class=forms.CrisisEditForm,
        save=lambda data: actions.edit_crisis(request.actor, row, **data),
        key="crisis-edit",
        record=row,
        initial=crisis_page.crisis_values(row),
        cancel_url=row.get_absolute_url(),
    )


@page(model=Activity)
def activity_tag(request: Any, pk: Any) -> HttpResponse:
    """Tag an activity with crises."""
    return tag_page(request, find(queries.activities(request.actor), pk=pk))


def tag_page(request: Any, row: Any) -> HttpResponse:
    """Say to which crises a record of any kind belongs."""

    def save(data: dict[str, Any]) -> Any:
        actions.tag_with(request.actor, row, crises=data["crises"])
        return row

    return edit_page(
        request,
        title=_("Crises of %(record)s") % {"record": row},
        rule=can_work,
        target=row,
        form_class=forms.TagForm,
        save=save,
        key=f"crises-{row.pk}",
        form_options={"known": queries.crises(request.actor)},
        initial={"crises": [one.pk for one in queries.crises_of(request.actor, row)]},
        cancel_url=row.get_absolute_url(),
    )
