"""How what a partner sent in is laid out."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.core.actors import Actor
from habeas.core.listing import Column
from habeas.core.listing.inline import known, table_panel
from habeas.core.pages import link
from habeas.monitoring import queries, rules
from habeas.monitoring.models import Submission
from habeas.monitoring.tables import SUBMISSION_BADGES, may_work


def receipts_page(actor: Actor) -> dict[str, Any]:
    """The context of what one sent in oneself."""
    columns = (
        Column("title", _("site")),
        Column("visited_on", _("visited on"), kind="date"),
        Column("observations", _("observations"), kind="number"),
        Column(
            "state",
            _("state"),
            lambda row: row.get_state_display(),
            badge=lambda row: SUBMISSION_BADGES[row.state],
        ),
        Column("note", _("note to the sender")),
        Column("created_at", _("sent"), kind="date"),
    )
    add = link(_("Send in a visit"), reverse("monitoring:submission-add"), primary=True, icon="plus")
    nothing = _("You have sent nothing yet.")
    return {
        "title": _("Visits that you sent in"),
        "actions": add if may_work(actor) else [],
        "panels": [
            table_panel(
                _("Sent"), columns, queries.receipts(actor), url=lambda row: "", nothing=nothing, icon="inbox"
            )
        ],
    }


def submission_page(request: Any, row: Submission) -> dict[str, Any]:
    """The context of a submission's page."""

    def to(name: str) -> str:
        return reverse(f"monitoring:{name}", args=[row.pk])

    may: dict[str, Any] = {"actor": request.actor, "rule": rules.can_take_over, "target": row}
    observations = list(row.observations.all())
    return {
        "title": str(row),
        "subtitle": str(row.site.municipality),
        "badges": [{"label": row.get_state_display(), "kind": SUBMISSION_BADGES[row.state]}],
        "breadcrumbs": [
            {"label": _("Submissions of partners"), "url": reverse("monitoring:submissions")},
            {"label": str(row.site)},
        ],
        "actions": [
            *link(_("Take over as a visit"), to("submission-accept"), primary=True, icon="check", **may),
            *link(_("Return"), to("submission-return"), **may),
        ],
        "facts": _facts(row),
        "panels": [
            {
                "title": _("Observations"),
                "template": "monitoring/_submitted.html",
                "rows": observations,
                "count": len(observations),
                "icon": "observation",
            },
            {
                "title": _("Purpose"),
                "template": "monitoring/_note.html",
                "note": row.purpose,
                "column": "side",
            },
            _restriction(row),
            _note(row),
        ],
    }


def _facts(row: Submission) -> list[tuple[Any, Any]]:
    return known(
        [
            (_("partner"), row.partner),
            (_("site"), row.site),
            (_("visited on"), date_format(row.visited_on, "SHORT_DATE_FORMAT")),
            (_("access"), row.get_access_display()),
            (_("number of persons met"), row.persons_met),
            (_("visit"), getattr(row, "visit", None)),
        ]
    )


def _restriction(row: Submission) -> dict[str, Any] | None:
    if not row.restriction:
        return None
    return {
        "title": _("Restriction of movement or access"),
        "template": "monitoring/_note.html",
        "note": row.restriction,
        "column": "side",
    }


def _note(row: Submission) -> dict[str, Any] | None:
    if not row.note:
        return None
    return {
        "title": _("Note to the sender"),
        "template": "monitoring/_note.html",
        "note": row.note,
        "column": "side",
    }
