"""How an incident is laid out on its page and form."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from habeas.core.actors import Actor
from habeas.core.listing.inline import known
from habeas.core.pages import keys_asked, link, linked
from habeas.core.rules import can_work
from habeas.monitoring import queries, rules
from habeas.monitoring.models import Incident
from habeas.monitoring.tables import VERIFICATION_BADGES


def incident_list_actions(request: Any, table: Any) -> list[dict[str, Any]]:
    """The buttons of the list, and the way to a pattern finding on the filtered rows."""
    actor, asked = request.actor, request.GET.copy()
    found: list[dict[str, Any]] = table().actions(actor)
    for name in ("view", "page", "sort", "columns"):
        asked.pop(name, None)
    if asked and found:
        url = f"{reverse('monitoring:finding-compose')}?{asked.urlencode()}"
        found = [*link(_("Finding on this pattern"), url, icon="finding"), *found]
    return found


def incident_page(request: Any, incident: Incident) -> dict[str, Any]:
    """The context of an incident's page."""
    actor = request.actor
    badge = VERIFICATION_BADGES.get(incident.verification, "quiet")
    return {
        "title": incident.title,
        "subtitle": f"{incident.reference} · {incident.municipality} · {incident.happened}",
        "badges": [{"label": incident.get_verification_display(), "kind": badge}],
        "breadcrumbs": [
            {"label": _("Incidents"), "url": reverse("monitoring:incidents")},
            {"label": incident.reference},
        ],
        "actions": _actions(actor, incident),
        "facts": _facts(incident),
        "panels": [
            _same_as(actor, incident),
            _account(incident),
            _acts(actor, incident),
            _involved(actor, incident),
            _sources(actor, incident),
            _likely(actor, incident),
            _interviews(incident),
            _protection(incident),
            _findings(incident),
        ],
        "timeline": _timeline(incident),
    }


def _actions(actor: Actor, incident: Incident) -> list[dict[str, Any]]:
    def to(name: str) -> str:
        return reverse(f"monitoring:{name}", args=[incident.pk])

    may: dict[str, Any] = {"actor": actor, "target": incident, "rule": rules.can_change_incident}
    interview = f"{reverse('monitoring:interview-add')}?incident={incident.pk}"
    finding = f"{reverse('monitoring:finding-compose')}?incident={incident.pk}"
    return [
        *link(_("Assess"), to("incident-assess"), primary=True, icon="check", **may),
        *link(_("Add a person"), to("incident-involve"), icon="plus", **may),
        *link(_("Add an act"), to("incident-act"), icon="plus", **may),
        *link(_("Add a source"), to("incident-source"), icon="plus", **may),
        *link(_("Record an interview"), interview, icon="plus", **may),
        *link(_("Open a finding"), finding, icon="finding", **may),
        *link(_("Edit"), to("incident-edit"), icon="edit", **may),
    ]


def _facts(incident: Incident) -> list[tuple[Any, Any]]:
    place = incident.settlement or incident.site
    return known(
        [
            (_("when"), f"{incident.happened} {incident.get_hour_display()}".strip()),
            (_("kind of incident"), incident.get_kind_display()),
            (_("place"), place),
            (_("precision of the location"), incident.get_precision_display()),
            (_("community affected"), incident.get_community_display()),
            (
                _("grounds of unequal treatment"),
                ", ".join(str(one) for one in incident.grounds.all()),
            ),
            (_("reported on"), date_format(incident.reported_on, "SHORT_DATE_FORMAT")),
            (_("heard at the visit"), linked(getattr(incident, "visit", None))),
        ]
    )


def _account(incident: Incident) -> dict[str, Any]:
    return {
        "title": _("What is said to have happened"),
        "template": "monitoring/_note.html",
        "note": incident.account,
        "icon": "observation",
    }


def _acts(actor: Actor, incident: Incident) -> dict[str, Any]:
    rows = list(incident.acts.all())
    add = reverse("monitoring:incident-act", args=[incident.pk])
    may: dict[str, Any] = {"actor": actor, "rule": rules.can_change_incident, "target": incident}
    return {
        "title": _("Who did what to whom"),
        "template": "monitoring/_acts.html",
        "rows": rows,
        "count": len(rows),
        "icon": "chain",
        "actions": link(_("Add an act"), add, icon="plus", **may),
    }


def _involved(actor: Actor, incident: Incident) -> dict[str, Any]:
    rows = [(one, queries.situations_shown(actor, one)) for one in incident.involved.all()]
    add = reverse("monitoring:incident-involve", args=[incident.pk])
    may: dict[str, Any] = {"actor": actor, "rule": rules.can_change_incident, "target": incident}
    return {
        "title": _("Persons involved"),
        "template": "monitoring/_involved.html",
        "rows": rows,
        "count": len(rows),
        "icon": "people",
        "actions": link(_("Add a person"), add, icon="plus", **may),
    }


