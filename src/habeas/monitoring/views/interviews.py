"""Pages of interviews: what is sealed is opened by a POST, shown once, and stays in no cache."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from habeas.core.editing import edit_page, require
from habeas.core.errors import Invalid, Refused
from habeas.core.listing import list_page
from habeas.core.pages import detail, find, page
from habeas.core.rules import can_identify, can_work
from habeas.monitoring import actions, forms, presenting, queries, rules, tables
from habeas.monitoring.models import Interview, Quote
from habeas.people.queries import approvals


@page()
def interviews(request: Any) -> HttpResponse:
    """The list of interviews."""
    return list_page(request, tables.InterviewTable)


@page(model=Interview)
def interview(request: Any, pk: Any) -> HttpResponse:
    """One interview: consent, summary, and what is sealed."""
    row = find(queries.interview_whole(request.actor), pk=pk)
    return detail(request, row, **presenting.interview_page(request, row))


@page()
def interview_add(request: Any) -> HttpResponse:
    """Record an interview."""
    actor = request.actor

    def save(data: dict[str, Any]) -> Any:
        return actions.record_interview(actor, data.pop("compartment"), **data)

    return edit_page(
        request,
        title=_("Record an interview"),
        form_class=forms.InterviewForm,
        save=save,
        key="interview",
        form_options={"actor": actor, "compartments": queries.workplaces(actor)},
        initial=presenting.interview_start(request),
        sections=presenting.interview_sections(),
    )


@page(model=Interview)
def interview_testimony(request: Any, pk: Any) -> HttpResponse:
    """Ask whether to open the testimony, then open it."""
    row = find(queries.interview_whole(request.actor), pk=pk)
    require(can_work, request.actor, row)
    title = _("Testimony of %(interview)s") % {"interview": row}
    if request.method != "POST":
        context = {"title": title, "row": row}
        return render(request, "monitoring/testimony_ask.html", context)
    opened = actions.open_testimony(request.actor, row)
    return _unstored(
        render(request, "monitoring/testimony.html", {"title": title, "row": row, "opened": opened})
    )


def _unstored(response: HttpResponse) -> HttpResponse:
    """An answer that shows what is sealed stays in no cache and no history."""
    response["Cache-Control"] = "no-store, private"
    return response


@page(model=Interview)
def interview_unmask(request: Any, pk: Any) -> HttpResponse:
    """Join an interview to the identity behind it, with a reason and, for a source or witness, a second person."""
    row = find(queries.interview_whole(request.actor), pk=pk)
    require(can_identify, request.actor, row)
    form = forms.UnmaskForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            found = actions.unmask(request.actor, row, reason=form.cleaned_data["reason"])
        except (Invalid, Refused) as problem:
            form.add_error("reason" if isinstance(problem, Invalid) else None, str(problem))
            status = 422
        else:
            return _unstored(render(request, "monitoring/unmasked.html", _shown(row, found)))
    context = {
        "title": _("Join %(interview)s to the identity") % {"interview": row.reference},
        "row": row,
        "form": form,
        "second_person": actions.needs_second_person(row),
        "approvals": approvals(request.actor, row.person),
        "submit_label": _("Open the identity"),
        "cancel_url": row.get_absolute_url(),
    }
    return render(request, "monitoring/unmask.html", context, status=status)


def _shown(row: Interview, found: actions.Unmasked) -> dict[str, Any]:
    return {
        "title": f"{row.reference} · {row.person.code}",
        "row": row.person,
        "opened": found.identity,
        "contact_how": found.contact_how,
        "back": row.get_absolute_url(),
    }


@page(model=Interview)
def quote_add(request: Any, pk: Any) -> HttpResponse:
    """Keep words of the testimony."""
    row = find(queries.interviews(request.actor), pk=pk)

    def save(data: dict[str, Any]) -> str:
        actions.add_quote(request.actor, row, words=data["words"])
        return row.get_absolute_url()

    return edit_page(
        request,
        title=_("Quote of %(interview)s") % {"interview": row},
        rule=can_work,
        target=row,
        form_class=forms.QuoteForm,
        save=save,
        key=f"quote-of-{row.pk}",
        cancel_url=row.get_absolute_url(),
    )


@page(model=Quote)
def quote_wording(request: Any, pk: Any) -> HttpResponse:
    """Give a quote a wording that may be used."""
    row = find(queries.quotes(request.actor), pk=pk)
    home = row.interview.get_absolute_url() if getattr(row, "interview", None) else ""

    def save(data: dict[str, Any]) -> str:
        actions.make_quote_usable(request.actor, row, wording=data["wording"])
        return home

    return edit_page(
        request,
        title=_("Make quote %(number)s usable") % {"number": row.number},
        rule=rules.can_release,
        target=row,
        form_class=forms.WordingForm,
        save=save,
        key=f"quote-{row.pk}",
        initial={"wording": row.wording},
        cancel_url=home,
    )
