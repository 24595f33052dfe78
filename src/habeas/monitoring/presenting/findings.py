"""How a finding is laid out on its page and form."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.core.actors import Actor
from habeas.core.pages import link
from habeas.monitoring import queries, rules
from habeas.monitoring.choices import FindingState, ObservationKind, Part
from habeas.monitoring.models import Finding, Visit
from habeas.monitoring.tables import FINDING_BADGES


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
        "title observation analysis conclusion proof duty_bearer_type duty_bearer_level duty_bearer ground "
        "community remedy_kind remedy"
    )
    values: dict[str, Any] = {name: getattr(finding, name) for name in names.split()}
    values["observations"] = [row.observation_id for row in finding.evidence.all()]
    values["articles"] = [row.article_id for row in finding.standards.all()]
    return values


def finding_sections() -> list[dict[str, Any]]:
    """The parts of the finding's form."""
    return [
        {"id": "facts", "title": _("What was found"), "fields": ["title", "observations", "observation"]},
        {"id": "analysis", "title": _("Analysis"), "fields": ["articles", "analysis", "conclusion", "proof"]},
        {
            "id": "who",
            "title": _("Who is responsible, whom it concerns"),
            "fields": ["duty_bearer_type", "duty_bearer_level", "duty_bearer", "ground", "community"],
        },
        {"id": "remedy", "title": _("Remedy proposed"), "fields": ["remedy_kind", "remedy"]},
    ]


def finding_page(request: Any, finding: Finding) -> dict[str, Any]:
    """The context of a finding's page."""
    return {
        "title": finding.title,
        "subtitle": f"{finding.reference} · {finding.municipality}",
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
        "panels": [_parts_panel(finding), _evidence_panel(finding), _note_panel(finding)],
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
        *link(_("Versions"), to("finding-wordings")),
    ]


def finding_facts(finding: Finding) -> list[tuple[str, Any]]:
    """What a finding says in a word or two."""
    bearer = [finding.get_duty_bearer_type_display(), finding.get_duty_bearer_level_display()]
    facts = [
        (_("visit"), getattr(finding, "visit", None)),
        (_("duty-bearer"), ", ".join(part for part in bearer if part)),
        (_("institution"), finding.duty_bearer),
        (_("standard of proof"), finding.get_proof_display()),
        (_("standard breached"), "; ".join(str(row.article) for row in finding.standards.all())),
        (_("ground of unequal treatment"), finding.get_ground_display()),
        (_("community concerned"), finding.get_community_display()),
        (_("kind of remedy"), finding.get_remedy_kind_display()),
    ]
    return [(label, value) for label, value in facts if value]


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


def _evidence_panel(finding: Finding) -> dict[str, Any]:
    rows = [row.observation for row in finding.evidence.all() if getattr(row, "observation", None)]
    return {
        "title": _("Evidence"),
        "template": "monitoring/_observations.html",
        "rows": rows,
        "count": len(rows),
        "icon": "observation",
        "seen": ObservationKind.SEEN,
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
