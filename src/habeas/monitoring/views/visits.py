"""Pages of visits: the list, the calendar, planning, and what becomes of a plan."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habeas.access.actions.approvals import ask_approval
from habeas.core.editing import edit_page
from habeas.core.listing import list_page
from habeas.core.pages import detail, find, page
from habeas.monitoring import actions, forms, presenting, queries, rules, tables
from habeas.monitoring.approvals import VISIT_RISK
from habeas.monitoring.models import Visit
from habeas.monitoring.presenting.calendar import calendar_page, month_asked


@page()
def visits(request: Any) -> HttpResponse:
    """The list of visits."""
    return list_page(
        request, tables.VisitTable, actions=presenting.visit_list_actions(request, tables.VisitTable)
    )


@page()
def calendar(request: Any) -> HttpResponse:
    """The visits of a month."""
    month = month_asked(request.GET.get("month", ""))
    return render(request, "monitoring/calendar.html", calendar_page(request.actor, month))


@page(model=Visit)
def visit(request: Any, pk: Any) -> HttpResponse:
    """One visit with what was observed and found."""
    row = find(queries.visit_with_parts(request.actor), pk=pk)
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
        line = queries.line_by_key(actor, request.GET.get("line", ""))
        risk = forms.risk_told(data)
        return actions.plan_visit(actor, data.pop("compartment"), risk=risk, line=line, **data)

    return edit_page(
        request,
        title=_("Plan a visit"),
        form_class=forms.VisitForm,
        save=save,
        key="visit",
        form_options=options,
        initial=presenting.visit_start(request),
        sections=presenting.visit_sections(with_risk=True),
    )


@page(model=Visit)
def visit_replan(request: Any, pk: Any) -> HttpResponse:
    """Change what is planned."""
    row = find(queries.visit_with_parts(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Change the plan: %(visit)s") % {"visit": row},
        rule=rules.can_plan_again,
        form_class=forms.ReplanForm,
        save=lambda data: actions.replan_visit(request.actor, row, **data),
        key="visit-plan",
        record=row,
        form_options={"actor": request.actor},
        initial=presenting.visit_values(row),
        sections=presenting.visit_sections(with_risk=False),
        cancel_url=row.get_absolute_url(),
    )


@page(model=Visit)
def visit_risk(request: Any, pk: Any) -> HttpResponse:
    """Check the risk of a visit again."""
    row = find(queries.visit_with_parts(request.actor), pk=pk)

    def save(data: dict[str, Any]) -> str:
        actions.check_risk(request.actor, row, **forms.risk_told(data), **data)
        return f"{row.get_absolute_url()}#risk"

    part = presenting.risk_section()
    about = {"id": "why", "title": _("Why now"), "fields": ["occasion", "news", "until"]}
    return edit_page(
        request,
        title=_("Risk of the visit: %(visit)s") % {"visit": row},
        rule=rules.can_check_risk,
        target=row,
        form_class=forms.RiskForm,
        save=save,
        key=f"visit-risk-{row.pk}",
        initial=presenting.risk_start(row),
        sections=[about, part],
        cancel_url=row.get_absolute_url(),
    )


@page(model=Visit)
def visit_ask(request: Any, pk: Any) -> HttpResponse:
    """Ask somebody else to agree to a visit of high risk."""
    row = find(queries.visits(request.actor), pk=pk)

    def save(data: dict[str, Any]) -> str:
        ask_approval(request.actor, row, kind=VISIT_RISK.code, reason=data["reason"])
        return str(row.get_absolute_url())

    return edit_page(
        request,
        title=_("Ask for approval: %(visit)s") % {"visit": row},
        rule=rules.can_approve,
        target=row,
        form_class=forms.ReasonForm,
        save=save,
        key=f"visit-ask-{row.pk}",
        cancel_url=row.get_absolute_url(),
        submit_label=_("Ask"),
    )


@page(model=Visit)
@require_POST
def visit_approve(request: Any, pk: Any) -> HttpResponse:
    """Approve a visit."""
    row = find(queries.visits(request.actor), pk=pk)
    actions.approve_visit(request.actor, row)
    return HttpResponseRedirect(row.get_absolute_url())


@page(model=Visit)
@require_POST
def visit_start(request: Any, pk: Any) -> HttpResponse:
    """Say that the team is on its way."""
    row = find(queries.visits(request.actor), pk=pk)
    actions.start_visit(request.actor, row)
    return HttpResponseRedirect(row.get_absolute_url())


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
        initial={"carried_out_on": min(row.planned_for, timezone.localdate())},
        cancel_url=row.get_absolute_url(),
    )


@page(model=Visit)
def visit_cancel(request: Any, pk: Any) -> HttpResponse:
    """Cancel a planned visit."""
    row = find(queries.visits(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Cancel the visit: %(visit)s") % {"visit": row},
        rule=rules.can_cancel,
        form_class=forms.CancelForm,
        save=lambda data: actions.cancel_visit(request.actor, row, why=data["why"]),
        key="visit-cancel",
        record=row,
        cancel_url=row.get_absolute_url(),
        submit_label=_("Cancel the visit"),
    )
