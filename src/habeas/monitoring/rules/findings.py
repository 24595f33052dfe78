"""Who may do what with a finding, and what must hold before it is done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.rules import can_clear, can_work, rule
from habeas.monitoring.choices import FindingState
from habeas.monitoring.models import Finding


@rule(_("The finding is no draft any more."), _("Ask its reviewer to return it."))
def is_draft(actor: Actor, finding: Finding) -> bool:
    return finding.state == FindingState.DRAFT


@rule(_("The finding is not in review."), _("Its author submits it first."))
def is_in_review(actor: Actor, finding: Finding) -> bool:
    return finding.state == FindingState.IN_REVIEW


@rule(_("Nobody reviews their own finding."), _("Ask a colleague who may clear findings."))
def is_not_the_author(actor: Actor, finding: Finding) -> bool:
    return finding.created_by != actor.id


PATTERN_NEEDS = 3
"""The fewest records of which one may say that they form a pattern."""


can_edit_finding = can_work & is_draft
can_review = can_clear & is_in_review & is_not_the_author


def corroborates(material: Iterable[Any]) -> bool:
    """Two independent credible sources, or one direct credible source and other consistent material.

    The material is observations, sources of incidents and interviews alike: each says `who` told it, and whether
    that source is credible and direct.
    """
    told = list(material)
    credible = [one for one in told if one.is_credible]
    if len({one.who for one in credible}) >= 2:
        return True
    return any(one.is_direct and any(other.who != one.who for other in told) for one in credible)


def missing_parts(finding: Finding, standards: int, evidence: int = 0) -> list[Any]:
    """What a finding lacks before it can be reviewed, as labels."""
    wanted = {
        _("evidence"): finding.visit_id or evidence,
        _("analysis"): finding.analysis,
        _("conclusion"): finding.conclusion,
        _("standard"): standards,
        _("duty-bearer"): finding.duty_bearer_type,
        _("level of the duty-bearer"): finding.duty_bearer_level,
        _("remedy proposed"): finding.remedy,
    }
    return [label for label, value in wanted.items() if not value]
