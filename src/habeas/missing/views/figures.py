"""Numbers and pictures of the register, and figures frozen for a session."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habeas.coordination.models import Session
from habeas.coordination.queries import sessions
from habeas.core.pages import find, page
from habeas.missing import actions, pictures
from habeas.missing.queries import figures as queries


@page()
def figures(request: Any) -> HttpResponse:
    """Open cases over time, by place, by sex and age, by list; figures of sessions."""
    actor = request.actor
    context = {
        "title": _("Figures on missing persons"),
        "series": pictures.series_picture(actor),
        "map": pictures.open_map(actor),
        "ages": pictures.sex_and_age_picture(actor),
        "overlap": pictures.overlap_picture(actor),
        "frozen": list(queries.frozen(actor)),
    }
    return render(request, "missing/figures.html", context)


@page(model=Session)
@require_POST
def freeze(request: Any, pk: Any) -> HttpResponse:
    """Freeze the list's figures for a session."""
    row = find(sessions(request.actor), pk=pk)
    actions.freeze_figures(request.actor, row)
    return HttpResponseRedirect(row.get_absolute_url())
