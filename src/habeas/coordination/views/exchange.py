"""Pages of requests and papers: load, call, answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habeas.coordination import actions, forms, presenting, queries, rules, tables
from habeas.coordination.models import Paper, Request
from habeas.coordination.views.recording import record
from habeas.core.editing import edit_page
from habeas.core.listing import list_page
from habeas.core.pages import detail, find, page


@page()
def requests(request: Any) -> HttpResponse:
    """The list of requests between sides."""
    return list_page(request, tables.RequestTable)


@page()
def request_add(request: Any) -> HttpResponse:
    """Ask another side for information."""
    actor = request.actor
    return edit_page(
        request,
        title=_("Ask the other side"),
        form_class=forms.RequestForm,
        save=lambda data: actions.make_request(actor, data.pop("compartment"), **data),
        key="request",
        form_options=asking(actor),
    )


def asking(actor: Any) -> dict[str, Any]:
    """What the form of a request offers: where the sides exchange, whom one speaks for, whom one may ask."""
    return {
        "compartments": queries.exchanges(actor),
        "own": queries.own_sides(actor),
        "sides": queries.sides(actor),
        "delegations": queries.delegations(actor),
    }


@page(model=Request)
def request_shown(request: Any, pk: Any) -> HttpResponse:
    """One request and its answer."""
    row = find(queries.requests(request.actor), pk=pk)
    return detail(request, row, **presenting.request_page(request, row))


@page(model=Request)
def request_answer(request: Any, pk: Any) -> HttpResponse:
    """Answer a request."""
    row = find(queries.requests(request.actor), pk=pk)
    return record(
        request,
        row,
        title=_("Answer"),
        form_class=forms.AnswerForm,
        action=actions.answer_request,
        rule=rules.can_answer,
    )


@page(model=Request)
def request_decline(request: Any, pk: Any) -> HttpResponse:
    """Give no answer, and say why."""
    row = find(queries.requests(request.actor), pk=pk)
    return record(
        request,
        row,
        title=_("Decline to answer"),
        form_class=forms.DeclineForm,
        action=actions.decline_request,
        rule=rules.can_answer,
    )


@page(model=Request)
@require_POST
def request_remind(request: Any, pk: Any) -> HttpResponse:
    """Remind the side that was asked."""
    row = find(queries.requests(request.actor), pk=pk)
    actions.remind_of_request(request.actor, row)
    return HttpResponseRedirect(row.get_absolute_url())


@page(model=Request)
@require_POST
def request_withdraw(request: Any, pk: Any) -> HttpResponse:
    """Withdraw a request."""
    row = find(queries.requests(request.actor), pk=pk)
    actions.withdraw_request(request.actor, row)
    return HttpResponseRedirect(row.get_absolute_url())


@page()
def papers(request: Any) -> HttpResponse:
    """Papers of one's own side and those that were shared."""
    return list_page(request, tables.PaperTable)


@page()
def paper_add(request: Any) -> HttpResponse:
    """Write a paper."""
    actor = request.actor
    return edit_page(
        request,
        title=_("Write a paper"),
        form_class=forms.PaperForm,
        save=lambda data: actions.write_paper(actor, data.pop("compartment"), **data),
        key="paper",
        form_options={"compartments": queries.places_of_papers(actor), "own": queries.own_sides(actor)},
    )


@page(model=Paper)
def paper(request: Any, pk: Any) -> HttpResponse:
    """One paper."""
    row = find(queries.papers(request.actor), pk=pk)
    return detail(request, row, **presenting.paper_page(request, row))


@page(model=Paper)
def paper_edit(request: Any, pk: Any) -> HttpResponse:
    """Change a paper that was not shared."""
    row = find(queries.papers(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Edit %(paper)s") % {"paper": row},
        rule=rules.can_edit_paper,
        form_class=forms.EditPaperForm,
        save=lambda data: actions.edit_paper(request.actor, row, **data),
        key="paper",
        record=row,
        initial={name: getattr(row, name) for name in forms.EditPaperForm.base_fields},
        cancel_url=row.get_absolute_url(),
    )


@page(model=Paper)
def paper_share(request: Any, pk: Any) -> HttpResponse:
    """Hand a paper to all sides."""
    row = find(queries.papers(request.actor), pk=pk)
    return record(
        request,
        row,
        title=_("Share with all sides"),
        form_class=forms.SharePaperForm,
        action=actions.share_paper,
        rule=rules.can_edit_paper,
        form_options={"compartments": queries.exchanges(request.actor)},
    )


@page(model=Paper)
@require_POST
def paper_take_back(request: Any, pk: Any) -> HttpResponse:
    """Take a shared paper back."""
    row = find(queries.papers(request.actor), pk=pk)
    actions.take_back_paper(request.actor, row)
    return HttpResponseRedirect(row.get_absolute_url())


@page(model=Paper)
def paper_translate(request: Any, pk: Any) -> HttpResponse:
    """Write a paper of the own side in another language."""
    row = find(queries.papers(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Write “%(paper)s” in another language") % {"paper": row},
        rule=rules.can_edit_paper,
        target=row,
        form_class=forms.EditPaperForm,
        save=lambda data: actions.translate_paper(request.actor, row, **data),
        key=f"paper-translate-{row.pk}",
        initial={"title": row.title, "dated": row.dated},
        cancel_url=row.get_absolute_url(),
    )
