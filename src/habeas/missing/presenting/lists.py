"""Pages of lists, editions and entries."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.coordination.presenting import Page, day, lines_panel, told
from habeas.core.pages import link
from habeas.missing import rules
from habeas.missing.choices import VERDICTS
from habeas.missing.models import Edition, Entry, Source
from habeas.missing.models.told import FIELDS
from habeas.missing.queries import matching, persons
from habeas.missing.values import DATES, shown

CHANGE_BADGES = {"added": "ok", "changed": "info", "withdrawn": "quiet", "returned": "warn"}
MOST_CHANGES = 200
MOST_MATCHES = 50


def crumbs(label: Any, name: str, here: str) -> list[Page]:
    return [{"label": label, "url": reverse(f"missing:{name}")}, {"label": here}]


def source_page(request: Any, source: Source) -> Page:
    """The context of a list's page."""
    may: Page = {"actor": request.actor, "target": source, "rule": rules.can_keep}
    editions = [
        {
            "title": one.label,
            "url": one.get_absolute_url(),
            "when": day(one.dated),
            "badge": one.get_state_display(),
            "kind": "ok" if one.state == "complete" else "warn",
            "small": _("%(added)s added, %(changed)s changed, %(withdrawn)s withdrawn")
            % {"added": one.added, "changed": one.changed, "withdrawn": one.withdrawn},
        }
        for one in source.editions.all()
    ]
    entries = {"label": _("Entries"), "url": f"{reverse('missing:entries')}?source={source.pk}"}
    return {
        "title": source.name,
        "subtitle": source.owner,
        "badges": [{"label": _("Invented"), "kind": "warn"}] if source.invented else [],
        "breadcrumbs": crumbs(_("Lists of missing persons"), "sources", source.code),
        "actions": [
            entries,
            *link(
                _("Import an edition"),
                f"{reverse('imports:new', args=['missing'])}?list={source.pk}",
                icon="upload",
                primary=True,
                **may,
            ),
            *link(_("Open an edition"), reverse("missing:edition-add", args=[source.pk]), icon="plus", **may),
        ],
        "facts": told(
            [
                (_("short name"), source.code),
                (_("who keeps the list"), source.owner),
                (_("organisation"), source.organisation),
                (_("language"), source.get_language_display()),
                (_("licence or terms of use"), source.licence),
                (_("legal basis"), source.legal_basis),
                (_("note"), source.note),
            ]
        ),
        "panels": [lines_panel(_("Editions"), editions, icon="history")],
    }


def edition_page(request: Any, edition: Edition) -> Page:
    """The context of an edition's page: what it added, changed and withdrew."""
    rows = list(persons.versions_of(request.actor, edition).order_by("change", "entry__key")[:MOST_CHANGES])
    before = persons.wordings_before(request.actor, rows)
    changes = [
        {
            "title": str(one.entry),
            "url": one.entry.get_absolute_url(),
            "badge": one.get_change_display(),
            "kind": CHANGE_BADGES[one.change],
            "small": difference(before.get(one.pk, ""), one.raw),
        }
        for one in rows
    ]
    may: Page = {"actor": request.actor, "target": edition, "rule": rules.can_keep}
    complete = reverse("missing:edition-complete", args=[edition.pk])
    ask = _("All rows are here? Entries that this edition does not name are then withdrawn.")
    alone = persons.unregistered(request.actor, edition.pk).count() if edition.state == "complete" else 0
    register = link(
        _("Register the persons"),
        reverse("missing:edition-register", args=[edition.pk]),
        icon="plus",
        primary=True,
        **{**may, "rule": rules.can_register},
    )
    return {
        "title": str(edition),
        "badges": [
            {
                "label": edition.get_state_display(),
                "kind": "ok" if edition.state == "complete" else "warn",
            }
        ],
        "breadcrumbs": [
            {"label": _("Lists of missing persons"), "url": reverse("missing:sources")},
            {"label": edition.source.code, "url": edition.source.get_absolute_url()},
            {"label": edition.label},
        ],
        "actions": link(_("All rows are here"), complete, method="post", confirm=ask, **may)
        if edition.state != "complete"
        else register
        if alone
        else [],
        "facts": told(
            [
                (_("dated"), day(edition.dated)),
                (_("received on"), day(edition.received_on)),
                (_("file"), edition.file_name),
                (_("SHA-256 of the file"), edition.sha256),
                (_("rows received"), edition.rows_received),
                (_("added"), edition.added),
                (_("changed"), edition.changed),
                (_("withdrawn"), edition.withdrawn),
                (_("entries without a person"), alone),
            ]
        ),
        "panels": [lines_panel(_("What changed"), changes, icon="history")],
    }


