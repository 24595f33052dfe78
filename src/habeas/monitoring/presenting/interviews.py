"""How an interview is laid out: what was agreed, the summary, and the sealed rest."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.core.actors import Actor
from habeas.core.listing.inline import known
from habeas.core.pages import keys_asked, link, linked
from habeas.core.rules import can_identify, can_work
from habeas.monitoring import queries
from habeas.monitoring.models import Interview
from habeas.people.choices import Use
from habeas.people.presenting import consent_row


def interview_page(request: Any, interview: Interview) -> dict[str, Any]:
    """The context of an interview's page."""
    actor = request.actor
    consents = queries.consents_of(actor, interview)
    uses = queries.uses_agreed(consents)
    return {
        "title": interview.reference,
        "subtitle": f"{_code(interview)} · {interview.municipality}",
        "badges": [_badge(uses)],
        "breadcrumbs": [
            {"label": _("Interviews"), "url": reverse("monitoring:interviews")},
            {"label": interview.reference},
        ],
        "actions": _actions(actor, interview),
        "facts": _facts(interview),
        "panels": [
            _summary(interview),
            _testimony(actor, interview),
            _quotes(actor, interview, uses),
            _consents(actor, interview, consents),
            {
                "title": _("What was explained"),
                "template": "monitoring/_note.html",
                "note": interview.explained,
                "column": "side",
                "icon": "info",
            },
            _cited(interview),
        ],
    }


def _summary(interview: Interview) -> dict[str, Any]:
    return {
        "title": _("Summary"),
        "template": "monitoring/_note.html",
        "note": interview.summary or _("Without consent nothing is kept of what was said."),
        "icon": "observation",
    }


def _code(interview: Interview) -> str:
    person = getattr(interview, "person", None)  # a shared interview may stand without its person
    return person.code if person else "–"


def _badge(uses: set[str]) -> dict[str, str]:
    if Use.ANALYSIS in uses:
        return {"label": _("may be used for analysis"), "kind": "ok"}
    return {"label": _("may not be used: no consent in force"), "kind": "bad"}


def _actions(actor: Actor, interview: Interview) -> list[dict[str, Any]]:
    def to(name: str) -> str:
        return reverse(f"monitoring:{name}", args=[interview.pk])

    may: dict[str, Any] = {"actor": actor, "target": interview}
    protect = f"{reverse('monitoring:protection-add')}?interview={interview.pk}"
    finding = f"{reverse('monitoring:finding-compose')}?interview={interview.pk}"
    return [
        *link(_("Open the testimony"), to("interview-testimony"), rule=can_work, icon="lock", **may),
        *link(_("Join to the identity"), to("interview-unmask"), rule=can_identify, icon="person", **may),
        *link(_("Keep a quote"), to("quote-add"), rule=can_work, icon="plus", **may),
        *link(_("Open a finding"), finding, rule=can_work, icon="finding", **may),
        *link(_("Report a reprisal"), protect, rule=can_work, icon="warn", **may),
    ]


def _facts(interview: Interview) -> list[tuple[Any, Any]]:
    interpreter = interview.get_interpreter_display()
    if interview.interpreter_code:
        interpreter = f"{interpreter} ({interview.interpreter_code})"
    return known(
        [
            (_("held on"), date_format(interview.held_on, "SHORT_DATE_FORMAT")),
            (_("risk of harm to the person"), interview.get_risk_level_display()),
            (_("what was done against the risk"), interview.risk_measures),
            (_("setting"), interview.get_setting_display()),
            (_("language of the interview"), interview.get_language_display()),
            (_("interpreter"), interpreter),
            (_("connection of the source"), interview.get_connection_display()),
            (_("reliability of the source"), interview.get_reliability_display()),
            (
                _("consistent with what else is known"),
                "" if interview.consistent else _("no, it tells otherwise"),
            ),
            (_("safe to be contacted again"), interview.get_safe_contact_display()),
            (_("at the visit"), linked(getattr(interview, "visit", None))),
            (_("about the incident"), linked(getattr(interview, "incident", None))),
        ]
    )


def _testimony(actor: Actor, interview: Interview) -> dict[str, Any]:
    return {
        "title": _("Testimony"),
        "template": "monitoring/_testimony.html",
        "kept": interview.testimony is not None,
        "url": reverse("monitoring:interview-testimony", args=[interview.pk])
        if can_work(actor, interview)
        else "",
        "icon": "lock",
        "kind": "special",
    }


def _quotes(actor: Actor, interview: Interview, uses: set[str]) -> dict[str, Any] | None:
    rows = list(interview.quotes.all())
    if not rows:
        return None
    return {
        "title": _("Quotes"),
        "template": "monitoring/_quotes.html",
        "rows": rows,
        "count": len(rows),
        "agreed": Use.ANONYMISED in uses,
        "may": can_work(actor, interview),
        "icon": "response",
    }


def _consents(actor: Actor, interview: Interview, consents: list[Any]) -> dict[str, Any]:
    return {
        "title": _("Consent"),
        "template": "people/_consents.html",
        "rows": [consent_row(actor, one) for one in consents],
        "count": len(consents),
        "icon": "check",
        "column": "side",
        "actions": link(_("The person"), reverse("people:person", args=[interview.person_id])),
    }


def _cited(interview: Interview) -> dict[str, Any] | None:
    rows = [row.finding for row in interview.cited_in.all() if getattr(row, "finding", None)]
    rows = [*rows, *interview.protection_tasks.all()]
    if not rows:
        return None
    return {
        "title": _("What rests on it"),
        "template": "monitoring/_titles.html",
        "rows": rows,
        "count": len(rows),
        "column": "side",
        "icon": "link",
        "flush": True,
    }


def interview_start(request: Any) -> dict[str, Any]:
    """What a new interview starts with: visit, incident, place and person in the address."""
    return keys_asked(request, "visit", "incident", "municipality", "person")


def interview_sections() -> list[dict[str, Any]]:
    """The parts of the interview's form."""
    return [
        {
            "id": "who",
            "title": _("Whom, when and where"),
            "fields": [
                *("compartment", "person", "held_on", "municipality", "visit", "incident", "setting"),
                *("language", "interpreter", "interpreter_code"),
            ],
        },
        {"id": "risk", "title": _("Risk of harm"), "fields": ["risk_level", "risk_measures"]},
        {
            "id": "consent",
            "title": _("Consent"),
            "help": _("Explain first, then ask for each use. What is not agreed to is not done."),
            "fields": [
                *("explained", "consent_level", "uses", "organisation", "purpose"),
                *("consent_language", "consent_form"),
            ],
        },
        {
            "id": "said",
            "title": _("What was said"),
            "fields": ["connection", "reliability", "consistent", "summary", "testimony"],
        },
        {"id": "after", "title": _("Afterwards"), "fields": ["safe_contact", "contact_how"]},
    ]
