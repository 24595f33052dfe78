"""How a person is laid out on the page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.core.actors import Actor
from habeas.core.pages import link
from habeas.core.terms import lookup
from habeas.people import links, queries, sharing
from habeas.people.actions.opening import SAFE_MARKS
from habeas.people.models import Consent, Person
from habeas.people.rules import can_work


def person_page(request: Any, person: Person) -> dict[str, Any]:
    """The context of a person's page."""
    actor = request.actor
    kind = "special" if person.needs_second_person else "quiet"
    return {
        "title": person.code,
        "subtitle": _("Known here by code alone; the identity is sealed."),
        "badges": [{"label": person.get_standing_display(), "kind": kind}],
        "breadcrumbs": [{"label": _("People"), "url": reverse("people:people")}, {"label": person.code}],
        "actions": links.of_person(actor, person),
        "facts": _facts(person),
        "panels": [
            _consents(actor, person),
            _situations(actor, person),
            _relatives(actor, person),
            _contacts(actor, person),
            _same(actor, person),
        ],
        "timeline": _timeline(actor, person),
    }


def _facts(person: Person) -> list[tuple[str, Any]]:
    facts = [
        (_("standing"), person.get_standing_display()),
        (_("sex"), person.get_sex_display()),
        (_("community"), person.get_community_display()),
        (_("registered"), date_format(timezone.localtime(person.created_at), "SHORT_DATE_FORMAT")),
    ]
    return [(label, value) for label, value in facts if value]


def _add(actor: Actor, person: Person, name: str, label: str) -> list[dict[str, Any]]:
    address = reverse(f"people:{name}", args=[person.pk])
    return link(label, address, actor=actor, rule=can_work, target=person, icon="plus")


def consent_row(actor: Actor, consent: Consent) -> dict[str, Any]:
    """A consent as the panel shows it."""
    force = consent.in_force(timezone.localdate())
    revoke = reverse("people:consent-revoke", args=[consent.pk])
    may = force and can_work(actor, consent)
    return {
        "consent": consent,
        "level": lookup.label("consent_level", str(consent.level)),
        "state": _("in force") if force else _("taken back") if consent.revoked_at else _("run out"),
        "kind": "ok" if force else "bad",
        "uses": [
            f"{one.get_use_display()}: {one.organisation}, {one.purpose}"
            if one.organisation
            else one.get_use_display()
            for one in consent.uses.all()
        ],
        "shared": sharing.shared_on(consent),
        "actions": link(_("Take back"), revoke) if may else [],
    }


def _consents(actor: Actor, person: Person) -> dict[str, Any]:
    rows = [consent_row(actor, one) for one in queries.consents(actor, person)]
    return {
        "title": _("Consent"),
        "template": "people/_consents.html",
        "rows": rows,
        "count": len(rows),
        "icon": "check",
        "actions": _add(actor, person, "consent-add", _("Record a consent")),
    }


def _situations(actor: Actor, person: Person) -> dict[str, Any]:
    rows = queries.all_situations(actor, person)
    return {
        "title": _("Situations"),
        "template": "people/_situations.html",
        "rows": rows,
        "count": len(rows),
        "icon": "info",
        "actions": _add(actor, person, "situation-add", _("Add a situation")),
    }


def _relatives(actor: Actor, person: Person) -> dict[str, Any]:
    rows = [(queries.relation_label(kind), other) for kind, other in queries.relatives(actor, person)]
    return {
        "title": _("Relations"),
        "template": "people/_relatives.html",
        "rows": rows,
        "count": len(rows),
        "icon": "people",
        "column": "side",
        "actions": _add(actor, person, "relation-add", _("Add a relation")),
    }


def _contacts(actor: Actor, person: Person) -> dict[str, Any]:
    rows = [(one, SAFE_MARKS[one.safe_use]) for one in queries.contacts(actor, person)]
    return {
        "title": _("Ways to reach the person"),
        "template": "people/_contacts.html",
        "rows": rows,
        "count": len(rows),
        "icon": "bell",
        "column": "side",
        "actions": _add(actor, person, "contact-add", _("Add a contact")),
    }


def _same(actor: Actor, person: Person) -> dict[str, Any] | None:
    rows = queries.likely_same(actor, person)
    if not rows:
        return None
    return {
        "title": _("Perhaps the same person"),
        "template": "people/_same.html",
        "rows": rows,
        "count": len(rows),
        "icon": "warn",
        "kind": "warn",
        "column": "side",
    }


def _timeline(actor: Actor, person: Person) -> list[dict[str, Any]]:
    """What was agreed, shared and taken back, newest first."""
    entries = [(person.created_at, {"title": _("Registered"), "kind": "ok"})]
    for consent in queries.consents(actor, person):
        level = lookup.label("consent_level", str(consent.level))
        entries.append((consent.created_at, {"title": _("Consent given"), "text": level, "kind": "ok"}))
        for shared in sharing.shared_on(consent):
            entries.append((shared.since, {"title": _("Shared"), "text": str(shared.target), "kind": "warn"}))
            if shared.ended:
                entries.append((shared.ended, {"title": _("Share ended"), "text": str(shared.target)}))
        if consent.revoked_at:
            told = {"title": _("Consent taken back"), "text": consent.revoked_why, "kind": "bad"}
            entries.append((consent.revoked_at, told))
    entries.sort(key=lambda entry: entry[0], reverse=True)
    return [{"when": _moment(at), "iso": at.isoformat(), **entry} for at, entry in entries]


def _moment(at: Any) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")
