"""Reads of filled-in questionnaires."""

from __future__ import annotations

from typing import Any

from habeas.core.actors import Actor
from habeas.monitoring.models import Sheet
from habeas.monitoring.models.sheets import value_of


def sheets(actor: Actor) -> Any:
    """The filled-in questionnaires that the actor may see."""
    return Sheet.objects.visible_to(actor).select_related("site", "visit__site")


def answers_of(sheet: Sheet) -> dict[str, Any]:
    """What was answered so far, by the code of the question."""
    rows = sheet.answers.prefetch_related("chosen")
    found = {row.question: value_of(row) for row in rows}
    return {question: value for question, value in found.items() if value is not None}
