"""Who may do what with a finding, and what must hold before it is done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.rules import can_clear, can_work, rule
from habeas.monitoring.choices import FindingState
from habeas.monitoring.models import Finding, Observation


@rule(_("The finding is no draft any more."), _("Ask its reviewer to return it."))
def is_draft(actor: Actor, finding: Finding) -> bool:
    return finding.state == FindingState.DRAFT


@rule(_("The finding is not in review."), _("Its author submits it first."))
def is_in_review(actor: Actor, finding: Finding) -> bool:
    return finding.state == FindingState.IN_REVIEW


@rule(_("Nobody reviews their own finding."), _("Ask a colleague who may clear findings."))
def is_not_the_author(actor: Actor, finding: Finding) -> bool:
    return finding.created_by != actor.id


can_edit_finding = can_work & is_draft
can_review = can_clear & is_in_review & is_not_the_author


def corroborates(observations: Iterable[Observation]) -> bool:
    """Two independent credible sources, or one direct credible source and other consistent material."""
    credible = [one for one in observations if one.is_credible]
    independent = {one.source.strip().casefold() for one in credible}
    if len(independent) >= 2:
        return True
    return any(one.is_direct for one in credible) and len(list(observations)) >= 2


def missing_parts(finding: Finding, standards: int) -> list[Any]:
    """What a finding lacks before it can be reviewed, as labels."""
    wanted = {
        _("analysis"): finding.analysis,
        _("conclusion"): finding.conclusion,
        _("standard"): standards,
        _("duty-bearer"): finding.duty_bearer_type,
        _("level of the duty-bearer"): finding.duty_bearer_level,
        _("remedy proposed"): finding.remedy,
    }
    return [label for label, value in wanted.items() if not value]
