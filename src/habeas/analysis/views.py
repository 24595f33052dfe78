"""Pages of analysis."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.analysis import crises, crisis_page, presenting
from habeas.analysis.forms import GatherForm
from habeas.analysis.periods import read_week, read_year
from habeas.coordination.models import Crisis
from habeas.coordination.queries import crises as crises_known
from habeas.core.editing import edit_page
from habeas.core.pages import find, page
from habeas.core.rules import can_work


@page()
def coverage(request: HttpRequest) -> HttpResponse:
    """Where the presence was, and where it was not."""
    return render(request, "core/detail.html", presenting.coverage_page(request))


@page()
def balance(request: HttpRequest) -> HttpResponse:
    """Whom the presence heard in a year, by community."""
    year = read_year(presenting.page_of(request, "year"), timezone.localdate())
    return render(request, "analysis/page.html", presenting.balance_page(request, year))


@page()
def functions(request: HttpRequest) -> HttpResponse:
    """How much was done under each function of the mandate in a year."""
    year = read_year(presenting.page_of(request, "year"), timezone.localdate())
    return render(request, "analysis/page.html", presenting.functions_page(request, year))


@page()
def digest(request: HttpRequest) -> HttpResponse:
    """What a week brought."""
    week = read_week(presenting.page_of(request, "week"), timezone.localdate())
    return render(request, "analysis/page.html", presenting.digest_page(request, week))


@page(model=Crisis)
def situation(request: Any, pk: Any) -> HttpResponse:
    """What is known of a crisis, on a page that prints well."""
    crisis = find(crises_known(request.actor), pk=pk)
    return render(request, "analysis/page.html", crisis_page.situation_page(request, crisis))


@page(model=Crisis)
def crisis_gather(request: Any, pk: Any) -> HttpResponse:
    """Tag what happened in the places and the time of a crisis."""
    crisis = find(crises_known(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Gather for %(crisis)s") % {"crisis": crisis},
        form_class=GatherForm,
        save=lambda data: crises.gather(request.actor, crisis, data["kinds"]),
        key=f"gather-{crisis.pk}",
        rule=can_work,
        target=crisis,
        form_options={"counts": crises.untagged_counts(request.actor, crisis)},
        cancel_url=crisis.get_absolute_url(),
    )
