"""The audit trail: for auditors; it says who did what to which record, never what the record says."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.access import queries
from habeas.access.rules import reads_audit
from habeas.access.tables import OUTCOMES, AuditTrail
from habeas.access.words import (
    door_in_words,
    fact_in_words,
    fields_in_words,
    happening_in_words,
    kind_in_words,
)
from habeas.core.audit import AuditRow
from habeas.core.audit import alarm as trail_is_broken
from habeas.core.deed_names import deed_in_words
from habeas.core.listing.views import list_page
from habeas.core.pages import find, page


@page(rule=reads_audit)
def trail(request: HttpRequest) -> HttpResponse:
    """What was done, read and refused."""
    return list_page(request, AuditTrail, alarm=_about_a_cut() if trail_is_broken() else "")


def _about_a_cut() -> str:
    return _(
        "The end of this trail does not continue its signed head: rows were cut off or rewritten, or the head "
        "was taken away. Keep everything as it is, and have the trail compared with a copy of the head that lies "
        "elsewhere (habeas verify-audit)."
    )


@page(model=AuditRow, rule=reads_audit)
def row(request: Any, pk: int) -> HttpResponse:
    """One row of the trail with the fields that were touched."""
    found = find(queries.audit_rows(request.actor), pk=pk)
    detail = json.loads(found.detail)
    changes = [dict(zip(("model", "record", "kind", "version", "names"), change, strict=False)) for change in
               detail.pop("changes", [])]  # fmt: skip
    for change in changes:
        change["names"] = fields_in_words(change["model"], change.get("names", []))
        change["kind"] = happening_in_words(change.get("kind", ""))
        change["model"] = kind_in_words(change["model"])
    context = {
        "title": f"{found.seq}: {deed_in_words(found.action)}",
        "row": found,
        "facts": [
            (_("When"), found.moment),
            (_("Who"), found.label),
            (_("Outcome"), OUTCOMES.get(found.outcome, found.outcome)),
            (_("Code"), found.action),
            (_("Through"), door_in_words(found.via)),
            (_("Kind of record"), kind_in_words(found.model)),
            (_("Record"), found.record),
            (_("Compartment"), found.compartment),
            *((fact_in_words(key), told) for key, told in sorted(detail.items())),
        ],
        "changes": changes,
        "breadcrumbs": [{"label": _("Audit trail"), "url": reverse("access:audit")}],
    }
    return render(request, "access/audit_row.html", context)
