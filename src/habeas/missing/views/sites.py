"""Pages of grave sites: load, call, answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from habeas.coordination.views.recording import record
from habeas.core.editing import edit_page
from habeas.core.listing import list_page
from habeas.core.pages import detail, find, page
from habeas.missing import actions, forms, rules, tables
from habeas.missing.models import GraveSite, SitePosition
from habeas.missing.presenting.cases import site_page
from habeas.missing.queries import cases as queries
from habeas.missing.views.cases import in_compartment


@page()
def sites(request: Any) -> HttpResponse:
    """Grave sites by municipality."""
    return list_page(request, tables.SiteTable)


@page()
def site_add(request: Any) -> HttpResponse:
    """Register a suspected site."""
    actor = request.actor
    return edit_page(
        request,
        title=_("Register a site"),
        form_class=forms.SiteForm,
        save=lambda data: actions.register_site(actor, data.pop("compartment"), **data),
        key="grave-site",
        form_options={"compartments": queries.workplaces(actor)},
    )


@page(model=GraveSite)
def site(request: Any, pk: Any) -> HttpResponse:
    """One site: assessed, excavated, with what came of it."""
    row = find(queries.sites(request.actor).prefetch_related("steps"), pk=pk)
    return detail(request, row, **site_page(request, row))


def _step(request: Any, pk: Any, title: str, form: Any, action: Any, **more: Any) -> HttpResponse:
    row = find(queries.sites(request.actor), pk=pk)
    return record(request, row, title=title, form_class=form, action=action, rule=rules.can_keep, **more)


@page(model=GraveSite)
def step_add(request: Any, pk: Any) -> HttpResponse:
    """Record an assessment, a survey or an excavation."""
    return _step(request, pk, _("Record a step"), forms.StepForm, actions.record_step)


@page(model=GraveSite)
def result(request: Any, pk: Any) -> HttpResponse:
    """Record what the site turned out to be."""
    return _step(request, pk, _("Record the result"), forms.ResultForm, actions.record_result)


@page(model=GraveSite)
def position_add(request: Any, pk: Any) -> HttpResponse:
    """Record where exactly it lies, in a stricter compartment."""
    action = in_compartment(actions.record_position, "site")
    site = find(queries.sites(request.actor), pk=pk)
    places = queries.workplaces(request.actor).exclude(pk=site.compartment)
    options, usual = {"compartments": places}, queries.usual_place_of_positions(request.actor, places)
    return _step(
        request,
        pk,
        _("Record the position"),
        forms.PositionForm,
        action,
        form_options=options,
        initial={"compartment": usual},
    )


@page(model=SitePosition)
def position(request: Any, pk: Any) -> HttpResponse:
    """Read where a site lies, with a reason."""
    row = find(queries.positions(request.actor), pk=pk)
    context: dict[str, Any] = {"title": _("Where exactly")}
    form = forms.ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "core/form.html", {**context, "form": form, "submit_label": _("Open")})
    told = actions.open_position(request.actor, row, reason=form.cleaned_data["reason"])
    return render(request, "missing/position.html", {**context, "position": told, "row": row})
