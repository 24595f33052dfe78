"""Pages of visits."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from habeas.core.editing import edit_page
from habeas.core.listing import list_page
from habeas.core.pages import detail, find, page
from habeas.monitoring import actions, forms, presenting, queries, rules, tables
from habeas.monitoring.models import Visit


@page()
def visits(request: Any) -> HttpResponse:
    """The list of visits."""
    return list_page(request, tables.VisitTable)


@page(model=Visit)
def visit(request: Any, pk: Any) -> HttpResponse:
    """One visit with what was observed and found."""
    row = find(queries.visit_with_observations(request.actor), pk=pk)
    return detail(request, row, **presenting.visit_page(request, row))


@page()
def visit_add(request: Any) -> HttpResponse:
    """Plan a visit."""
    actor = request.actor
    options = {
        "actor": actor,
        "colleagues": queries.team_mates(actor),
        "compartments": queries.workplaces(actor),
    }

    def save(data: dict[str, Any]) -> Any:
        return actions.plan_visit(actor, data.pop("compartment"), **data)

    return edit_page(
        request,
        title=_("Plan a visit"),
        form_class=forms.VisitForm,
        save=save,
        key="visit",
        form_options=options,
        initial=presenting.visit_start(request),
    )


@page(model=Visit)
def visit_carry_out(request: Any, pk: Any) -> HttpResponse:
    """Say that a visit took place."""
    row = find(queries.visits(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Visit carried out: %(visit)s") % {"visit": row},
        rule=rules.can_carry_out,
        form_class=forms.CarryOutForm,
        save=lambda data: actions.carry_out_visit(request.actor, row, **data),
        key="visit-carried-out",
        record=row,
        initial={"carried_out_on": row.planned_for},
        cancel_url=row.get_absolute_url(),
    )


@page(model=Visit)
def visit_cancel(request: Any, pk: Any) -> HttpResponse:
    """Cancel a planned visit."""
    row = find(queries.visits(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Cancel the visit: %(visit)s") % {"visit": row},
        rule=rules.can_carry_out,
        form_class=forms.CancelForm,
        save=lambda data: actions.cancel_visit(request.actor, row, why=data["why"]),
        key="visit-cancel",
        record=row,
        cancel_url=row.get_absolute_url(),
        submit_label=_("Cancel the visit"),
    )
