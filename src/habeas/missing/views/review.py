"""The review queue: one pair after the other, decided with the keyboard."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habeas.core.editing import edit_page
from habeas.core.errors import Invalid, NotVisible
from habeas.core.jobs.actions import start_job
from habeas.core.pages import find, page
from habeas.missing import actions, forms, rules
from habeas.missing.models import Suggestion
from habeas.missing.presenting.persons import pair_page
from habeas.missing.queries import matching
from habeas.missing.queries.cases import workplaces
from habeas.missing.tasks import MATCHING


@page()
def queue(request: Any) -> HttpResponse:
    """The pair that waits next, and how many do."""
    waiting = matching.queue(request.actor)
    found = waiting.first()
    context: dict[str, Any] = {"title": _("Review of suggested matches"), "count": waiting.count()}
    if found is not None:
        context |= {"form": forms.DecideForm(), **pair_page(request.actor, found)}
    return render(request, "missing/review.html", context)


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
    """Decide one pair, then go on to the next."""
    row = find(matching.suggestions(request.actor), pk=pk)
    form = forms.DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_match(request.actor, row, **form.cleaned_data)
            return HttpResponseRedirect(reverse("missing:review"))
        except Invalid as problem:
            form.add_error(problem.field if problem.field in form.fields else None, str(problem))
    waiting = matching.queue(request.actor).count()
    context = {"title": _("Review of suggested matches"), "count": waiting, "form": form}
    status = 422 if form.errors else 200
    return render(request, "missing/review.html", {**context, **pair_page(request.actor, row)}, status=status)
