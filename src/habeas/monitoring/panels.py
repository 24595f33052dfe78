"""What monitoring shows on pages of the floors below."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.coordination.panels import crises_panel
from habeas.core import panels
from habeas.core.files.panels import files_panel
from habeas.core.navigation import case_reader
from habeas.core.pages import link
from habeas.monitoring import queries
from habeas.monitoring.models import Finding, Incident, Visit
from habeas.monitoring.presenting import visits_of_site
from habeas.monitoring.presenting.sheets import score_pictures
from habeas.monitoring.rules import can_observe
from habeas.monitoring.tables import gap_badge, told_gap
from habeas.people.models import Consent, Person
from habeas.places.models import Municipality, Site

MOST = 8


def register_panels() -> None:
    """Visits, findings and scores on the pages of sites and municipalities; files on that of a visit."""
    panels.register(Site, gap_panel, order=15)
    panels.register(Site, history_panel, order=20)
    panels.register(Site, scores_panel, order=25)
    panels.register(Visit, files_panel, order=60)
    panels.register(Municipality, visits_panel, order=20)
    panels.register(Municipality, findings_panel, order=30)
    panels.register(Municipality, incidents_panel, order=35)
    panels.register(Site, incidents_panel, order=35)
    panels.register(Visit, heard_panel, order=40)
    for model, name in ((Visit, "visit"), (Incident, "incident"), (Finding, "finding")):
        panels.register(model, crises_panel(f"monitoring:{name}-crises"), order=70)
    panels.register(Person, told_panel, order=30)
    panels.register(Consent, resting_panel)


def gap_panel(request: HttpRequest, site: Site) -> dict[str, Any] | None:
    """How long nobody was at a site, against how often it should be visited, as far as the reader may know."""
    row = queries.covered_sites(request.actor).filter(pk=site.pk).first()
    if row is None or not case_reader(request.actor):
        return None
    gap = queries.gap_of(row)
    facts = [
        (
            _("last visit"),
            date_format(gap.last, "SHORT_DATE_FORMAT") if gap.last else _("none is known to you"),
        ),
        (_("last attempt, access refused"), _refused_since(row)),
        (_("days since"), gap.days),
        (_("expected every … days"), gap.expected or _("no interval set")),
        (_("visits made"), row.visit_count),
        (_("visits ahead"), row.visits_ahead),
    ]
    return {
        "title": _("Coverage"),
        "template": "monitoring/_coverage.html",
        "gap": told_gap(row),
        "kind_of_gap": gap_badge(row),
        "facts": [(label, value) for label, value in facts if value is not None],
        "icon": "clock",
        "column": "side",
    }


def _refused_since(row: Any) -> str | None:
    """The day of an attempt that was refused after the last visit."""
    if row.last_attempt is None or row.last_attempt == row.last_visit:
        return None
    return date_format(row.last_attempt, "SHORT_DATE_FORMAT")


def history_panel(request: HttpRequest, site: Site) -> dict[str, Any] | None:
    """The visits to a site that the reader may know of."""
    return visits_of_site(request.actor, site) if case_reader(request.actor) else None


def scores_panel(request: HttpRequest, site: Site) -> dict[str, Any] | None:
    """What the site reached in questionnaires, over time."""
    pictures = score_pictures(request.actor, site)
    if not pictures:
        return None
    return {
        "title": _("Scores over time"),
        "template": "monitoring/_scores.html",
        "pictures": pictures,
        "icon": "chart",
        "id": "scores",
    }


def visits_panel(request: HttpRequest, row: Any) -> dict[str, Any] | None:
    """The latest visits to a place."""
    name = type(row).__name__.lower()
    found = queries.visits(request.actor).filter(**{name: row}).order_by("-planned_for")
    return _panel(_("Visits"), found, f"{reverse('monitoring:visits')}?{name}={row.pk}", "visit")


def findings_panel(request: HttpRequest, row: Any) -> dict[str, Any] | None:
    """The latest findings in a municipality."""
    found = queries.findings(request.actor).filter(municipality=row).order_by("-changed_at")
    return _panel(_("Findings"), found, f"{reverse('monitoring:findings')}?municipality={row.pk}", "finding")


def incidents_panel(request: HttpRequest, row: Any) -> dict[str, Any] | None:
    """The latest incidents at a place."""
    name = type(row).__name__.lower()
    found = queries.incidents(request.actor).filter(**{name: row}, duplicate_of=None)
    url = f"{reverse('monitoring:incidents')}?municipality={getattr(row, 'municipality_id', row.pk)}"
    shown = _panel(_("Incidents"), found.order_by("-happened_latest"), url, "warn")
    return shown and {**shown, "template": "monitoring/_titles.html", "column": "side"}


def heard_panel(request: HttpRequest, visit: Visit) -> dict[str, Any] | None:
    """What was heard at a visit: incidents and interviews, and the way to record them."""
    actor = request.actor
    incidents = list(queries.incidents(actor).filter(visit=visit))
    interviews = list(queries.interviews(actor).filter(visit=visit))
    start = urlencode({"visit": visit.pk, "municipality": visit.municipality_id})
    may: dict[str, Any] = {"actor": actor, "rule": can_observe, "target": visit, "icon": "plus"}
    add = [
        *link(_("Record an incident"), f"{reverse('monitoring:incident-add')}?{start}", **may),
        *link(_("Record an interview"), f"{reverse('monitoring:interview-add')}?{start}", **may),
    ]
    if not (incidents or interviews or add):
        return None
    return {
        "title": _("Incidents and interviews"),
        "template": "monitoring/_titles.html",
        "rows": [*incidents, *interviews],
        "count": len(incidents) + len(interviews),
        "icon": "people",
        "actions": add,
        "flush": True,
    }


def told_panel(request: HttpRequest, person: Person) -> dict[str, Any] | None:
    """The incidents, interviews and protection tasks in which a person stands."""
    actor = request.actor
    rows = [
        *queries.incidents(actor).filter(involved__person=person).distinct(),
        *queries.interviews(actor).filter(person=person),
        *queries.protection_tasks(actor).filter(person=person),
    ]
    if not rows:
        return None
    return {
        "title": _("Where the person stands"),
        "template": "monitoring/_titles.html",
        "rows": rows,
        "count": len(rows),
        "icon": "link",
        "flush": True,
    }


def resting_panel(request: HttpRequest, consent: Consent) -> dict[str, Any] | None:
    """The findings that cite what a consent covers: shown where it is taken back."""
    rows = list(queries.resting_on(request.actor, consent))
    if not rows:
        return None
    return {
        "title": _("Findings that rest on it"),
        "template": "monitoring/_resting.html",
        "rows": rows,
        "count": len(rows),
        "icon": "finding",
        "kind": "warn",
    }


def _panel(title: str, found: Any, more_url: str, icon: str) -> dict[str, Any] | None:
    rows = list(found[:MOST])
    if not rows:
        return None
    actions = [{"label": _("All"), "url": more_url}]
    return {
        "title": title,
        "template": "monitoring/_rows.html",
        "rows": rows,
        "count": found.count(),
        "icon": icon,
        "actions": actions,
        "flush": True,
    }
