"""Pages of findings."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habeas.core.editing import edit_page
from habeas.core.listing import list_page
from habeas.core.pages import detail, find, page
from habeas.monitoring import actions, forms, presenting, queries, rules, tables
from habeas.monitoring.models import Finding, Visit


@page()
def findings(request: Any) -> HttpResponse:
    """The list of findings."""
    return list_page(request, tables.FindingTable)


@page(model=Visit)
def finding_add(request: Any, pk: Any) -> HttpResponse:
    """Open a finding on a visit."""
    row = find(queries.visits(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Finding from %(visit)s") % {"visit": row},
        rule=rules.can_observe,
        target=row,
        form_class=forms.FindingForm,
        save=lambda data: actions.open_finding(request.actor, row, **data),
        key=f"finding-of-{row.pk}",
        form_options={"actor": request.actor, "visit": row},
        initial=presenting.finding_start(request.actor, row),
        sections=presenting.finding_sections(),
        cancel_url=row.get_absolute_url(),
    )


@page()
def finding_compose(request: Any) -> HttpResponse:
    """Open a finding that rests on several visits, incidents and interviews, of one occurrence or of a pattern."""
    actor = request.actor

    def save(data: dict[str, Any]) -> Any:
        return actions.compose_finding(actor, data.pop("compartment"), **data)

    return edit_page(
        request,
        title=_("Open a finding"),
        form_class=forms.ComposeForm,
        save=save,
        key="finding-composed",
        form_options={"actor": actor, "compartments": queries.workplaces(actor)},
        initial=presenting.compose_start(request, tables.IncidentTable, tables.VisitTable),
        sections=presenting.finding_sections(composed=True),
    )


@page(model=Finding)
def finding(request: Any, pk: Any) -> HttpResponse:
    """One finding: its parts, its evidence, its chain."""
    row = find(queries.finding_with_chain(request.actor), pk=pk)
    return detail(request, row, **presenting.finding_page(request, row))


@page(model=Finding)
def finding_edit(request: Any, pk: Any) -> HttpResponse:
    """Change a draft of a finding."""
    row = find(queries.finding_with_chain(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Edit %(finding)s") % {"finding": row},
        rule=rules.can_edit_finding,
        form_class=forms.FindingForm if row.visit_id else forms.ComposedEditForm,
        save=lambda data: actions.edit_finding(request.actor, row, **data),
        key="finding",
        record=row,
        form_options={"actor": request.actor, "visit": getattr(row, "visit", None)},
        initial=presenting.finding_values(row),
        sections=presenting.finding_sections(composed=not row.visit_id, begun=True),
        cancel_url=row.get_absolute_url(),
    )


@page(model=Finding)
@require_POST
def finding_submit(request: Any, pk: Any) -> HttpResponse:
    """Send a finding to review."""
    row = find(queries.findings(request.actor), pk=pk)
    actions.submit_finding(request.actor, row)
    return HttpResponseRedirect(row.get_absolute_url())


@page(model=Finding)
def finding_review(request: Any, pk: Any) -> HttpResponse:
    """Confirm a finding or return it, as its second reviewer."""
    row = find(queries.finding_with_chain(request.actor), pk=pk)

    def save(data: dict[str, Any]) -> Any:
        decide = actions.confirm_finding if data["decision"] == "confirm" else actions.return_finding
        return decide(request.actor, row, note=data["note"])

    return edit_page(
        request,
        title=_("Review %(finding)s") % {"finding": row},
        rule=rules.can_review,
        form_class=forms.ReviewForm,
        save=save,
        key="finding-review",
        record=row,
        template="monitoring/review.html",
        row=row,
        parts=presenting.parts_of(row),
        facts=presenting.finding_facts(row),
        cancel_url=row.get_absolute_url(),
    )


@page(model=Finding)
def finding_reopen(request: Any, pk: Any) -> HttpResponse:
    """Open a confirmed finding again, with a reason."""
    row = find(queries.findings(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Open again: %(finding)s") % {"finding": row},
        subtitle=_("It becomes a draft, and counts only after a second person has reviewed it anew."),
        rule=rules.can_reopen,
        form_class=forms.TurnForm,
        save=lambda data: actions.reopen_finding(request.actor, row, reason=data["reason"]),
        key=f"finding-reopen-{row.pk}",
        target=row,
        cancel_url=row.get_absolute_url(),
        submit_label=_("Open again"),
    )


@page(model=Finding)
def finding_withdraw(request: Any, pk: Any) -> HttpResponse:
    """Withdraw a finding, with a reason."""
    row = find(queries.findings(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Withdraw %(finding)s") % {"finding": row},
        subtitle=_("It stays to be read, with your reason; nothing may rest on it any more."),
        rule=rules.can_withdraw,
        form_class=forms.TurnForm,
        save=lambda data: actions.withdraw_finding(request.actor, row, reason=data["reason"]),
        key=f"finding-withdraw-{row.pk}",
        target=row,
        cancel_url=row.get_absolute_url(),
        submit_label=_("Withdraw"),
    )


@page(model=Finding)
def finding_wordings(request: Any, pk: Any) -> HttpResponse:
    """The earlier wordings of a finding."""
    row = find(queries.finding_with_chain(request.actor), pk=pk)
    return render(
        request,
        "monitoring/wordings.html",
        {"title": _("Versions of %(finding)s") % {"finding": row}, "row": row},
    )
