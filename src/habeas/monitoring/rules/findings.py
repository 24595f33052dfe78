"""Who may do what with a finding, and what must hold before it is done."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Any

from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.rules import can_clear, can_work, rule
from habeas.monitoring.choices import SETTLED, FindingState
from habeas.monitoring.models import Finding
from habeas.monitoring.queries import wrote


@rule(_("The finding is no draft any more."), _("Ask its reviewer to return it."))
def is_draft(actor: Actor, finding: Finding) -> bool:
    return finding.state == FindingState.DRAFT


@rule(_("The finding is not in review."), _("Its author submits it first."))
def is_in_review(actor: Actor, finding: Finding) -> bool:
    return finding.state == FindingState.IN_REVIEW


@rule(
    _("Nobody reviews their own finding, or one on which they wrote."),
    _("Ask a colleague who may clear findings."),
)
def is_not_the_author(actor: Actor, finding: Finding) -> bool:
    return not wrote(actor, finding)


PATTERN_NEEDS = 3
"""The fewest records of which one may say that they form a pattern."""


@rule(_("The finding is not confirmed."), _("A second person reviews it first."))
def is_confirmed(actor: Actor, finding: Finding) -> bool:
    return finding.state == FindingState.CONFIRMED


@rule(_("The finding is neither confirmed nor closed."), _("A draft is simply edited."))
def is_settled(actor: Actor, finding: Finding) -> bool:
    return finding.state in SETTLED


@rule(_("The finding is withdrawn already."), _("Open a new finding where something else was found."))
def is_not_withdrawn(actor: Actor, finding: Finding) -> bool:
    return finding.state != FindingState.WITHDRAWN


can_close = can_work & is_confirmed
can_reopen = can_work & is_settled
can_withdraw = can_clear & is_not_withdrawn & is_not_the_author
can_edit_finding = can_work & is_draft
can_review = can_clear & is_in_review & is_not_the_author


def corroborates(material: Iterable[Any]) -> bool:
    """Two independent credible sources, or one direct credible source and other consistent material.

    The material is observations, sources of incidents and interviews alike (`models.observations.Told`). What
    contradicts the rest, or comes from an unreliable source, bears nothing out.
    """
    told = [one for one in material if one.bears_out]
    return any(
        first.is_apart_from(second) and _carry(first, second) for first, second in combinations(told, 2)
    )


def _carry(first: Any, second: Any) -> bool:
    if first.is_credible and second.is_credible:
        return True
    return any(one.is_credible and one.is_direct for one in (first, second))


def missing_parts(finding: Finding, standards: int, evidence: int = 0) -> list[Any]:
    """What a finding lacks before it can be reviewed, as labels."""
    wanted = {
        _("evidence"): evidence,
        _("analysis"): finding.analysis,
        _("conclusion"): finding.conclusion,
        _("standard"): standards,
        _("duty-bearer"): finding.duty_bearer_type,
        _("level of the duty-bearer"): finding.duty_bearer_level,
        _("remedy proposed"): finding.remedy,
    }
    return [label for label, value in wanted.items() if not value]
