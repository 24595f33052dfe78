"""How a finding is laid out on its page and form."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.access.queries import people
from habeas.core.actors import Actor
from habeas.core.listing import Column
from habeas.core.listing.inline import table_panel
from habeas.core.listing.query import ListQuery
from habeas.core.pages import link, linked
from habeas.monitoring import queries, rules
from habeas.monitoring.choices import FindingKind, FindingState, ObservationKind, Part, Turn
from habeas.monitoring.models import Finding, Visit
from habeas.monitoring.pattern_pictures import pattern_panels
from habeas.monitoring.tables import FINDING_BADGES
from habeas.monitoring.tables.incidents import badge_of as incident_badge

MOST_CITED = 300
"""Incidents or visits of a filtered list that a pattern may start from."""
PATTERN_OF_VISITS = "of_visits"
"""The parameter that says that the others of the address filter visits, not incidents."""


def finding_start(actor: Actor, visit: Visit) -> dict[str, Any]:
    """A new finding starts from what was observed."""
    rows = list(queries.observations_of(actor, visit))
    return {
        "observations": [row.pk for row in rows],
        "observation": "\n\n".join(row.text for row in rows),
        "proof": "ALLEG",
    }


def finding_values(finding: Finding) -> dict[str, Any]:
    """The values of a finding for its form."""
    names = (
        "title kind observation analysis conclusion proof duty_bearer_type duty_bearer_level duty_bearer ground "
        "community language_right language mother_tongue remedy_kind remedy"
    )
    values: dict[str, Any] = {name: getattr(finding, name) for name in names.split()}
    values["municipality"] = finding.municipality_id
    values["observations"] = [row.observation_id for row in finding.evidence.all()]
    values["incidents"] = [row.incident_id for row in finding.cited_incidents.all()]
    values["interviews"] = [row.interview_id for row in finding.cited_interviews.all()]
    values["grounds"] = [row.ground for row in finding.further_grounds.all()]
    values["articles"] = [row.article_id for row in finding.standards.all()]
    return values


def compose_start(request: Any, table: Any, visit_table: Any) -> dict[str, Any]:
    """A finding without one visit starts from an incident, an interview, or a filtered list of incidents or visits."""
    asked, actor = request.GET, request.actor
    start: dict[str, Any] = {"proof": "ALLEG"}
    if "interview" in asked:
        start["interviews"] = [asked["interview"]]
    if PATTERN_OF_VISITS in asked:
        _start_from_visits(actor, start, list(ListQuery(visit_table(), request).rows()[:MOST_CITED]))
    elif "incident" in asked:
        start["incidents"] = [asked["incident"]]
        _start_from(start, list(queries.incidents(actor).filter(pk=asked["incident"])))
    elif asked:
        rows = list(ListQuery(table(), request).rows()[:MOST_CITED])
        start |= {"kind": FindingKind.PATTERN, "incidents": [row.pk for row in rows]}
        _start_from(start, rows)
    return start


def _start_from(start: dict[str, Any], rows: list[Any]) -> None:
    places = {row.municipality_id for row in rows}
    start["municipality"] = places.pop() if len(places) == 1 else None
    start["observation"] = "\n\n".join(f"{row.reference}: {row.account}" for row in rows[:20])


def _start_from_visits(actor: Actor, start: dict[str, Any], visits: list[Any]) -> None:
    rows = list(queries.observations_made_at(actor, [one.pk for one in visits])[:MOST_CITED])
    places = {one.municipality_id for one in visits}
    start |= {"kind": FindingKind.PATTERN, "observations": [row.pk for row in rows]}
    start["municipality"] = places.pop() if len(places) == 1 else None
    start["observation"] = "\n\n".join(f"{row}: {row.text}" for row in rows[:20])


def visit_list_actions(request: Any, table: Any) -> list[dict[str, Any]]:
    """The buttons of the list of visits, and the way to a pattern over those that are filtered."""
    actor, asked = request.actor, request.GET.copy()
    found: list[dict[str, Any]] = table().actions(actor)
    for name in ("view", "page", "sort", "columns"):
        asked.pop(name, None)
    if not asked or not actor.compartments("work"):
        return found
    asked[PATTERN_OF_VISITS] = "1"
    url = f"{reverse('monitoring:finding-compose')}?{asked.urlencode()}"
    return [*link(_("Finding on this pattern"), url, icon="finding"), *found]


def finding_sections(*, composed: bool = False, begun: bool = False) -> list[dict[str, Any]]:
    """The parts of the finding's form; composed from several records or opened on a visit, new or `begun` already."""
    facts = ["title", "kind", "looked_for", "observations", "incidents", "interviews", "observation"]
    where = ["municipality", *(() if begun else ("compartment",))] if composed else []
    return [
        {
            "id": "facts",
            "title": _("What was found"),
            "fields": [*facts, *where],
        },
        {"id": "analysis", "title": _("Analysis"), "fields": ["articles", "analysis", "conclusion", "proof"]},
        {
            "id": "who",
            "title": _("Who is responsible, whom it concerns"),
            "fields": [
                *("duty_bearer_type", "duty_bearer_level", "duty_bearer", "ground", "grounds", "community"),
            ],
        },
        {
            "id": "language",
            "title": _("Language rights"),
            "help": _("Only when the finding concerns the use of a language."),
            "fields": ["language_right", "language", "mother_tongue"],
        },
        {"id": "remedy", "title": _("Remedy proposed"), "fields": ["remedy_kind", "remedy"]},
    ]


