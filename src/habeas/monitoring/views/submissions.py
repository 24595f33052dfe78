"""The limited form of partners, and the pages of those who take over what was sent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.core.editing import edit_page
from habeas.core.listing import list_page
from habeas.core.pages import detail, find, page
from habeas.monitoring import actions, forms, queries, rules, tables
from habeas.monitoring.models import Submission
from habeas.monitoring.presenting.submissions import receipts_page, submission_page


@page()
def submissions(request: Any) -> HttpResponse:
    """What partners sent to the compartments that one reads."""
    return list_page(request, tables.SubmissionTable)


@page(model=Submission)
def submission(request: Any, pk: Any) -> HttpResponse:
    """One submission."""
    row = find(queries.submissions(request.actor), pk=pk)
    return detail(request, row, **submission_page(request, row))


@page()
def submission_add(request: Any) -> HttpResponse:
    """The form of partners: a visit with its observations, and nothing else of the register."""

    def save(data: dict[str, Any]) -> str:
        told = forms.observations_told(data)
        actions.send_submission(request.actor, data.pop("compartment"), observations=told, **data)
        messages.success(request, _("Your visit was sent. This page says what becomes of it."))
        return reverse("monitoring:receipts")

    return edit_page(
        request,
        title=_("Send in a visit"),
        form_class=forms.SubmissionForm,
        save=save,
        key="submission",
        form_options={"actor": request.actor},
        sections=forms.submission_sections(),
        cancel_url=reverse("monitoring:receipts"),
        submit_label=_("Send"),
    )


@page()
def receipts(request: Any) -> HttpResponse:
    """What the reader sent in, and what became of it."""
    return render(request, "core/detail.html", receipts_page(request.actor))


@page(model=Submission)
def submission_accept(request: Any, pk: Any) -> HttpResponse:
    """Make a visit of a submission."""
    row = find(queries.submissions(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Take over: %(submission)s") % {"submission": row},
        rule=rules.can_take_over,
        target=row,
        form_class=forms.AcceptForm,
        save=lambda data: actions.accept_submission(request.actor, row, **data),
        key=f"submission-accept-{row.pk}",
        form_options={"actor": request.actor},
        initial={"kind": "ADHOC"},
        cancel_url=row.get_absolute_url(),
    )


@page(model=Submission)
def submission_return(request: Any, pk: Any) -> HttpResponse:
    """Return a submission to its sender."""
    row = find(queries.submissions(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Return: %(submission)s") % {"submission": row},
        rule=rules.can_take_over,
        target=row,
        form_class=forms.ReturnForm,
        save=lambda data: actions.return_submission(request.actor, row, note=data["note"]),
        key=f"submission-return-{row.pk}",
        cancel_url=row.get_absolute_url(),
    )