def _sources(actor: Actor, incident: Incident) -> dict[str, Any]:
    rows = list(incident.sources.all())
    add = reverse("monitoring:incident-source", args=[incident.pk])
    may: dict[str, Any] = {"actor": actor, "rule": rules.can_change_incident, "target": incident}
    return {
        "title": _("Sources"),
        "template": "monitoring/_sources.html",
        "rows": rows,
        "count": len(rows),
        "icon": "info",
        "actions": link(_("Add a source"), add, icon="plus", **may),
    }


def _same_as(actor: Actor, incident: Incident) -> dict[str, Any] | None:
    kept = getattr(incident, "duplicate_of", None)
    if kept is None:
        return None
    undo = reverse("monitoring:incident-single", args=[incident.pk])
    may: dict[str, Any] = {"actor": actor, "rule": can_work, "target": incident}
    return {
        "title": _("The same as another incident"),
        "template": "monitoring/_rows.html",
        "rows": [kept],
        "kind": "warn",
        "icon": "warn",
        "flush": True,
        "actions": link(_("It is another one"), undo, method="post", **may),
    }


def _likely(actor: Actor, incident: Incident) -> dict[str, Any] | None:
    rows = [] if incident.duplicate_of_id else queries.likely_duplicates(actor, incident)
    doubles = list(incident.duplicates.all())
    if not rows and not doubles:
        return None
    mark = reverse("monitoring:incident-duplicate", args=[incident.pk])
    return {
        "title": _("Perhaps the same incident"),
        "template": "monitoring/_likely.html",
        "rows": rows,
        "doubles": doubles,
        "mark": mark if rules.can_change_incident(actor, incident) else "",
        "count": len(rows),
        "icon": "warn",
        "kind": "warn" if rows else "",
        "column": "side",
    }


def _listed(title: str, rows: list[Any], icon: str) -> dict[str, Any] | None:
    if not rows:
        return None
    return {
        "title": title,
        "template": "monitoring/_titles.html",
        "rows": rows,
        "count": len(rows),
        "icon": icon,
        "column": "side",
        "flush": True,
    }


def _interviews(incident: Incident) -> dict[str, Any] | None:
    return _listed(_("Interviews"), list(incident.interviews.all()), "people")


def _protection(incident: Incident) -> dict[str, Any] | None:
    return _listed(_("Protection"), list(incident.protection_tasks.all()), "lock")


def _findings(incident: Incident) -> dict[str, Any] | None:
    rows = [row.finding for row in incident.cited_in.all() if getattr(row, "finding", None)]
    return _listed(_("Findings that cite it"), rows, "finding")


def _timeline(incident: Incident) -> list[dict[str, Any]]:
    """How the verification moved, the newest first."""
    entries = [
        {
            "when": date_format(localtime(one.created_at), "SHORT_DATETIME_FORMAT"),
            "title": one.get_verification_display(),
            "text": one.reason,
            "kind": VERIFICATION_BADGES.get(one.verification, ""),
        }
        for one in incident.assessments.all()
    ]
    first = {
        "when": date_format(incident.reported_on, "SHORT_DATE_FORMAT"),
        "title": _("Reported"),
        "kind": "warn",
    }
    return [*entries, first]


def incident_start(request: Any) -> dict[str, Any]:
    """What a new incident starts with: the visit and the place in the address."""
    return keys_asked(request, "visit", "municipality", "site")


def incident_values(incident: Incident) -> dict[str, Any]:
    """The values of an incident for its form."""
    names = "title kind hour municipality settlement site precision community account reported_on visit"
    values: dict[str, Any] = {name: getattr(incident, name) for name in names.split()}
    values["visit"] = incident.visit_id
    values["happened"] = incident.happened
    values["grounds"] = [one.ground for one in incident.grounds.all()]
    return values


def incident_sections(*, new: bool) -> list[dict[str, Any]]:
    """The parts of the incident's form."""
    where = ["happened", "hour", "municipality", "settlement", "site", "precision", "visit"]
    sections = [
        {
            "id": "what",
            "title": _("What happened"),
            "fields": ["title", *(["acts"] if new else []), "kind", "account"],
        },
        {"id": "where", "title": _("When and where"), "fields": where},
        {"id": "whom", "title": _("Whom it concerns"), "fields": ["community", "grounds"]},
        {"id": "source", "title": _("How we know"), "fields": ["reported_on"]},
    ]
    if new:
        sections[-1]["fields"] += ["source", "connection", "reliability", "compartment"]  # type: ignore[operator]
    return sections
