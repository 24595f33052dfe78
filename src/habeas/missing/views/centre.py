"""Pages of the resource centre: load, call, answer."""

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
from habeas.missing.models import Association, SupportRequest
from habeas.missing.presenting.families import association_page
from habeas.missing.presenting.participation import participation_page
from habeas.missing.queries import cases as queries


@page()
def associations(request: Any) -> HttpResponse:
    """Family associations."""
    return list_page(request, tables.AssociationTable)


@page()
def support(request: Any) -> HttpResponse:
    """What associations asked for."""
    return list_page(request, tables.SupportTable)


@page()
def participation(request: Any) -> HttpResponse:
    """Who takes part, by quarter and community and in aggregate only."""
    return render(request, "missing/participation.html", participation_page(request.actor))


@page()
def association_add(request: Any) -> HttpResponse:
    """Register an association."""
    actor = request.actor
    return edit_page(
        request,
        title=_("Register an association"),
        form_class=forms.AssociationForm,
        save=lambda data: actions.register_association(actor, data.pop("compartment"), **data),
        key="family-association",
        form_options={"compartments": queries.workplaces(actor)},
    )


@page(model=Association)
def association(request: Any, pk: Any) -> HttpResponse:
    """One association and what it asked for."""
    row = find(queries.associations(request.actor).prefetch_related("requests"), pk=pk)
    return detail(request, row, **association_page(request, row))


def _step(request: Any, pk: Any, title: str, form: Any, action: Any) -> HttpResponse:
    row = find(queries.associations(request.actor), pk=pk)
    return record(request, row, title=title, form_class=form, action=action, rule=rules.can_keep)


@page(model=Association)
def support_add(request: Any, pk: Any) -> HttpResponse:
    """Record what an association asks for."""
    return _step(request, pk, _("Record a request"), forms.SupportForm, actions.record_support_request)


@page(model=Association)
def participation_add(request: Any, pk: Any) -> HttpResponse:
    """Record how many took part."""
    title, action = _("Record who took part"), actions.record_participation
    return _step(request, pk, title, forms.ParticipationForm, action)


@page(model=SupportRequest)
def support_answer(request: Any, pk: Any) -> HttpResponse:
    """Answer a request for support."""
    row = find(queries.support_requests(request.actor), pk=pk)
    return record(
        request,
        row,
        title=_("Answer"),
        form_class=forms.SupportAnswerForm,
        action=actions.answer_support_request,
        rule=rules.can_keep,
        home=row.association,
    )
