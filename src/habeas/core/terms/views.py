"""Pages of terms."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.core.listing import list_page
from habeas.core.listing.inline import table_panel
from habeas.core.pages import detail, find, page
from habeas.core.terms import lookup, tables
from habeas.core.terms.models import Vocabulary


@page()
def vocabularies(request: HttpRequest) -> HttpResponse:
    """The lists."""
    actions = [{"label": _("All terms"), "url": reverse("terms:terms"), "icon": "search"}]
    return list_page(request, tables.Vocabularies, actions=actions)


@page()
def terms(request: HttpRequest) -> HttpResponse:
    """The terms of all lists."""
    return list_page(request, tables.Terms)


@page(model=Vocabulary)
def vocabulary(request: HttpRequest, pk: Any) -> HttpResponse:
    """One list with its terms, retired ones last."""
    row = find(lookup.vocabularies(), pk=pk)
    rows = lookup.terms_of(row)
    columns = [column for column in tables.TERM_COLUMNS if not column.hidden]
    context = {
        "title": row.marked_title,
        "subtitle": row.code,
        "breadcrumbs": [{"label": _("Lists of terms"), "url": reverse("terms:vocabularies")}, {"label": row}],
        "panels": [table_panel(_("Terms"), columns, rows, icon="book", column="wide")],
    }
    return detail(request, row, **context)
