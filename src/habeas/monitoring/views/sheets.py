"""Pages of questionnaires: begun, filled in by section, completed, read."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habeas.core.editing import edit_page
from habeas.core.errors import Invalid, NotVisible
from habeas.core.pages import find, page
from habeas.monitoring import actions, forms, queries, rules
from habeas.monitoring.models import Sheet, Visit
from habeas.monitoring.presenting import sheets as laid_out


@page(model=Visit)
def sheet_begin(request: Any, pk: Any) -> HttpResponse:
    """Choose a questionnaire for a visit."""
    row = find(queries.visit_with_parts(request.actor), pk=pk)

    def save(data: dict[str, Any]) -> str:
        made = actions.begin_sheet(request.actor, row, questionnaire=data["questionnaire"])
        return laid_out.first_address(made)

    return edit_page(
        request,
        title=_("Fill in a questionnaire: %(visit)s") % {"visit": row},
        rule=rules.can_observe,
        target=row,
        form_class=forms.BeginForm,
        save=save,
        key=f"questionnaire-of-{row.pk}",
        form_options={"offered": laid_out.offered(row)},
        cancel_url=row.get_absolute_url(),
        submit_label=_("Begin"),
    )


@page(model=Sheet)
def sheet(request: Any, pk: Any) -> HttpResponse:
    """A filled-in questionnaire, to be read."""
    row = find(queries.sheets(request.actor), pk=pk)
    return render(request, "monitoring/sheet.html", laid_out.sheet_page(request, row))


@page(model=Sheet)
def sheet_section(request: Any, pk: Any, section: str) -> HttpResponse:
    """Fill in one section."""
    row = find(queries.sheets(request.actor), pk=pk)
    form = row.form
    part = form.section(section) if form else None
    if form is None or part is None:
        raise NotVisible()
    answers = queries.answers_of(row)

    def save(data: dict[str, Any]) -> str:
        actions.answer_section(request.actor, row, section=section, answers=data)
        return laid_out.next_address(row, form, part)

    return edit_page(
        request,
        title=part.title,
        subtitle=laid_out.told_place(row, form, part),
        rule=rules.can_fill_in,
        target=row,
        form_class=forms.section_form(part),
        save=save,
        key=f"sheet-{row.pk}-{section}",
        initial=answers,
        template="monitoring/sheet_section.html",
        steps=laid_out.steps_of(row, form, answers, section),
        help=part.help,
        cancel_url=row.get_absolute_url(),
        submit_label=_("Save and go on"),
    )


@page(model=Sheet)
@require_POST
def sheet_complete(request: Any, pk: Any) -> HttpResponse:
    """Complete a questionnaire; what lacks is said on its page."""
    row = find(queries.sheets(request.actor), pk=pk)
    try:
        actions.complete_sheet(request.actor, row)
    except Invalid as problem:
        messages.error(request, str(problem))
    return HttpResponseRedirect(row.get_absolute_url())