def finding_page(request: Any, finding: Finding) -> dict[str, Any]:
    """The context of a finding's page."""
    place = finding.municipality or _(
        "several municipalities"
    )  # outside of the f-string, where it is extracted
    return {
        "title": finding.title,
        "subtitle": f"{finding.reference} · {place}",
        "badges": [
            {"label": finding.get_state_display(), "kind": FINDING_BADGES[FindingState(finding.state)]},
            {"label": finding.get_proof_display(), "kind": "info"},
        ],
        "breadcrumbs": [
            {"label": _("Findings"), "url": reverse("monitoring:findings")},
            {"label": finding.reference},
        ],
        "actions": _finding_actions(request.actor, finding),
        "facts": finding_facts(finding),
        "panels": [
            _withdrawn_panel(request.actor, finding),
            _parts_panel(finding),
            *pattern_panels(request.actor, finding),
            _evidence_panel(finding),
            _incidents_panel(finding),
            _interviews_panel(finding),
            _note_panel(finding),
            _turns_panel(finding),
        ],
    }


def _withdrawn_panel(actor: Actor, finding: Finding) -> dict[str, Any] | None:
    """Interviews that the finding cites and may not rest on any more."""
    rows = queries.cited_without_consent(actor).filter(finding=finding.pk).select_related("interview__person")
    shown = [row.interview for row in rows]
    if not shown:
        return None
    return {
        "title": _("Rests on an interview without consent"),
        "template": "monitoring/_withdrawn.html",
        "rows": shown,
        "count": len(shown),
        "icon": "warn",
        "kind": "warn",
    }


def _finding_actions(actor: Actor, finding: Finding) -> list[dict[str, Any]]:
    def to(name: str) -> str:
        return reverse(f"monitoring:{name}", args=[finding.pk])

    may: dict[str, Any] = {"actor": actor, "target": finding}
    submit = _("Submit for review")
    return [
        *link(_("Edit"), to("finding-edit"), rule=rules.can_edit_finding, icon="edit", **may),
        *link(submit, to("finding-submit"), rule=rules.can_edit_finding, method="post", primary=True, **may),
        *link(_("Review"), to("finding-review"), rule=rules.can_review, primary=True, icon="check", **may),
        *link(_("Open again"), to("finding-reopen"), rule=rules.can_reopen, **may),
        *link(_("Withdraw"), to("finding-withdraw"), rule=rules.can_withdraw, **may),
        *link(_("Versions"), to("finding-wordings")),
    ]


