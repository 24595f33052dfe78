"""The review queue: one pair after the other, decided with the keyboard."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habeas.core.editing import edit_page
from habeas.core.errors import Invalid, NotVisible
from habeas.core.jobs.actions import start_job
from habeas.core.pages import find, page
from habeas.missing import actions, forms, rules
from habeas.missing.choices import VERDICTS
from habeas.missing.models import Suggestion
from habeas.missing.presenting.pairs import pair_page, queue_page, said_already, what_came_between
from habeas.missing.queries import matching
from habeas.missing.queries.cases import workplaces
from habeas.missing.tasks import MATCHING


@page()
def queue(request: Any) -> HttpResponse:
    """The pair that waits next, and how many do."""
    found = matching.queue(request.actor).first()
    if found is None:
        return render(request, "missing/review.html", {"title": _("Review of suggested matches"), "count": 0})
    return _show(request, found)


def _show(request: Any, row: Suggestion, form: Any = None, **more: Any) -> HttpResponse:
    """A pair in its place in the queue; what was chosen is shown again when it could not be kept."""
    told = pair_page(request.actor, row)
    shown = forms.DecideForm(initial={"seen": told["seen"]}) if form is None else form
    status = 409 if "overtaken" in more else 422 if shown.errors else 200
    context = {
        "title": _("Review of suggested matches"),
        "form": shown,
        **queue_page(request.actor, row),
        **told,
    }
    return render(request, "missing/review.html", {**context, **more}, status=status)


@page()
@require_POST
def look(request: Any) -> HttpResponse:
    """Look for matches among everything the asker works on, as a job."""
    place = workplaces(request.actor).first()
    if place is None:
        raise NotVisible(code="match.find")
    start_job(request.actor, MATCHING, compartment=place.pk, place=place.pk, whole=True)
    return HttpResponseRedirect(reverse("jobs:jobs"))


@page(model=Suggestion)
def take_back(request: Any, pk: Any) -> HttpResponse:
    """Take a decision back: the pair waits for review again."""
    row = find(matching.suggestions(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Take the decision back"),
        rule=rules.can_take_back,
        target=row,
        form_class=forms.TakeBackForm,
        save=lambda data: actions.take_back_decision(request.actor, row, **data) and address(row),
        key=f"missing-take-back-{row.pk}",
        cancel_url=address(row),
    )


def address(row: Suggestion) -> str:
    return reverse("missing:pair", args=[row.pk])


@page(model=Suggestion)
def pair(request: Any, pk: Any) -> HttpResponse:
    """Decide one pair, then go on to the next in the queue."""
    actor = request.actor
    row = find(matching.suggestions(actor), pk=pk)
    form = forms.DecideForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _show(request, row, form if form.errors else None)
    place, seen = matching.place_of(actor, row), form.cleaned_data.pop("seen")
    if said_already(actor, row):
        return _next(request, place)
    if overtaken := what_came_between(actor, row, seen):
        return _show(request, row, overtaken=overtaken)
    try:
        actions.decide_match(actor, row, **form.cleaned_data)
    except Invalid as problem:
        form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        return _show(request, row, form)
    verdict = dict(VERDICTS)[form.cleaned_data["verdict"]]
    told = _("Kept: %(verdict)s.") % {"verdict": verdict}
    again = format_html(' <a href="{}">{}</a>', address(row), _("Look at that pair again"))
    messages.success(request, format_html("{}{}", told, again))
    return _next(request, place)


def _next(request: Any, place: matching.Place) -> HttpResponse:
    """On to the pair that follows in the queue."""
    following = matching.after(request.actor, place)
    return HttpResponseRedirect(reverse("missing:review") if following is None else address(following))
