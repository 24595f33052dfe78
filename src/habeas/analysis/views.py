"""Pages of analysis."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from habeas.analysis import presenting
from habeas.analysis.periods import read_week, read_year
from habeas.core.pages import page


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
