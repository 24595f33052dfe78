"""The page of a consolidated person: every field with each source's value, what was chosen, what was merged."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.access.queries import people
from habeas.coordination.presenting import Page, day, lines_panel
from habeas.core.pages import link
from habeas.missing import rules
from habeas.missing.models import Person
from habeas.missing.models.told import FIELDS
from habeas.missing.presenting.lists import crumbs, label_of
from habeas.missing.queries import matching, persons
from habeas.missing.tables import SCOPE_BADGES, STATUS_BADGES
from habeas.missing.values import agree, as_read, shown, text_of


def person_page(request: Any, person: Person) -> Page:
    """The context of a person's page."""
    actor = request.actor
    entries = persons.entries_of(actor, person)
    merges = list(matching.merges_of(actor, person))
    return {
        "title": str(person),
        "subtitle": person.reference,
        "badges": _badges(person),
        "breadcrumbs": crumbs(_("Consolidated persons"), "persons", person.reference),
        "actions": _actions(actor, person),
        "facts": [],
        "panels": [_values(actor, person, entries), _chosen(actor, person), _merges(actor, merges)],
    }


def _badges(person: Person) -> list[Page]:
    case = getattr(person, "case", None)
    found = [{"label": _("Invented"), "kind": "warn"}] if person.invented else []
    if case is not None:
        found.append({"label": case.get_status_display(), "kind": STATUS_BADGES.get(case.status, "quiet")})
        if case.scope != "in":
            found.append({"label": case.get_scope_display(), "kind": SCOPE_BADGES[case.scope]})
    if person.merged_into_id:
        found.append({"label": _("merged into %(person)s") % {"person": person.merged_into}, "kind": "quiet"})
    return found


def _actions(actor: Any, person: Person) -> list[Page]:
    may: Page = {"actor": actor, "target": person, "rule": rules.can_keep}
    case = getattr(person, "case", None)
    merge = reverse("missing:merge", args=[person.pk])
    found = link(_("The case"), case.get_absolute_url(), icon="case", primary=True) if case else []
    kept = person.merged_into
    if kept is not None:
        return [*found, *link(str(kept), kept.get_absolute_url(), icon="person")]
    return [*found, *link(_("Merge another person"), merge, icon="plus", **may)]


def _values(actor: Any, person: Person, entries: list[Any]) -> Page:
    """A row a field: the preferred value, why, and what each list says, disagreement marked."""
    preferred = persons.preferences_of(actor, person)
    may = rules.can_keep(actor, person) and not person.merged_into_id
    rows = []
    for field in FIELDS:
        chosen = preferred.get(field)
        cells = [
            {
                "text": shown(entry, field),
                "differs": bool(text_of(entry, field)) and not agree(person, entry, field),
            }
            for entry in entries
        ]
        rows.append(
            {
                "label": label_of(field),
                "value": shown(person, field),
                "reason": chosen.reason if chosen else "",
                "cells": cells,
                "url": reverse("missing:prefer", args=[person.pk, field]) if may else "",
            }
        )
    return {
        "title": _("What each list says"),
        "template": "missing/_values.html",
        "rows": rows,
        "entries": entries,
        "count": len(entries),
        "column": "wide",
        "icon": "columns",
    }


def _chosen(actor: Any, person: Person) -> Page | None:
    """Every value chosen so far: what it was, what it became, who chose it and why."""
    rows = persons.chosen_values(actor, person)
    called = people().in_bulk({one.created_by for one in rows if one.created_by})
    lines = [
        {
            "title": f"{label_of(one.field)}: {as_read(one.field, one.before)} → {as_read(one.field, one.value)}",
            "when": day(one.created_at),
            "small": str(called.get(one.created_by, "")),
            "text": one.reason,
        }
        for one in rows
    ]
    return lines_panel(_("Values chosen"), lines, icon="edit", column="side")


def _merges(actor: Any, merges: list[Any]) -> Page | None:
    lines = []
    for one in merges:
        may: Page = {"actor": actor, "target": one, "rule": rules.can_undo}
        undo = reverse("missing:unmerge", args=[one.pk])
        lines.append(
            {
                "title": f"{one.absorbed.reference} → {one.kept.reference}",
                "text": "\n".join(part for part in (one.reason, one.undone_why) if part),
                "when": day(one.created_at),
                "badge": _("undone") if one.undone_at else "",
                "kind": "quiet",
                "actions": [] if one.undone_at else link(_("Undo"), undo, **may),
            }
        )
    return lines_panel(_("Merges"), lines, icon="history")
