"""Reads of what partners sent in."""

from __future__ import annotations

from typing import Any

from habeas.access.models import Compartment, Organisation
from habeas.core.actors import Actor
from habeas.monitoring.choices import SubmissionState
from habeas.monitoring.models import Receipt, Submission


def submissions(actor: Actor) -> Any:
    """The submissions to compartments that the actor reads."""
    rows = Submission.objects.visible_to(actor)
    return rows.select_related("site__municipality", "partner", "visit__site").prefetch_related(
        "observations"
    )


def submissions_waiting(actor: Actor) -> Any:
    """Submissions that nobody has answered, the longest waiting first."""
    work = actor.compartments("work") & actor.compartments("read")
    rows = submissions(actor).filter(state=SubmissionState.SENT, compartment__in=work)
    return rows.order_by("created_at")


def receipts(actor: Actor) -> Any:
    """What became of what the actor sent in."""
    return Receipt.objects.visible_to(actor).filter(owner=actor.id).order_by("-created_at")


def mailboxes(actor: Actor) -> Any:
    """The compartments to which the actor may send a visit."""
    rows = Compartment.objects.visible_to(actor).filter(pk__in=actor.compartments("work"), closed=False)
    return rows.select_related("organisation")


def own_organisations(actor: Actor) -> Any:
    """The organisations that the actor works for."""
    return Organisation.objects.filter(pk__in=actor.organisations)
