"""Pages of the mandate register."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.core.editing import edit_page
from habeas.core.listing import list_page
from habeas.core.pages import detail, find, link, page
from habeas.mandate import actions, forms, presenting, queries, tables
from habeas.mandate.models import Instrument, Source, Task
from habeas.mandate.rules import can_change_task, keeps_mandate


@page()
def register(request: HttpRequest) -> HttpResponse:
    """The mandate at a glance."""
    return render(request, "core/detail.html", presenting.register_page(request))


@page()
def sources(request: Any) -> HttpResponse:
    """The register of sources."""
    add = link(
        _("Enter a source"),
        reverse("mandate:source-add"),
        actor=request.actor,
        rule=keeps_mandate,
        icon="plus",
    )
    return list_page(request, tables.Sources, actions=add)


@page(rule=keeps_mandate)
def source_add(request: Any) -> HttpResponse:
    """Enter a document or an event."""
    return edit_page(
        request,
        title=_("Enter a source"),
        form_class=forms.SourceForm,
        save=lambda values: actions.register_source(request.actor, **values),
        key="mandate.source",
        cancel_url=reverse("mandate:sources"),
    )


@page(model=Source)
def source(request: HttpRequest, pk: Any) -> HttpResponse:
    """One source."""
    row = find(queries.all_sources(), pk=pk)
    return detail(request, row, **presenting.source_page(request, row))


@page()
def tasks(request: HttpRequest) -> HttpResponse:
    """The tasks."""
    return list_page(request, tables.Tasks)


@page(model=Task)
def task(request: HttpRequest, pk: Any) -> HttpResponse:
    """One task."""
    row = find(queries.all_tasks(), pk=pk)
    return detail(request, row, **presenting.task_page(request, row))


@page(model=Task)
def task_change(request: Any, pk: Any) -> HttpResponse:
    """Record by which document a task changed."""
    row = find(queries.all_tasks(), pk=pk)
    return edit_page(
        request,
        title=_("Change of task %(task)s") % {"task": row.code},
        rule=can_change_task,
        target=row,
        form_class=forms.ChangeForm,
        save=lambda values: actions.change_task(request.actor, row, **values).task,
        key=f"mandate.change-of-{row.code}",
        initial={"state": row.state_then},
        cancel_url=row.get_absolute_url(),
    )


@page(model=Task)
def task_delegate(request: Any, pk: Any) -> HttpResponse:
    """Delegate a task to a partner for a period."""
    row = find(queries.all_tasks(), pk=pk)
    return edit_page(
        request,
        title=_("Delegation of task %(task)s") % {"task": row.code},
        rule=can_change_task,
        target=row,
        form_class=forms.DelegationForm,
        save=lambda values: actions.delegate_task(request.actor, row, **values).task,
        key=f"mandate.delegation-of-{row.code}",
        cancel_url=row.get_absolute_url(),
    )


@page()
def instruments(request: HttpRequest) -> HttpResponse:
    """The instruments."""
    every = [{"label": _("All articles"), "url": reverse("mandate:articles"), "icon": "search"}]
    return list_page(request, tables.Instruments, actions=every)


@page(model=Instrument)
def instrument(request: HttpRequest, pk: Any) -> HttpResponse:
    """One instrument with its articles."""
    row = find(queries.all_instruments(), pk=pk)
    return detail(request, row, **presenting.instrument_page(request, row))


@page()
def articles(request: HttpRequest) -> HttpResponse:
    """The articles of all instruments."""
    return list_page(request, tables.Articles)


@page()
def figures(request: HttpRequest) -> HttpResponse:
    """Published figures."""
    chart = [
        {"label": _("Persons still missing over time"), "url": reverse("mandate:missing"), "icon": "chart"}
    ]
    return list_page(request, tables.Figures, actions=chart)


@page()
def missing(request: HttpRequest) -> HttpResponse:
    """Persons still missing over time, as published, with the sessions that told it."""
    return render(request, "core/detail.html", presenting.figures_head(request))


@page()
def cycles(request: HttpRequest) -> HttpResponse:
    """Dated stages of mechanisms."""
    return list_page(request, tables.Cycles)


@page()
def rules(request: HttpRequest) -> HttpResponse:
    """The rules of the field."""
    return list_page(request, tables.ProcessRules)


@page()
def population(request: HttpRequest) -> HttpResponse:
    """UNHCR's figures located in the area."""
    series = [{"label": _("Over time"), "url": reverse("mandate:displaced"), "icon": "chart"}]
    return list_page(request, tables.Population, actions=series)


@page()
def displaced(request: HttpRequest) -> HttpResponse:
    """UNHCR's series over the years."""
    return render(request, "core/detail.html", presenting.combined_page(request))