def finding_facts(finding: Finding) -> list[tuple[str, Any]]:
    """What a finding says in a word or two."""
    bearer = [finding.get_duty_bearer_type_display(), finding.get_duty_bearer_level_display()]
    facts = [
        (_("visit"), linked(getattr(finding, "visit", None))),
        (_("duty-bearer"), ", ".join(part for part in bearer if part)),
        (_("institution"), finding.duty_bearer),
        (_("standard of proof"), finding.get_proof_display()),
        (_("standard breached"), "; ".join(str(row.article) for row in finding.standards.all())),
        (_("kind of finding"), finding.get_kind_display() if finding.is_pattern else ""),
        (_("grounds of unequal treatment"), _grounds(finding)),
        (_("community concerned"), finding.get_community_display()),
        (_("language right"), finding.get_language_right_display()),
        (_("language concerned"), finding.get_language_display()),
        (_("education in the mother tongue"), finding.get_mother_tongue_display()),
        (_("kind of remedy"), finding.get_remedy_kind_display()),
    ]
    return [(label, value) for label, value in facts if value]


def _grounds(finding: Finding) -> str:
    grounds = [finding.get_ground_display(), *(str(one) for one in finding.further_grounds.all())]
    return ", ".join(one for one in grounds if one)


def parts_of(finding: Finding) -> list[tuple[Any, str]]:
    """Observation, analysis, conclusion and remedy, each with its heading."""
    parts = [(Part(part).label, getattr(finding, part)) for part in Part.values]
    return [*parts, (_("Remedy proposed"), finding.remedy)]


def _parts_panel(finding: Finding) -> dict[str, Any]:
    return {
        "title": _("The finding"),
        "template": "monitoring/_parts.html",
        "parts": parts_of(finding),
        "icon": "finding",
    }


def _evidence_panel(finding: Finding) -> dict[str, Any] | None:
    rows = [row.observation for row in finding.evidence.all() if getattr(row, "observation", None)]
    if not rows and (finding.cited_incidents.all() or finding.cited_interviews.all()):
        return None
    return {
        "title": _("Evidence"),
        "template": "monitoring/_observations.html",
        "rows": rows,
        "count": len(rows),
        "icon": "observation",
        "seen": ObservationKind.SEEN,
    }


def _incidents_panel(finding: Finding) -> dict[str, Any] | None:
    rows = [row.incident for row in finding.cited_incidents.all() if getattr(row, "incident", None)]
    columns = (
        Column("reference", _("reference"), kind="code"),
        Column("title", _("title")),
        Column("happened", _("when"), value=lambda row: row.happened),
        Column("municipality", _("municipality")),
        Column(
            "verification",
            _("verification"),
            value=lambda row: row.get_verification_display(),
            badge=incident_badge,
        ),
    )
    return table_panel(_("Incidents cited"), columns, rows, icon="warn") if rows else None


def _interviews_panel(finding: Finding) -> dict[str, Any] | None:
    rows = [row.interview for row in finding.cited_interviews.all() if getattr(row, "interview", None)]
    columns = (
        Column("reference", _("reference"), kind="code"),
        Column("person", _("person interviewed"), kind="code"),
        Column("held_on", _("held on"), kind="date"),
        Column("connection", _("connection of the source"), value=lambda row: row.get_connection_display()),
        Column(
            "reliability", _("reliability of the source"), value=lambda row: row.get_reliability_display()
        ),
    )
    return table_panel(_("Interviews cited"), columns, rows, icon="people") if rows else None


def _turns_panel(finding: Finding) -> dict[str, Any] | None:
    """Who decided what about a finding, and why."""
    turns = list(finding.turns.all())
    if not turns:
        return None
    called = people().in_bulk({one.created_by for one in turns if one.created_by})
    entries = [
        {
            "title": one.get_kind_display(),
            "text": one.note,
            "when": date_format(timezone.localtime(one.created_at), "SHORT_DATETIME_FORMAT"),
            "iso": one.created_at.isoformat(),
            "who": str(called.get(one.created_by, "")),
            "kind": "warn" if one.kind in (Turn.REOPENED, Turn.WITHDRAWN) else "",
        }
        for one in reversed(turns)
    ]
    return {
        "title": _("Decisions"),
        "template": "monitoring/_turns.html",
        "entries": entries,
        "count": len(entries),
        "icon": "history",
        "column": "side",
    }


def _note_panel(finding: Finding) -> dict[str, Any] | None:
    if not finding.review_note:
        return None
    return {
        "title": _("Note of the reviewer"),
        "template": "monitoring/_note.html",
        "note": finding.review_note,
        "column": "side",
    }
