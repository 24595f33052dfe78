"""Pages of protection tasks."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habeas.core.editing import edit_page
from habeas.core.listing import list_page
from habeas.core.pages import detail, find, page
from habeas.monitoring import actions, forms, presenting, queries, rules, tables
from habeas.monitoring.models import ProtectionMeasure, ProtectionTask


@page()
def protection(request: Any) -> HttpResponse:
    """The list of protection tasks."""
    return list_page(request, tables.ProtectionTable)


@page(model=ProtectionTask)
def protection_task(request: Any, pk: Any) -> HttpResponse:
    """One protection task with its measures."""
    row = find(queries.protection_task_whole(request.actor), pk=pk)
    return detail(request, row, **presenting.protection_page(request, row))


@page()
def protection_add(request: Any) -> HttpResponse:
    """Report a reprisal."""
    actor = request.actor

    def save(data: dict[str, Any]) -> Any:
        return actions.open_protection_task(actor, data.pop("compartment"), **data)

    return edit_page(
        request,
        title=_("Report a reprisal"),
        form_class=forms.ProtectionForm,
        save=save,
        key="protection",
        form_options={"actor": actor, "compartments": queries.workplaces(actor)},
        initial=presenting.protection_start(request),
    )


@page(model=ProtectionTask)
def protection_measure(request: Any, pk: Any) -> HttpResponse:
    """Decide on a measure."""
    row = find(queries.protection_tasks(request.actor), pk=pk)

    def save(data: dict[str, Any]) -> str:
        actions.add_protection_measure(request.actor, row, **data)
        return row.get_absolute_url()

    return edit_page(
        request,
        title=_("Measure for %(task)s") % {"task": row},
        rule=rules.can_protect,
        target=row,
        form_class=forms.MeasureForm,
        save=save,
        key=f"measure-of-{row.pk}",
        initial={"due_on": timezone.localdate()},
        cancel_url=row.get_absolute_url(),
    )


@page(model=ProtectionMeasure)
@require_POST
def protection_measure_done(request: Any, pk: Any) -> HttpResponse:
    """Say that a measure was carried out."""
    row = find(queries.measures(request.actor), pk=pk)
    actions.finish_measure(request.actor, row)
    return HttpResponseRedirect(row.task.get_absolute_url())


@page(model=ProtectionTask)
def protection_close(request: Any, pk: Any) -> HttpResponse:
    """Close a task with its outcome."""
    row = find(queries.protection_tasks(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Close %(task)s") % {"task": row},
        rule=rules.can_protect,
        target=row,
        form_class=forms.CloseForm,
        save=lambda data: actions.close_protection_task(request.actor, row, outcome=data["outcome"]),
        key=f"protection-close-{row.pk}",
        cancel_url=row.get_absolute_url(),
        submit_label=_("Close the task"),
    )
