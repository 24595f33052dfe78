"""Pages of activities."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from habeas.coordination import actions, forms, queries, rules, tables
from habeas.coordination.activity_page import activity_page, activity_values
from habeas.coordination.models import Activity
from habeas.core.editing import edit_page
from habeas.core.listing import list_page
from habeas.core.pages import detail, find, page


@page()
def activities(request: Any) -> HttpResponse:
    """The list of activities."""
    return list_page(request, tables.ActivityTable)


@page(model=Activity)
def activity(request: Any, pk: Any) -> HttpResponse:
    """One activity."""
    row = find(queries.activity_whole(request.actor), pk=pk)
    return detail(request, row, **activity_page(request, row))


@page()
def activity_add(request: Any) -> HttpResponse:
    """Plan an activity."""
    actor = request.actor

    def save(data: dict[str, Any]) -> Any:
        return actions.plan_activity(actor, data.pop("compartment"), **data)

    return edit_page(
        request,
        title=_("Plan an activity"),
        form_class=forms.ActivityForm,
        save=save,
        key="activity",
        form_options={"actor": actor, "compartments": queries.workplaces(actor)},
    )


@page(model=Activity)
def activity_edit(request: Any, pk: Any) -> HttpResponse:
    """Change a planned activity."""
    row = find(queries.activity_whole(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Edit %(activity)s") % {"activity": row},
        rule=rules.can_change_activity,
        form_class=forms.ActivityEditForm,
        save=lambda data: actions.edit_activity(request.actor, row, **data),
        key="activity",
        record=row,
        form_options={"actor": request.actor},
        initial=activity_values(row),
        cancel_url=row.get_absolute_url(),
    )


@page(model=Activity)
def activity_done(request: Any, pk: Any) -> HttpResponse:
    """Say that an activity took place and what came of it."""
    row = find(queries.activities(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Carried out: %(activity)s") % {"activity": row},
        rule=rules.can_change_activity,
        form_class=forms.ActivityDoneForm,
        save=lambda data: actions.carry_out_activity(request.actor, row, **data),
        key="activity-done",
        record=row,
        cancel_url=row.get_absolute_url(),
    )


@page(model=Activity)
def activity_cancel(request: Any, pk: Any) -> HttpResponse:
    """Cancel a planned activity."""
    row = find(queries.activities(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Cancel %(activity)s") % {"activity": row},
        rule=rules.can_change_activity,
        target=row,
        form_class=forms.ActivityCancelForm,
        save=lambda data: actions.cancel_activity(request.actor, row, why=data["why"]),
        key=f"activity-cancel-{row.pk}",
        cancel_url=row.get_absolute_url(),
        submit_label=_("Cancel the activity"),
    )
