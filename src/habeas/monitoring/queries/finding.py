"""Reads of findings."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch

from habeas.core.actors import Actor
from habeas.monitoring.choices import FindingState
from habeas.monitoring.models import Finding, FindingObservation, FindingStandard


def findings(actor: Actor) -> Any:
    """The findings that the actor may see."""
    return Finding.objects.visible_to(actor).select_related("municipality", "visit__site", "duty_bearer")


def finding_with_chain(actor: Actor) -> Any:
    """Findings with evidence, standards and wordings, for their page."""
    evidence = (
        FindingObservation.objects.visible_to(actor)
        .select_related("observation__visit")
        .order_by("observation__visit", "observation__number")
    )
    standards = FindingStandard.objects.visible_to(actor).select_related("article__instrument")
    return findings(actor).prefetch_related(
        Prefetch("evidence", evidence), Prefetch("standards", standards), "wordings"
    )


def waiting_for_review(actor: Actor) -> Any:
    """Findings in review that the actor may clear and did not write; the longest waiting first."""
    return (
        findings(actor)
        .filter(state=FindingState.IN_REVIEW, compartment__in=actor.compartments("clear"))
        .exclude(created_by=actor.id)
        .order_by("changed_at")
    )
