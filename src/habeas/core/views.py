"""Pages of the core: search, saved views, drafts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habeas.core import personal
from habeas.core.listing.query import words_asked
from habeas.core.listing.tables import TABLES
from habeas.core.pages import find, page
from habeas.core.search.pages import results


@page()
def search_page(request: Any) -> HttpResponse:
    """Everything that the reader may see and that matches."""
    text = words_asked(request.GET)
    context = {"title": _("Search"), "search_text": text, "groups": results(request.actor, text)}
    return render(request, "core/search.html", context)


@page()
@require_POST
def view_save(request: Any, table: str) -> HttpResponse:
    """Save the filters of a list under a name."""
    name, query = request.POST.get("name", "").strip()[:60], request.POST.get("query", "")[:1000]
    if name and table in TABLES:
        personal.save_view(request.actor, None, table=table, name=name, query=query)
        messages.success(request, _("The view “%(name)s” is saved.") % {"name": name})
    return HttpResponseRedirect(_back(request))


@page()
def drafts_page(request: Any) -> HttpResponse:
    """What the reader wrote and has not saved."""
    context = {"title": _("Your drafts"), "drafts": personal.drafts_of(request.actor)}
    return render(request, "core/drafts.html", context)


@page(model=personal.Draft)
@require_POST
def draft_drop(request: Any, pk: Any) -> HttpResponse:
    """Forget a draft."""
    draft = find(personal.drafts_of(request.actor), pk=pk)
    personal.drop_draft(request.actor, None, form=draft.form)
    return HttpResponseRedirect(reverse("core:drafts"))


def _back(request: HttpRequest) -> str:
    from django.utils.http import url_has_allowed_host_and_scheme

    referer = request.headers.get("Referer", "")
    allowed = url_has_allowed_host_and_scheme(referer, {request.get_host()})
    return referer if allowed else "/"
