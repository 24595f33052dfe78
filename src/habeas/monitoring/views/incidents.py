"""Pages of incidents."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habeas.core.editing import edit_page
from habeas.core.listing import list_page
from habeas.core.pages import detail, find, page
from habeas.monitoring import actions, forms, presenting, queries, rules, tables
from habeas.monitoring.models import Incident


@page()
def incidents(request: Any) -> HttpResponse:
    """The list of incidents; from the filtered rows a pattern finding can be opened."""
    return list_page(
        request, tables.IncidentTable, actions=presenting.incident_list_actions(request, tables.IncidentTable)
    )


@page(model=Incident)
def incident(request: Any, pk: Any) -> HttpResponse:
    """One incident: acts, persons, sources, verification."""
    row = find(queries.incident_whole(request.actor), pk=pk)
    return detail(request, row, **presenting.incident_page(request, row))


@page()
def incident_add(request: Any) -> HttpResponse:
    """Record an incident."""
    actor = request.actor

    def save(data: dict[str, Any]) -> Any:
        return actions.record_incident(actor, data.pop("compartment"), **data)

    return edit_page(
        request,
        title=_("Record an incident"),
        form_class=forms.IncidentForm,
        save=save,
        key="incident",
        form_options={"actor": actor, "compartments": queries.workplaces(actor)},
        initial=presenting.incident_start(request),
        sections=presenting.incident_sections(new=True),
    )


@page(model=Incident)
def incident_edit(request: Any, pk: Any) -> HttpResponse:
    """Correct what is said of an incident."""
    row = find(queries.incident_whole(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Edit %(incident)s") % {"incident": row},
        rule=rules.can_change_incident,
        form_class=forms.IncidentEditForm,
        save=lambda data: actions.edit_incident(request.actor, row, **data),
        key="incident",
        record=row,
        form_options={"actor": request.actor},
        initial=presenting.incident_values(row),
        sections=presenting.incident_sections(new=False),
        cancel_url=row.get_absolute_url(),
    )


def _added(
    request: Any, row: Incident, *, title: str, form_class: Any, action: Any, **options: Any
) -> HttpResponse:
    """A form that adds something to an incident and returns to it."""

    def save(data: dict[str, Any]) -> str:
        action(request.actor, row, **data)
        return row.get_absolute_url()

    return edit_page(
        request,
        title=title % {"incident": row},
        rule=rules.can_change_incident,
        target=row,
        form_class=form_class,
        save=save,
        key=f"{form_class.__name__}-{row.pk}",
        form_options=options,
        cancel_url=row.get_absolute_url(),
    )


@page(model=Incident)
def incident_involve(request: Any, pk: Any) -> HttpResponse:
    """Say who stands in an incident."""
    row = find(queries.incidents(request.actor), pk=pk)
    return _added(
        request,
        row,
        title=_("Person in %(incident)s"),
        form_class=forms.InvolvedForm,
        action=actions.involve,
        actor=request.actor,
    )


@page(model=Incident)
def incident_act(request: Any, pk: Any) -> HttpResponse:
    """Say what somebody is said to have done to somebody."""
    row = find(queries.incidents(request.actor), pk=pk)
    return _added(
        request,
        row,
        title=_("Act in %(incident)s"),
        form_class=forms.ActForm,
        action=actions.add_act,
        involved=queries.involved_in(request.actor, row),
    )


@page(model=Incident)
def incident_source(request: Any, pk: Any) -> HttpResponse:
    """Record a source of an incident."""
    row = find(queries.incidents(request.actor), pk=pk)
    return _added(
        request,
        row,
        title=_("Source of %(incident)s"),
        form_class=forms.SourceForm,
        action=actions.add_source,
        actor=request.actor,
    )


@page(model=Incident)
def incident_assess(request: Any, pk: Any) -> HttpResponse:
    """Move the verification of an incident."""
    row = find(queries.incident_whole(request.actor), pk=pk)
    return _added(
        request,
        row,
        title=_("Assess %(incident)s"),
        form_class=forms.AssessForm,
        action=actions.assess_incident,
    )


@page(model=Incident)
def incident_duplicate(request: Any, pk: Any) -> HttpResponse:
    """Say that an incident is the same as another."""
    row = find(queries.incidents(request.actor), pk=pk)
    return _added(
        request,
        row,
        title=_("The same as %(incident)s"),
        form_class=forms.DuplicateForm,
        action=actions.mark_duplicate,
        actor=request.actor,
        incident=row,
    )


@page(model=Incident)
@require_POST
def incident_single(request: Any, pk: Any) -> HttpResponse:
    """Take back that an incident is the same as another."""
    row = find(queries.incidents(request.actor), pk=pk)
    actions.unmark_duplicate(request.actor, row)
    return HttpResponseRedirect(row.get_absolute_url())