def difference(before: str, after: str) -> str:
    """The columns that a list words anew (“born: 1960 → 1961”); empty where one wording is missing."""
    was, now = _columns(before), _columns(after)
    if not (was and now):
        return ""
    changed = [name for name in sorted({*was, *now}) if was.get(name, "") != now.get(name, "")]
    return " · ".join(f"{name}: {was.get(name) or '–'} → {now.get(name) or '–'}" for name in changed)


def entry_page(request: Any, entry: Entry, person: Any) -> Page:
    """The context of an entry's page: today's values, and every wording as received."""
    facts = [(label_of(field), shown(entry, field)) for field in FIELDS]
    rows = list(entry.versions.select_related("edition__source"))
    versions = [
        {
            "title": str(one.edition),
            "badge": one.get_change_display(),
            "kind": CHANGE_BADGES[one.change],
            "small": difference(before.raw if before else "", one.raw),
            "text": _raw(one.raw),
        }
        for one, before in zip(rows, [*rows[1:], None], strict=True)
    ]
    return {
        "title": entry.full_name or entry.key,
        "subtitle": f"{entry.source} · {entry.key}",
        "badges": [{"label": _("withdrawn"), "kind": "quiet"}] if entry.withdrawn else [],
        "breadcrumbs": crumbs(_("Entries of lists"), "entries", entry.key),
        "actions": [
            *(link(_("The person"), person.get_absolute_url(), icon="person") if person else []),
            *link(
                _("Say whom it speaks of"),
                reverse("missing:entry-attach", args=[entry.pk]),
                actor=request.actor,
                rule=rules.can_keep,
                target=entry,
            ),
        ],
        "facts": told([*facts, (_("remark of the list"), entry.remark)]),
        "panels": [
            lines_panel(_("As received"), versions, icon="history"),
            _matches(request.actor, entry),
        ],
    }


def _matches(actor: Any, entry: Entry) -> Page | None:
    """Pairs in which the entry was or is looked at: the way back to a decision."""
    rows = list(matching.suggestions_on(actor, entry)[:MOST_MATCHES])
    keys = [row.other if row.entry_id == entry.pk else row.entry_id for row in rows]
    others = matching.entries_by_id(actor, keys)
    said = matching.latest_verdicts(actor, [entry.pk])
    lines = [
        {
            "title": str(others[key]),
            "url": reverse("missing:pair", args=[row.pk]),
            "small": row.get_band_display(),
            "badge": _said(said.get(frozenset((entry.pk, key)), "")) or row.get_state_display(),
            "kind": "info" if row.state == "decided" else "warn",
        }
        for row, key in zip(rows, keys, strict=True)
        if key in others
    ]
    return lines_panel(_("Suggested matches"), lines, icon="check")


def _said(verdict: str) -> str:
    return str(dict(VERDICTS).get(verdict, ""))


def label_of(field: str) -> Any:
    """What a field of an entry or a person is called; one that the register knows no more by the name recorded."""
    try:
        column: Any = Entry._meta.get_field(f"{field}_earliest" if field in DATES else field)
    except FieldDoesNotExist:
        return field
    return column.verbose_name


def _raw(text: str) -> str:
    """The row as received, a line a column; as it is when it is no object."""
    return "\n".join(f"{name}: {value}" for name, value in _columns(text).items()) or text


def _columns(text: str) -> dict[str, Any]:
    """A row as received, by column; empty when it is no object."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
