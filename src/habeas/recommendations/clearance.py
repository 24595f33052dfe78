"""The steps that clear a recommendation: which a compartment demands, who answers each, and how far they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from habeas.access.actions.approvals import has_role, may_answer
from habeas.access.approvals import ApprovalKind, register
from habeas.access.choices import ApprovalState
from habeas.access.models import Approval, Compartment
from habeas.core.actors import Actor
from habeas.recommendations.models import Recommendation
from habeas.recommendations.queries import authors_of

MONTH = 24 * 30
STEPS = {
    "legal": register(
        ApprovalKind(
            "clearance.legal", _("legal clearance"), "work", "clear", hours=MONTH, role="legal_adviser"
        )
    ),
    "political": register(
        ApprovalKind(
            "clearance.political",
            _("political clearance"),
            "work",
            "clear",
            hours=MONTH,
            role="political_adviser",
        )
    ),
    "director": register(
        ApprovalKind("clearance.director", _("clearance by the director"), "work", "own", hours=MONTH)
    ),
}
"""The steps that a compartment may name under “steps of clearance”, in the order in which they are shown."""


@dataclass(frozen=True)
class Step:
    """One step: its kind, the newest question about this version, and whether this reader may answer it."""

    kind: ApprovalKind
    approval: Approval | None
    may_answer: bool

    @property
    def is_done(self) -> bool:
        return self.approval is not None and self.approval.state == ApprovalState.APPROVED

    @property
    def is_declined(self) -> bool:
        return self.approval is not None and self.approval.state == ApprovalState.DECLINED


def steps_of(actor: Actor, recommendation: Recommendation) -> list[str]:
    """The steps that the recommendation's compartment demands; the director's at least."""
    home = Compartment.objects.visible_to(actor).filter(pk=recommendation.compartment).first()
    named = home.clearance_steps.split() if home is not None else []
    return [step for step in STEPS if step in named] or ["director"]


def standing(actor: Actor, recommendation: Recommendation) -> list[Step]:
    """How far each step is, for the version as it stands; the yes of somebody who wrote on it does not count."""
    authors = authors_of(actor, recommendation)
    rows = Approval.objects.visible_to(actor).filter(
        record=recommendation.pk, record_version=recommendation.version
    )
    rows = rows.exclude(state=ApprovalState.APPROVED, answered_by__in=authors)
    newest: dict[str, Approval] = {one.kind: one for one in rows.order_by("created_at")}
    found = []
    for step in steps_of(actor, recommendation):
        kind = STEPS[step]
        asked = newest.get(kind.code)
        is_open = asked is not None and asked.state == ApprovalState.ASKED
        may = asked is not None and is_open and actor.id not in authors and may_answer(actor, asked)
        found.append(Step(kind, asked, may))
    return found


def fulfils(actor: Actor, step: Step, recommendation: Recommendation) -> bool:
    """True when the actor is the one whom the step asks: issuing the recommendation is then the answer."""
    if not actor.holds(step.kind.answer, recommendation.compartment):
        return False
    return not step.kind.role or has_role(actor, step.kind.role)


def missing_steps(actor: Actor, recommendation: Recommendation) -> list[Any]:
    """Labels of the steps that still stand between this actor and the issue."""
    return [
        step.kind.label
        for step in standing(actor, recommendation)
        if not step.is_done and not fulfils(actor, step, recommendation)
    ]
